"""Hypothesis strategies for the nouns of a deal: days, lengths, stops, processes, deals and acts.

Everything generated is valid by construction; what must fail is written by hand in the tests.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from dealflow.citation import Checked, Citation
from dealflow.kernel import Act
from dealflow.model import (
    CLOCK,
    AgedAtLeast,
    Applicability,
    Asset,
    Clock,
    Deal,
    Detail,
    Extension,
    Fact,
    Gate,
    Gates,
    Guard,
    InForce,
    InPerimeter,
    InState,
    Kind,
    Length,
    Need,
    OnOrBefore,
    Party,
    Past,
    Period,
    Permitted,
    Process,
    Reached,
    Required,
    Running,
    State,
    Terms,
    Toll,
    Transition,
    Unit,
    days,
    months,
    weeks,
    working_days,
    years,
)
from dealflow.model.period import Tolling

__all__ = [
    "EPOCH",
    "MADE_UP",
    "acts",
    "agreement",
    "approvals",
    "calendars",
    "dates",
    "deals",
    "detail",
    "lengths",
    "periods",
    "stops",
    "tolling_overlay",
]

MADE_UP = Citation("made up for a test", status=Checked.DERIVED)
EPOCH = date(2020, 2, 3)
"""The day on which generated deals start."""

_ONE = timedelta(days=1)


def dates(first: date = date(2007, 1, 1), last: date = date(2026, 12, 31)) -> st.SearchStrategy[date]:
    """Days for which the shipped calendars are announced."""
    return st.dates(first, last)


def calendars() -> st.SearchStrategy[str]:
    """Ids of shipped calendars."""
    return st.sampled_from(["us.cfius", "us.hsr", "cn.state", "weekends"])


@st.composite
def periods(draw: st.DrawFn, most: int = 120) -> Period:
    """Legal lengths of every unit, first-day rule, rolling rule, and way of tolling and extending."""
    period = draw(_plain_periods(most))
    return period.but(tolling=draw(st.sampled_from(list(Tolling))), extend_rolled=draw(st.booleans()))


@st.composite
def _plain_periods(draw: st.DrawFn, most: int) -> Period:
    first_day = draw(st.sampled_from([0, 1]))
    n = draw(st.integers(1, most))
    unit = draw(st.sampled_from(list(Unit)))
    if unit is Unit.WORKING_DAYS:
        return working_days(n, draw(calendars()), MADE_UP, first_day=first_day)
    roll = draw(st.sampled_from(["", "us.cfius", "cn.state", "weekends"]))
    make = {Unit.DAYS: days, Unit.WEEKS: weeks, Unit.MONTHS: months, Unit.YEARS: years}[unit]
    shrunk = {Unit.DAYS: n, Unit.WEEKS: n % 30 + 1, Unit.MONTHS: n % 24 + 1, Unit.YEARS: n % 3 + 1}[unit]
    return make(shrunk, MADE_UP, first_day=first_day, roll=roll)


def lengths(most: int = 40) -> st.SearchStrategy[Length]:
    """Bare lengths in calendar units."""
    return st.builds(Length, st.integers(1, most), st.sampled_from([Unit.DAYS, Unit.WEEKS, Unit.MONTHS]))


@st.composite
def stops(draw: st.DrawFn, start: date, most: int = 3, span: int = 200) -> tuple[tuple[date, date], ...]:
    """Stretches that do not count, around and after *start*."""
    out = []
    for _ in range(draw(st.integers(0, most))):
        first = start + timedelta(days=draw(st.integers(-10, span)))
        out.append((first, first + timedelta(days=draw(st.integers(0, 45)))))
    return tuple(out)


def agreement() -> Process:
    """A small agreement: talks, signing, closing, termination; it provides the milestones."""
    return Process(
        "agreement",
        "the agreement",
        "contract",
        [
            State("none", "nothing agreed", initial=True),
            State("negotiating", "talks under way", continues="negotiate"),
            State("signed", "signed", continues="sign"),
            State("closed", "closed", ends="closed"),
            State("terminated", "terminated", ends="terminated"),
        ],
        [
            Transition(
                "none", "negotiate", "negotiating", by=("seller", "buyer"),
                requires=[Gates("negotiate"), Permitted("negotiate")],
            ),
            Transition(
                "negotiating", "sign", "signed", by="seller", requires=[Gates("sign"), Permitted("sign")],
                reaches="signing",
            ),
            Transition(
                ("negotiating", "signed"), "amend_terms", None, by=("seller", "buyer"), selects=True,
                details=[Detail("terms", "terms", "the terms agreed")],
            ),
            Transition(
                "signed", "extend_outside_date", None, by=("seller", "buyer"), moves="outside_date",
                details=[Detail("until", "date", "the new outside date")],
            ),
            Transition(
                "signed", "close", "closed", by=("seller", "buyer"), reaches="closing",
                requires=[Gates("close"), Permitted("close"), OnOrBefore("outside_date")],
            ),
            Transition(
                "signed", "terminate", "terminated", by="seller", withdraws="signing",
                requires=[~OnOrBefore("outside_date")],
            ),
        ],
    )  # fmt: skip


def tolling_overlay() -> Process:
    """An overlay that tolls clocks while it lasts, as a lapse in appropriations does."""
    return Process(
        "overlay",
        "the overlay",
        "Congress",
        [State("off", "running", initial=True, ends="-"), State("on", "stopped", ends="-")],
        [Transition("off", "lapse", "on", by="Congress"), Transition("on", "restore", "off", by="Congress")],
    )


def _applies(kind: str) -> Any:
    if kind == "dated":
        return _from_june
    if kind == "perimeter":
        return _if_algorithm
    if kind == "fact":
        return _if_foreign
    return _voluntary if kind == "voluntary" else _mandatory


def _mandatory(_terms: Terms, _day: date) -> Applicability:
    return Applicability(Need.MANDATORY, "always required", MADE_UP)


def _voluntary(_terms: Terms, _day: date) -> Applicability:
    return Applicability(Need.VOLUNTARY, "never required", MADE_UP)


_JUNE = date(2020, 6, 1)


def _from_june(_terms: Terms, day: date) -> Applicability:
    status = Need.MANDATORY if day >= _JUNE else Need.NONE
    return Applicability(status, "required since 1 June 2020", MADE_UP)


def _if_algorithm(terms: Terms, _day: date) -> Applicability:
    inside = any(a.id == "algorithm" for a in terms.perimeter)
    return Applicability(Need.MANDATORY if inside else Need.NONE, "required for the algorithm", MADE_UP)


def _if_foreign(terms: Terms, _day: date) -> Applicability:
    fact = terms.fact("buyer_is_foreign")
    if fact is None:
        return Applicability(
            Need.UNKNOWN, "it is not known whether the buyer is foreign", MADE_UP,
            missing=("buyer_is_foreign",), question="Is the buyer a foreign person?",
        )  # fmt: skip
    return Applicability(Need.MANDATORY if fact else Need.NONE, "required for foreign buyers", MADE_UP)


@st.composite
def approvals(draw: st.DrawFn, id: str) -> Process:
    """An approval of one authority: filing, review with a clock, perhaps a second phase, every way to end."""
    unit = draw(st.sampled_from(["calendar", "working"]))
    n = draw(st.integers(1, 40))
    length = working_days(n, "cn.state", MADE_UP) if unit == "working" else days(n, MADE_UP, roll="us.cfius")
    lapse = draw(st.sampled_from(["", "deemed_cleared", "lapse_refused"]))
    kind = draw(st.sampled_from([Kind.LAST_DAY, Kind.TAKES_EFFECT]))
    tolled = draw(st.booleans())
    step = draw(st.sampled_from(["negotiate", "sign", "close", "close", "close"]))
    applies = draw(st.sampled_from(["mandatory", "dated", "perimeter", "fact", "voluntary"]))
    expires = draw(st.booleans())
    asks = Fact("buyer_is_foreign", "yes/no", "Is the buyer a foreign person?")
    return Process(
        id,
        f"approval {id}",
        id.upper(),
        _approval_states(lapse, expires=expires),
        _approval_rows(draw, id.upper(), lapse, expires=expires),
        _approval_clocks(length, kind, lapse, tolled=tolled, expires=expires),
        [Gate(step, InState("", {"cleared", "deemed"} if lapse == "deemed_cleared" else {"cleared"}), MADE_UP)],
        applies=_applies(applies),
        law_days=(_JUNE,),
        asks=[asks],
        covers=draw(st.sampled_from([(), ("perimeter",), ("buyer",)])),
    )


def _approval_states(lapse: str, *, expires: bool) -> list[State]:
    more = [State("deemed", "cleared by silence", ends="cleared", approval=True)] if lapse == "deemed_cleared" else []
    gone = [State("expired", "the clearance has expired", ends="expired")] if expires else []
    return [
        State("open", "not filed", initial=True),
        State("review", "under review"),
        State("second", "second phase"),
        State("cleared", "cleared", ends="" if expires else "cleared", approval=True),
        State("refused", "refused", ends="refused", forbids="close"),
        *more,
        *gone,
    ]


def _approval_rows(draw: st.DrawFn, by: str, lapse: str, *, expires: bool) -> list[Transition]:
    rows = [
        Transition("open", "file", "review", by=("seller", "buyer"), requires=draw(_filing_guards())),
        Transition("review", "clear", "cleared", by=by),
        Transition("review", "deepen", "second", by=by, requires=[AgedAtLeast("review", draw(st.integers(0, 10)))]),
        Transition(
            ("review", "second"), "extend", None, by=by, extends="review", details=[Detail("days", "days", "how many")]
        ),
        Transition("review", "stop", None, by=by, stops="review", requires=[Running("review")]),
        Transition("review", "resume", None, by=by, resumes="review"),
        Transition("review", "refile", "review", by=("seller", "buyer")),
        Transition("second", "clear", "cleared", by=by, requires=[Running("review") | Past("review")]),
        Transition(("review", "second"), "refuse", "refused", by=by),
        Transition("cleared", "revoke", "refused", by=by, requires=draw(st.sampled_from([None, InForce(_JUNE)]))),
    ]
    if lapse:
        target = "deemed" if lapse == "deemed_cleared" else "refused"
        rows.append(Transition(("review", "second"), lapse, target, by=CLOCK))
    if expires:
        rows.append(Transition("cleared", "expire", "expired", by=CLOCK))
    return rows


def _filing_guards() -> st.SearchStrategy[Guard | None]:
    simple: list[Guard | None] = [
        None,
        Reached("signing"),
        InForce(date(2020, 2, 20)),
        InPerimeter("algorithm"),
        ~InPerimeter("algorithm"),
        Required(),
        OnOrBefore("outside_date") | Reached("signing"),
        ~InState("agreement", {"terminated"}) & (InForce(None, _JUNE) | Required("agreement")),
    ]
    return st.sampled_from(simple)


def _approval_clocks(length: Period, kind: Kind, lapse: str, *, tolled: bool, expires: bool) -> list[Clock]:
    tolls = (Toll("overlay", {"on"}, MADE_UP),) if tolled else ()
    review = Clock(
        "review", "the review", {"review", "second"}, length, "nothing follows", kind=kind, lapse=lapse,
        tolled_by=tolls, extensions=Extension(MADE_UP, times=2, total=Length(30, length.unit)),
    )  # fmt: skip
    validity = Clock("validity", "the clearance ages", {"cleared"}, days(60, MADE_UP), lapse="expire")
    return [review, validity] if expires else [review]


@st.composite
def deals(draw: st.DrawFn, most: int = 3) -> Deal:
    """A deal of an agreement, an overlay that tolls, and up to *most* approvals, under three alternative terms."""
    algorithm = Asset("algorithm", "the algorithm", exporter="CN")
    shop = Asset("shop", "the shop")
    facts = draw(st.sampled_from([{}, {"buyer_is_foreign": True}, {"buyer_is_foreign": False}]))
    processes = [draw(approvals(id)) for id in ("one", "two", "three", "four")[: draw(st.integers(1, most))]]
    outside = draw(st.sampled_from([{}, {"outside_date": EPOCH + timedelta(days=draw(st.integers(20, 200)))}]))
    return Deal(
        "generated",
        "a generated deal",
        [agreement(), tolling_overlay(), *processes],
        parties=[Party("s", "the seller", "seller"), Party("b", "the buyer", "buyer")],
        terms={
            "with": Terms("with", buyer="b", sold=[algorithm, shop], facts=facts),
            "without": Terms("without", buyer="b", sold=[shop], facts=facts),
            "other_buyer": Terms("other_buyer", buyer="c", sold=[shop], facts=facts),
        },
        dates=outside,
    )


@st.composite
def acts(draw: st.DrawFn, deal: Deal, day: date, ahead: int = 30, states: Mapping[str, str] | None = None) -> Act:
    """Something that somebody might try on *day* or within *ahead* days: lawful, early, late or nonsense.

    With *states* (process to state) most acts are such as leave a current state.
    """
    on = day + timedelta(days=draw(st.one_of(st.just(0), st.integers(0, 3), st.integers(0, ahead))))
    here = [
        f"{b.id}:{r.action}"
        for b in deal.processes
        for r in (b.process.rows(states[b.id]) if states else ())
        if r.by != (CLOCK,)
    ]
    anything = [*deal.actions, "agreement:clse"]
    action = draw(st.sampled_from(anything if not here or draw(st.integers(0, 9)) == 0 else here))
    process, _, name = action.partition(":")
    bound = next((b for b in deal.processes if b.id == process), None)
    row = next((r for r in bound.process.transitions if r.action == name), None) if bound else None
    lawful = [*bound.roles.get(row.by[0], row.by)] if bound and row else ["seller"]
    by = draw(st.sampled_from(lawful if draw(st.integers(0, 9)) else ["stranger", "s"]))
    details = {d.name: draw(detail(deal, d.kind, on)) for d in (row.details if row else ())}
    return Act(action, on, by, details=details)


def detail(deal: Deal, kind: str, on: date) -> st.SearchStrategy[Any]:
    """What an act of *on* might give for a detail of that kind."""
    if kind == "terms":
        return st.sampled_from([*deal.terms])
    if kind == "date":
        return st.integers(-5, 90).map(lambda n: on + timedelta(days=n))
    if kind == "party":
        return st.sampled_from([p.id for p in deal.parties])
    if kind == "length":
        return st.sampled_from(["5 days", "2 weeks", "1 month"])
    return st.integers(1, 40) if kind == "days" else st.just("said")
