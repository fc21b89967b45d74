"""The live deal: acts by people, refusals with every blocker, the log, facts learned late, callbacks of the user's."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

import dealflow as df
from dealflow import kernel
from dealflow.errors import ActionRefused, DefinitionError, LogError, UnknownName
from dealflow.kernel import Act, Event, Refusal
from dealflow.live import Cell, Live, Refused
from dealflow.log import Entry, Log
from dealflow.model import (
    CLOCK,
    Clock,
    Deal,
    Detail,
    Extension,
    Gate,
    InState,
    Length,
    OnOrBefore,
    Party,
    Process,
    State,
    Terms,
    Transition,
    Unit,
    days,
)
from dealflow.testing import strategies as own

START = date(2020, 3, 2)
ONE = timedelta(days=1)


def review() -> Process:
    """A review of ten days that silence clears, which can be extended once."""
    return Process(
        "review",
        "the review",
        "the Office",
        [
            State("open", "not filed", initial=True),
            State("pending", "under review"),
            State("cleared", "cleared", ends="cleared"),
            State("refused", "refused", ends="refused", forbids="close"),
        ],
        [
            Transition("open", "file", "pending", "seller", text="files"),
            Transition("pending", "clear", "cleared", "Office", text="clears"),
            Transition("pending", "refuse", "refused", "Office", text="refuses"),
            Transition(
                "pending", "extend", None, "Office", extends="run", details=[Detail("days", "days", "how many")]
            ),
            Transition("pending", "fall_silent", "cleared", CLOCK, text="says nothing in time"),
        ],
        [
            Clock(
                "run", "the review", "pending", days(10, own.MADE_UP), lapse="fall_silent",
                extensions=Extension(own.MADE_UP, each=Length(5, Unit.DAYS), times=1),
            ),
        ],
        [Gate("close", InState("", {"cleared"}), own.MADE_UP, "the Office has not cleared it")],
        zone="Asia/Tokyo",
    )  # fmt: skip


@pytest.fixture
def deal() -> Deal:
    """A deal of an agreement and one review."""
    return Deal(
        "small",
        "a small deal",
        [own.agreement(), review()],
        parties=[Party("s", "the seller", "seller"), Party("b", "the buyer", "buyer")],
        terms={"all": Terms("all", buyer="b")},
    )


@pytest.fixture
def signed(deal: Deal) -> Live:
    """The deal, signed and filed on its first day."""
    live = Live(deal, START)
    for action, by in (("agreement:negotiate", "s"), ("agreement:sign", "s"), ("review:file", "s")):
        live.act_or_raise(action, by=by)
    return live


def test_an_act_comes_back_as_its_event(deal: Deal) -> None:
    """An accepted act is the kernel's own event, and it is on the record."""
    live = Live(deal, START)
    got = live.act("review:file", on=START + ONE, by="s", source="letter", evidence="document")
    expected = kernel.decide(
        deal, kernel.start(deal, START), Act("review:file", START + ONE, "s", source="letter", evidence="document")
    )

    assert expected == got
    assert [expected] == live.record
    assert START + ONE == live.day


def test_a_refusal_names_every_blocker_and_changes_nothing(signed: Live) -> None:
    """A refusal is falsy, is worked out when read as the kernel would, keeps the unmet guards, and moves nothing."""
    before = signed.snapshot
    got = signed.act("agreement:close", by="s")
    expected = kernel.decide(signed.deal, before, Act("agreement:close", START, "s"))

    assert isinstance(got, Refused)
    assert not got
    assert before == signed.snapshot
    assert (expected.kind, expected.blockers) == (got.kind, got.blockers)
    assert got == expected
    assert hash(got) == hash(got)
    assert ["too early"] == [got.kind]
    assert START + timedelta(days=11) == got.first_day
    assert 1 == len(got.unmet)
    assert "has not cleared it" in str(got)
    assert repr(got) == repr(expected)


def test_a_refusal_speaks_of_the_moment_it_was_made(signed: Live) -> None:
    """A refusal read later still tells how things stood when it was tried."""
    early = signed.act("agreement:close", by="s")
    signed.act_or_raise("review:clear", on=START + ONE, by="Office")

    assert START == early.day  # type: ignore[union-attr]
    assert "under review" in early.blockers[0].reason


