"""How long an act takes: delays in words, and the law of each over whole units."""

from __future__ import annotations

import math
import re
from collections import Counter
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise
from typing import Final

from attrs import evolve, frozen

from dealflow.errors import DefinitionError
from dealflow.model.period import Length, Unit, parse_length

__all__ = ["LONGEST", "SHAPES", "Delay", "Law", "bounded_length", "parse_delay"]

LONGEST: Final = {Unit.DAYS: 36525, Unit.WORKING_DAYS: 25000, Unit.WEEKS: 5218, Unit.MONTHS: 1200, Unit.YEARS: 100}
"""A hundred years in each unit: a longer time is a slip of the pen."""

SHAPES: Final = {
    "even": "each number of units from the least to the most is as likely",
    "triangle": "the chance rises evenly to the most likely number and falls evenly from it",
    "PERT": "as a triangle, but smooth, with more weight near the most likely number",
    "log-normal": "a long tail: the logarithm is normal, and a day begun is a day",
    "observed": "each past case is as likely to come again",
}
"""What the law of a delay can look like."""

Law = tuple[tuple[int, Fraction], ...]
"""Numbers of units, each with its chance; the chances sum to one."""

_HINT: Final = 'write "at once", "30 working days", "20 to 45 days" or "on the last day of us.cfius/review"'
_RANGE: Final = re.compile(
    r"\s*(?P<least>\d+)\s+to\s+(?P<most>\d+\s+\D+?)"
    r"(?:\s*,\s*most\s+likely\s+(?P<mode>\d+)(?:\s*,\s*(?P<pert>pert))?)?\s*",
    re.IGNORECASE,
)
_LOG_NORMAL: Final = re.compile(
    r"\s*(?:log-?normal\s*,\s*)?median\s+(?P<median>\d+\s+[a-z ]+?)\s*,\s*"
    r"(?:sigma\s+(?P<sigma>\d+(?:\.\d+)?)|(?P<share>\d+(?:\.\d+)?)\s*%\s+within\s+(?P<within>\d+))\s*",
    re.IGNORECASE,
)
_OBSERVED: Final = re.compile(r"\s*observed\s+(?P<cases>\d+(?:\s*,\s*\d+)*)\s+(?P<unit>[a-z ]+?)\s*", re.IGNORECASE)
_LAST_DAY: Final = re.compile(
    r"\s*(?:on|(?P<before>.*\S)\s+before)\s+the\s+last\s+day(?:\s+of\s+(?P<clock>\S+))?\s*", re.IGNORECASE
)
_COUNTED_IN: Final = re.compile(r"(?P<delay>.*\S)\s+of\s+(?P<calendar>[\w.-]+)\s*", re.DOTALL)
_TAIL: Final = 2.0**-54
_HALF: Final = Fraction(1, 2)


@frozen
class Delay:
    """How long an act takes: *least* to *most* units by a law of some *shape*; or until the last day of a clock.

    Counted from the day on which the act first became possible in the visit. With *last_day* it is the last day of
    *clock* (of the only clock that runs, where empty), *least* units before it. *mode* is the most likely number of a
    triangle or PERT. A log-normal delay has its median in *mode*, and either *sigma* or a share of cases that comes
    *within* so many units. *cases* are the numbers observed. Working days are counted in *calendar*, or in the
    belief's where it is empty.
    """

    least: int = 0
    most: int = 0
    unit: Unit = Unit.DAYS
    last_day: bool = False
    clock: str = ""
    shape: str = "even"
    mode: int = 0
    sigma: Fraction | None = None
    within: tuple[Fraction, int] | None = None
    cases: tuple[int, ...] = ()
    calendar: str = ""

    def __attrs_post_init__(self) -> None:
        problems = list(_problems(self))
        if problems:
            raise DefinitionError("delay", problems)

    @property
    def law(self) -> Law:
        """How likely each number of units is; of a delay to a last day, the units before it."""
        return _law(self)

    @property
    def soonest(self) -> int:
        """The smallest number of units that can come."""
        return self.law[0][0]

    @property
    def spread(self) -> float:
        """The standard deviation of the logarithm of a log-normal delay."""
        if self.within is None:
            return float(self.sigma or 0)
        share, units = self.within
        return math.log(units / self.mode) / _normal_quantile(float(share))

    def __str__(self) -> str:
        words = self._words()
        return f"{words} of {self.calendar}" if self.calendar else words

    def _words(self) -> str:
        if self.last_day:
            of = f" of {self.clock}" if self.clock else ""
            return f"{Length(self.least, self.unit)} before the last day{of}" if self.least else f"on the last day{of}"
        if self.shape == "log-normal":
            return f"log-normal, median {Length(self.mode, self.unit)}, {self._tail_words()}"
        if self.shape == "observed":
            return f"observed {', '.join(map(str, self.cases))} {self.unit.value}"
        if self.most == 0:
            return "at once"
        if self.least == self.most:
            return str(Length(self.least, self.unit))
        likely = "" if self.shape == "even" else f", most likely {self.mode}" + ", PERT" * (self.shape == "PERT")
        return f"{self.least} to {Length(self.most, self.unit)}{likely}"

    def _tail_words(self) -> str:
        if self.within is None:
            return f"sigma {float(self.sigma or 0):.12g}"
        return f"{float(self.within[0] * 100):.12g}% within {self.within[1]}"


