"""What taking a row does: the process moves, clocks start and end, milestones, dates and terms change."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from dealflow import kernel
from dealflow.kernel import Run, Snapshot
from dealflow.model import (
    Asset,
    Bound,
    Clock,
    Deal,
    Detail,
    Extension,
    Length,
    Process,
    State,
    Terms,
    Transition,
    Unit,
    days,
)
from dealflow.testing import strategies as own
from kernel.small_clocks import CITE, DAY, NUMBER, START, deal_with, taken
from kernel.small_desk import PARTIES

_ONE = timedelta(days=1)
LATER = START + timedelta(days=3)
WHICH = Detail("terms", "terms", "which terms", required=False)


def filed(deal: Deal) -> Snapshot:
    """The deal with its case filed on the first day."""
    return taken(deal, kernel.start(deal, START), "file")


def runs(now: Snapshot) -> dict[str, tuple[date, date | None]]:
    """When each clock of the case began and ended."""
    return {run.clock: (run.start, run.ended) for run in now.process("case").runs}


# ------------------------------------------------------------------------------------------------------ moving


def test_entering_is_a_visit_and_staying_is_none() -> None:
    """A row with a target begins a visit, from its effective day; a row without one changes neither."""
    deal = deal_with(rows=[Transition("review", "note", None, "authority")])
    now = taken(deal, kernel.start(deal, START), "file", effective=START - _ONE)

    assert ("review", 2, START - _ONE) == now.process("case")[:3]
    assert ("review", 2, START - _ONE) == taken(deal, now, "note", by="authority", on=LATER).process("case")[:3]
    assert LATER == taken(deal, now, "note", by="authority", on=LATER).day
    cleared = taken(deal, now, "clear", by="authority", on=LATER)
    assert ("cleared", 3, LATER) == cleared.process("case")[:3]
    assert ("off", 1, START) == cleared.process("overlay")[:3]


def test_what_an_act_says_is_kept_until_a_later_one_says_otherwise() -> None:
    """Details stay with the process across its states, each until it is given anew, and none is lost to a plain row."""
    text = [Detail(name, "text", name, required=False) for name in ("a", "b")]
    deal = deal_with(rows=[Transition("review", "note", None, "authority", details=text)])
    now = taken(deal, filed(deal), "note", by="authority", a="1", b="2")
    now = taken(deal, now, "note", by="authority", b="3")
    now = taken(deal, now, "clear", by="authority")

    assert (("a", "1"), ("b", "3")) == now.process("case").data


# ------------------------------------------------------------------------------------------------------ clocks


def test_clocks_start_on_entering_and_end_on_leaving() -> None:
    """A clock runs while the process is in its states; moving within them keeps it, leaving ends it."""
    second = Clock("second", "second", {"second"}, days(5, CITE), "nothing")
    both = Clock("both", "both", {"review", "second"}, days(50, CITE), "nothing")
    rows = [Transition("review", "deepen", "second", "authority"), Transition("second", "back", "review", "authority")]
    deal = deal_with(rows=rows, clocks=[second, both])
    now = filed(deal)
    deep = taken(deal, now, "deepen", by="authority", on=LATER, effective=LATER + _ONE)
    back = taken(deal, deep, "back", by="authority", on=LATER + 2 * _ONE)

    assert {"review": (START, None), "both": (START, None)} == runs(now)
    assert {"review": (START, LATER), "second": (LATER + _ONE, None), "both": (START, None)} == runs(deep)
    assert (LATER + 2 * _ONE, None) == runs(back)["review"]
    assert (LATER + _ONE, LATER + 2 * _ONE) == runs(back)["second"]
    assert (START, None) == runs(back)["both"]


def test_entering_again_restarts_the_clocks() -> None:
    """A row that names its own source begins a new visit, in which the clocks run anew, stops and extensions gone."""
    deal = deal_with(rows=[Transition("review", "refile", "review", "seller")])
    now = taken(deal, filed(deal), "extend", by="authority", n=9)
    now = taken(deal, now, "stop", by="authority")
    again = taken(deal, now, "refile", on=LATER)

    assert 3 == again.process("case").visit
    assert (Run("review", LATER),) == again.process("case").runs


def test_a_clock_that_only_some_actions_start() -> None:
    """Where a clock names its starting actions no other starts it, and none outside its states."""
    clock = Clock("late", "late", {"review"}, days(5, CITE), "nothing", started_by={"accept"})
    rows = [Transition("review", "accept", "review", "authority"), Transition("open", "accept", "cleared", "authority")]
    deal = deal_with(rows=rows, clocks=[clock], lapse="")
    skipped = taken(deal, kernel.start(deal, START), "accept", by="authority")

    assert {"review": (START, None)} == runs(filed(deal))
    assert (LATER, None) == runs(taken(deal, filed(deal), "accept", by="authority", on=LATER))["late"]
    assert {} == runs(skipped)


def test_a_row_may_restart_a_clock_where_it_stays() -> None:
    """A clock restarted runs anew from the effective day; the others and the visit go on."""
    other = Clock("other", "other", {"review"}, days(50, CITE), "nothing")
    deal = deal_with(rows=[Transition("review", "renew", None, "authority", restarts="review")], clocks=[other])
    now = taken(deal, filed(deal), "extend", by="authority", n=9)
    now = taken(deal, now, "renew", by="authority", on=LATER, effective=LATER - _ONE)

    assert {"review": (LATER - _ONE, None), "other": (START, None)} == runs(now)
    assert () == now.process("case").runs[0].extensions
    assert 2 == now.process("case").visit


def test_nothing_is_done_to_a_clock_that_does_not_run() -> None:
    """Stopping, resuming, restarting or setting a clock that does not run changes no clock."""
    effects: list[dict[str, Any]] = [
        {"stops": "review"},
        {"resumes": "review"},
        {"restarts": "review"},
        {"sets_length": "review", "details": [NUMBER]},
        {"sets_day": "review", "details": [DAY]},
    ]
    for effect in effects:
        deal = deal_with(rows=[Transition(("open", "cleared"), "do", None, "authority", **effect)])
        given: dict[str, Any] = {d.name: 5 if d is NUMBER else LATER for d in effect.get("details", ())}
        never = taken(deal, kernel.start(deal, START), "do", by="authority", **given)
        over = taken(deal, taken(deal, filed(deal), "clear", by="authority"), "do", by="authority", **given)

        assert () == never.process("case").runs
        assert (Run("review", START, ended=START),) == over.process("case").runs


def test_extensions_are_kept_in_order() -> None:
    """Each extension is added to those before it, in the clock's own unit or the one it names."""
    deal = deal_with(extensions=Extension(CITE))
    now = taken(deal, filed(deal), "extend", by="authority", n=9)
    now = taken(deal, now, "extend", by="authority", n=Length(2, Unit.WEEKS))

    assert (Length(9, Unit.DAYS), Length(2, Unit.WEEKS)) == now.process("case").runs[0].extensions


