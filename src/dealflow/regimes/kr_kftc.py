"""Korean merger control: review of a business combination by the Korea Fair Trade Commission (KFTC).

Silence decides nothing: 30 days after the filing, or 120 if the KFTC takes 90 more, it is overdue and the deal is as
little cleared as before. Time for answers to requests for information does not count, so that real reviews are longer.
A large company files after signing and may not close before clearance; other companies file once they have closed.
Since August 2024 a filing can be prepared in a consultation, and the parties can offer remedies of their own.

Sources: Monopoly Regulation and Fair Trade Act, art. 11, read in a law firm's guide; the Act itself was not read.

Limitations: see ``limits`` below.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from dealflow.citation import Checked, Citation
from dealflow.model import (
    TARGET_COUNTRIES,
    Answer,
    Applicability,
    Clock,
    Detail,
    Extension,
    Fact,
    Gate,
    InForce,
    InState,
    Length,
    Need,
    Process,
    Reached,
    Reading,
    Required,
    State,
    Terms,
    Transition,
    Unit,
    days,
    said,
    target_in,
    unknown,
)

__all__ = ["PROCESSES"]

# fmt: off
REMEDIES_FROM: Final = date(2024, 8, 7)

ACT: Final = Citation("Monopoly Regulation and Fair Trade Act (Korea)", "art. 11", note="read in a law firm's guide, not itself; the numbers of the articles are recalled")
REVIEW: Final = ACT.at("art. 11", note="read in a law firm's guide: 30 calendar days from filing; time for answering requests for information does not count")
EXTENDED: Final = ACT.at("art. 11", note="read in a law firm's guide: by 90 days, 120 in all")
COUNT: Final = ACT.at("art. 11", status=Checked.DERIVED, note="the day of filing is not counted; a last day on a rest day stays where it is")
SUSPENDS: Final = ACT.at("art. 11", note="read in a law firm's guide: a large company files after signing and may not close before clearance")
AFTERWARDS: Final = ACT.at("art. 11", status=Checked.RECALLED, note="companies that are not large file after closing")
DECIDES: Final = ACT.at("arts. 9, 14", status=Checked.RECALLED, note="prohibited combinations and corrective measures")
REMEDIES: Final = ACT.at("remedies offered by the parties", in_force=REMEDIES_FROM, note="read in a law firm's guide: since 7 Aug 2024")
CONSULTED: Final = ACT.at("pre-filing consultation", in_force=REMEDIES_FROM, status=Checked.DERIVED, note="in August 2024; taken to be the day of the remedy procedure")

NOTIFIABLE: Final = Fact("kr_kftc_notifiable", "yes/no", "Must the deal be filed with the Korea Fair Trade Commission, by assets, turnover or value and sales in Korea?", ACT)
LARGE: Final = Fact("kr_large_company", "yes/no", "Is a party to the deal a large company, which files in Korea before closing?", SUSPENDS)
BEFORE: Final = "before closing"
AFTER: Final = "after closing"

PARTIES: Final = ("buyer", "seller", "bidder")
PENDING: Final = ("review", "questioned", "remedies_offered")
CLEARED: Final = ("cleared", "cleared_with_remedies")
# fmt: on


def applies(terms: Terms, _day: date) -> Applicability:
    """Mandatory where counsel says so, and a bar to closing where a party is a large company."""
    here, told, large = target_in(terms, "KR"), said(terms, NOTIFIABLE), said(terms, LARGE)
    if here.value is False:
        return Applicability(Need.NONE, "the target has nothing in Korea", ACT)
    if told.value is False:
        return Applicability(Need.NONE, "counsel has determined that no filing with the KFTC is needed", ACT)
    due = told if told.value else here & told
    if due.value and large.value is not None:
        when, cited = (BEFORE, SUSPENDS) if large.value else (AFTER, AFTERWARDS)
        return Applicability(Need.MANDATORY, f"the deal must be filed with the KFTC {when}", cited, when)
    reason = "whether the deal must be filed, or only after closing, cannot be told"
    return unknown(Answer(None, (*due.missing, *large.missing)), (TARGET_COUNTRIES, NOTIFIABLE, LARGE), reason, ACT)


# fmt: off
KFTC: Final = Process(
    "kr.kftc",
    "Korean merger control",
    "KFTC",
    states=[
        State("not_filed", "nothing has been filed", initial=True),
        State("consultation", "the filing is prepared with the KFTC; no clock runs"),
        State("review", "the KFTC reviews the filing"),
        State("questioned", "the KFTC waits for information; the count stands still"),
        State("remedies_offered", "the parties have offered remedies; the count runs on"),
        State("cleared", "the KFTC has cleared the combination", ends="cleared", approval=True),
        State("cleared_with_remedies", "the KFTC has cleared the combination with remedies", ends="cleared", approval=True),
        State("prohibited", "the KFTC has prohibited the combination", ends="refused", forbids="close"),
    ],
    transitions=[
        Transition("not_filed", "consult", "consultation", PARTIES, InForce(REMEDIES_FROM, says="there is no pre-filing consultation before August 2024", cite=CONSULTED), cite=CONSULTED, text="asks the KFTC for a consultation before filing"),
        Transition(("not_filed", "consultation", *CLEARED, "prohibited"), "file", "review", PARTIES, Reached("signing", says="a filing follows the signing", cite=SUSPENDS), cite=SUSPENDS, text="files the combination, or the combination as changed"),
        Transition(("review", "remedies_offered"), "ask", "questioned", "KFTC", cite=REVIEW, stops="review", text="asks for information: the count stands still until the answer"),
        Transition("questioned", "answer", "review", PARTIES, cite=REVIEW, resumes="review", text="gives the information: the count runs on from this day"),
        Transition(PENDING, "extend", None, "KFTC", cite=EXTENDED, details=[Detail("days", "days", "by how many days, 90 in all at most")], extends="review", text="extends the review"),
        Transition("review", "offer_remedies", "remedies_offered", PARTIES, InForce(REMEDIES_FROM, says="the parties cannot offer remedies before 7 Aug 2024", cite=REMEDIES), cite=REMEDIES, details=[Detail("remedies", "text", "what is offered", required=False)], text="offers remedies of their own"),
        Transition("remedies_offered", "decline_remedies", "review", "KFTC", cite=REMEDIES, text="does not take the remedies up as offered"),
        Transition(PENDING, "clear", "cleared", "KFTC", cite=DECIDES, text="clears the combination"),
        Transition(PENDING, "clear_with_remedies", "cleared_with_remedies", "KFTC", cite=DECIDES, details=[Detail("remedies", "text", "what is imposed or accepted", required=False)], text="clears the combination with remedies, imposed or offered"),
        Transition(PENDING, "prohibit", "prohibited", "KFTC", cite=DECIDES, text="prohibits the combination"),
    ],
    clocks=[
        Clock("review", "the review", PENDING, days(30, REVIEW),
              "nothing: no rule clears a deal by silence; the KFTC is overdue", extensions=Extension(EXTENDED, total=Length(90, Unit.DAYS)), citation=COUNT,
              readings=[Reading("filing_day", {"day_0": {}, "day_1": {"first_day": 1}}, why="the guide says only: from filing", texts={"day_0": "the day after filing is day 1", "day_1": "the day of filing is day 1"})]),
    ],
    gates=[
        Gate("close", InState("", CLEARED, cure="KFTC", cite=SUSPENDS) | Required("", AFTER, says="a party is a large company, which may not close first", cite=AFTERWARDS), SUSPENDS, "the KFTC has not cleared the combination"),
    ],
    applies=applies,
    asks=[TARGET_COUNTRIES, NOTIFIABLE, LARGE],
    covers=("buyer", "sold"),
    zone="Asia/Seoul",
    citation=ACT,
    limits=(
        "thresholds, and what makes a company large, are not modelled: both are counsel's determination",
        "the time within which a company that is not large files after closing is not modelled",
        "that remedies offered do not stop the count, and by when they are to be offered, was not read",
        "that no silence clears is recalled",
        "a preliminary review before signing, appeals and fines are not modelled",
    ),
)
# fmt: on

PROCESSES: Final = (KFTC,)
