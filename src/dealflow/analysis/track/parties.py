"""What the parties of a signed deal are taken to do: made up once, the same for every deal, fitted to none."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from fractions import Fraction
from math import ceil, exp, log
from statistics import NormalDist
from typing import Any, Final

from attrs import evolve

from dealflow.beliefs import NONE, Alternative, Basis, Belief, Delay
from dealflow.model import Deal, Unit

__all__ = ["SLOW", "conduct", "slowed"]

MADE_UP: Final = Basis("illustrative", text="made up, the same for every deal, before a forecast was scored")

# fmt: off
CONDUCT: Final = (
    # process, state, group, action, chance, days: median and 90 %, details: a day so long after the question
    ("agreement", "signed", "close", "close", "0.98", 5, 20, ()),
    ("agreement", "signed", "last date", "terminate_outside_date", "0.5", 5, 30, ()),
    ("agreement", "signed", "give up", "abandon", "0.1", 240, 540, ()),
    ("approval.board", "pending", "", "give", "0.99", 10, 30, ()),
    ("approval.holders", "pending", "", "give", "0.97", 90, 150, ()),
    ("approval.lender", "pending", "", "give", "0.97", 60, 120, ()),
    ("tender", "not_launched", "", "launch", "0.98", 30, 60, (("expires", 120),)),
    ("tender", "open", "", "declare_unconditional", "0.95", 90, 240, ()),
    ("tender", "ended", "", "declare_unconditional", "0.95", 60, 180, ()),
    ("tender", "further", "", "declare_unconditional", "0.95", 30, 90, ()),
)
# fmt: on

_QUANTILES: Final = 100
_Z90: Final = NormalDist().inv_cdf(0.9)


def _tailed(median: int, most: int) -> Delay:
    """A delay with a long tail: a log-normal one, at a hundred of its quantiles."""
    sigma = log(most / median) / _Z90
    levels = ((k + 0.5) / _QUANTILES for k in range(_QUANTILES))
    days = tuple(max(1, ceil(median * exp(sigma * NormalDist().inv_cdf(level)))) for level in levels)
    return Delay(unit=Unit.DAYS, shape="observed", cases=days)


SLOW: Final = _tailed(120, 432)
"""What takes the place of a delay that the history has overtaken: half within 120 days, nine in ten within 432."""


def conduct(deal: Deal, day: date) -> tuple[Belief, ...]:
    """What is taken of the parties of *deal*, asked on *day*."""
    here = {bound.id for bound in deal.processes}
    found = []
    for process, state, group, action, chance, median, most, days in CONDUCT:
        if process in here:
            details = tuple((name, day + timedelta(days=n)) for name, n in days)
            made = _either(action, Fraction(chance), _tailed(median, most), details)
            found.append(Belief(process, state, made, MADE_UP, group))
    return tuple(found)


def _either(action: str, chance: Fraction, delay: Delay, details: Iterable[tuple[str, Any]]) -> tuple[Alternative, ...]:
    does = Alternative(action, chance, ((Fraction(1), delay),), details=tuple(details))
    return does, Alternative(NONE, 1 - chance)


def slowed(belief: Belief) -> Belief:
    """*belief* with a long tail for every delay."""
    return evolve(
        belief,
        alternatives=tuple(
            one if one.nothing else evolve(one, delays=((Fraction(1), SLOW),)) for one in belief.alternatives
        ),
        text=f"{belief.text} (overtaken by the history: a long tail instead)".strip(),
    )