def test_act_or_raise_raises_with_the_refusal(signed: Live) -> None:
    """The raising form carries the same refusal."""
    with pytest.raises(ActionRefused, match="not for the buyer") as caught:
        signed.act_or_raise("review:clear", by="b")

    assert "wrong actor" == caught.value.refusal.kind


@pytest.mark.parametrize(
    ("action", "by", "details", "kind"),
    [
        ("review:clera", "Office", {}, "no such action"),
        ("review:file", "s", {}, "not from this state"),
        ("review:clear", "s", {}, "wrong actor"),
        ("review:fall_silent", "Office", {}, "wrong actor"),
        ("review:extend", "Office", {}, "bad details"),
        ("review:extend", "Office", {"days": 6}, "condition unmet"),
        ("review:extend", "Office", {"weeks": 1}, "bad details"),
    ],
)
def test_every_kind_of_refusal(signed: Live, action: str, by: str, details: dict[str, Any], kind: str) -> None:
    """What stands in the way is told apart, and each names an authority."""
    got = signed.act(action, by=by, **details)

    assert isinstance(got, Refusal)
    assert kind == got.kind
    assert all(b.authority for b in got.blockers)


def test_lapses_fall_as_the_days_pass(signed: Live) -> None:
    """Advancing lets the machine follow the lapses of the kernel; the last day itself is still open."""
    assert () == signed.advance(START + timedelta(days=10))

    fallen = signed.advance(START + timedelta(days=11))

    assert ["review:fall_silent"] == [e.id for e in fallen]
    assert START + timedelta(days=10) == fallen[0].on
    assert "cleared" == signed.states["review"] == signed.snapshot.states["review"]
    assert signed.act("agreement:close", by="b")


def test_the_day_never_goes_back(signed: Live) -> None:
    """Neither advancing nor acting moves to an earlier day."""
    with pytest.raises(ValueError, match="never goes back"):
        signed.advance(START - ONE)
    got = signed.act("review:clear", on=START - ONE, by="Office")

    assert "earlier than the record" == got.kind
    assert START == signed.day


def test_a_moment_is_a_date_in_the_zone_of_the_authority(deal: Deal) -> None:
    """Late on 2 March in London is 3 March in Tokyo; a moment without a zone is refused."""
    live = Live(deal, START)
    got = live.act("review:file", on=datetime(2020, 3, 2, 20, 0, tzinfo=UTC), by="s")

    assert isinstance(got, Event)
    assert date(2020, 3, 3) == got.on
    with pytest.raises(ValueError, match="no time zone"):
        live.act("review:clear", on=datetime(2020, 3, 4, 9, 0), by="Office")  # noqa: DTZ001 (the point of the test)


def test_a_breach_moves_the_state_and_keeps_its_blockers(signed: Live) -> None:
    """What happened although it is refused is recorded as such."""
    got = signed.breach("agreement:close", START + ONE, "b", source="press")

    assert "breach" == got.kind
    assert got.blockers
    assert "closed" == signed.states["agreement"]
    assert "breach" == signed.entries[-1].kind
    with pytest.raises(DefinitionError):
        signed.breach("review:file", START + ONE, "s")
    with pytest.raises(DefinitionError, match="cannot follow"):
        signed.breach("review:refuse", START, "s")


def test_a_statement_moves_nothing_but_the_day(signed: Live) -> None:
    """A statement has no legal effect, and stands on the record."""
    before = signed.states
    signed.state("says that all is well", START + ONE, "s", source="press")

    assert before == signed.states
    assert START + ONE == signed.day
    assert Entry("statement", START + ONE, "s", text="says that all is well", source="press") == signed.entries[-1]


def test_a_fact_learned_late_keeps_its_day(signed: Live) -> None:
    """An extension of the last day, told a day later, is folded in at its own day: the lapse has not fallen."""
    last = START + timedelta(days=10)
    signed.advance(last + ONE)
    assert "cleared" == signed.states["review"]
    got = signed.act("review:extend", on=last, by="Office", recorded=last + ONE, days=5)

    assert isinstance(got, Event)
    assert "pending" == signed.states["review"] == signed.snapshot.states["review"]
    assert last + timedelta(days=5) == signed.deadlines()[0].day
    assert last + ONE == signed.day
    assert () == signed.fallen


