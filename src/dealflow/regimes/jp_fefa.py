"""Japanese prior notification of foreign investment under the Foreign Exchange and Foreign Trade Act (FEFA).

Silence lets the investment go ahead: when the waiting period has run out, and neither a recommendation nor an order
has come, the investor may act, within six months of the notification. The period is 30 days from acceptance, that day
counted; it is often shortened, and can be extended up to five months in all. Questions do not stop it: an
investor who needs more time withdraws and notifies again.

Sources: FEFA arts. 27 and following; not read themselves. The lengths and the six months were read in law firms'
summaries of 2020 and later; the rest is recalled.

Limitations: see ``limits`` below.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from dealflow.citation import Checked, Citation
from dealflow.model import (
    BUYER_COUNTRIES,
    CLOCK,
    TARGET_COUNTRIES,
    Applicability,
    Clock,
    Detail,
    Extension,
    Fact,
    Gate,
    InState,
    Length,
    Need,
    Process,
    Reached,
    Reading,
    State,
    Terms,
    Transition,
    Unit,
    buyer_from_outside,
    days,
    months,
    said,
    target_in,
    unknown,
)

__all__ = ["PROCESSES"]

# fmt: off
ACT: Final = Citation("FEFA", "art. 27", status=Checked.RECALLED, note="Act No. 228 of 1949")
WAITING: Final = ACT.at("art. 27(2)", status=Checked.READ, note="read in a law firm's summary of 2020: 30 days from acceptance, may be shortened; usually to two weeks, for portfolio investors to 5 business days")
LONGER: Final = ACT.at("art. 27(3), (6)", status=Checked.READ, note="read in a law firm's summary of 2020: up to 5 months in all")
COUNT: Final = ACT.at("art. 27(2)", note="the day of acceptance is day 1, as the words for counting from a day are recalled")
CAP: Final = LONGER.at("art. 27(3), (6)", status=Checked.DERIVED, note="the extensions come on top of the 30 days, and the whole is cut off five months after acceptance")
ONWARD: Final = ACT.at("art. 27(5)", note="recommendation to change or to stop")
ORDER: Final = ACT.at("art. 27(10)", note="order where the recommendation is not followed")
VALID: Final = ACT.at("art. 27(1)", status=Checked.READ, note="read in a summary on the setting up of companies: the notification is made within the six months before the act")
VALID_COUNT: Final = ACT.at("art. 27(1)", status=Checked.DERIVED, note="six months from the day of the notification, to the corresponding day")
PRACTICE: Final = ACT.at("art. 27", note="practice: questions do not formally stop the count, and notifications are withdrawn and made again")
REPORT: Final = ACT.at("art. 55-8", note="report of what was done")

NOTIFIABLE: Final = Fact("jp_fefa_notifiable", "yes/no", "Is the investment one that a foreign investor must notify in advance in Japan (designated business, no exemption)?", ACT)

MINISTERS: Final = ("MOF", "competent minister")
"""The Minister of Finance and the minister in charge of the business."""
OPEN: Final = ("may_close", "as_changed")
VALID_IN: Final = ("submitted", "waiting", "recommended", *OPEN)
OVER: Final = ("withdrawn", "expired", "given_up", "prohibited", "completed")
# fmt: on


def applies(terms: Terms, _day: date) -> Applicability:
    """Mandatory where counsel says so; out of place without a target in Japan or without a foreign investor."""
    here, foreign, told = target_in(terms, "JP"), buyer_from_outside(terms, "JP"), said(terms, NOTIFIABLE)
    if here.value is False:
        return Applicability(Need.NONE, "the target has nothing in Japan", ACT)
    if foreign.value is False:
        return Applicability(Need.NONE, "neither the buyer nor who controls it is established outside Japan", ACT)
    if told.value is False:
        return Applicability(Need.NONE, "counsel has determined that no prior notification is needed", ACT)
    if told.value:
        return Applicability(Need.MANDATORY, "counsel has determined that prior notification is needed", ACT)
    reason = "whether the investment must be notified in advance cannot be told"
    return unknown(here & foreign & told, (TARGET_COUNTRIES, BUYER_COUNTRIES, NOTIFIABLE), reason, ACT)


# fmt: off
FEFA: Final = Process(
    "jp.fefa",
    "Japanese prior notification",
    "MOF",
    states=[
        State("not_filed", "nothing has been notified", initial=True),
        State("submitted", "the notification is handed in and not yet accepted"),
        State("waiting", "the notification is accepted; the waiting period runs"),
        State("may_close", "the waiting period is over: the investment may be made", approval=True),
        State("recommended", "the ministers have recommended to change or to stop the investment"),
        State("as_changed", "the investor follows the recommendation: the investment may be made as changed", approval=True),
        State("given_up", "the investor follows the recommendation to stop", ends="abandoned"),
        State("prohibited", "the ministers have ordered to change or to stop the investment", ends="refused", forbids="close"),
        State("withdrawn", "the notification is withdrawn, to be made again or not"),
        State("expired", "six months have passed since the notification without the investment"),
        State("completed", "the investment has been made", ends="cleared", approval=True),
    ],
    transitions=[
        Transition(("not_filed", *OPEN, *OVER), "file", "submitted", ("buyer", "bidder"), cite=VALID, text="notifies the investment, which must be made within six months"),
        Transition("submitted", "accept", "waiting", "MOF", cite=WAITING, text="accepts the notification: the waiting period runs from this day, which is day 1"),
        Transition("waiting", "ask", None, MINISTERS, cite=PRACTICE, text="asks questions; the waiting period runs on"),
        Transition("waiting", "shorten", "may_close", MINISTERS, cite=WAITING, text="ends the waiting period early, on this day"),
        Transition("waiting", "extend", None, MINISTERS, cite=LONGER, details=[Detail("length", "length", 'by how many months ("3 months")')], extends="waiting", text="extends the waiting period"),
        Transition("waiting", "let_go", "may_close", CLOCK, cite=WAITING, text="the waiting period has run out, extensions included"),
        Transition("waiting", "reach_limit", "may_close", CLOCK, cite=LONGER, text="the waiting period has reached five months"),
        Transition(("submitted", "waiting"), "withdraw", "withdrawn", ("buyer", "bidder"), cite=PRACTICE, text="withdraws the notification, often to make it again"),
        # ------------------------------------------------------------------------------------------------ recommendation
        Transition("waiting", "recommend", "recommended", MINISTERS, cite=ONWARD, text="recommends to change or to stop the investment"),
        Transition("recommended", "follow_change", "as_changed", ("buyer", "bidder"), cite=ONWARD, text="accepts the change that was recommended"),
        Transition("recommended", "follow_stop", "given_up", ("buyer", "bidder"), cite=ONWARD, text="gives the investment up as recommended"),
        Transition("recommended", "order", "prohibited", MINISTERS, cite=ORDER, text="orders to change or to stop the investment"),
        # ------------------------------------------------------------------------------------------------ the six months
        Transition(OPEN, "complete", "completed", ("buyer", "bidder"), Reached("closing", says="the deal has not closed", cite=REPORT), cite=REPORT, text="reports that the investment has been made"),
        Transition(VALID_IN, "expire", "expired", CLOCK, cite=VALID, text="the six months in which the investment had to be made are over"),
    ],
    clocks=[
        Clock("waiting", "waiting period", "waiting", days(30, WAITING, first_day=1), "the investment may be made", lapse="let_go",
              extensions=Extension(CAP, total=Length(4, Unit.MONTHS)), citation=COUNT,
              readings=[Reading("waiting_start", {"day_1": {}, "day_0": {"first_day": 0}}, why="the words of the Act are recalled, and summaries say only: from acceptance", texts={"day_1": "the day of acceptance is day 1", "day_0": "the day after acceptance is day 1"})]),
        Clock("longest_waiting", "the furthest end of the waiting period", "waiting", months(5, LONGER, first_day=1), "the investment may be made", lapse="reach_limit", citation=COUNT,
              readings=[Reading("limit_start", {"limit_day_1": {}, "limit_day_0": {"first_day": 0}}, why="as for the waiting period", texts={"limit_day_1": "the day of acceptance is day 1", "limit_day_0": "the day after acceptance is day 1"})]),
        Clock("validity", "time to make the investment that was notified", VALID_IN, months(6, VALID), "the investment must be notified again", lapse="expire", started_by=("file",), citation=VALID_COUNT),
    ],
    gates=[Gate("close", InState("", (*OPEN, "completed"), cure="the ministers, or the end of the waiting period", cite=WAITING), WAITING, "the waiting period is not over")],
    applies=applies,
    asks=[TARGET_COUNTRIES, BUYER_COUNTRIES, NOTIFIABLE],
    covers=("buyer", "sold"),
    zone="Asia/Tokyo",
    citation=ACT,
    limits=(
        "designated businesses, the shares from which a notification is due, and exemptions are not modelled: whether to notify is counsel's determination",
        "changes of the law after 2024 were not checked",
        "the numbers of the paragraphs of art. 27 are recalled",
        "a waiting period shortened to a later day is recorded on that day",
        "how long the investor has to answer a recommendation, and until when an order can follow, are not modelled",
        "that the six months hold for investments of every kind is inferred from the rule on setting up companies, and that they run on after a recommendation is our reading",
        "the report on what was done and its own time limit are not checked",
    ),
)
# fmt: on

PROCESSES: Final = (FEFA,)
