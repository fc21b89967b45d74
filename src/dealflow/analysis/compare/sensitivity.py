"""What the result hangs on: each number of the scenario alone, lower and higher, and two of them together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import Any, Final

from attrs import field, frozen

from dealflow.analysis.compare.difference import CLOSES, Difference
from dealflow.analysis.compare.target import Asked, How, Target
from dealflow.analysis.outcomes.law import Law, Method
from dealflow.beliefs import NONE
from dealflow.errors import BeliefRefuted, ScenarioError, UnknownName
from dealflow.scenario import Number, Scenario, WhatIfTable, numbers

__all__ = ["Grid", "Sensitivity", "Swing", "grid", "sensitivity", "spread", "swung"]

_POINTS: Final = Fraction(1, 10)
_SHARE: Final = Fraction(1, 4)
_DATE: Final = timedelta(days=30)
_KINDS: Final = ("chance", "level", "delay", "date")


@frozen
class Swing:
    """One number lower and higher than it is, all else equal: what the chance becomes, and the difference."""

    number: str
    kind: str
    value: Any
    low: Any
    high: Any
    at_low: float
    at_high: float
    difference: Difference

    @property
    def size(self) -> float:
        """How far the chance swings."""
        return abs(self.at_high - self.at_low)


@frozen(eq=False)
class Sensitivity:
    """The numbers by how far they swing the chance, the widest first; *left_out* are those that cannot be varied.

    *law* is that of the deal as it is.
    """

    target: str
    chance: float
    swings: tuple[Swing, ...]
    law: Law = field(repr=False)
    left_out: tuple[str, ...] = ()

    @property
    def method(self) -> Method:
        """How the chances were computed."""
        return self.law.method

    def __str__(self) -> str:
        lines = [f"{self.target}: {self.chance:.2%}; {self.method}"]
        lines += [f"  {s.number}: {s.low} {s.at_low:.2%}, {s.high} {s.at_high:.2%}" for s in self.swings]
        return "\n".join(lines)


def sensitivity(
    scenario: Scenario,
    *names: str,
    ending: str = CLOSES,
    by: date | None = None,
    how: How = How(),  # noqa: B008 - a frozen value
) -> Sensitivity:
    """How far the chance of *ending* (by a day) swings with each number of *scenario* alone, or with those *names*.

    A chance is moved by ten points, a delay by a quarter, a date by thirty days, any other number by a tenth, as far
    as it can be. What is certain is left alone, and numbers on
    which the result does not hang are left out, except those that are named.
    """
    asked = Asked(scenario, Target(ending, by), how)
    base = asked.law(asked.base)
    chosen = _chosen(scenario, names)
    swings, out = [], []
    for k, one in enumerate(chosen, 1):
        try:
            found = _swing(asked, one)
        except (ScenarioError, BeliefRefuted, ValueError):
            out.append(one.name)
            continue
        finally:
            how.tell(k, len(chosen))
        if found is not None and (names or found.size > 0):
            swings.append(found)
    swings.sort(key=lambda s: (-s.size, s.number))
    return Sensitivity(str(asked.target), asked.target.of(base), tuple(swings), base, tuple(out))


def _chosen(scenario: Scenario, names: Sequence[str]) -> tuple[Number, ...]:
    known = numbers(scenario.file)
    by_name = {each.name: each for each in known}
    if names:
        for name in names:
            if name not in by_name:
                raise UnknownName("number", name, by_name)
        return tuple(by_name[name] for name in names)
    return tuple(
        one
        for one in known
        if one.kind in _KINDS and not (one.kind == "chance" and one.value in (0, 1)) and not _complement(one, by_name)
    )


def _complement(one: Number, known: dict[str, Number]) -> bool:
    """True for the chance that nothing is done where one alternative says the same."""
    group, _, action = one.name.rpartition(":")
    others = [n for n, k in known.items() if n.rpartition(":")[0] == group and k.kind == "chance"]
    return one.kind == "chance" and action == NONE and len(others) == 2


def swung(one: Number) -> tuple[Any, Any]:
    """A lower and a higher value of a number, as far as it can be moved."""
    value = one.value
    if isinstance(value, date):
        return value - _DATE, value + _DATE
    if one.kind in ("chance", "level"):
        plain = Fraction(value)
        return max(Fraction(0), plain - _POINTS), min(Fraction(1), plain + _POINTS)
    if one.kind == "delay":
        step = max(1, round(Fraction(value) * _SHARE)) if value else 0
        return int(value) - step, int(value) + step
    return value * Fraction(9, 10), value * Fraction(11, 10)


def _swing(asked: Asked, one: Number) -> Swing | None:
    low, high = swung(one)
    if low == high:
        return None
    ways = [asked.way(WhatIfTable(numbers={one.name: value})) for value in (low, high)]
    found = asked.difference(*ways)
    return Swing(one.name, one.kind, one.value, low, high, found.before, found.after, found)


# ----------------------------------------------------------------------------------------------------- two together


@frozen(eq=False)
class Grid:
    """The chance for each pair of values of two numbers: *chances* has a row for each of *xs*; *law* is the base."""

    target: str
    x: str
    y: str
    xs: tuple[Any, ...]
    ys: tuple[Any, ...]
    chances: tuple[tuple[float, ...], ...] = field(repr=False)
    law: Law = field(repr=False)

    @property
    def method(self) -> Method:
        """How the chances were computed."""
        return self.law.method

    def to_arrays(self) -> dict[str, Any]:
        """Columns of both numbers and of the chance."""
        import numpy as np

        pairs = [
            (x, y, c) for x, row in zip(self.xs, self.chances, strict=True) for y, c in zip(self.ys, row, strict=True)
        ]
        return {
            self.x: np.array([_plain(x) for x, _, _ in pairs]),
            self.y: np.array([_plain(y) for _, y, _ in pairs]),
            "chance": np.array([c for _, _, c in pairs]),
        }


def _plain(value: Any) -> Any:
    return float(value) if isinstance(value, Fraction) else value


def grid(
    scenario: Scenario,
    x: str,
    y: str,
    xs: Iterable[Any] = (),
    ys: Iterable[Any] = (),
    *,
    ending: str = CLOSES,
    by: date | None = None,
    how: How = How(),  # noqa: B008 - a frozen value
) -> Grid:
    """The chance of *ending* for every pair of values of the numbers *x* and *y*, on the same luck throughout.

    Where no values are given, five are taken around the one that is written.
    """
    asked = Asked(scenario, Target(ending, by), how)
    one, other = _chosen(scenario, (x, y))
    rows, columns = tuple(xs) or tuple(spread(one)), tuple(ys) or tuple(spread(other))
    chances: list[tuple[float, ...]] = []
    for value in rows:
        first = WhatIfTable(numbers={x: value})
        chances.append(tuple(asked.chance(first, WhatIfTable(numbers={y: each}))[0] for each in columns))
        how.tell(len(chances), len(rows))
    return Grid(str(asked.target), x, y, rows, columns, tuple(chances), asked.law(asked.base))


def spread(one: Number, points: int = 5) -> Iterator[Any]:
    """So many values of a number around the one that is written, that one among them where it can be."""
    low, high = swung(one)
    if isinstance(one.value, date):
        width = (high - low).days
        yield from (low + timedelta(days=width * k // (points - 1)) for k in range(points))
        return
    values = [low + (high - low) * Fraction(k, points - 1) for k in range(points)]
    yield from dict.fromkeys(round(v) for v in values) if one.kind == "delay" else values