def test_an_act_that_no_longer_stands_is_named(signed: Live) -> None:
    """A refusal learned late undoes the closing that came after it: the act is named, not dropped."""
    signed.act_or_raise("agreement:close", on=START + timedelta(days=12), by="b")
    signed.act_or_raise("review:refuse", on=START + timedelta(days=5), by="Office", recorded=signed.day)

    assert "refused" == signed.states["review"]
    assert "signed" == signed.states["agreement"]
    assert ["agreement:close"] == [f.entry.name for f in signed.fallen]


def test_what_is_learned_late_can_be_refused(signed: Live) -> None:
    """A late fact that the definitions refuse at its own day changes nothing."""
    signed.advance(START + timedelta(days=5))
    before = signed.snapshot
    got = signed.act("review:extend", on=START + ONE, by="Office", recorded=signed.day, days=50)

    assert not got
    assert before == signed.snapshot


def test_the_log_is_written_before_the_deal_moves(deal: Deal, tmp_path: Path) -> None:
    """Accepted acts, statements and breaches are in the file, refusals are not; it replays to the same snapshot."""
    live = Live(deal, START, log=Log.create(tmp_path / "small.jsonl", deal, start=START))
    live.act_or_raise("agreement:negotiate", by="s")
    live.act("review:clear", by="Office")
    live.act_or_raise("agreement:sign", on=START + ONE, by="s")
    live.state("is content", START + ONE, "b")
    live.act_or_raise("review:file", on=START + ONE, by="s")
    live.breach("agreement:close", START + 2 * ONE, "b")
    log = Log.open(tmp_path / "small.jsonl")

    assert ["act", "act", "statement", "act", "breach"] == [e.kind for e in log.entries()]
    record = log.verify(deal)
    assert record is not None
    assert live.snapshot == record.snapshot
    assert log.entries() == live.entries


def test_a_log_that_cannot_be_written_leaves_the_deal_where_it_was(deal: Deal, tmp_path: Path) -> None:
    """If the line is not on the disk, the act has not happened."""
    log = Log.create(tmp_path / "small.jsonl", deal, start=START)
    live = Live(deal, START, log=log)
    (tmp_path / "small.jsonl").unlink()
    before = live.snapshot
    with pytest.raises(LogError):
        live.act("agreement:negotiate", by="s")

    assert before == live.snapshot
    assert [] == live.record


def test_callbacks_see_the_deal_after_it_is_recorded(deal: Deal) -> None:
    """A callback on a machine runs when the event is on the record and the state has moved; all kinds are called."""
    seen: list[tuple[str, str, int]] = []

    def hook(name: str) -> Any:
        def call(event: Any) -> None:
            cell: Cell = event.model
            seen.append((name, cell.state, len(cell.live.record)))  # type: ignore[attr-defined]

        return call

    live = Live(deal, START)
    machine = live.machine("review")
    machine.on_enter_pending(hook("enter"))
    machine.on_exit_open(hook("exit"))
    machine.before_state_change.append(hook("before"))
    machine.after_state_change.append(hook("after"))
    machine.prepare_event.append(hook("prepare"))
    machine.finalize_event.append(hook("finalize"))
    arrow = machine.events["file"].transitions["open"][0]
    arrow.prepare.append(hook("row prepares"))
    live.act_or_raise("review:file", by="s")

    assert [
        ("prepare", "open", 0),
        ("row prepares", "open", 0),
        ("before", "open", 0),
        ("exit", "open", 0),
        ("enter", "pending", 1),
        ("after", "pending", 1),
        ("finalize", "pending", 1),
    ] == seen


def test_an_error_in_a_callback_loses_nothing(deal: Deal) -> None:
    """A callback that fails leaves the event recorded and machine and board together; on_exception may take it."""

    def fail(event: Any) -> None:
        raise RuntimeError("the user's own")

    live = Live(deal, START)
    live.machine("review").on_enter_pending(fail)
    with pytest.raises(RuntimeError, match="the user's own"):
        live.act("review:file", by="s")

    assert "pending" == live.states["review"] == live.snapshot.states["review"]
    assert ["review:file"] == [e.id for e in live.record if isinstance(e, Event)]

    caught: list[Any] = []
    other = Live(deal, START)
    other.machine("review").on_exception.append(lambda event: caught.append(event.error))
    other.act("review:file", by="s")
    assert ["the user's own"] == [str(e) for e in caught]


