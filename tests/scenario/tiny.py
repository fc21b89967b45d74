"""A catalogue of made-up definitions, one idea each, and a deal between made-up parties."""

from __future__ import annotations

from datetime import date
from typing import Final

from dealflow.catalogue import Catalogue
from dealflow.citation import Citation
from dealflow.commercial import agreement, bid
from dealflow.model import (
    CLOCK,
    Applicability,
    Bound,
    Clock,
    Deal,
    Detail,
    Ending,
    Extension,
    Fact,
    Gate,
    Gates,
    InState,
    Kind,
    Length,
    Need,
    OnOrBefore,
    Party,
    Permitted,
    Process,
    Reached,
    Reading,
    State,
    Terms,
    Transition,
    Unit,
    days,
    working_days,
)

RULE: Final = Citation("Made-up Act", "s. 1")
DAYS: Final = Detail("days", "days", "how many days more")
REASON: Final = Detail("reason", "text", "why", required=False)

AGREEMENT: Final = Process(
    "agreement",
    "Agreement",
    "the parties",
    [
        State("open", "nothing is signed", initial=True),
        State("signed", "it is signed", continues=("sign",)),
        State("closed", "it is closed", ends="closed"),
        State("terminated", "it is terminated", ends="terminated"),
    ],
    [
        Transition("open", "sign", "signed", ("seller", "buyer"), Gates("sign") & Permitted("sign"), reaches="signing"),
        Transition(
            "signed",
            "close",
            "closed",
            ("seller", "buyer"),
            Gates("close") & Permitted("close") & OnOrBefore("outside_date"),
            reaches="closing",
        ),
        Transition(
            "signed",
            "move_outside_date",
            None,
            ("seller", "buyer"),
            details=[Detail("day", "date", "the new outside date")],
            moves="outside_date",
        ),
        Transition("signed", "terminate", "terminated", ("seller", "buyer"), withdraws="signing"),
    ],
)


def review_applies(terms: Terms, day: date) -> Applicability:
    """Required where the buyer is foreign; unknown as long as nobody has said."""
    foreign = terms.fact("buyer_is_foreign")
    if foreign is None:
        return Applicability(
            Need.UNKNOWN,
            "nobody has said whether the buyer is foreign",
            RULE,
            missing=("buyer_is_foreign",),
            question="Is the buyer foreign?",
        )
    return Applicability(Need.MANDATORY if foreign else Need.NONE, "the buyer is foreign" if foreign else "it is not")


REVIEW: Final = Process(
    "xx.review",
    "Review",
    "Ministry",
    [
        State("none", "nothing is filed", initial=True),
        State("review", "the review runs"),
        State("cleared", "it is cleared", ends="cleared", approval=True),
        State("refused", "it is refused", ends="refused"),
    ],
    [
        Transition("none", "file", "review", ("seller", "buyer")),
        Transition("review", "clear", "cleared", "Ministry"),
        Transition("review", "refuse", "refused", "Ministry", details=[REASON]),
        Transition("review", "extend", None, "Ministry", details=[DAYS], extends="review"),
        Transition("review", "run_out", "cleared", CLOCK, text="silence is consent"),
        Transition("refused", "appeal", "review", "seller", OnOrBefore("outside_date")),
    ],
    [
        Clock(
            "review",
            "the review",
            ["review"],
            days(30, RULE),
            "deemed cleared",
            lapse="run_out",
            extensions=Extension(RULE, times=2, total=Length(40, Unit.DAYS)),
            readings=[Reading("rolling", {"raw": {}, "counted": {"first_day": 1}}, why="the act is silent")],
        )
    ],
    [Gate("close", InState("", ("cleared",), says="the review is not cleared", cure="Ministry"), RULE)],
    applies=review_applies,
    asks=[
        Fact("buyer_is_foreign", "yes/no", "Is the buyer foreign?"),
        Fact("turnover", "number", "What is the turnover of the target?"),
        Fact("sector", "text", "In which sector is it?"),
        Fact("founded", "date", "When was the target founded?"),
    ],
    covers=("perimeter",),
    zone="America/New_York",
)

LICENCE: Final = Process(
    "yy.licence",
    "Export licence",
    "Bureau",
    [
        State("none", "nothing is applied for", initial=True),
        State("applied", "the application lies with the bureau"),
        State("granted", "it is granted", ends="cleared", approval=True),
        State("denied", "it is denied", ends="refused"),
    ],
    [
        Transition(("none", "denied"), "apply", "applied", "seller"),
        Transition("applied", "grant", "granted", "Bureau"),
        Transition("applied", "deny", "denied", "Bureau"),
    ],
    [Clock("licence", "the decision", ["applied"], working_days(20, "cn.state", RULE), "the bureau is late")],
    [
        Gate("sign", InState("", ("granted",), says="the licence is not granted"), RULE),
        Gate("close", InState("", ("granted",), says="the licence is not granted"), RULE),
    ],
    applies=lambda terms, day: Applicability(
        Need.MANDATORY if any(a.technology == "algorithm" for a in terms.perimeter) else Need.NONE, "technology"
    ),
)

ORDER: Final = Process(
    "xx.order",
    "Order",
    "President",
    [
        State("none", "no order", initial=True),
        State("issued", "it is issued and does not bite yet"),
        State("in_effect", "it bites", forbids="close"),
        State("revoked", "it is revoked", ends="revoked"),
    ],
    [
        Transition("none", "issue", "issued", "President"),
        Transition("issued", "take_effect", "in_effect", CLOCK),
        Transition(("issued", "in_effect"), "revoke", "revoked", "President"),
    ],
    [
        Clock(
            "effective",
            "until it bites",
            ["issued"],
            days(45, RULE),
            "it bites",
            kind=Kind.TAKES_EFFECT,
            lapse="take_effect",
        )
    ],
)

STAY: Final = Process(
    "xx.stay",
    "Stay",
    "court",
    [
        State("none", "no stay", initial=True),
        State("in_force", "the target is stayed", lifts="@target"),
        State("dissolved", "it is lifted", ends="dissolved"),
    ],
    [
        Transition(("none", "dissolved"), "grant", "in_force", "court"),
        Transition("in_force", "dissolve", "dissolved", "court"),
    ],
    roles="target",
)

# The agreement and the bid of the library, so that its endings have what they look at; the authorities are made up.
CATALOGUE: Final = Catalogue({p.id: p for p in (*agreement.PROCESSES, *bid.PROCESSES, REVIEW, ORDER, STAY, LICENCE)})

PARTIES: Final = (Party("acme", "Acme Ltd.", "seller"), Party("bolt", "Bolt Inc.", "buyer", "US"))
ENDINGS: Final = (Ending("closed", Reached("closing")),)


def deal(**changes: object) -> Deal:
    """A deal of all tiny processes, two of them orders that take effect at one moment."""
    parts: dict[str, object] = {
        "parties": PARTIES,
        "terms": {"all": Terms("all", facts={"buyer_is_foreign": True})},
        "endings": ENDINGS,
    }
    more = (Bound("xx.order.second", ORDER), Bound("xx.stay", STAY, {"target": ("xx.order",)}))
    return Deal("tiny", "Acme to Bolt", (AGREEMENT, REVIEW, ORDER, LICENCE, *more), **(parts | changes))  # type: ignore[arg-type]
