"""What an accepted act becomes, what a breach keeps, which of twin rows is taken, and what may be done now."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from dealflow import kernel
from dealflow.errors import DefinitionError
from dealflow.kernel import Act, Event, Refusal
from dealflow.model import (
    AgedAtLeast,
    Cutoff,
    Detail,
    InForce,
    Kind,
    Reached,
    Running,
    Transition,
)
from kernel.small_clocks import CITE, DAY, START, deal_with, taken
from kernel.small_desk import asking, desk, refused, tried

_ONE = timedelta(days=1)


# ------------------------------------------------------------------------------------------------------ twin rows


def test_of_twin_rows_the_one_that_is_met_is_taken() -> None:
    """Of two rows with one name the one whose guard holds is taken; if neither does, the one nearest to it."""
    deal = desk(
        Transition("open", "act", "done", "seller", Reached("signing")),
        Transition("open", "act", None, "seller", ~Reached("signing") & InForce(START + _ONE)),
    )

    assert "open" == tried(deal, on=START + _ONE).now  # type: ignore[union-attr]
    assert ["milestone"] == [b.code for b in refused(deal).blockers]


def test_twin_rows_to_one_state_keep_their_own_effects() -> None:
    """Two rows of one name and target differ in what they do: what is decided is also what is done, breaches too."""
    yes, no = InForce(START + _ONE), ~InForce(START + _ONE)
    text = Detail("why", "text", "why")
    deal = desk(
        Transition("open", "act", "done", "seller", yes, reaches="early"),
        Transition("open", "act", "done", "seller", no, reaches="late", details=[text]),
    )
    now = kernel.start(deal, START)
    second = kernel.decide(deal, now, Act("desk:act", START, "s", details={"why": "x"}))
    assert isinstance(second, Event)

    assert START == kernel.milestones(deal, kernel.evolve(deal, now, second))["late"]
    first = taken(deal, now, "desk:act", on=START + _ONE, by="s")
    assert {"early": START + _ONE, "late": None, "signing": None, "closing": None} == kernel.milestones(deal, first)
    breach = kernel.breach(deal, now, Act("desk:act", START, "x", details={"why": "x"}))
    assert (("why", "x"),) == breach.details
    assert START == kernel.milestones(deal, kernel.evolve(deal, now, breach))["late"]


# ------------------------------------------------------------------------------------------------------ events


def test_an_accepted_act_becomes_an_event() -> None:
    """An event keeps who, when, what was said of it and how it is proved."""
    deal = asking(None, details=[DAY, Detail("a", "text", "a")])
    act = Act("desk:act", START, "s", START - _ONE, {"day": "2020-05-01", "a": "x"}, "claim", "the press", START + _ONE)
    got = kernel.decide(deal, kernel.start(deal, START), act)

    assert Event(
        "desk", "act", "open", "done", START, START - _ONE, "s", "act", (("a", "x"), ("day", date(2020, 5, 1))),
        "claim", "the press", START + _ONE,
    ) == got  # fmt: skip


def test_a_moment_becomes_a_date_in_the_zone_of_the_authority() -> None:
    """Ten in the evening in New York is the next day in Shanghai; a moment without a zone is refused."""
    evening = datetime(2020, 3, 3, 22, 0, tzinfo=ZoneInfo("America/New_York"))
    for zone, day in (("Asia/Shanghai", date(2020, 3, 4)), ("America/New_York", date(2020, 3, 3))):
        deal = desk(Transition("open", "act", "done", "seller"), zone=zone)
        got = kernel.decide(deal, kernel.start(deal, START), Act("desk:act", evening, "s", evening))
        assert isinstance(got, Event)
        assert (day, day) == (got.on, got.effective)
    for act in (
        Act("desk:act", datetime(2020, 3, 3, 22, 0), "s"),  # noqa: DTZ001
        Act("desk:act", START, "s", datetime(2020, 3, 3, 22, 0)),  # noqa: DTZ001
        Act("no:such", datetime(2020, 3, 3, 22, 0), "s"),  # noqa: DTZ001
    ):
        with pytest.raises(ValueError, match="2020-03-03T22:00:00 says no time zone"):
            kernel.decide(deal, kernel.start(deal, START), act)


@pytest.mark.parametrize(("hour", "effective"), [(16, 3), (18, 4)])
def test_a_cut_off_hour_moves_the_effective_day_alone(hour: int, effective: int) -> None:
    """Received after the hour an act happens that day and counts from the next; its own word goes before the rule."""
    moment = datetime(2020, 3, 3, hour, 0, tzinfo=ZoneInfo("America/New_York"))
    row = Transition("open", "act", "done", "seller", cutoff=Cutoff(17, "us.cfius", CITE))
    deal = desk(row, zone="America/New_York")
    plain, said = (
        kernel.decide(deal, kernel.start(deal, START), Act("desk:act", moment, "s", own_day))
        for own_day in (None, START)
    )
    assert isinstance(plain, Event)
    assert isinstance(said, Event)

    assert (date(2020, 3, 3), date(2020, 3, effective)) == (plain.on, plain.effective)
    assert START == said.effective


def test_deciding_lets_fall_what_falls_before() -> None:
    """An act on a day after a lapse finds the process where the lapse has led it."""
    deal = deal_with()
    filed = taken(deal, kernel.start(deal, START), "file")
    late = kernel.decide(deal, filed, Act("case:clear", START + timedelta(days=11), "authority"))

    assert isinstance(late, Refusal)
    assert "not from this state" == late.kind
    assert START + timedelta(days=11) == late.day
    assert "review" == filed.states["case"]


# ------------------------------------------------------------------------------------------------------ breaches


def test_a_breach_happens_and_keeps_what_it_ran_over() -> None:
    """What the definitions refuse and happened all the same moves the state and keeps its blockers."""
    deal = asking(Reached("signing"))
    now = kernel.start(deal, START)
    event = kernel.breach(deal, now, Act("desk:act", START, "s"))

    assert ("breach", ["milestone"]) == (event.kind, [b.code for b in event.blockers])
    assert "done" == kernel.evolve(deal, now, event).states["desk"]
    lawful = kernel.breach(asking(None), kernel.start(asking(None), START), Act("desk:act", START, "s"))
    assert ("act", ()) == (lawful.kind, lawful.blockers)


@pytest.mark.parametrize(
    ("action", "details", "reason"),
    [
        ("desk:akt", {}, "no action is called 'desk:akt'"),
        ("agreement:close", {}, "'close' leads only from 'signed'"),
        ("desk:act", {"x": 1}, "desk:act takes no detail 'x'"),
    ],
)
def test_a_breach_that_nothing_describes_is_an_error(action: str, details: Any, reason: str) -> None:
    """Where no row says what the act did, not even a breach can be recorded."""
    deal = asking(None)
    with pytest.raises(DefinitionError, match=reason) as caught:
        kernel.breach(deal, kernel.start(deal, START), Act(action, START, "s", details=details))

    assert f"breach {action} on 2020-03-02" == caught.value.what


@pytest.mark.parametrize(
    ("change", "stands"),
    [
        ({"process": "desc"}, "desc is not in the deal and has no such row"),
        ({"was": "done"}, "desk stands at 'open' and has no such row"),
        ({"now": "open"}, "desk stands at 'open' and has no such row"),
        ({"action": "akt"}, "desk stands at 'open' and has no such row"),
    ],
)
def test_an_event_of_other_definitions_is_an_error(change: Any, stands: str) -> None:
    """An event that does not follow from where the deal stands is named, with what it wanted and where we are."""
    deal = asking(None)
    event = Event("desk", "act", "open", "done", START, START, "s")._replace(**change)
    with pytest.raises(DefinitionError) as caught:
        kernel.evolve(deal, kernel.start(deal, START), event)

    assert f"event {event.id} on 2020-03-02" == caught.value.what
    assert f"it goes from {event.was!r} to {event.now!r}, but {stands}" == caught.value.problems[0]


# ------------------------------------------------------------------------------------------------------ options


def test_options_are_the_rows_that_leave_a_current_state() -> None:
    """Options stand in deal order and written order, lapses left out, permitted unless something is unmet."""
    deal = desk(
        Transition("open", "act", "done", "seller", Reached("signing") & InForce()),
        Transition("open", "note", None, ("seller", "buyer")),
    )
    found = kernel.options(deal, kernel.start(deal, START))

    assert [("desk:act", False), ("desk:note", True), ("desk:finish", True), ("agreement:negotiate", True)] == [
        (option.id, option.permitted) for option in found
    ]
    assert ["signing has not been reached", "the rule is in force"] == [f.reason for f in found[0].findings]
    assert [found[0].findings[0]] == list(found[0].blockers)
    assert ("seller", "buyer") == found[1].by
    clocked = deal_with()
    filed = taken(clocked, kernel.start(clocked, START), "file")
    assert "case:lapse" not in [option.id for option in kernel.options(clocked, filed)]


def test_an_age_is_waited_for() -> None:
    """A row that asks for an age is too early until then, and the refusal says from which day on."""
    rows = [Transition("review", "deepen", "second", "authority", AgedAtLeast("review", 5) & Running("review"))]
    deal = deal_with(rows=rows)
    filed = taken(deal, kernel.start(deal, START), "file")
    early = kernel.decide(deal, filed, Act("case:deepen", START + timedelta(days=4), "authority"))

    assert isinstance(early, Refusal)
    assert ("too early", START + timedelta(days=5)) == (early.kind, early.first_day)
    assert kernel.decide(deal, filed, Act("case:deepen", START + timedelta(days=5), "authority"))


# ------------------------------------------------------------------------------------------------------ effects


def test_a_row_that_stays_begins_no_visit_in_the_plainest_process() -> None:
    """In a process without clocks, gates or effects a row that stays changes nothing but the day."""
    deal = desk(Transition("open", "note", None, "seller"))
    now = taken(deal, kernel.start(deal, START), "desk:note", on=START + _ONE)

    assert kernel.start(deal, START).process("desk") == now.process("desk")
    assert START + _ONE == now.day


def test_a_lapse_on_record_is_done_once() -> None:
    """Taking a recorded lapse leads where waiting leads, whether it falls at the start or the end of its day."""
    for kind in (Kind.LAST_DAY, Kind.TAKES_EFFECT):
        deal = deal_with(kind=kind)
        now = taken(deal, kernel.start(deal, START), "file")
        (lapse,) = kernel.advance(deal, now, START + timedelta(days=20))
        after = kernel.settle(deal, kernel.evolve(deal, now, lapse), START + timedelta(days=20))
        assert kernel.settle(deal, now, START + timedelta(days=20)) == after
        assert 3 == after.process("case").visit