def test_the_machines_are_flat_and_open_no_back_door(deal: Deal) -> None:
    """One machine for each process, without automatic transitions, bound to no model."""
    live = Live(deal, START)
    machine = live.machine("review")

    assert {"file", "clear", "refuse", "extend", "fall_silent"} == set(machine.events)
    assert [] == machine.models
    assert live.machine("review") is Live(deal, START).machine("review")
    with pytest.raises(UnknownName, match="did you mean 'review'"):
        live.machine("reveiw")


def test_it_says_where_it_stands(signed: Live) -> None:
    """The repr of a live deal, a cell and an option is one line that says the state and the next date."""
    assert repr(signed) == (
        "<Live small on 2020-03-02: agreement: signed, review: pending; "
        "next: review/run: Thu 12 Mar 2020, last day of 10 days from Mon 2 Mar 2020>"
    )
    assert "<Live small on 2020-03-02: nothing has happened>" == repr(Live(signed.deal, START))


def test_questions_are_those_of_the_kernel(signed: Live) -> None:
    """Options, deadlines, standing breaches and explanations come from the same snapshot."""
    assert kernel.options(signed.deal, signed.snapshot) == signed.options()
    assert kernel.deadlines(signed.deal, signed.snapshot) == signed.deadlines()
    assert () == signed.standing()
    assert "review/run" == signed.why("review/run").clock  # type: ignore[union-attr]
    assert signed.why("close", on=START).blockers  # type: ignore[union-attr]
    assert signed.next().turns


def test_a_new_deal_needs_a_day(deal: Deal) -> None:
    """A deal has no day of its own; a scenario has."""
    with pytest.raises(ValueError, match="on which day"):
        df.live(deal)

    assert START == df.live(deal, START).day


def test_a_scenario_comes_with_its_history() -> None:
    """A live deal of a scenario stands where its record stands, and goes on from there."""
    case = df.load("tiktok-2020", as_of=date(2020, 9, 13))
    live = df.live(case)

    assert case.record().snapshot == live.snapshot
    assert "rejected" == live.states["bid.microsoft"]
    assert not live.act("agreement:sign", by="bytedance")
    assert live.act("bid.microsoft:offer", on=date(2020, 9, 14), by="walmart")


def test_a_guard_never_raises_and_outside_dates_bind(deal: Deal) -> None:
    """A contract date that the deal does not fix never blocks; one that it fixes does from the day after."""
    fixed = Deal("f", "f", deal.processes, deal.parties, deal.terms, dates={"outside_date": START + 20 * ONE})
    for day, open_ in ((19, True), (20, True), (21, False)):
        live = Live(fixed, START)
        for action in ("agreement:negotiate", "agreement:sign", "review:file"):
            live.act_or_raise(action, by="s")
        assert open_ == bool(live.act("agreement:close", on=START + day * ONE, by="b"))
    assert OnOrBefore("outside_date") == OnOrBefore("outside_date")


def test_a_scenario_is_logged_with_its_history_and_goes_on_from_the_log(tmp_path: Path) -> None:
    """Into an empty log the history is written first; opened again, the deal stands where it was left."""
    case = df.load("tiktok-2020", as_of=date(2020, 9, 13))
    path = tmp_path / "case.jsonl"
    first = df.live(case, log=Log.create(path, case.deal, start=case.start))
    first.act_or_raise("bid.twitter:withdraw", on=date(2020, 9, 14), by="twitter")
    again = df.live(case, log=Log.open(path))

    assert first.snapshot == again.snapshot
    assert "withdrawn" == again.states["bid.twitter"]
    assert again.act("bid.microsoft:offer", on=date(2020, 9, 15), by="microsoft")
    assert sum(e.visible(case.as_of) for e in case.history) + 2 == len(Log.open(path).entries())
    with pytest.raises(LogError, match="does not begin with the history"):
        df.live(case, date(2020, 9, 30), log=Log.open(path))


def test_a_deal_goes_on_from_its_log(deal: Deal, tmp_path: Path) -> None:
    """A live deal of a log that holds entries stands where they left it."""
    path = tmp_path / "small.jsonl"
    first = df.live(deal, START, log=Log.create(path, deal, start=START))
    first.act_or_raise("review:file", on=START + ONE, by="s")

    assert first.snapshot == df.live(deal, START, log=Log.open(path)).snapshot
