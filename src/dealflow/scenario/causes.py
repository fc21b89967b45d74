"""Chances read from the file: of the levels of a cause, of alternatives under each level, and what they rest on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

from dealflow.beliefs import Basis, Cause
from dealflow.scenario.places import Path
from dealflow.scenario.problems import Problems, quoted
from dealflow.scenario.shape import BasisTable, BeliefTable, CauseTable

__all__ = ["basis_of", "causes_of", "chances_under", "check_sum", "mean_chance"]


def causes_of(tables: Mapping[str, CauseTable], problems: Problems) -> tuple[Cause, ...]:
    """The causes that could be read."""
    found = []
    for name, table in tables.items():
        path: Path = ("causes", name)
        if problems.spoiled(*path):
            continue
        check_sum(table.levels.values(), (*path, "levels"), "levels", problems)
        basis = basis_of(table.basis, path, problems)
        if basis is not None and not problems.spoiled(*path):
            found.append(Cause(name, tuple(table.levels.items()), basis, table.text))
    return tuple(found)


def basis_of(basis: BasisTable, path: Path, problems: Problems) -> Basis | None:
    """What a chance rests on; None if a base rate does not say where its cases are counted."""
    if basis.kind == "base rate" and not basis.source:
        problems.add((*path, "basis"), "a base rate needs its source", 'add source = "..." to the basis')
        return None
    return Basis(basis.kind, basis.source, basis.by, basis.on, basis.text)


def chances_under(
    table: BeliefTable, path: Path, causes: Mapping[str, CauseTable], problems: Problems
) -> Mapping[str, Fraction]:
    """The levels of the belief's cause with their chances, after the chances of its alternatives were checked."""
    levels = _levels(table, path, causes, problems)
    for k, one in enumerate(table.alternatives):
        place = (*path, "alternatives", k, "chance")
        if isinstance(one.chance, Mapping):
            _check_levels(one.chance, levels, place, table, problems)
    if not problems.spoiled(*path, "alternatives") and not problems.spoiled(*path, "cause"):
        for level in levels or ("",):
            chances = [
                one.chance[level] if isinstance(one.chance, Mapping) else one.chance for one in table.alternatives
            ]
            where = (
                f" under {level}" if level and any(isinstance(a.chance, Mapping) for a in table.alternatives) else ""
            )
            check_sum(chances, (*path, "alternatives"), "alternatives", problems, where)
            if not where:
                break
    return levels


def _levels(
    table: BeliefTable, path: Path, causes: Mapping[str, CauseTable], problems: Problems
) -> Mapping[str, Fraction]:
    if not table.cause:
        return {}
    if table.cause not in causes:
        problems.unknown((*path, "cause"), "cause", table.cause, causes)
        return {}
    found: Mapping[str, Fraction] | None = causes[table.cause].levels
    return found or {}


def _check_levels(
    chances: Mapping[str, Fraction], levels: Mapping[str, Fraction], path: Path, table: BeliefTable, problems: Problems
) -> None:
    if not table.cause:
        problems.add(path, "chance must be one number: the belief names no cause", 'add cause = "..." to the belief')
        return
    for name in chances:
        if levels and name not in levels:
            problems.unknown((*path, name), f"level of {table.cause}", name, levels, at_key=True)
    for name in levels:
        if name not in chances:
            problems.add(path, f"chance under {quoted(name)} is missing", f"add {name} = 0.5 to it")


def mean_chance(chance: Any, levels: Mapping[str, Fraction]) -> tuple[Fraction, tuple[tuple[str, Fraction], ...]]:
    """The chance over all *levels*, and the chance under each where they differ."""
    if not isinstance(chance, Mapping):
        return chance, ()
    return sum((levels[name] * chance[name] for name in levels), Fraction(0)), tuple(
        (name, chance[name]) for name in levels
    )


def check_sum(chances: Iterable[Fraction], path: Path, what: str, problems: Problems, where: str = "") -> None:
    """Tell *problems* of chances that do not add to one."""
    total = sum(chances, Fraction(0))
    if total == 1:
        return
    missing = 1 - total
    hint = "chances of one group add to 1"
    if missing > 0 and what == "alternatives" and not where:
        hint = f'add {{ action = "none", chance = {_plain(missing)} }} if nothing may be done'
    problems.add(path, f"the chances of the {what}{where} add to {_plain(total)}, not to 1", hint)


def _plain(number: Fraction) -> str:
    decimal = f"{float(number):.12g}"
    return decimal if Fraction(decimal) == number else f'"{number}"'