# ------------------------------------------------------------------------------------------------------ the deal


def _agreement(**bound: Any) -> Deal:
    return Deal(
        "d",
        "d",
        [Bound("agreement", own.agreement(), **bound)],
        parties=PARTIES,
        terms={"one": Terms("one"), "two": Terms("two"), "three": Terms("three")},
        dates={"outside_date": date(2020, 3, 31)},
    )


def _signed(deal: Deal, **how: Any) -> Snapshot:
    now = taken(deal, kernel.start(deal, START), "agreement:negotiate")
    return taken(deal, now, "agreement:sign", **how)


def test_milestones_are_set_with_their_day_and_withdrawn() -> None:
    """A milestone bears the effective day of the act that reached it; terminating withdraws signing."""
    deal = _agreement()
    signed = _signed(deal, on=LATER, effective=LATER - _ONE)
    over = taken(deal, signed, "agreement:terminate", on=date(2020, 4, 1))
    closed = taken(deal, signed, "agreement:close", on=date(2020, 3, 31))

    assert {"signing": LATER - _ONE, "closing": None} == kernel.milestones(deal, signed)
    assert {"signing": None, "closing": None} == kernel.milestones(deal, over)
    assert {"signing": LATER - _ONE, "closing": date(2020, 3, 31)} == kernel.milestones(deal, closed)


def test_another_transaction_reaches_no_milestone_of_this_deal() -> None:
    """An agreement about something else moves on without a trace in this deal's milestones."""
    deal = _agreement(of="older")

    assert {} == kernel.milestones(deal, _signed(deal))
    assert "signed" == _signed(deal).states["agreement"]


