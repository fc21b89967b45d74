"""Why an act is refused: of which kind, with every blocker, and on whose word."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from dealflow import kernel
from dealflow.errors import DefinitionError
from dealflow.kernel import Act, Event, Refusal
from dealflow.model import (
    AgedAtLeast,
    Clock,
    Detail,
    Guard,
    InForce,
    InState,
    Length,
    OnOrBefore,
    Past,
    Reached,
    Running,
    Terms,
    Transition,
    Unit,
    days,
)
from kernel.small_clocks import CITE, DAY, START, deal_with, taken
from kernel.small_desk import asking, desk, refused, tried

_ONE = timedelta(days=1)


# ------------------------------------------------------------------------------------------------------ kinds


def test_no_such_action() -> None:
    """An unknown action is answered with the nearest known one, if one is near."""
    near, far = refused(asking(None), "desk:akt"), refused(asking(None), "zzz")

    assert ["no such action"] * 2 == [near.kind, far.kind]
    assert "no action is called 'desk:akt'; did you mean 'desk:act'?" == near.blockers[0].reason
    assert "no action is called 'zzz'" == far.blockers[0].reason
    assert ("no such action", "", "the definitions of deal 'd'") == (
        near.blockers[0].code, near.blockers[0].process, near.blockers[0].authority,
    )  # fmt: skip


def test_not_from_this_state() -> None:
    """An action from elsewhere says where the process stands, from where it leads, and what leads on from here."""
    deal = asking(Reached("signing"))
    done = taken(deal, kernel.start(deal, START), "desk:finish", by="s")
    got = kernel.decide(deal, done, Act("desk:act", START, "s"))
    assert isinstance(got, Refusal)

    assert "not from this state" == got.kind
    assert ("the desk stands at 'done' (all done); 'act' leads only from 'open'. From here: nothing") == got.blockers[
        0
    ].reason
    assert ["signing has not been reached"] == [b.reason for b in got.blockers[1:]]
    assert (
        "'close' leads only from 'signed'. From here: negotiate" in refused(deal, "agreement:close").blockers[0].reason
    )


@pytest.mark.parametrize("by", ["s", "seller"])
def test_who_may_act(by: str) -> None:
    """A party that plays the role may act, and the role itself; nobody else."""
    assert tried(asking(None), by=by)
    for other, named in (("b", "the buyer"), ("stranger", "stranger"), ("", "nobody")):
        got = refused(asking(None, cite=CITE), by=other)
        assert "wrong actor" == got.kind
        assert f"desk:act is for the seller to take, not for {named}" == got.blockers[0].reason
        assert ("the seller", CITE, "DESK") == (
            got.blockers[0].cure, got.blockers[0].citation, got.blockers[0].authority,
        )  # fmt: skip


def test_a_role_that_is_bound_names_who_fills_it() -> None:
    """Where several fill a role each may act, and the refusal names them all."""
    deal = asking(None)

    assert all(tried(deal, "desk:finish", by) for by in ("s", "b", "clerk"))
    assert "desk:finish is for the seller or the buyer to take, not for x" == (
        refused(deal, "desk:finish", "x").blockers[0].reason
    )


@pytest.mark.parametrize("by", ["clock", "authority", ""])
def test_nobody_takes_a_lapse(by: str) -> None:
    """A lapse is refused to everybody, and to the clock itself."""
    deal = deal_with()
    now = taken(deal, kernel.start(deal, START), "file")
    got = kernel.decide(deal, now, Act("case:lapse", START, by))

    assert isinstance(got, Refusal)
    assert "wrong actor" == got.kind
    assert "case:lapse falls by itself when its clock runs out: nobody takes it" == got.blockers[0].reason


@pytest.mark.parametrize(
    ("guard", "kind"),
    [
        (InForce(START + _ONE), "too early"),
        (InForce(START + _ONE) & InForce(START + 2 * _ONE), "too early"),
        (InForce(None, START - _ONE), "too late"),
        (OnOrBefore("outside_date"), "too late"),
        (InForce(START + _ONE) & OnOrBefore("outside_date"), "too late"),
        (Reached("signing"), "condition unmet"),
        (Reached("signing") & InForce(START + _ONE), "condition unmet"),
        (Reached("signing") & OnOrBefore("outside_date"), "condition unmet"),
        (~InForce(START), "too late"),
        (~InForce(), "condition unmet"),
        (InForce(START + _ONE) | OnOrBefore("outside_date"), "too early"),
        (InForce(None, START - _ONE) | OnOrBefore("outside_date"), "too late"),
        (Reached("signing") | OnOrBefore("outside_date"), "condition unmet"),
    ],
)
def test_too_early_too_late_or_a_condition(guard: Guard, kind: str) -> None:
    """Too early if days alone cure it, too late if only dates stand in the way for good, else a condition."""
    deal = desk(Transition("open", "act", "done", "seller", guard), dates={"outside_date": START - _ONE})

    assert kind == refused(deal).kind


@pytest.mark.parametrize(
    ("guard", "kind", "on"),
    [
        (Running("review"), "too late", 11),
        (Past("review"), "too early", 10),
        (~Past("review"), "too late", 11),
        (AgedAtLeast("review", 5), "too early", 4),
        (~AgedAtLeast("review", 5), "too late", 5),
        (Running("other"), "condition unmet", 0),
        (Past("other"), "condition unmet", 0),
        (AgedAtLeast("other", 0), "condition unmet", 0),
    ],
)
def test_a_clock_that_has_not_begun_is_not_too_late(guard: Guard, kind: str, on: int) -> None:
    """Too late is what a clock once allowed and no longer does; while it has not begun, something else is missing."""
    other = Clock("other", "other", {"cleared"}, days(5, CITE), "nothing")
    deal = deal_with(lapse="", clocks=[other], rows=[Transition("review", "act", None, "authority", guard)])
    filed = taken(deal, kernel.start(deal, START), "file")
    got = kernel.decide(deal, filed, Act("case:act", START + timedelta(days=on), "authority"))

    assert isinstance(got, Refusal)
    assert kind == got.kind


def test_every_blocker_is_named() -> None:
    """Nothing stops at the first failure: a wrong actor, a bad detail and two unmet guards are all told, in order."""
    guard = Reached("signing") & InState("agreement", {"signed"}) & InForce()
    got = refused(asking(guard, details=[DAY]), by="x", days=3)

    assert "wrong actor" == got.kind
    assert ["wrong actor", "bad details", "bad details", "milestone", "state"] == [b.code for b in got.blockers]
    assert all(b.met is False for b in got.blockers)
    assert (START, "desk:act") == (got.day, got.act.action)
    assert "bad details" == refused(asking(guard, details=[DAY]), days=3).kind


def test_an_act_cannot_lie_behind_the_record() -> None:
    """An act before the snapshot's day is refused, and a breach too; on the day itself it is not."""
    deal = asking(None)
    now = kernel.start(deal, START)
    got = kernel.decide(deal, now, Act("desk:act", START - _ONE, "s"))

    assert isinstance(got, Refusal)
    assert ("earlier than the record", START) == (got.kind, got.day)
    assert got.blockers[0].reason.startswith(
        "the record stands at Mon 2 Mar 2020: an act of Sun 1 Mar 2020 cannot follow it"
    )
    assert ("", "the record of deal 'd'") == (got.blockers[0].process, got.blockers[0].authority)
    with pytest.raises(DefinitionError, match="the record stands at Mon 2 Mar 2020"):
        kernel.breach(deal, now, Act("desk:act", START - _ONE, "s"))


