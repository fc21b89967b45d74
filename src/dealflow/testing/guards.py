"""Hypothesis strategies of guards over a deal, and of places where a deal can stand."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import strategies as st

from dealflow import kernel
from dealflow.kernel import Act, Event, Snapshot
from dealflow.kernel.board import Board, board_of
from dealflow.kernel.plan import Plan, Row, plan_of
from dealflow.model import (
    CLOCK,
    AgedAtLeast,
    Bound,
    Deal,
    Gates,
    Guard,
    InForce,
    InPerimeter,
    InState,
    NoneOther,
    OnOrBefore,
    Past,
    Permitted,
    Reached,
    Required,
    Running,
)
from dealflow.testing.strategies import EPOCH, detail

__all__ = ["guards", "leaves", "snapshots", "takeable"]

_STEPS = ("negotiate", "sign", "close")


def guards(deal: Deal, bound: Bound, most: int = 6) -> st.SearchStrategy[Guard]:
    """Requirements of every kind that a row of the process *bound* might set, alone and combined."""
    return st.recursive(
        leaves(deal, bound),
        lambda g: st.one_of(
            st.builds(lambda a, b: a & b, g, g), st.builds(lambda a, b: a | b, g, g), st.builds(lambda a: ~a, g)
        ),
        max_leaves=most,
    )


def leaves(deal: Deal, bound: Bound) -> st.SearchStrategy[Guard]:
    """Requirements that are not built from others, about what there is in *deal*."""
    days = st.one_of(st.none(), st.integers(-30, 300).map(lambda n: EPOCH + timedelta(days=n)))
    kinds: list[st.SearchStrategy[Guard]] = [
        st.sampled_from(deal.processes).flatmap(_in_state),
        st.sets(st.sampled_from([s.name for s in bound.process.states]), min_size=1).map(NoneOther),
        st.sampled_from(["", *(b.id for b in deal.processes)]).map(Required),
        st.sampled_from(_STEPS).map(Gates),
        st.sampled_from(_STEPS).map(Permitted),
        st.builds(InForce, days, days),
    ]
    if deal.clock_ids:
        clocks = st.sampled_from(deal.clock_ids)
        kinds += [clocks.map(Running), clocks.map(Past), st.builds(AgedAtLeast, clocks, st.integers(0, 60))]
    dates = tuple(kernel.contract_dates(deal, kernel.start(deal, EPOCH)))
    if dates:
        kinds.append(st.sampled_from(dates).map(OnOrBefore))
    if deal.milestones:
        kinds.append(st.sampled_from(deal.milestones).map(Reached))
    assets = sorted({a.id for t in deal.terms.values() for a in t.perimeter})
    if assets:
        kinds.append(st.sampled_from(assets).map(InPerimeter))
    return st.one_of(kinds)


def _in_state(bound: Bound) -> st.SearchStrategy[Guard]:
    names = [s.name for s in bound.process.states]
    return st.builds(InState, st.just(bound.id), st.sets(st.sampled_from(names), min_size=1))


@st.composite
def snapshots(draw: st.DrawFn, deal: Deal, day: date = EPOCH, steps: int = 8, ahead: int = 15) -> Snapshot:
    """Where *deal* can stand after up to *steps* lawful acts."""
    now = kernel.start(deal, day)
    for _ in range(draw(st.integers(0, steps))):
        on = now.day + timedelta(days=draw(st.integers(0, ahead)))
        now = kernel.settle(deal, now, on)
        rows = takeable(plan_of(deal), board_of(now))
        if rows:
            row = draw(st.sampled_from(rows))
            details = {d.name: draw(detail(deal, d.kind, on)) for d in row.transition.details}
            who = draw(st.sampled_from(sorted(row.actors)))
            got = kernel.decide(deal, now, Act(f"{deal.processes[row.i].id}:{row.action}", on, who, details=details))
            now = kernel.evolve(deal, now, got) if isinstance(got, Event) else now
    return now


def takeable(plan: Plan, board: Board) -> list[Row]:
    """The rows that leave a current state with nothing unmet, lapses left out."""
    return [
        row
        for i, process in enumerate(board.processes)
        for row in plan.by_state[i, process.state]
        if row.transition.by != (CLOCK,) and all(truth(board) is not False for truth in row.truths)
    ]
