"""Every number of a scenario by name: chances, delays, days of acts, dates of the contract, facts; and another value.

- ``alder/review:clear`` is the chance of an alternative (``alder/review/second:clear`` of the group called second,
  ``alder/review:clear.tense`` its chance under a level of the belief's cause);
- ``alder/review:clear.delay`` is its delay: the number itself, the middle of a range, the most likely one or median;
- ``causes.politics.tense`` is the chance of a level of a cause;
- ``agreement:sign`` is the day of an act of the history (``agreement:sign#2`` of the second one);
- ``outside_date`` is a date of the contract;
- ``facts.us_turnover`` is a number or date that the rules ask about, ``terms.whole.us_turnover`` one of some terms.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from fractions import Fraction
from typing import Any, Final

from attrs import evolve, field, frozen

from dealflow.beliefs import NONE
from dealflow.errors import UnknownName
from dealflow.scenario.kinds import Month
from dealflow.scenario.reweighed import Chanced, Delayed, Doubted, middle, shared
from dealflow.scenario.shape import AlternativeTable, ScenarioFile

__all__ = ["Number", "day_of", "number", "numbers", "with_number"]

Value = Fraction | int | float | date
_LONGEST: Final = 36525


@frozen
class Number:
    """A number of a scenario: its *name*, what it is (*kind*), its *value*, and how the file reads with another."""

    name: str
    kind: str
    value: Value
    change: Callable[[Any], ScenarioFile] = field(eq=False, repr=False)

    def at(self, value: Any) -> ScenarioFile:
        """The file with *value* in its place; raises ValueError for one that it cannot have."""
        return self.change(self._read(value))

    def _read(self, value: Any) -> Value:
        if self.kind in ("day", "date") or (self.kind == "fact" and isinstance(self.value, date)):
            return _as_date(value, self.name)
        if self.kind in ("chance", "level"):
            chance = _as_fraction(value, self.name)
            if not 0 <= chance <= 1:
                raise ValueError(f"{self.name} is a chance: {value} does not lie between 0 and 1")
            return chance
        plain = _as_fraction(value, self.name)
        if self.kind == "delay":
            if plain.denominator != 1 or not 0 <= plain <= _LONGEST:
                raise ValueError(f"{self.name} is a delay: {value} is no whole number from 0 to {_LONGEST}")
            return int(plain)
        return int(plain) if plain.denominator == 1 else float(plain)


def _as_date(value: Any, name: str) -> date:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise ValueError(f"{name} is a day: {value!r} is none; write 2020-11-12") from None


def _as_fraction(value: Any, name: str) -> Fraction:
    try:
        return value if isinstance(value, Fraction) else Fraction(str(value))
    except (ValueError, ZeroDivisionError):
        raise ValueError(f"{name} is a number: {value!r} is none") from None


def numbers(file: ScenarioFile) -> tuple[Number, ...]:
    """Every number of *file* that can be varied, in written order."""
    return (*_dates(file), *_days(file), *_levels(file), *_beliefs(file), *_all_facts(file))


def number(file: ScenarioFile, name: str) -> Number:
    """The number called *name*; raises UnknownName with a suggestion."""
    known = {each.name: each for each in numbers(file)}
    found = known.get(name.removesuffix(".chance"))
    if found is None:
        raise UnknownName("number", name, known)
    return found


def with_number(file: ScenarioFile, name: str, value: Any) -> ScenarioFile:
    """*file* with another value of a number; raises UnknownName, or ValueError for one that it cannot have."""
    return number(file, name).at(value)


# --------------------------------------------------------------------------------------------- dates, days and facts


def _dates(file: ScenarioFile) -> Iterator[Number]:
    for name, day in file.contract.dates.items():

        def change(value: Any, name: str = name) -> ScenarioFile:
            """The file with another date of the contract."""
            return evolve(file, contract=evolve(file.contract, dates={**file.contract.dates, name: value}))

        yield Number(name, "date", day, change)


def day_of(on: date | datetime | Month) -> date:
    """The day of an entry as it is written, the first of a month."""
    if isinstance(on, Month):
        return on.first
    return on.date() if isinstance(on, datetime) else on


def _days(file: ScenarioFile) -> Iterator[Number]:
    seen: dict[str, int] = {}
    for i, table in enumerate(file.history):
        if not table.act:
            continue
        n = seen[table.act] = seen.get(table.act, 0) + 1

        def change(value: Any, i: int = i) -> ScenarioFile:
            """The file with an act on another day; its day of effect goes with it, and it is learned at once."""
            history = list(file.history)
            history[i] = evolve(history[i], on=value, effective=None, recorded=None)
            return evolve(file, history=tuple(history))

        yield Number(table.act if n == 1 else f"{table.act}#{n}", "day", day_of(table.on), change)


def _all_facts(file: ScenarioFile) -> Iterator[Number]:
    for name, value in _varied(file.facts):

        def change(new: Any, name: str = name) -> ScenarioFile:
            """The file with another fact of all terms."""
            return evolve(file, facts={**file.facts, name: new})

        yield Number(f"facts.{name}", "fact", value, change)
    for terms, table in file.terms.items():
        for name, value in _varied(table.facts):

            def change_one(new: Any, terms: str = terms, name: str = name) -> ScenarioFile:
                """The file with another fact of some terms."""
                table = file.terms[terms]
                changed = evolve(table, facts={**table.facts, name: new})
                return evolve(file, terms={**file.terms, terms: changed})

            yield Number(f"terms.{terms}.{name}", "fact", value, change_one)


def _varied(facts: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, value in facts.items():
        if isinstance(value, (int, float, date)) and not isinstance(value, bool):
            yield name, value


def _levels(file: ScenarioFile) -> Iterator[Number]:
    for name, table in file.causes.items():
        for level, chance in table.levels.items():

            def change(value: Any, name: str = name, level: str = level) -> ScenarioFile:
                """The file with another chance of a level, the others in proportion."""
                table = file.causes[name]
                levels = dict(zip(table.levels, shared(tuple(table.levels.items()), level, value), strict=True))
                return evolve(file, causes={**file.causes, name: evolve(table, levels=levels)})

            yield Number(f"causes.{name}.{level}", "level", chance, change)


# ------------------------------------------------------------------------------------------------ chances and delays


def _beliefs(file: ScenarioFile) -> Iterator[Number]:
    for i, table in enumerate(file.beliefs):
        where = f"{table.process}/{table.state}" + (f"/{table.group}" if table.group else "")
        seen: dict[str, int] = {}
        for k, one in enumerate(table.alternatives):
            n = seen[one.action] = seen.get(one.action, 0) + 1
            name = f"{where}:{one.action}" + (f"#{n}" if n > 1 else "")
            yield from _chances(file, i, k, name, one)
            if one.action != NONE:
                yield Number(f"{name}.delay", "delay", middle(one), Delayed(file, i, k))


def _chances(file: ScenarioFile, i: int, k: int, name: str, one: AlternativeTable) -> Iterator[Number]:
    if isinstance(one.chance, Mapping):
        for level, chance in one.chance.items():
            yield Number(f"{name}.{level}", "chance", chance, Chanced(file, i, k, level))
    elif len(file.beliefs[i].alternatives) > 1 or one.chance != 1:
        yield Number(name, "chance", one.chance, Chanced(file, i, k, ""))
    else:
        yield Number(name, "chance", one.chance, Doubted(file, i))
