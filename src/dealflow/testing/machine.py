"""A rule-based machine that drives the live deal and the pure kernel side by side, for anybody's deal."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import note
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from dealflow import kernel
from dealflow.kernel import Act, Event, Refusal, Snapshot
from dealflow.live import Live
from dealflow.model import Deal
from dealflow.testing import strategies

__all__ = ["DealMachine", "machine_for"]


class DealMachine(RuleBasedStateMachine):
    """Tries acts, days and breaches on a live deal and on the kernel; after every step the two agree.

    Subclass it and set *deals* to a strategy of deals (and *day* to the day they start), or call ``machine_for``.
    """

    deals: st.SearchStrategy[Deal] = strategies.deals()
    day: date = strategies.EPOCH
    ahead = 30
    """How many days ahead an act is tried, at most."""

    @initialize(data=st.data())
    def begin(self, data: Any) -> None:
        """Start one deal twice: live, and as a snapshot."""
        self.deal: Deal = data.draw(self.deals)
        self.live: Live = Live(self.deal, self.day)
        self.pure: Snapshot = kernel.start(self.deal, self.day)
        self.latest: date = self.day
        self.events: list[Event] = []

    @precondition(lambda self: hasattr(self, "live"))
    @rule(data=st.data())
    def act(self, data: Any) -> None:
        """Try an act on both: the same answer, and a refusal changes nothing."""
        act = data.draw(strategies.acts(self.deal, self.live.day, self.ahead, self.live.states))
        note(f"{act.action} on {act.on} by {act.by} {act.detail}")
        before = self.pure
        expected = kernel.decide(self.deal, self.pure, act)
        got = self.live.act(act.action, act.on, act.by, **act.detail)
        assert self.pure == before
        assert bool(expected) == bool(got), (expected, got)
        if isinstance(expected, Event):
            assert expected == got
            self.judged(act, expected)
            self.pure = kernel.evolve(self.deal, self.pure, expected)
            self.events.append(expected)
        else:
            assert isinstance(got, Refusal)
            self._same_refusal(expected, got)
            self.pure = kernel.settle(self.deal, self.pure, max(expected.day, self.pure.day))

    def judged(self, act: Act, event: Event) -> None:
        """Called before an accepted act is taken: a place for a subclass's own promises."""

    def _same_refusal(self, expected: Refusal, got: Refusal) -> None:
        assert expected.kind == got.kind
        assert expected.blockers == got.blockers
        assert expected.blockers, "a refusal names at least one blocker"
        assert all(b.authority for b in expected.blockers), "every blocker names an authority"
        settled = kernel.settle(self.deal, self.pure, max(expected.day, self.pure.day))
        assert settled == self.live.snapshot, "refusing changes nothing but the day"

    @precondition(lambda self: hasattr(self, "live"))
    @rule(n=st.integers(0, 60))
    def wait(self, n: int) -> None:
        """Let days pass on both: the same lapses fall."""
        day = self.live.day + timedelta(days=n)
        expected = kernel.advance(self.deal, self.pure, day)
        got = self.live.advance(day)
        assert expected == got
        self.pure = kernel.settle(self.deal, self.pure, day)

    @precondition(lambda self: hasattr(self, "live"))
    @rule(data=st.data())
    def breach(self, data: Any) -> None:
        """Record as a breach what the kernel refuses for an unmet condition."""
        act = data.draw(strategies.acts(self.deal, self.live.day, 3, self.live.states))
        refusal = kernel.decide(self.deal, self.pure, act)
        if isinstance(refusal, Event) or refusal.kind not in ("condition unmet", "too early", "too late"):
            return
        expected = kernel.breach(self.deal, self.pure, act)
        got = self.live.breach(act.action, act.on, act.by, **act.detail)
        assert expected == got
        assert got.kind == "breach"
        assert got.blockers == refusal.blockers
        self.pure = kernel.evolve(self.deal, self.pure, expected)
        self.events.append(expected)

    @invariant()
    def agree(self) -> None:
        """States, days, clocks, terms and milestones of the two are the same, and the machines' own states too."""
        if hasattr(self, "live"):
            assert self.pure == self.live.snapshot
            assert self.pure.states == self.live.states
            assert kernel.deadlines(self.deal, self.pure) == self.live.deadlines()

    @invariant()
    def day_never_goes_back(self) -> None:
        """The day only moves on."""
        if hasattr(self, "live"):
            assert self.latest <= self.live.day
            self.latest = self.live.day


def machine_for(deal: Deal, day: date, *, ahead: int = 30) -> type[DealMachine]:
    """A rule-based machine for one deal of your own that starts on *day*; run its ``TestCase``."""
    return type("OneDealMachine", (DealMachine,), {"deals": st.just(deal), "day": day, "ahead": ahead})