def _problems(delay: Delay) -> list[str]:
    out = []
    if delay.shape not in SHAPES:
        out.append(f"shape {delay.shape!r} is none of {', '.join(SHAPES)}")
    if not 0 <= delay.least <= delay.most:
        out.append(f"it goes from {delay.least} to {delay.most}")
    if delay.shape in ("triangle", "PERT") and not delay.least <= delay.mode <= delay.most:
        out.append(f"its most likely number {delay.mode} does not lie from {delay.least} to {delay.most}")
    if delay.shape == "log-normal":
        if delay.mode < 1 or (delay.sigma is None) == (delay.within is None):
            out.append("it needs a median of at least 1, and a sigma or the share of cases within some time")
        elif delay.sigma is not None and delay.sigma <= 0:
            out.append("its sigma is not above 0")
        elif delay.within is not None and not (_HALF < delay.within[0] < 1 and delay.within[1] > delay.mode):
            out.append("the share of cases must lie between 50% and 100%, and their time beyond the median")
    if delay.shape == "observed" and not delay.cases:
        out.append("it has no case")
    return out


@lru_cache(maxsize=4096)
def _law(delay: Delay) -> Law:
    if delay.last_day:
        return ((delay.least, Fraction(1)),)
    if delay.shape == "observed":
        return tuple((n, Fraction(k, len(delay.cases))) for n, k in sorted(Counter(delay.cases).items()))
    if delay.shape == "log-normal":
        return _log_normal(delay.mode, delay.spread, LONGEST[delay.unit])
    numbers = range(delay.least, delay.most + 1)
    if delay.shape == "even":
        return tuple((n, Fraction(1, len(numbers))) for n in numbers)
    weigh = _triangle if delay.shape == "triangle" else _pert
    weights = [weigh(n, delay.least, delay.mode, delay.most) for n in numbers]
    whole = sum(weights, Fraction(0))
    return tuple((n, w / whole) for n, w in zip(numbers, weights, strict=True))


def _triangle(n: int, least: int, mode: int, most: int) -> Fraction:
    return Fraction(n - least + 1, mode - least + 1) if n <= mode else Fraction(most - n + 1, most - mode + 1)


def _pert(n: int, least: int, mode: int, most: int) -> Fraction:
    """The density of PERT over half a unit more at either end, at *n*."""
    if least == most:
        return Fraction(1)
    low, high, width = least - 0.5, most + 0.5, most - least + 1
    left, right = 4 * (mode - low) / width, 4 * (high - mode) / width
    return Fraction(((n - low) / width) ** left * ((high - n) / width) ** right)


def _log_normal(median: int, sigma: float, longest: int) -> Law:
    mu, scale = math.log(median), sigma * math.sqrt(2)
    reached = [0.0]
    for n in range(1, longest):
        reached.append(0.5 * (1 + math.erf((math.log(n) - mu) / scale)))
        if 1 - reached[-1] < _TAIL:
            break
    steps = [Fraction(b) - Fraction(a) for a, b in pairwise([*reached, 1.0])]
    return tuple((n, step) for n, step in enumerate(steps, 1) if step)


def _normal_quantile(share: float) -> float:
    """Where the normal distribution has reached *share*, by halving."""
    low, high = 0.0, 10.0
    for _ in range(80):
        middle = (low + high) / 2
        if 0.5 * (1 + math.erf(middle / math.sqrt(2))) < share:
            low = middle
        else:
            high = middle
    return (low + high) / 2


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
        n, _, unit = _times(before)
        return Delay(n, n, unit, last_day=True, clock=found["clock"] or "")
    if found := _COUNTED_IN.fullmatch(text):
        inner = _delay(found["delay"])
        working = inner is not None and inner.unit is Unit.WORKING_DAYS and not inner.last_day
        return evolve(inner, calendar=found["calendar"]) if inner is not None and working else None
    return _shaped(text) or Delay(*_times(bounded_length(text)))


def _shaped(text: str) -> Delay | None:
    """A delay that can be shorter or longer."""
    if found := _LOG_NORMAL.fullmatch(text):
        median = bounded_length(found["median"])
        sigma = Fraction(found["sigma"]) if found["sigma"] else None
        within = (Fraction(found["share"]) / 100, int(found["within"])) if found["share"] else None
        return Delay(unit=median.unit, shape="log-normal", mode=median.n, sigma=sigma, within=within)
    if found := _OBSERVED.fullmatch(text):
        cases = sorted(int(n) for n in re.findall(r"\d+", found["cases"]))
        unit = bounded_length(f"{max(*cases, 1)} {found['unit']}").unit
        return Delay(unit=unit, shape="observed", cases=tuple(cases))
    if found := _RANGE.fullmatch(text):
        most, least = bounded_length(found["most"]), int(found["least"])
        if found["mode"] is None:
            return Delay(least, most.n, most.unit)
        return Delay(least, most.n, most.unit, shape="PERT" if found["pert"] else "triangle", mode=int(found["mode"]))
    return None


def _times(length: Length | None) -> tuple[int, int, Unit]:
    return (0, 0, Unit.DAYS) if length is None else (length.n, length.n, length.unit)
