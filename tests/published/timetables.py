"""Deadlines published in real cases: which of them are evidence, how the library counts them, which cannot be right.

A row says from what it counts and how far. What it means is read off its kind alone, never off its case: a base clock
from its start; an extension, or a stop, from the deadline before it. Where the case tells how that deadline came about,
the same call is made longer; where it does not, the start is the day from which a whole phase ends on that deadline.
Run the module to see every row with what became of it.
"""

from __future__ import annotations

import json
import sys
import warnings
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from functools import lru_cache
from itertools import product
from pathlib import Path
from typing import Any

from attrs import evolve, frozen

import dealflow as df
from dealflow.calendars import get
from dealflow.errors import DealflowWarning
from dealflow.model import Clock, Extension, Period, Unit
from dealflow.model.period import latest_start

__all__ = ["ROWS", "Call", "Row", "call_of", "fate", "flags", "is_evidence", "rows_of", "summary", "table"]

FILE = Path(__file__).parents[1] / "data" / "deadlines.json"

#: What a kind of row counts: the clock and its variant.
BASES: dict[str, tuple[str, str | None]] = {
    "EUMR_P1_25": ("eu.merger/phase_1", None),
    "EUMR_P1_35": ("eu.merger/phase_1", "commitments"),
    "EUMR_P2_90": ("eu.merger/phase_2", None),
    "FSR_PRELIM_25": ("eu.fsr/preliminary", None),
    "FSR_INDEPTH_90": ("eu.fsr/in_depth", None),
    "UK_P1_40": ("uk.cma/phase_1", None),
    "UK_P1_REFERRED_45": ("uk.cma/phase_1_referred", None),
    "UK_UIL_OFFER_5": ("uk.cma/undertakings_offer", None),
    "UK_P2_24W": ("uk.cma/phase_2", None),
}
#: What a kind of row moves on: the clock, and the number of days or working days of the row in the unit of the move.
MOVES: dict[str, tuple[str, Callable[[int], int | str]]] = {
    "EUMR_P2_EXT": ("eu.merger/phase_2", int),
    "EUMR_P2_COMMIT_15": ("eu.merger/phase_2", int),
    "EUMR_STOP": ("eu.merger/phase_2", int),
    "UK_P2_EXT_8W": ("uk.cma/phase_2", lambda days: f"{days // 7} weeks"),
    "UK_P2_S39_4_DAYS": ("uk.cma/phase_2", lambda days: f"{days} days"),
}


@frozen
class Row:
    """One published deadline, with the days that it is said to follow from."""

    case: str
    kind: str
    deadline: date
    start: date | None
    n: int
    previous: date | None
    stop: tuple[date, date] | None
    plus: int
    seen: bool
    weak: bool
    match: bool | None
    before: tuple[Row, ...]

    @property
    def clock(self) -> str:
        """The id of the clock that it is about, empty where no rule is claimed."""
        known = BASES.get(self.kind) or MOVES.get(self.kind)
        return known[0] if known else ""

    @property
    def since(self) -> date | None:
        """The day that it counts from: a start, or the deadline before."""
        return self.start or self.previous

    def __str__(self) -> str:
        return f"{self.case}, {self.kind}, {self.deadline}"


