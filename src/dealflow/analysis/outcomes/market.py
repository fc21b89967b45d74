"""What a law of outcomes is worth: expected value and return of holding the target, and the chance a price implies."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from math import fsum, sqrt
from statistics import NormalDist

from attrs import field, frozen

from dealflow.analysis.outcomes.intervals import Interval, wilson
from dealflow.analysis.outcomes.law import OPEN, Law
from dealflow.errors import UnknownName

__all__ = ["Price", "Quote", "Within", "price"]

_YEAR = 365.0
_DEAREST = 1e12
_STEEPEST = 100.0


def _values(value: Mapping[str, float]) -> dict[str, float]:
    return dict(value)


@frozen
class Quote:
    """What the market says: the *deal* price, the *now* price, and the price after a *break*.

    *at* gives the price after particular endings instead (by the name of the ending); *rate* is the yearly rate at
    which money can be had, *dividends* what is paid until the end.
    """

    deal: float
    now: float
    break_: float
    rate: float = 0.0
    at: Mapping[str, float] = field(factory=dict, converter=_values)
    dividends: float = 0.0

    def __attrs_post_init__(self) -> None:
        prices = {"deal price": self.deal, "current price": self.now, "price after a break": self.break_}
        prices |= {f"price after {ending}": value for ending, value in self.at.items()}
        for name, value in prices.items():
            if not 0 <= value <= _DEAREST or (value == 0 and name == "current price"):
                raise ValueError(f"no quote: the {name} cannot be {value:g}; write what one share fetches, 48.10")
        if not -1 < self.rate <= _STEEPEST:
            raise ValueError(f"no quote: the yearly rate cannot be {self.rate:g}; write 0.05 for five per cent")

    def value(self, ending: str) -> float:
        """What a share fetches after *ending*."""
        if ending in self.at:
            return self.at[ending]
        return self.deal if ending.startswith("closed") else self.break_


@frozen
class Within:
    """Where the expected value, the present one and the yearly rate lie; the last None where there is none."""

    expected: Interval
    present: Interval
    annualised: Interval | None


@frozen
class Price:
    """A law held against a quote.

    *expected* is the expected value at the end, *present* that discounted to today at the quote's rate, *annualised*
    the yearly rate at which *present* would equal the price now. *implied* is the chance of closing at which the price
    is right, *ours* the law's own with its interval. *days* is the expected number of days until the end. *within* says
    where the first three lie with the same confidence; of an exact law each is itself twice.
    """

    expected: float
    present: float
    annualised: float | None
    implied: float | None
    ours: float
    interval: Interval
    days: float
    spread: float
    as_of: date
    within: Within

    @property
    def edge(self) -> float | None:
        """Our chance of closing less the one that the price implies."""
        return None if self.implied is None else self.ours - self.implied

    def __str__(self) -> str:
        implied = "no chance makes this price right" if self.implied is None else f"{self.implied:.1%} implied"
        low, high = self.interval
        sure = f" ({low:.1%} to {high:.1%})" if high > low else ""
        rate = "" if self.annualised is None else f", {self.annualised:+.1%} a year"
        return (
            f"expected value {self.expected:.2f}, worth {self.present:.2f} today{rate}; "
            f"closing {self.ours:.1%}{sure}, {implied}"
        )


def price(law: Law, quote: Quote, level: float = 0.95) -> Price:
    """*law* at the prices of *quote*; raises UnknownName for a price of an ending that the deal does not have.

    What is still open at the horizon is worth the break price then, unless the quote says otherwise.
    """
    for name in quote.at:
        if name not in (*law.endings, OPEN):
            raise UnknownName("ending", name, (*law.endings, OPEN))
    flows = _flows(law, quote)
    expected = fsum(chance * value for _, chance, value in flows)
    present = _present(flows, quote.rate)
    ours = law.closing_day.chance
    return Price(
        expected,
        present,
        _rate(flows, quote.now),
        _implied(law, quote),
        ours,
        _interval(law, level),
        fsum(day * chance for day, chance, _ in flows),
        quote.deal / quote.now - 1,
        law.first,
        _within(law, quote, flows, level),
    )


Flow = tuple[int, float, float]
"""So many days from now, with some chance, some value."""


def _flows(law: Law, quote: Quote, closing: bool | None = None) -> list[Flow]:  # noqa: FBT001 (True, False or both)
    """What can come in: all of it, or what comes with or without a closing."""
    out: list[Flow] = []
    for name, row in zip(law.endings, law.mass.tolist(), strict=True):
        if closing is None or name.startswith("closed") == closing:
            value = quote.value(name) + quote.dividends
            out.extend((day, chance, value) for day, chance in enumerate(row) if chance)
    left = law.open + law.cut_off
    if left and not closing:
        out.append((law.mass.shape[1] - 1, left, quote.at.get(OPEN, quote.break_) + quote.dividends))
    return out


def _present(flows: list[Flow], rate: float) -> float:
    return fsum(chance * value / (1 + rate) ** (day / _YEAR) for day, chance, value in flows)


def _rate(flows: list[Flow], now: float, errors: float = 0.0) -> float | None:
    """The yearly rate at which *flows*, so many standard *errors* more, are worth *now*.

    None if there is none between -99 % and a thousandfold.
    """
    low, high = -0.99, 1000.0
    if not _off(flows, low, errors) >= now >= _off(flows, high, errors):
        return None
    for _ in range(200):
        middle = (low + high) / 2
        if _off(flows, middle, errors) > now:
            low = middle
        else:
            high = middle
    return low


def _off(flows: list[Flow], rate: float, errors: float) -> float:
    return _present(flows, rate) + (errors * _spread(flows, rate) if errors else 0.0)


def _spread(flows: list[Flow], rate: float) -> float:
    """The standard deviation of what comes in, discounted."""
    mean = _present(flows, rate)
    return sqrt(fsum(chance * (value / (1 + rate) ** (day / _YEAR) - mean) ** 2 for day, chance, value in flows))


def _within(law: Law, quote: Quote, flows: list[Flow], level: float) -> Within:
    """Where the numbers of a price lie: those of a mean of as many values as histories were sampled."""
    n = law.method.histories
    errors = 0.0 if law.method.exact else NormalDist().inv_cdf(0.5 + level / 2) / sqrt(n)
    expected, present = (Interval(_off(flows, r, -errors), _off(flows, r, errors)) for r in (0.0, quote.rate))
    ends = [_rate(flows, quote.now, sign * errors) for sign in (-1, 1)]
    rates = None if ends[0] is None or ends[1] is None else Interval(ends[0], ends[1])
    return Within(expected, present, rates)


def _implied(law: Law, quote: Quote) -> float | None:
    """The chance of closing at which the price now is right, the days and other endings kept in proportion."""
    ours = law.closing_day.chance
    if not 0.0 < ours < 1.0:
        return None
    good = _present(_flows(law, quote, closing=True), quote.rate) / ours
    bad = _present(_flows(law, quote, closing=False), quote.rate) / (1 - ours)
    if good == bad:
        return None
    implied = (quote.now - bad) / (good - bad)
    return implied if 0.0 <= implied <= 1.0 else None


def _interval(law: Law, level: float) -> Interval:
    ours = law.closing_day.chance
    if law.method.exact:
        return Interval(ours, ours)
    return wilson(round(ours * law.method.histories), law.method.histories, level)
