"""State is a fold of the entries, by the day they happened."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealflow import kernel
from dealflow.kernel import Act, Event
from dealflow.log import Entry, fold
from log.entries import DEAL, ENTRIES, FILE, ISSUE, ISSUE_SECOND, SIGN, D, act, day


class TestFold:
    """State is a fold of the entries, by the day they happened."""

    @given(ENTRIES, st.integers(0, 120), st.integers(0, 120))
    def test_what_comes_later_is_not_seen(self, entries: list[Entry], n: int, more: int) -> None:
        """The record of a day is the same whether or not later entries are in the list."""
        as_of = day(n)

        assert fold(DEAL, [e for e in entries if e.visible(as_of)], start=D, as_of=as_of) == fold(
            DEAL, entries, start=D, as_of=as_of
        )
        assert fold(DEAL, entries, start=D, as_of=as_of).day == as_of

    @given(ENTRIES)
    def test_each_entry_is_a_step_or_named_as_fallen(self, entries: list[Entry]) -> None:
        """No entry is dropped: it moved the deal, was said, or is named with the refusal."""
        record = fold(DEAL, entries, start=D)
        steps = [s.entry for s in record.steps if s.entry is not None]

        assert len(entries) == len(steps) + len(record.fallen)
        assert all(f.refusal.blockers for f in record.fallen)

    @given(ENTRIES, st.integers(0, 60))
    def test_the_steps_hang_together(self, entries: list[Entry], n: int) -> None:
        """Every step begins where the one before it ended, the calendar aside, and the last ends at the snapshot."""
        record = fold(DEAL, entries, start=D, as_of=day(80 + n))
        state = kernel.start(DEAL, D)
        for step in record.steps:
            assert state.states in (step.before.states, step.after.states)
            state = step.after

        assert record.snapshot.states == state.states

    @given(ENTRIES)
    def test_the_fold_is_the_kernel(self, entries: list[Entry]) -> None:
        """Folding is deciding and evolving one act after another, and nothing else."""
        snapshot = kernel.start(DEAL, D)
        for entry in sorted(entries, key=lambda e: e.on):
            snapshot = kernel.settle(DEAL, snapshot, entry.on)
            if entry.act is not None and entry.kind == "act":
                event = kernel.decide(DEAL, snapshot, entry.act)
                snapshot = kernel.evolve(DEAL, snapshot, event) if isinstance(event, Event) else snapshot
            elif entry.act is not None:
                known = entry.act.action in DEAL.actions
                rows = [o for o in kernel.options(DEAL, snapshot) if o.id == entry.act.action]
                snapshot = (
                    kernel.evolve(DEAL, snapshot, kernel.breach(DEAL, snapshot, entry.act))
                    if known and rows
                    else snapshot
                )

        assert snapshot == fold(DEAL, entries, start=D).snapshot

    def test_it_starts_on_the_first_day(self) -> None:
        """Without a start the deal starts on the day of its first entry, without entries on the day asked for."""
        assert D == fold(DEAL, [SIGN, FILE]).steps[0].before.day
        assert day(9) == fold(DEAL, [], as_of=day(9)).day
        with pytest.raises(ValueError, match="nothing says on which day"):
            fold(DEAL, [])

    def test_a_question_before_the_start(self) -> None:
        """Before its first day nothing has happened in the deal."""
        record = fold(DEAL, [FILE], start=D, as_of=day(-3))

        assert day(-3) == record.day
        assert "none" == record.snapshot.process("xx.review").state

    def test_an_entry_before_the_start_falls(self) -> None:
        """An act before the deal starts is named, with the reason."""
        record = fold(DEAL, [FILE], start=day(1))

        assert ["earlier than the record"] == [f.refusal.kind for f in record.fallen]

    @pytest.mark.parametrize(("n", "state"), [(29, "review"), (30, "review"), (31, "cleared")])
    def test_lapses_fall_by_themselves(self, n: int, state: str) -> None:
        """The review of 30 days runs out at the end of its last day, and the record shows it."""
        record = fold(DEAL, [FILE], as_of=day(n))

        assert state == record.snapshot.process("xx.review").state
        assert [(day(30), "run_out")][: n == 31] == [(e.on, e.action) for e in record.lapses]

    def test_lapses_of_one_moment(self) -> None:
        """Orders that take effect at the start of one day are two steps that share before and after."""
        record = fold(DEAL, [ISSUE, ISSUE_SECOND], as_of=day(60))
        lapses = [s for s in record.steps if s.lapse]

        assert ["xx.order", "xx.order.second"] == [s.event.process for s in lapses if s.event]
        assert lapses[0].before == lapses[1].before
        assert lapses[0].after == lapses[1].after

    def test_learned_late(self) -> None:
        """An extension told a day later counts from its own day, and is unknown until it is told."""
        late = act("xx.review:extend", 30, "Ministry", days=10, recorded=day(31))

        assert "cleared" == fold(DEAL, [FILE], as_of=day(31)).snapshot.process("xx.review").state
        assert () == fold(DEAL, [FILE, late], as_of=day(30)).snapshot.process("xx.review").runs[0].extensions
        assert "review" == fold(DEAL, [FILE, late], as_of=day(40)).snapshot.process("xx.review").state
        assert "cleared" == fold(DEAL, [FILE, late], as_of=day(41)).snapshot.process("xx.review").state

    def test_acts_that_no_longer_stand(self) -> None:
        """A refusal learned late leaves a later clearance without a state to leave; it is named, not dropped."""
        clear = act("xx.review:clear", 20, "Ministry")
        refuse = act("xx.review:refuse", 15, "Ministry", recorded=day(25))
        record = fold(DEAL, [FILE, clear, refuse], as_of=day(25))

        assert "refused" == record.snapshot.process("xx.review").state
        assert [(clear, "not from this state")] == [(f.entry, f.refusal.kind) for f in record.fallen]

    def test_a_breach(self) -> None:
        """What happened although it was refused moves the deal, and keeps what it ran over."""
        record = fold(DEAL, [SIGN, act("agreement:close", 9, "acme", kind="breach")])
        event = record.events[-1]

        assert "closed" == record.snapshot.process("agreement").state
        assert ("breach", ["the review is not cleared (now: nothing is filed)"]) == (
            event.kind,
            [b.reason for b in event.blockers],
        )
        assert () == record.notes

    def test_a_breach_that_was_none(self) -> None:
        """A breach that the definitions permit is an act, and is remarked upon."""
        record = fold(DEAL, [act("agreement:sign", 5, "acme", kind="breach")])

        assert "act" == record.events[0].kind
        assert ["is marked as a breach, but nothing stood against it"] == [n.text for n in record.notes]
        assert "agreement:sign: is marked" in str(record.notes[0])

    def test_a_breach_of_nothing(self) -> None:
        """A breach by an action that nothing describes cannot be applied, and falls."""
        record = fold(DEAL, [act("agreement:close", 5, "acme", kind="breach"), act("no:where", 6, "x", kind="breach")])

        assert ["not from this state", "no such action"] == [f.refusal.kind for f in record.fallen]
        assert "agreement:close" in str(record.fallen[0])

    def test_a_moment_is_a_date_where_the_authority_sits(self) -> None:
        """Two in the morning in London is the evening before in Washington."""
        moment = datetime(2020, 8, 4, 2, 0, tzinfo=UTC)
        entry = Entry.of(Act("xx.review:file", moment, "acme"), zone="America/New_York")

        assert day(0) == entry.on
        assert day(0) == fold(DEAL, [entry]).day

    @pytest.mark.parametrize(
        ("parts", "error"),
        [
            (("rumour", D, "x"), "none of act, statement, breach"),
            (("act", D, "x"), "needs an act"),
            (("statement", D, "x", FILE.act), "has no act"),
            (("act", day(1), "x", FILE.act), "the act is of 2020-08-03"),
        ],
    )
    def test_an_entry_that_contradicts_itself(self, parts: tuple[Any, ...], error: str) -> None:
        """Kind, day and act of an entry must fit together."""
        with pytest.raises(ValueError, match=error):
            Entry(*parts)
