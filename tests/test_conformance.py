"""What every process of the catalogue must obey, whoever wrote it: no exceptions by name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from inspect import signature
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from dealflow import kernel
from dealflow.catalogue import catalogue
from dealflow.citation import Checked
from dealflow.kernel import Act, Event, Refusal
from dealflow.live import Live
from dealflow.model import CLOCK, Applicability, Asset, Bound, Clock, Deal, InState, Need, Party, Process, Terms
from dealflow.testing.machine import DealMachine
from paths import shortest, value_of
from regime_tests import regime_tests

ALL = list(catalogue())
CLOCKS = [(p, c) for p in ALL for c in p.clocks]

# Each regime's test file reads the law's silences and sizes out for itself, so that an authority is one file of source
# and one of tests; put together they are one table, which the page docs/reference/silence.md prints.
_TABLES = [vars(module) for module in regime_tests()]
#: What the silence of an authority or a party means: the row that falls by itself, or None if nothing follows.
SILENCE: dict[str, str | None] = {k: v for table in _TABLES for k, v in table.get("SILENCE", {}).items()}
#: Approvals that silence gives. Everywhere else an approval needs somebody's act.
APPROVED_BY_SILENCE: set[tuple[str, str]] = {x for table in _TABLES for x in table.get("APPROVED_BY_SILENCE", ())}
#: The number of states, rows and clocks of each process.
SIZES: dict[str, tuple[int, int, int]] = {k: v for table in _TABLES for k, v in table.get("SIZES", {}).items()}


def _ids(value: object) -> str:
    return value.id if isinstance(value, Process) else value.name if isinstance(value, Clock) else ""


def whole_deal(**facts: Any) -> Deal:
    """A deal in which every process of the catalogue stands, those with roles bound to somebody."""
    assets = [
        Asset("us_operations", "the US operations", exporter="US"),
        Asset("algorithm", "the algorithm", "personalised_information_push", "CN"),
    ]
    roles = sorted({role for p in ALL for row in p.transitions for role in row.by} - {CLOCK})
    parties = [Party(f"p{n}", f"the {role}", role) for n, role in enumerate(roles)]
    first = parties[0].id
    bound = [
        Bound(p.id, p, roles={r: ("us.ieepa_order",) if r == "target" else (first,) for r in p.roles}) for p in ALL
    ]
    return Deal(
        "whole",
        "everything at once",
        bound,
        parties=parties,
        terms={
            "with_algorithm": Terms("with_algorithm", buyer=first, sold=assets, facts=facts),
            "without_algorithm": Terms("without_algorithm", buyer=first, sold=assets[:1], facts=facts),
        },
        dates={"outside_date": date(2021, 6, 30)},
    )


def test_the_silence_of_every_clock_is_on_one_table() -> None:
    """No clock is missing from the table of silence, and none stands there that does not exist."""
    assert set(SILENCE) == {f"{p.id}/{c.name}" for p, c in CLOCKS}


@pytest.mark.parametrize(("process", "clock"), CLOCKS, ids=_ids)
def test_silence_means_what_the_table_says(process: Process, clock: Clock) -> None:
    """A clock lets fall the row that the table names, or none; and says in words what its lapse means."""
    assert SILENCE[f"{process.id}/{clock.name}"] == (clock.lapse or None)
    assert clock.silence or clock.lapse


@pytest.mark.parametrize("process", ALL, ids=_ids)
def test_silence_approves_only_where_the_law_says_so(process: Process) -> None:
    """A lapse leads into an approval only where the table of such approvals has it."""
    by_silence = {
        (process.id, row.target)
        for row in process.transitions
        if row.by == (CLOCK,) and row.target and process.state(row.target).approval
    }
    assert by_silence <= APPROVED_BY_SILENCE


@pytest.mark.parametrize(("process", "clock"), CLOCKS, ids=_ids)
def test_every_clock_starts_and_ends(process: Process, clock: Clock) -> None:
    """A row enters the states a clock runs in and another leads out of them."""
    into = [r for r in process.transitions if r.target in clock.runs_in]
    out = [r for s in clock.runs_in for r in process.rows(s) if r.target and r.target not in clock.runs_in]
    assert into
    assert out


@pytest.mark.parametrize(("process", "clock"), CLOCKS, ids=_ids)
def test_every_length_carries_a_source(process: Process, clock: Clock) -> None:
    """Each edition of a length is cited, and not before the rule it cites is in force."""
    assert clock.citations
    for edition in clock.length.editions:
        if edition.value is not None:
            cited = edition.value.citation
            assert cited is not None
            begins = edition.in_force or date.min
            assert cited.until is None or begins <= cited.until


@pytest.mark.parametrize("process", ALL, ids=_ids)
def test_every_citation_names_an_instrument(process: Process) -> None:
    """A citation has text, and one that is recalled or derived says so in its status, never in its text alone."""
    for cited in process.citations:
        assert cited.text.strip()
        assert cited.status in Checked
        assert not re.search(r"\[S\d|recalled\]|shared/|sheet", f"{cited.text} {cited.pinpoint} {cited.note}")


@pytest.mark.parametrize("process", ALL, ids=_ids)
def test_every_row_says_who_and_what(process: Process) -> None:
    """A row has an actor and a text, and a gate a citation and a text."""
    for row in process.transitions:
        assert row.by
        assert row.text, f"{process.id}:{row.action} says nothing"
    for gate in process.gates:
        assert gate.citation.text
        assert gate.text


@pytest.mark.parametrize("process", ALL, ids=_ids)
def test_every_detail_can_be_given_by_keyword(process: Process) -> None:
    """No detail has the name of something else that an act of a live deal is given."""
    taken = {*signature(Live.act).parameters, *signature(Live.breach).parameters}
    assert taken.isdisjoint(d.name for row in process.transitions for d in row.details)


@pytest.mark.parametrize("process", ALL, ids=_ids)
def test_states_and_names_speak(process: Process) -> None:
    """Every state says in words what it is, and no two of a process say the same."""
    texts = [s.text for s in process.states]
    assert all(texts)
    assert len(set(texts)) == len(texts)


def _terms() -> list[Terms]:
    algorithm = Asset("a", "the algorithm", "personalised_information_push", "CN")
    return [
        Terms("empty"),
        Terms("algorithm", buyer="b", sold=[algorithm]),
        Terms("foreign", buyer="b", facts={"buyer_is_foreign": True, "us_business": True, "foreign_control": True}),
        Terms("domestic", buyer="b", facts={"buyer_is_foreign": False}),
    ]


@pytest.mark.parametrize("process", ALL, ids=_ids)
def test_applicability_is_pure_and_says_why(process: Process) -> None:
    """The rule of application answers every terms on every day, twice alike, with a reason; an unknown asks."""
    for terms in _terms():
        for day in (date(2005, 1, 3), date(2019, 6, 3), date(2020, 9, 13), date(2026, 11, 22)):
            found = process.applies(terms, day)
            assert found == process.applies(terms, day)
            assert isinstance(found, Applicability)
            assert found.reason
            if found.status == Need.UNKNOWN:
                assert found.question
                assert set(found.missing)


def _between(days: tuple[date, ...]) -> Iterator[tuple[date, date]]:
    ordered = [date(1990, 1, 1), *days, date(2026, 12, 31)]
    for first, after in pairwise(ordered):
        yield first, after - timedelta(days=1)


@pytest.mark.parametrize("process", ALL, ids=_ids)
@given(data=st.data())
@settings(max_examples=25)
def test_applicability_changes_only_on_law_days(process: Process, data: Any) -> None:
    """Between two of the days that a regime lists its answer stays the same."""
    terms = data.draw(st.sampled_from(_terms()))
    first, last = data.draw(st.sampled_from([s for s in _between(process.law_days) if s[0] <= s[1]]))
    one = data.draw(st.dates(first, last))
    other = data.draw(st.dates(first, last))

    def plain(found: Applicability) -> tuple[object, ...]:
        return found.status, found.category, found.missing

    assert plain(process.applies(terms, one)) == plain(process.applies(terms, other))


@pytest.mark.parametrize("process", ALL, ids=_ids)
def test_facts_asked_for_are_declared(process: Process) -> None:
    """A fact that an answer misses is among those the process declares, or names an asset."""
    declared = {f.name for f in process.asks}
    for terms in _terms():
        found = process.applies(terms, date(2020, 9, 13))
        for name in found.missing:
            assert name in declared or "." in name


def test_the_whole_catalogue_stands_in_one_deal() -> None:
    """All processes fit together: references resolve, milestones have one provider, every action is known."""
    deal = whole_deal()
    assert len(deal.processes) == len(ALL)
    assert {"signing", "closing"} <= set(deal.milestones)


#: Answered for every deal, so that the great gates stand in some of them; the rest is drawn.
_GIVEN: dict[str, object] = {"us_business": True, "tid_us_business": True, "technology_is_state_secret": False}
_PLACES = ("US", "CN", "DE", "FR", "GB", "JP")


@st.composite
def _facts(draw: st.DrawFn) -> dict[str, Any]:
    """Facts that decide nearly every rule of application: where the deal plays, and yes or no to every question."""
    places = st.lists(st.sampled_from(_PLACES), max_size=3, unique=True).map(tuple)
    kinds = {"countries": places, "yes/no": st.booleans()}
    asked = {fact.name: fact.kind for p in ALL for fact in p.asks}
    return {name: draw(kinds[kind]) for name, kind in asked.items() if kind in kinds} | _GIVEN


def _opening(process: Process, step: str) -> frozenset[str]:
    """The states in which a process opens its gate on a step; none if it sets no gate, or one of another kind."""
    guards = [g.guard for g in process.gates if g.step == step and not g.listed]
    own = [guard.states for guard in guards if isinstance(guard, InState) and not guard.process]
    return frozenset.intersection(*own) if own else frozenset()


class WholeCatalogue(DealMachine):
    """Kernel and live deal agree on the real definitions, and closing is impossible while an approval is missing."""

    deals = _facts().map(lambda facts: whole_deal(**facts))
    day = date(2020, 8, 3)

    @precondition(lambda self: hasattr(self, "live"))
    @rule(data=st.data(), steps=st.sampled_from([["close"], ["sign"], ["negotiate", "sign", "close"]]))
    def take_steps(self, data: Any, steps: list[str]) -> None:
        """Try the great steps, which would seldom be drawn among all the acts there are."""
        for step in steps:
            if data.draw(st.integers(0, 3)):
                self.open_the_way(data, step)
            self._take(Act(f"agreement:{step}", self.live.day, "seller"))

    def open_the_way(self, data: Any, step: str) -> None:
        """Approvals that stand in the way of a step come, most of them or all, in breach where need be."""
        answer = kernel.decide(self.deal, self.pure, Act(f"agreement:{step}", self.live.day, "seller"))
        blocked = {found.process for found in answer.blockers} if isinstance(answer, Refusal) else set()
        for process in (p for p in ALL if p.id in blocked - {"agreement"}):
            ways = [way for state, way in shortest(process).items() if state in _opening(process, step)]
            by_acts = [way for way in ways if all(row.by != (CLOCK,) for row in way)]
            if by_acts and self.pure.states[process.id] == process.initial.name and data.draw(st.integers(0, 9)):
                for row in data.draw(st.sampled_from(by_acts)):
                    lawful = self.deal.bound(process.id).roles.get(row.by[0], row.by)
                    details = {d.name: value_of(d) for d in row.details if d.required and d.kind != "terms"}
                    self._take(
                        Act(f"{process.id}:{row.action}", self.live.day, lawful[0], details=details), breach=True
                    )

    def _take(self, act: Act, *, breach: bool = False) -> None:
        """One act on both sides, in breach if it is refused for an unmet condition."""
        expected = kernel.decide(self.deal, self.pure, act)
        if isinstance(expected, Event):
            assert expected == self.live.act(act.action, act.on, act.by, **act.detail)
            self.judged(act, expected)
        elif breach and expected.kind == "condition unmet":
            expected = kernel.breach(self.deal, self.pure, act)
            assert expected == self.live.breach(act.action, act.on, act.by, **act.detail)
        else:
            assert not self.live.act(act.action, act.on, act.by, **act.detail)
            self.pure = kernel.settle(self.deal, self.pure, max(expected.day, self.pure.day))
            return
        self.pure = kernel.evolve(self.deal, self.pure, expected)

    def judged(self, act: Act, event: Event) -> None:
        """The great gates, told without the kernel."""
        if event.process != "agreement" or event.action not in ("negotiate", "sign", "close"):
            return
        before = kernel.settle(self.deal, self.pure, event.on)
        for process in ALL:
            state = process.state(before.states[process.id])
            assert event.action not in state.forbids, f"{process.id} forbids it in {state.name}"
            if process.applies(self.deal.terms[before.terms], event.on).status == Need.MANDATORY:
                opening = _opening(process, event.action)
                assert not opening or state.name in opening, f"{process.id} has not approved"


class WholeCatalogueToday(WholeCatalogue):
    """The same under the law of today."""

    day = date(2026, 11, 23)


TestWholeCatalogue = WholeCatalogue.TestCase
TestWholeCatalogueToday = WholeCatalogueToday.TestCase
# Shrinking a deal of sixty processes takes longer than reading the failure.
TestWholeCatalogue.settings = TestWholeCatalogueToday.settings = settings(
    max_examples=25, stateful_step_count=40, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate]
)


def test_catalogue_sizes_are_pinned() -> None:
    """The number of states and rows of each process: a change here is a change of law or of its model."""
    sizes = {p.id: (len(p.states), len(p.transitions), len(p.clocks)) for p in ALL}
    assert sizes == SIZES
