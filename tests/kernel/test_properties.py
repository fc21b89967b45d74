"""Promises that hold for every deal: what no sequence of lawful acts can do, and what days can never change."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from dealflow import kernel
from dealflow.kernel import Act, Event, Snapshot
from dealflow.model import AgedAtLeast, Bound, Deal, Finding, Gate, InForce, InState, Need, Running
from dealflow.model.guard import leaves
from dealflow.testing import DealMachine
from dealflow.testing import strategies as own


def _unmet_gates(deal: Deal, snapshot: Snapshot, step: str, day: date) -> list[str]:
    """The gates of *step* that are closed, told without the kernel: from states, terms and the rules of application."""
    terms = deal.terms[snapshot.terms]
    out = []
    for bound in deal.processes:
        applies = bound.process.applies(terms, day)
        if applies.status not in (Need.MANDATORY, Need.UNKNOWN):
            continue
        process = snapshot.process(bound.id)
        for gate in bound.process.gates:
            assert isinstance(gate.guard, InState)
            stale = process.approved not in (None, terms.covered(bound.process.covers))
            if gate.step == step and (process.state not in gate.guard.states or stale):
                out.append(bound.id)
    return out


def _forbidders(deal: Deal, snapshot: Snapshot, step: str) -> list[str]:
    return [b.id for b in deal.processes if step in b.process.state(snapshot.states[b.id]).forbids]


class ClosingNeedsEveryGate(DealMachine):
    """Kernel and live agree, and no step is taken while a required gate is unmet or something forbids it."""

    def judged(self, act: Act, event: Event) -> None:
        """At the moment a step is taken, every required approval stands at that very moment."""
        if event.process == "agreement" and event.action in ("negotiate", "sign", "close"):
            before = kernel.settle(self.deal, self.pure, event.on)
            assert [] == _unmet_gates(self.deal, before, event.action, event.on)
            assert [] == _forbidders(self.deal, before, event.action)
            outside = kernel.contract_dates(self.deal, before).get("outside_date")
            assert event.action != "close" or outside is None or event.on <= outside
        self._in_its_period(event)

    def _in_its_period(self, event: Event) -> None:
        """An act whose guard names a period is taken inside it, told from the run of the clock alone."""
        before = kernel.settle(self.deal, self.pure, event.on)
        bound = self.deal.bound(event.process)
        row = next(r for r in bound.process.rows(event.was) if r.action == event.action)
        for leaf in leaves(row.requires) if row.requires is not None else ():
            if isinstance(leaf, InForce) and row.requires is leaf:
                assert (leaf.start or date.min) <= event.on <= (leaf.end or date.max)
            if isinstance(leaf, AgedAtLeast):
                run = before.process(event.process).run(leaf.clock)
                assert run is not None
                assert (event.on - run.start).days >= leaf.days
            if isinstance(leaf, Running) and row.requires is leaf:
                shown = kernel.deadline(self.deal, before, f"{event.process}/{leaf.clock}")
                assert shown is not None
                assert shown.stopped or event.on <= shown.day


TestClosingNeedsEveryGate = ClosingNeedsEveryGate.TestCase
TestClosingNeedsEveryGate.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)


def _walk(data: Any, deal: Deal, steps: int, ahead: int = 20) -> list[Snapshot]:
    """Snapshots along a random lawful walk of *deal*."""
    snapshots = [kernel.start(deal, own.EPOCH)]
    for _ in range(steps):
        now = snapshots[-1]
        act = data.draw(own.acts(deal, now.day, ahead, now.states))
        got = kernel.decide(deal, now, act)
        if isinstance(got, Event):
            snapshots.append(kernel.evolve(deal, now, got))
    return snapshots


@settings(max_examples=60, deadline=None)
@given(data=st.data(), n=st.integers(1, 250))
def test_day_by_day_equals_one_jump(data: Any, n: int) -> None:
    """Walking the days one by one lets the same lapses fall as jumping over them."""
    deal = data.draw(own.deals())
    here = _walk(data, deal, 8)[-1]
    day = here.day + timedelta(days=n)
    at_once = kernel.advance(deal, here, day)
    stepped: list[Event] = []
    there = here
    while there.day < day:
        after = there.day + timedelta(days=1)
        stepped.extend(kernel.advance(deal, there, after))
        there = kernel.settle(deal, there, after)

    assert at_once == tuple(stepped)
    assert there == kernel.settle(deal, here, day)


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_events_replay_to_the_same_snapshot(data: Any) -> None:
    """Folding the events of a walk from the start gives the snapshot that the walk ended in."""
    deal = data.draw(own.deals())
    now = start = kernel.start(deal, own.EPOCH)
    events = []
    for _ in range(10):
        act = data.draw(own.acts(deal, now.day, 20, now.states))
        got = kernel.decide(deal, now, act)
        if isinstance(got, Event):
            events.append(got)
            now = kernel.evolve(deal, now, got)
    again = start
    for event in events:
        again = kernel.evolve(deal, again, event)

    assert now == again
    assert hash(now) == hash(again)


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_options_and_decide_agree(data: Any) -> None:
    """An option is permitted exactly if deciding it succeeds for somebody who may take it, details aside."""
    deal = data.draw(own.deals())
    here = _walk(data, deal, 8)[-1]
    for option in kernel.options(deal, here):
        if option.row.details:
            continue
        got = kernel.decide(deal, here, Act(option.id, here.day, option.by[0]))
        twins = [o for o in kernel.options(deal, here) if o.id == option.id]
        assert bool(got) == any(o.permitted for o in twins)


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_a_required_process_more_never_makes_a_step_easier(data: Any) -> None:
    """Gates are only conjoined: adding a process that sets a gate opens no step that was closed without it."""
    deal = data.draw(own.deals(most=2))
    extra = data.draw(own.approvals("extra"))
    larger = Deal(
        deal.id, deal.title, [*deal.processes, Bound("extra", extra)], deal.parties, deal.terms, deal.initial_terms,
        deal.dates,
    )  # fmt: skip
    small, large = kernel.start(deal, own.EPOCH), kernel.start(larger, own.EPOCH)
    for _ in range(8):
        act = data.draw(own.acts(deal, small.day, 10, small.states))
        without, having = kernel.decide(deal, small, act), kernel.decide(larger, large, act)
        assert not having or without, "the larger deal allows what the smaller refuses"
        if not (isinstance(having, Event) and isinstance(without, Event)):
            continue
        small, large = kernel.evolve(deal, small, without), kernel.evolve(larger, large, having)


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_the_days_of_a_finding_come_true(data: Any) -> None:
    """On the first day that an unmet finding names, if nobody acts, it is met; the day before, it is not."""
    deal = data.draw(own.deals())
    here = _walk(data, deal, 8)[-1]
    for option in kernel.options(deal, here):
        for finding in (f for f in option.blockers if f.days and f.days[0][0] < date(2020, 10, 1)):
            first = finding.days[0][0]
            assert first > here.day
            assert _met_on(deal, here, option.id, finding, first) in (True, None)
            assert _met_on(deal, here, option.id, finding, first - timedelta(days=1)) in (False, None)


def _met_on(deal: Deal, here: Snapshot, action: str, finding: Finding, day: date) -> bool | None:
    """Whether the same requirement is met on *day*; None if the row no longer leaves the state it stands in."""
    later = kernel.settle(deal, here, day)
    same = (finding.code, finding.process)
    for option in kernel.options(deal, later):
        if option.id == action:
            met = [f.met for f in option.findings if (f.code, f.process) == same]
            return bool(met) and all(m is not False for m in met) if met else None
    return None


@given(day=own.dates())
def test_a_snapshot_is_a_value(day: date) -> None:
    """Two starts on the same day are equal and hash alike."""
    gate = Gate("close", InState("", {"cleared"}), own.MADE_UP)
    assert gate == Gate("close", InState("", {"cleared"}), own.MADE_UP)
    deal = Deal("d", "d", [own.agreement(), own.tolling_overlay()])
    assert kernel.start(deal, day) == kernel.start(deal, day)
    assert hash(kernel.start(deal, day)) == hash(kernel.start(deal, day))
