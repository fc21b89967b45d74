"""Hypothesis strategies for beliefs over a deal, and for settings that histories are drawn from.

Everything generated fits its deal; nothing goes round in a circle within a day.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from fractions import Fraction
from typing import Any, TypeVar

from attrs import evolve
from hypothesis import assume
from hypothesis import strategies as st

from dealflow import kernel
from dealflow.analysis.sampling.draws import uniform
from dealflow.analysis.sampling.opening import setting_of_deal
from dealflow.analysis.sampling.setting import Setting
from dealflow.beliefs import NONE, Alternative, Basis, Belief, Cause, Delay
from dealflow.errors import BeliefRefuted
from dealflow.kernel import Act, Event
from dealflow.kernel.board import board_of
from dealflow.kernel.plan import plan_of
from dealflow.model import CLOCK, Bound, Deal, Ending, InState, OnOrBefore, Reached, Transition, Unit
from dealflow.testing.guards import takeable
from dealflow.testing.strategies import EPOCH, deals, detail

__all__ = ["beliefs", "causes", "delay", "endings", "settings"]

T = TypeVar("T")

_BASIS = Basis("illustrative")
_ONE = timedelta(days=1)


class _Dice:
    """Choices thrown from one number, so that a deal full of beliefs costs Hypothesis one draw."""

    def __init__(self, number: int) -> None:
        self.number: int = number
        self.throws: int = 0

    def below(self, n: int) -> int:
        """A number from 0 to *n* - 1."""
        self.throws += 1
        return int(uniform(self.number, self.throws, 0, 0) * n)

    def one(self, things: Sequence[T]) -> T:
        """One of *things*."""
        return things[self.below(len(things))]


def delay(dice: _Dice, *, quick: bool, clocks: Sequence[str]) -> Delay:
    """A delay of any kind; a *quick* one can be over at once, one until a last day names one of *clocks*."""
    least, more = dice.below(12) + (not quick), dice.below(20)
    unit = dice.one([Unit.DAYS, Unit.DAYS, Unit.WORKING_DAYS, Unit.WEEKS, Unit.MONTHS])
    kind = dice.one(["at once", "even", "even", "fixed", "peak", "tail", "observed", "named", "last day", "last day"])
    if kind == "last day" and clocks:
        n, back = dice.one([(0, Unit.DAYS), (0, Unit.DAYS), (2, Unit.DAYS), (1, Unit.WORKING_DAYS), (1, Unit.MONTHS)])
        return Delay(n, n, back, last_day=True, clock=dice.one(clocks))
    cases = tuple(sorted(dice.below(40) + (not quick) for _ in range(1 + least)))
    shape = dice.one(["triangle", "PERT"])
    kinds = {
        "at once": Delay(1 - quick, 1 - quick),
        "fixed": Delay(least, least, unit),
        "peak": Delay(least, least + more, unit, shape=shape, mode=least + dice.below(more + 1)),
        "tail": Delay(shape="log-normal", mode=2 + least, sigma=Fraction(1 + dice.below(9), 10)),
        "observed": Delay(shape="observed", cases=cases),
        "named": Delay(least, least + more, Unit.WORKING_DAYS, calendar=dice.one(["us.cfius", "weekends"])),
    }
    return kinds.get(kind, Delay(least, least + more, unit))


def causes() -> st.SearchStrategy[Cause]:
    """Something unseen with two or three levels."""
    parts = st.lists(st.integers(1, 5), min_size=2, max_size=3)
    return parts.map(
        lambda w: Cause("weather", tuple((f"level {k}", Fraction(n, sum(w))) for k, n in enumerate(w)), _BASIS)
    )


def beliefs(deal: Deal, number: int, cause: Cause | None = None) -> tuple[Belief, ...]:
    """Beliefs over most states of *deal* that people can leave, thrown from *number*; several groups race in some."""
    dice = _Dice(number)
    found: list[Belief] = []
    for bound in deal.processes:
        for state in bound.process.states:
            rows = [r for r in bound.process.rows(state.name) if r.by != (CLOCK,)]
            several = dice.one([0, 1, 1, 1, 1, 2, 3]) if rows else 0
            found.extend(_belief(dice, deal, bound, state.name, rows, k, cause) for k in range(several))
    return tuple(found)


def _belief(
    dice: _Dice, deal: Deal, bound: Bound, state: str, rows: list[Transition], k: int, cause: Cause | None
) -> Belief:
    chosen = [dice.one(rows) for _ in range(1 + dice.below(3))]
    levels = cause.levels if cause is not None and dice.below(2) else ()
    plain = _chances(dice, len(chosen) + 1)
    under = {name: _chances(dice, len(plain)) for name, _ in levels}
    chances: list[dict[str, Any]] = [
        {
            "chance": sum((c * under[name][n] for name, c in levels), Fraction(0)) if levels else plain[n],
            "under": tuple((name, under[name][n]) for name, _ in levels),
        }
        for n in range(len(plain))
    ]
    alternatives = [_alternative(dice, deal, bound, state, row, c) for row, c in zip(chosen, chances, strict=False)]
    more = (*alternatives, Alternative(NONE, **chances[-1]))
    name = cause.name if cause is not None and levels else ""
    return Belief(bound.id, state, more, _BASIS, f"group {k}", "cn.state", cause=name)


def _chances(dice: _Dice, n: int) -> list[Fraction]:
    """Chances of *n* alternatives, the last of which is nothing and seldom."""
    parts = [*(dice.below(6) for _ in range(n - 1)), dice.one([0, 1])]
    parts[0] += not any(parts)
    return [Fraction(part, sum(parts)) for part in parts]


def _alternative(
    dice: _Dice, deal: Deal, bound: Bound, state: str, row: Transition, chances: dict[str, Any]
) -> Alternative:
    names = [s.name for s in bound.process.states]
    onward = row.target is None or names.index(row.target) > names.index(state)
    clocks = deal.clock_ids if onward else ()
    timing = [(Fraction(1), delay(dice, quick=onward, clocks=clocks))]
    if not dice.below(4):
        timing = [(Fraction(1, 3), timing[0][1]), (Fraction(2, 3), delay(dice, quick=onward, clocks=clocks))]
    details = {d.name: _detail(dice, deal, d.kind) for d in row.details if d.required or dice.below(2)}
    if row.resumes and details.keys() >= {"first", "last"}:
        details["first"], details["last"] = sorted((details["first"], details["last"]))
    return Alternative(row.action, delays=timing, details=details, **chances)


def _detail(dice: _Dice, deal: Deal, kind: str) -> Any:
    if kind == "date":
        return EPOCH + _ONE * dice.below(200)
    if kind == "days":
        return 1 + dice.below(25)
    words = {
        "terms": list(deal.terms),
        "party": [p.id for p in deal.parties] or ["nobody"],
        "length": ["5 days", "2 weeks", "1 month"],
    }
    return dice.one(words.get(kind, ["said"]))


def endings(deal: Deal) -> st.SearchStrategy[tuple[Ending, ...]]:
    """Ways in which *deal* can end, judged in that order."""
    kinds = [
        Ending("closed", Reached("closing")),
        Ending("broken", InState("agreement", {"terminated"})),
        Ending("late", ~OnOrBefore("outside_date") & Reached("signing")),
        *(Ending(f"{b.id} refuses", InState(b.id, {"refused"})) for b in deal.processes if b.id in ("one", "two")),
    ]
    return st.lists(st.sampled_from(kinds), unique=True, max_size=4).map(tuple)


@st.composite
def settings(draw: st.DrawFn, most: int = 2, steps: int = 5, *, stops: bool = True) -> Setting:
    """A deal with beliefs, up to *steps* events of history, and the question asked some days later.

    Without *stops* nobody is believed to stop a clock.
    """
    plain = draw(deals(most))
    deal = evolve(plain, endings=draw(endings(plain)))
    cause = draw(st.one_of(st.none(), causes()))
    events, day = draw(_events(deal, steps))
    try:
        return setting_of_deal(
            deal,
            [b for b in beliefs(deal, draw(st.integers(0, 1 << 32)), cause) if stops or not _stops(deal, b)],
            start=EPOCH,
            day=day,
            causes=[cause] if cause is not None else [],
            events=events,
            horizon=day + _ONE * draw(st.sampled_from([40, 200, 500])),
        )
    except BeliefRefuted:
        assume(False)  # noqa: FBT003 - such a setting is none
        raise


def _stops(deal: Deal, belief: Belief) -> bool:
    """True if *belief* can stop a clock or let it go on."""
    rows = deal.bound(belief.process).process.rows(belief.state)
    named = {one.action for one in belief.alternatives}
    return belief.process == "overlay" or any(r.action in named and (r.stops or r.resumes) for r in rows)


@st.composite
def _events(draw: st.DrawFn, deal: Deal, steps: int) -> tuple[list[Event], Any]:
    now, events = kernel.start(deal, EPOCH), []
    for _ in range(draw(st.integers(0, steps))):
        on = now.day + _ONE * draw(st.integers(0, 15))
        now = kernel.settle(deal, now, on)
        rows = takeable(plan_of(deal), board_of(now))
        if not rows:
            continue
        row = draw(st.sampled_from(rows))
        details = {d.name: draw(detail(deal, d.kind, on)) for d in row.transition.details}
        act = Act(f"{deal.processes[row.i].id}:{row.action}", on, min(row.actors), details=details)
        got = kernel.decide(deal, now, act)
        if isinstance(got, Event):
            events.append(got)
            now = kernel.evolve(deal, now, got)
    return events, now.day + _ONE * draw(st.sampled_from([0, 0, 3, 30]))