# ------------------------------------------------------------------------------------------------------ details


@pytest.mark.parametrize(
    ("kind", "given_", "read"),
    [
        ("days", 5, Length(5, Unit.DAYS)),
        ("days", Length(2, Unit.WEEKS), Length(2, Unit.WEEKS)),
        ("length", "8 weeks", Length(8, Unit.WEEKS)),
        ("length", Length(2, Unit.WEEKS), Length(2, Unit.WEEKS)),
        ("date", date(2020, 5, 1), date(2020, 5, 1)),
        ("date", "2020-05-01", date(2020, 5, 1)),
        ("text", "because", "because"),
        ("party", "b", "b"),
        ("terms", "all", "all"),
    ],
)
def test_details_are_read_by_their_kind(kind: str, given_: Any, read: Any) -> None:
    """Numbers, lengths and dates may be written as people write them; parties and terms are known ones."""
    deal = asking(None, details=[Detail("x", kind, "x")], by="seller")
    deal = desk(*deal.processes[0].process.transitions[:1], terms={"all": Terms("all")})
    got = tried(deal, x=given_)

    assert isinstance(got, Event)
    assert (("x", read),) == got.details


@pytest.mark.parametrize(
    ("kind", "given_", "reason"),
    [
        ("days", 0, "0 is not a whole number of days, at least 1"),
        ("days", True, "True is not a whole number of days, at least 1"),
        ("days", "5", "'5' is not a whole number of days, at least 1"),
        ("length", "soon", "'soon' is not a length; write"),
        ("date", "tomorrow", "'tomorrow' is not a date; write 2020-11-12"),
        ("date", datetime(2020, 5, 1, tzinfo=UTC), "is a moment; give a date"),
        ("text", 5, "5 is not text"),
        ("party", "x", "no party called 'x'"),
        ("terms", "al", "no terms called 'al'; did you mean 'all'?"),
    ],
)
def test_details_that_cannot_be_read(kind: str, given_: Any, reason: str) -> None:
    """What is not of its kind is refused with the value and the remedy."""
    row = Transition("open", "act", "done", "seller", details=[Detail("x", kind, "x")])
    got = refused(desk(row, terms={"all": Terms("all")}), x=given_)

    assert ("bad details", 1) == (got.kind, len(got.blockers))
    assert got.blockers[0].reason.startswith("desk:act, detail 'x': ")
    assert reason in got.blockers[0].reason


def test_details_missing_or_unknown() -> None:
    """A detail that is needed is asked for, one that is optional is not, one that is unknown is answered."""
    optional = Detail("why", "text", "the reason", required=False)

    assert ["desk:act needs the detail 'day': which day"] == [
        b.reason for b in refused(asking(None, details=[DAY, optional])).blockers
    ]
    assert tried(asking(None, details=[optional]))
    assert "desk:act takes no detail 'dayy'; did you mean 'day'?" == (
        refused(asking(None, details=[DAY]), dayy=1, day=START).blockers[0].reason
    )
    assert "desk:act takes no detail 'zzz'; it takes why" == (
        refused(asking(None, details=[optional]), zzz=1).blockers[0].reason
    )
    assert refused(asking(None, details=[DAY, optional]), zzz=1).blockers[0].reason.endswith("it takes day, why")
    assert "desk:act takes no detail 'zzz'; it takes none" == refused(asking(None), zzz=1).blockers[0].reason