@frozen
class Call:
    """What is asked of `df.deadline`."""

    clock: str
    start: date
    variant: str | None = None
    tolled: tuple[tuple[date, date], ...] = ()
    extensions: tuple[int | str, ...] = ()

    def answer(self) -> date:
        """The day that the library gives; what it says of recalled rules and days is not the question here."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DealflowWarning)
            return df.deadline(
                self.clock, self.start, tolled=self.tolled, extensions=self.extensions, variant=self.variant
            ).day


def _day(value: str | None) -> date | None:
    return None if value is None else date.fromisoformat(value)


def _row(case: str, told: dict[str, Any], before: tuple[Row, ...]) -> Row:
    first, last = _day(told.get("first_suspended_day")), _day(told.get("last_suspended_day"))
    return Row(
        case,
        told["clock"],
        date.fromisoformat(told["deadline"]),
        _day(told.get("start")),
        told.get("n", 0),
        _day(told.get("previous_deadline")),
        (first, last) if first and last else None,
        told.get("plus_wd", 0),
        told["status"] == "seen" and told.get("start_status", "seen") == "seen",
        bool(told.get("weak") or told.get("implied")),
        told["match"],
        before,
    )


def rows_of(cases: Iterable[dict[str, Any]]) -> Iterator[Row]:
    """Every published deadline of *cases*, each knowing those before it in its case."""
    for case in cases:
        rows: tuple[Row, ...] = ()
        for told in case["expected"]:
            rows = (*rows, _row(case["case"], told, rows))
        yield from rows


ROWS = tuple(rows_of(json.loads(FILE.read_text(encoding="utf-8"))))


def is_evidence(row: Row) -> bool:
    """True if the row can prove the library wrong: it is claimed to follow, and all that it follows from was seen."""
    return row.match is True and row.seen and not row.weak and bool(row.clock)


# ------------------------------------------------------------------------------------------------ what the library says


def call_of(row: Row) -> Call | None:
    """The question to the library that *row* answers; None if no rule is claimed."""
    if row.kind in BASES and row.start:
        clock, variant = BASES[row.kind]
        return Call(clock, row.start, variant)
    if row.kind in MOVES and row.since:
        return _moved(row, row.since)
    return None


def _moved(row: Row, since: date) -> Call:
    clock, in_unit = MOVES[row.kind]
    whole = _period(clock, since)
    if row.stop is None and whole.unit is Unit.WORKING_DAYS and row.n > whole.n:
        return Call(clock, since, extensions=(in_unit(row.n - whole.n),))
    told = (call_of(other) for other in reversed(row.before) if other.deadline == since)
    before = next((call for call in told if call and call.clock == clock), None)
    call = before or Call(clock, latest_start(whole, since))
    more = row.plus if row.stop else row.n
    return evolve(
        call,
        tolled=(*call.tolled, *([row.stop] if row.stop else [])),
        extensions=(*call.extensions, *([in_unit(more)] if more else [])),
    )


def _clock(id: str) -> Clock:
    return df.catalogue().clocks[id]


def _period(id: str, day: date) -> Period:
    found = _clock(id).length.at(day)
    assert found is not None, f"{id} has no length on {day}"
    return found


# ----------------------------------------------------------------------------------------------- what cannot be right


def flags(row: Row) -> list[str]:
    """What is wrong with *row* on its face: no case is known here, and no deadline computed."""
    if not row.clock or row.since is None:
        return []
    period = _period(row.clock, row.since)
    found = []
    if period.unit is Unit.WORKING_DAYS:
        calendar = get(period.calendar)
        ends = {"start": row.since, "deadline": row.deadline}
        found += [f"{name} {day} is not a working day" for name, day in ends.items() if not calendar.is_working(day)]
    counted = _counted(row, period)
    if row.stop is None and not _is_legal(row, period, counted):
        found.append(f"{counted} {period.unit.value} are no legal number of {row.clock}")
    return found


def _counted(row: Row, period: Period) -> int:
    """How many working days, or calendar days, lie between what the row counts from and its deadline."""
    assert row.since is not None
    if period.unit is not Unit.WORKING_DAYS:
        return (row.deadline - row.since).days
    return get(period.calendar).working_between(row.since + timedelta(days=1), row.deadline)


def _is_legal(row: Row, period: Period, counted: int) -> bool:
    clock = _clock(row.clock)
    more = _totals(clock.extensions, period.unit)
    if more is None:
        return True
    whole = period.n if period.unit is Unit.WORKING_DAYS else _days_of(period)
    wholes = {whole + extra for extra in more} | {variant.n for variant in clock.variants.values()}
    return counted in (wholes if row.kind in BASES else (wholes | more) - {0})


def _days_of(period: Period) -> int:
    """The calendar days between the start of a period in weeks and its last day."""
    return period.n * 7 - period.first_day


@lru_cache
def _totals(rules: tuple[Extension, ...], unit: Unit) -> frozenset[int] | None:
    """What the extensions of a clock can add up to, none included; None if nothing limits them."""
    choices: list[set[int]] = []
    for rule in rules:
        per = 7 if unit is Unit.WEEKS else 1
        if rule.exactly and rule.each and rule.times:
            choices.append({rule.each.n * per * i for i in range(rule.times + 1)})
        elif rule.total is not None:
            choices.append(set(range(rule.total.n * per + 1)))
        elif rule.each and rule.times:
            choices.append(set(range(rule.each.n * per * rule.times + 1)))
        else:
            return None
    return frozenset(sum(chosen) for chosen in product(*choices))


# ---------------------------------------------------------------------------------------------------------- the record


def fate(row: Row) -> str:
    """What becomes of a row: a test, flagged, or without evidence and why."""
    if is_evidence(row):
        return "test"
    if flags(row):
        return "flagged"
    if row.match is None and not row.clock:
        return "no evidence: no rule claimed"
    return "no evidence: an input was solved for or inferred" if row.weak else "no evidence: an input is recalled"


def summary() -> dict[str, int]:
    """How many rows there are of each fate."""
    return dict(Counter(fate(row) for row in ROWS))


def table() -> str:
    """Every row with its fate, the published day, ours, and what is wrong with it on its face."""
    lines = []
    for row in ROWS:
        call = call_of(row)
        ours = call.answer() if call else None
        agrees = "-" if ours is None else "=" if ours == row.deadline else "!"
        lines.append(f"{row.deadline} {agrees} {ours or 'no rule   '} {fate(row):<50} {row.kind:<18} {row.case}")
        lines += [f"{'':24} {flag}" for flag in flags(row)]
    return "\n".join([*lines, "", *(f"{n:4} {what}" for what, n in sorted(summary().items()))])


if __name__ == "__main__":
    sys.stdout.write(table() + "\n")