def test_a_date_of_the_contract_is_moved() -> None:
    """Moving the outside date makes possible what it forbade."""
    deal = _agreement()
    moved = taken(deal, _signed(deal), "agreement:extend_outside_date", until=date(2020, 4, 30))

    assert {"outside_date": date(2020, 4, 30)} == kernel.contract_dates(deal, moved)
    assert "closed" == taken(deal, moved, "agreement:close", on=date(2020, 4, 30)).states["agreement"]


def test_terms_are_carried_by_a_process_and_selected_for_the_deal() -> None:
    """A bid carries its terms, or those that it names; taking it makes them current, unless the act names others."""
    bid = Process(
        "bid",
        "the bid",
        "seller",
        [State("none", "n", initial=True), State("made", "m"), State("taken", "t", ends="taken")],
        [
            Transition("none", "make", "made", "seller", carries=True, details=[WHICH]),
            Transition("made", "take", "taken", "seller", selects=True, details=[WHICH]),
        ],
    )
    terms = {name: Terms(name) for name in ("one", "two", "three")}
    for bound, made, took, current in (
        ("", {}, {}, "one"),
        ("two", {}, {}, "two"),
        ("two", {"terms": "three"}, {}, "three"),
        ("two", {"terms": "three"}, {"terms": "one"}, "one"),
    ):
        deal = Deal("d", "d", [Bound("bid", bid, terms=bound)], parties=PARTIES, terms=terms)
        first: dict[str, Any] = made
        second: dict[str, Any] = took
        now = taken(deal, kernel.start(deal, START), "make", process="bid", **first)
        assert "one" == now.terms
        assert (made.get("terms") or bound) == now.process("bid").terms
        now = taken(deal, now, "take", process="bid", **second)
        assert current == now.terms


def test_an_approval_remembers_the_terms_it_was_given_under() -> None:
    """Covered facts are remembered on approval, kept from one approval to the next, and given anew by going again."""
    licence = Process(
        "licence",
        "the licence",
        "A",
        [
            State("open", "o", initial=True),
            State("granted", "g", approval=True),
            State("used", "u", approval=True, ends="used"),
        ],
        [
            Transition("open", "grant", "granted", "authority"),
            Transition("granted", "grant", "granted", "authority"),
            Transition("granted", "note", None, "authority"),
            Transition("granted", "use", "used", "authority"),
            Transition("granted", "revoke", "open", "authority"),
        ],
        covers=["perimeter"],
    )
    terms = {"all": Terms("all", sold=[Asset("a", "a")]), "none": Terms("none")}
    deal = Deal("d", "d", [licence, own.agreement()], parties=PARTIES, terms=terms)

    def act(now: Snapshot, name: str) -> Snapshot:
        return taken(deal, now, name, process="licence", by="authority")

    granted = act(kernel.start(deal, START), "grant")
    talks = taken(deal, granted, "agreement:negotiate")
    changed = taken(deal, talks, "agreement:amend_terms", terms="none")
    before, now = (("perimeter", ("a",)),), (("perimeter", ()),)

    assert before == granted.process("licence").approved == act(granted, "note").process("licence").approved
    assert before == act(changed, "use").process("licence").approved
    assert now == act(changed, "grant").process("licence").approved
    assert act(changed, "revoke").process("licence").approved is None
    assert kernel.start(deal, START).process("licence").approved is None


def test_leaving_an_approval_forgets_its_terms() -> None:
    """Once an approval is left nothing is remembered of its terms, whether the process has clocks or not."""
    for clocks in ([], [Clock("c", "c", {"open"}, days(3, CITE), "-")]):
        licence = Process(
            "licence",
            "the licence",
            "A",
            [State("none", "n", initial=True), State("open", "o"), State("granted", "g", approval=True)],
            [
                Transition("none", "file", "open", "seller"),
                Transition("open", "grant", "granted", "authority"),
                Transition("granted", "revoke", "open", "authority"),
            ],
            clocks,
            covers=["buyer"],
        )
        deal = Deal("d", "d", [licence], parties=PARTIES)
        granted = taken(
            deal,
            taken(deal, kernel.start(deal, START), "file", process="licence"),
            "grant",
            process="licence",
            by="authority",
        )
        assert (("buyer", ""),) == granted.process("licence").approved
        assert taken(deal, granted, "revoke", process="licence", by="authority").process("licence").approved is None
