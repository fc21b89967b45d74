"""Parties, assets and terms of a deal, read from its file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from dealflow.model import Asset, Fact, Party, Process, Terms
from dealflow.scenario.places import Path
from dealflow.scenario.problems import Problems, listed, nearest, quoted, shown
from dealflow.scenario.shape import ScenarioFile, TermsTable

__all__ = ["check_roles", "parties_of", "terms_of"]

_COUNTRY: Final = re.compile("[A-Z]{2}")
_WRITE: Final = {
    "yes/no": "write true or false",
    "number": "write a number without quotation marks",
    "text": "write it in quotation marks",
    "date": "write a date without quotation marks",
    "countries": 'write a list of ISO codes, ["US", "CN"]',
}
_LISTS: Final = ("sold", "licensed", "accessed", "perimeter")


def parties_of(file: ScenarioFile, problems: Problems) -> tuple[Party, ...]:
    """The parties of the deal."""
    for id, table in file.parties.items():
        _check_country(table.country, ("parties", id, "country"), problems)
    return tuple(Party(id, table.name, table.role, table.country) for id, table in file.parties.items())


def check_roles(file: ScenarioFile, known: Iterable[str], problems: Problems) -> None:
    """Tell *problems* of a role that looks like a misspelling of one that acts in the deal."""
    roles = list(dict.fromkeys(known))
    for id, table in file.parties.items():
        near = nearest(table.role, roles) if table.role not in roles else None
        if near is not None:
            problems.add(
                ("parties", id, "role"),
                f"nobody acts in the deal as {quoted(table.role)}",
                f"did you mean {quoted(near)}?",
            )


def terms_of(file: ScenarioFile, definitions: Iterable[Process], problems: Problems) -> dict[str, Terms]:
    """The alternatives of the terms, with their assets and facts; one without a name if the file writes none."""
    assets = {id: _asset(id, file, problems) for id in file.assets}
    asked = _asked(definitions)
    wide = dict(_facts(file.facts, asked, ("facts",), problems))
    if not file.terms:
        return {"": Terms("", facts=wide)} if wide else {}
    return {name: _terms(name, table, file, assets, asked, wide, problems) for name, table in file.terms.items()}


def _asset(id: str, file: ScenarioFile, problems: Problems) -> Asset:
    table = file.assets[id]
    _check_country(table.exporter, ("assets", id, "exporter"), problems)
    return Asset(id, table.name, table.technology, table.exporter)


def _check_country(code: str, path: Path, problems: Problems) -> None:
    if code and not _COUNTRY.fullmatch(code):
        hint = f"write {quoted(code.upper())}" if _COUNTRY.fullmatch(code.upper()) else 'write "CN", "US", "GB"'
        problems.add(path, f"{path[-1]} {quoted(code)} is not a country code of two capital letters", hint)


def _terms(
    name: str,
    table: TermsTable,
    file: ScenarioFile,
    assets: Mapping[str, Asset],
    asked: Mapping[str, Fact | None],
    wide: Mapping[str, Any],
    problems: Problems,
) -> Terms:
    path: Path = ("terms", name)
    if table.buyer and table.buyer not in file.parties:
        problems.unknown((*path, "buyer"), "party", table.buyer, file.parties)
    if table.sold and table.perimeter:
        problems.add((*path, "perimeter"), "perimeter and sold are two words for one list", "keep sold", at_key=True)
    lists = {kind: tuple(_known_assets(table, kind, assets, path, problems)) for kind in _LISTS}
    return Terms(
        name,
        table.text,
        table.buyer,
        {*lists["sold"], *lists["perimeter"]},
        lists["licensed"],
        lists["accessed"],
        {**wide, **dict(_facts(table.facts, asked, (*path, "facts"), problems))},
    )


def _known_assets(
    table: TermsTable, kind: str, assets: Mapping[str, Asset], path: Path, problems: Problems
) -> Iterator[Asset]:
    written = getattr(table, kind)
    for i, id in enumerate(written):
        if id in assets:
            yield assets[id]
        else:
            problems.unknown((*path, kind, i), "asset", id, assets)


def _asked(definitions: Iterable[Process]) -> dict[str, Fact | None]:
    """The facts that rules of application ask about, and those that approvals cover without a question."""
    asked: dict[str, Fact | None] = {}
    for process in definitions:
        asked.update({fact.name: fact for fact in process.asks})
        for name in process.covers:
            if name not in (*_LISTS, "buyer"):
                asked.setdefault(name, None)
    return asked


def _facts(
    written: Mapping[str, Any], asked: Mapping[str, Fact | None], path: Path, problems: Problems
) -> Iterator[tuple[str, Any]]:
    for name, value in written.items():
        if name not in asked:
            problems.add((*path, name), f"no rule asks about {quoted(name)}", listed(name, asked), at_key=True)
            continue
        fact = asked[name]
        if fact is not None and not fact.accepts(value):
            hint = f"{_WRITE[fact.kind]}: {fact.question}"
            problems.add((*path, name), f"{name} is of kind {fact.kind}, not {shown(value)}", hint)
        else:
            yield name, value
