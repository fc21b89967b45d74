"""Break-even: the value of one number at which a chance comes to a wanted level."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import Any, Final

from attrs import field, frozen

from dealflow.analysis.compare.difference import CLOSES
from dealflow.analysis.compare.target import Asked, How, Target
from dealflow.analysis.outcomes.intervals import Interval
from dealflow.analysis.outcomes.law import Law, Method
from dealflow.errors import BeliefRefuted, DealflowError, UnknownName
from dealflow.scenario import Number, Scenario, WhatIfTable, numbers

__all__ = ["BreakEven", "break_even"]

_LOOKS: Final = 9
_FINE: Final = Fraction(1, 10_000)
_YEAR: Final = timedelta(days=365)


@frozen(eq=False)
class BreakEven:
    """Where a number has to be for a chance of *wanted*.

    *at* is the first value on the far side (None if the chance never comes there), *before* the last value on the near
    side, *chance* the chance at *at* with its *interval*. *reached* are the lowest and the highest chance that were
    seen from *low* to *high*. *crossings* counts how often the wanted level is crossed between the values looked at;
    the first crossing is the one that is given. *law* is that of the deal as it is.
    """

    target: str
    number: str
    wanted: float
    value: Any
    low: Any
    high: Any
    before: Any
    at: Any
    chance: float | None
    interval: Interval | None
    reached: tuple[float, float]
    crossings: int
    law: Law = field(repr=False)

    @property
    def method(self) -> Method:
        """How the chances were computed."""
        return self.law.method

    def __str__(self) -> str:
        if self.at is None:
            low, high = self.reached
            return f"{self.number}: {self.target} stays between {low:.2%} and {high:.2%} from {self.low} to {self.high}"
        return f"{self.number}: {self.target} comes to {self.wanted:.2%} at {_said(self.at)} (now {_said(self.value)})"


def _said(value: Any) -> str:
    return f"{float(value):.4f}" if isinstance(value, Fraction) else str(value)


def break_even(
    scenario: Scenario,
    name: str,
    wanted: float = 0.5,
    low: Any = None,
    high: Any = None,
    *,
    ending: str = CLOSES,
    by: date | None = None,
    how: How = How(),  # noqa: B008 - a frozen value
) -> BreakEven:
    """The value of the number called *name*, from *low* to *high*, at which the chance of *ending* is *wanted*.

    Nine values are looked at, and the first stretch on which the chance crosses is halved until it is one day, one
    unit, or a ten-thousandth. Values that the history refutes are passed over.
    """
    asked = Asked(scenario, Target(ending, by), how)
    one = next((each for each in numbers(scenario.file) if each.name == name), None)
    if one is None:
        raise UnknownName("number", name, (each.name for each in numbers(scenario.file)))
    first, last = sorted(_ends(one, low, high))
    return _Search(asked, one, wanted, (first, last)).found()


def _ends(one: Number, low: Any, high: Any) -> tuple[Any, Any]:
    """From where to where the number is looked for."""
    if one.kind in ("chance", "level"):
        return Fraction(str(low or 0)), Fraction(str(1 if high is None else high))
    value = one.value
    if isinstance(value, date):
        first, last = (date.fromisoformat(str(x)) if x is not None else None for x in (low, high))
        return first or value - _YEAR, last or value + _YEAR
    return int(low or 0), int(high) if high is not None else max(4 * round(float(value)), 60)


class _Search:
    """The search under way."""

    def __init__(self, asked: Asked, one: Number, wanted: float, ends: tuple[Any, Any]) -> None:
        self.asked, self.one, self.wanted, self.ends = asked, one, wanted, ends
        self.seen: dict[Any, tuple[float, Interval] | None] = {}

    def found(self) -> BreakEven:
        values = self._values()
        known = [(v, got[0]) for v in values if (got := self._at(v)) is not None]
        if not known:
            raise DealflowError(f"{self.one.name} can have none of the values from {self.ends[0]} to {self.ends[1]}")
        sides = [chance >= self.wanted for _, chance in known]
        turns = [k for k in range(1, len(known)) if sides[k] != sides[k - 1]]
        reached = (min(c for _, c in known), max(c for _, c in known))
        law = self.asked.law(self.asked.base)
        about = (str(self.asked.target), self.one.name, self.wanted, self.one.value, *self.ends)
        if not turns:
            return BreakEven(*about, None, None, None, None, reached, 0, law)
        near, far = self._halved(known[turns[0] - 1][0], known[turns[0]][0], above=sides[turns[0]])
        chance, interval = self._at(far) or (self.wanted, None)
        return BreakEven(*about, near, far, chance, interval, reached, len(turns), law)

    def _values(self) -> list[Any]:
        low, high = self.ends
        if isinstance(low, date):
            width = (high - low).days
            found: list[Any] = [low + timedelta(days=width * k // (_LOOKS - 1)) for k in range(_LOOKS)]
        else:
            found = [low + (high - low) * Fraction(k, _LOOKS - 1) for k in range(_LOOKS)]
            found = found if isinstance(low, Fraction) else [int(v) for v in found]
        return list(dict.fromkeys(found))

    def _halved(self, near: Any, far: Any, *, above: bool) -> tuple[Any, Any]:
        while (middle := _between(near, far)) is not None:
            got = self._at(middle)
            if got is not None and (got[0] >= self.wanted) == above:
                far = middle
            else:
                near = middle
        return near, far

    def _at(self, value: Any) -> tuple[float, Interval] | None:
        """The chance at *value*; None if the number cannot have it."""
        if value not in self.seen:
            try:
                self.seen[value] = self.asked.chance(WhatIfTable(numbers={self.one.name: value}))
            except (BeliefRefuted, ValueError):
                self.seen[value] = None
            self.asked.how.tell(len(self.seen), max(len(self.seen), 20))
        return self.seen[value]


def _between(near: Any, far: Any) -> Any:
    """A value halfway; None if they lie as close together as values can."""
    if isinstance(near, date):
        half = (far - near).days // 2 if abs((far - near).days) > 1 else 0
        return near + timedelta(days=half or 1) if abs((far - near).days) > 1 else None
    if isinstance(near, Fraction):
        return None if abs(far - near) <= _FINE else (near + far) / 2
    return None if abs(far - near) <= 1 else (near + far) // 2
