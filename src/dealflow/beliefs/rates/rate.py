"""Base rates as values: how often an authority did what in a state, how long it took, and who counted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction

from attrs import field, frozen

from dealflow.beliefs.belief import Basis
from dealflow.beliefs.delay import Delay, parse_delay
from dealflow.citation import Citation
from dealflow.errors import DefinitionError

__all__ = ["Base", "Lag", "Rate", "Step", "counted"]


def _delay(value: str | Delay) -> Delay:
    return parse_delay(value) if isinstance(value, str) else value


def _chances(value: Mapping[str, int | str]) -> tuple[tuple[str, Fraction], ...]:
    return tuple((action, Fraction(chance)) for action, chance in value.items())


@frozen
class Rate:
    """In *k* of *n* cases of one period *action* was what came of *state*.

    *period* is the period in words ("2020", "FY2024"), *ended* its last day: nobody can have counted it before.
    *pooled* is False for a period under other rules, which is kept for the record and left out of defaults.
    """

    process: str
    state: str
    action: str
    k: int
    n: int
    period: str
    ended: date
    source: Citation
    pooled: bool = True

    def __attrs_post_init__(self) -> None:
        if not 0 <= self.k <= self.n or self.n < 1:
            where = f"rate of {self.process}:{self.action}, {self.period}"
            raise DefinitionError(where, [f"{self.k} of {self.n} cases cannot be counted"])

    @property
    def share(self) -> Fraction:
        """The share of cases."""
        return Fraction(self.k, self.n)

    def __str__(self) -> str:
        return f"{self.process}:{self.action} in {self.k} of {self.n} ({self.period}; {self.source})"


@frozen
class Lag:
    """How long *action* takes in *state*: a statutory length or a published average; "" is every action there."""

    process: str
    state: str
    delay: Delay = field(converter=_delay)
    source: Citation
    action: str = ""
    text: str = ""


@frozen
class Step:
    """What is taken to happen in *state* where nobody has counted: pairs of action and chance, and how long it takes.

    Made up, so that a case goes on at all. A chance that is missing to one is that of nothing.
    """

    process: str
    state: str
    chances: tuple[tuple[str, Fraction], ...] = field(converter=_chances)
    delay: Delay = field(converter=_delay)
    text: str = ""

    @property
    def basis(self) -> Basis:
        """That it is made up, and why."""
        return Basis(
            "illustrative", text=self.text or "nobody has counted this step: made up, so that the case goes on"
        )


def _tuple(value: Iterable[Rate]) -> tuple[Rate, ...]:
    return tuple(value)


@frozen
class Base:
    """Everything counted of one regime. *limits* say what the counts do not tell."""

    process: str
    rates: tuple[Rate, ...] = field(converter=_tuple)
    lags: tuple[Lag, ...] = ()
    steps: tuple[Step, ...] = ()
    limits: tuple[str, ...] = ()

    def lag(self, state: str, action: str) -> Lag | None:
        """How long *action* takes in *state*; what is said of the action itself comes before what is said of all."""
        here = [lag for lag in self.lags if lag.state == state and lag.action in (action, "")]
        return max(here, key=lambda lag: lag.action, default=None)


def counted(
    process: str,
    state: str,
    period: str,
    ended: date,
    n: int,
    source: Citation,
    *,
    pooled: bool = True,
    **cases: int | tuple[int, Citation],
) -> tuple[Rate, ...]:
    """The rates of one period: of *n* cases so many came to each action; a count of its own source brings it along."""
    out = []
    for action, told in cases.items():
        k, cited = told if isinstance(told, tuple) else (told, source)
        out.append(Rate(process, state, action, k, n, period, ended, cited, pooled))
    return tuple(out)
