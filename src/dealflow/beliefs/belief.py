"""Beliefs as values: what somebody may do in a state, how likely, how late, and what that rests on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from typing import Any, Final

from attrs import field, frozen

from dealflow.errors import DefinitionError
from dealflow.model.period import Length, Unit, parse_length

__all__ = ["BASES", "LONGEST", "NONE", "Alternative", "Basis", "Belief", "Delay", "bounded_length", "parse_delay"]

NONE: Final = "none"
"""The alternative that nothing is done in this visit of the state."""

BASES: Final = {
    "illustrative": "made up, to show how the model works",
    "judgement": "somebody's opinion",
    "base rate": "counted in past cases",
}
"""What a chance can rest on."""

LONGEST: Final = {Unit.DAYS: 36525, Unit.WORKING_DAYS: 25000, Unit.WEEKS: 5218, Unit.MONTHS: 1200, Unit.YEARS: 100}
"""A hundred years in each unit: a longer time is a slip of the pen."""

_HINT: Final = 'write "at once", "30 working days", "20 to 45 days" or "on the last day of us.cfius/review"'
_RANGE: Final = re.compile(r"\s*(\d+)\s+to\s+(\d+\s+\D+)", re.IGNORECASE)
_LAST_DAY: Final = re.compile(
    r"\s*(?:on|(?P<before>.*\S)\s+before)\s+the\s+last\s+day(?:\s+of\s+(?P<clock>\S+))?\s*", re.IGNORECASE
)


@frozen
class Basis:
    """What a chance rests on: *kind* is one of ``BASES``; a base rate names its *source*."""

    kind: str
    source: str = ""
    by: str = ""
    on: date | None = None
    text: str = ""

    def __attrs_post_init__(self) -> None:
        if self.kind not in BASES:
            raise DefinitionError("basis of a chance", [f"kind {self.kind!r} is none of {', '.join(BASES)}"])
        if self.kind == "base rate" and not self.source:
            raise DefinitionError("basis of a chance", ["a base rate needs its source"])


@frozen
class Delay:
    """How long an act takes: *least* to *most* units, each as likely; or so long before the last day of a clock.

    Counted from the day on which the act first became possible in the visit. With *last_day* it is the last day of
    *clock* (of the only clock that runs, where empty), *least* units before it.
    """

    least: int = 0
    most: int = 0
    unit: Unit = Unit.DAYS
    last_day: bool = False
    clock: str = ""

    def __str__(self) -> str:
        if self.last_day:
            of = f" of {self.clock}" if self.clock else ""
            return f"{Length(self.least, self.unit)} before the last day{of}" if self.least else f"on the last day{of}"
        if self.most == 0:
            return "at once"
        if self.least == self.most:
            return str(Length(self.least, self.unit))
        return f"{self.least} to {Length(self.most, self.unit)}"


def bounded_length(text: str) -> Length:
    """The length that *text* names, at most a hundred years; raises ValueError with a remedy."""
    found = parse_length(text)
    if found.n > LONGEST[found.unit]:
        raise ValueError(f"{text!r} is more than a hundred years")
    return found


def parse_delay(text: str) -> Delay:
    """The delay that *text* names in words; raises ValueError with a remedy."""
    try:
        found = _delay(text.strip())
    except ValueError:
        found = None
    if found is None:
        raise ValueError(f'"{text.strip()[:60]}" is not a duration; {_HINT}')
    return found


def _delay(text: str) -> Delay | None:
    if text.lower() == "at once":
        return Delay()
    if found := _LAST_DAY.fullmatch(text):
        before = bounded_length(found["before"]) if found["before"] else None
        return Delay(*_times(before), last_day=True, clock=found["clock"] or "")
    if found := _RANGE.fullmatch(text):
        most, least = bounded_length(found[2]), int(found[1])
        return Delay(least, most.n, most.unit) if least <= most.n else None
    return Delay(*_times(bounded_length(text)))


def _times(length: Length | None) -> tuple[int, int, Unit]:
    return (0, 0, Unit.DAYS) if length is None else (length.n, length.n, length.unit)


def _pairs(value: Mapping[str, Any] | Iterable[tuple[str, Any]]) -> tuple[tuple[str, Any], ...]:
    return tuple(sorted(value.items() if isinstance(value, Mapping) else value))


def _tuple(value: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(value)


@frozen
class Alternative:
    """One thing that may be done: an action of the process (or ``none``), how likely, and how late.

    *delays* are pairs of a chance and a delay, their chances summing to one. *by* is who acts, where the row lets
    several; *details* are the act's own.
    """

    action: str
    chance: Fraction
    delays: tuple[tuple[Fraction, Delay], ...] = field(default=(), converter=_tuple)
    by: str = ""
    details: tuple[tuple[str, Any], ...] = field(default=(), converter=_pairs)

    def __attrs_post_init__(self) -> None:
        problems = []
        if not 0 <= self.chance <= 1:
            problems.append(f"chance {self.chance} does not lie between 0 and 1")
        if self.action != NONE and sum(c for c, _ in self.delays) != 1:
            problems.append(f"the chances of its delays add to {sum(c for c, _ in self.delays)}, not to 1")
        if problems:
            raise DefinitionError(f"alternative {self.action!r}", problems)

    @property
    def nothing(self) -> bool:
        """True if it means that nothing is done."""
        return self.action == NONE


@frozen
class Belief:
    """A group of alternatives of which one is drawn on entering *state* of *process*; their chances sum to one.

    Several groups of one state race. *calendar* is where delays in working days are counted.
    """

    process: str
    state: str
    alternatives: tuple[Alternative, ...] = field(converter=_tuple)
    basis: Basis
    group: str = ""
    calendar: str = ""
    text: str = ""

    def __attrs_post_init__(self) -> None:
        total = sum(a.chance for a in self.alternatives)
        if total != 1:
            raise DefinitionError(
                f"belief of {self.process} in {self.state}", [f"its chances add to {total}, not to 1"]
            )

    @property
    def name(self) -> str:
        """What it is called in a list: process, state, and group if it has a name."""
        return f"{self.process} in {self.state}" + (f", {self.group}" if self.group else "")
