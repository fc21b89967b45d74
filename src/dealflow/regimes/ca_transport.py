"""Canadian public interest review of deals in transport, Canada Transportation Act, sections 53.1 to 53.4.

Whoever must notify the Commissioner of Competition of a deal that involves a transportation undertaking notifies the
Minister of Transport too. If the Minister finds within 42 days that no public interest is touched, that is the end of
it. Otherwise somebody examines the deal, the Commissioner reports on competition, and nobody closes before the Governor
in Council approves, as a rule on terms. Silence gives nothing.

Sources: Canada Transportation Act, S.C. 1996, c. 10, sections 53.1 to 53.4, recalled throughout.

Limitations: see ``limits`` below.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from dealflow.citation import Checked, Citation, Dated, Edition
from dealflow.model import (
    TARGET_COUNTRIES,
    Applicability,
    Clock,
    Detail,
    Extension,
    Fact,
    Gate,
    InState,
    Need,
    Process,
    State,
    Terms,
    Transition,
    days,
    said,
    target_in,
    unknown,
)

__all__ = ["PROCESSES"]

IN_FORCE: Final = date(2007, 6, 22)

# fmt: off
ACT: Final = Citation("Canada Transportation Act", in_force=IN_FORCE, status=Checked.RECALLED)
DUTY: Final = ACT.at("s. 53.1(1)", note="whoever must notify under section 114 of the Competition Act, where a transportation undertaking is involved; until 2007 air carriers alone")
OPINION: Final = ACT.at("s. 53.1(4)", note="within 42 days of the notice: no issue of public interest as it relates to national transportation")
EXAMINED: Final = ACT.at("s. 53.1(5), (6)", note="the Agency or a person appointed; 150 days, or longer as the Minister allows")
BARRED: Final = ACT.at("s. 53.2(1)", note="no completion before the Governor in Council approves")
COMPETITION: Final = ACT.at("s. 53.2(2)", note="150 days from the notice to the Commissioner, or longer as the Minister allows")
UNDERTAKINGS: Final = ACT.at("s. 53.2(4) to (6)", note="the parties answer the concerns, before the approval")
APPROVAL: Final = ACT.at("s. 53.2(7)", note="in the public interest, on terms and conditions")
VARIED: Final = ACT.at("s. 53.3")
COUNT: Final = ACT.at("how its days are counted", status=Checked.DERIVED, note="the day of the event is day 0 and a last day on a rest day stays there")

NOTIFIABLE: Final = Fact("ca_transport_notifiable", "yes/no", "Has counsel determined that the Canadian Commissioner of Competition must be notified of the deal and that it involves a transportation undertaking (grain elevators at ports, railways, air carriers, and so on)?", DUTY)

MINISTER: Final = "Minister of Transport"
COMMISSIONER: Final = "Commissioner of Competition"
CABINET: Final = "Governor in Council"
PARTIES: Final = ("buyer", "seller", "bidder")
APPROVED: Final = ("no_issue", "approved", "approved_on_terms")
REPORTED: Final = ("competition_reported", "reported")
EXAMINING: Final = ("examination", "competition_reported")
NO_REPORT: Final = ("notified", "examination", "interest_reported")
PENDING: Final = ("notified", "examination", "competition_reported", "interest_reported", "reported")
MORE: Final = (Detail("days", "days", "by how many days"),)
# fmt: on


def applies(terms: Terms, day: date) -> Applicability:
    """Mandatory where counsel finds a duty to notify and a transportation undertaking."""
    if day < IN_FORCE:
        return Applicability(Need.NONE, "until 22 Jun 2007 the review is of air carriers alone: not modelled", ACT)
    here, counsel = target_in(terms, "CA"), said(terms, NOTIFIABLE)
    if here.value is False:
        return Applicability(Need.NONE, "the target has nothing in Canada", ACT)
    if counsel.value is False:
        return Applicability(Need.NONE, "counsel has determined that no transport review is needed in Canada", DUTY)
    if counsel.value:
        return Applicability(Need.MANDATORY, "a notified deal that involves a transportation undertaking", BARRED)
    reason = "whether the deal is notified and involves a transportation undertaking cannot be told"
    return unknown(here & counsel, (TARGET_COUNTRIES, NOTIFIABLE), reason, DUTY)


# fmt: off
TRANSPORT: Final = Process(
    "ca.transport",
    "Canadian transport review",
    MINISTER,
    states=[
        State("not_notified", "the Minister of Transport is not notified", initial=True),
        State("notified", "notified: the Minister considers whether the public interest is touched"),
        State("examination", "the deal is examined, and the Commissioner of Competition looks at competition"),
        State("competition_reported", "the Commissioner has reported on competition; the examination goes on"),
        State("interest_reported", "the examination is reported; the Commissioner has not reported"),
        State("reported", "both reports are in; the Governor in Council decides"),
        State("no_issue", "no issue of public interest", ends="cleared", approval=True),
        State("approved", "the Governor in Council has approved", ends="cleared", approval=True),
        State("approved_on_terms", "the Governor in Council has approved on terms and conditions", ends="cleared on conditions", approval=True),
        State("refused", "the Governor in Council does not approve", ends="refused", forbids="close"),
        State("withdrawn", "the notice is withdrawn"),
    ],
    transitions=[
        Transition(("not_notified", "withdrawn", *APPROVED, "refused"), "notify", "notified", PARTIES, cite=DUTY, text="notifies the Minister, at the same time as the Commissioner: all days count from here"),
        Transition("notified", "find_no_issue", "no_issue", MINISTER, cite=OPINION, text="tells that no public interest is touched: closing needs no approval"),
        Transition("notified", "examine", "examination", MINISTER, cite=EXAMINED, text="finds that the public interest is touched and has the deal examined"),
        Transition(EXAMINING, "allow_more_time", None, MINISTER, cite=EXAMINED, details=MORE, extends="examination", text="gives the examination more time"),
        Transition(("examination", "interest_reported"), "allow_commissioner_more_time", None, MINISTER, cite=COMPETITION, details=MORE, extends="competition", text="gives the Commissioner more time"),
        Transition("examination", "report_competition", "competition_reported", COMMISSIONER, cite=COMPETITION, details=[Detail("concerns", "text", "what the report says", required=False)], text="reports on competition, in public"),
        Transition("interest_reported", "report_competition", "reported", COMMISSIONER, cite=COMPETITION, details=[Detail("concerns", "text", "what the report says", required=False)], text="reports on competition, in public, after the examination"),
        Transition("examination", "report_examination", "interest_reported", ("examiner", MINISTER), cite=EXAMINED, text="reports on the public interest before the Commissioner does"),
        Transition("competition_reported", "report_examination", "reported", ("examiner", MINISTER), cite=EXAMINED, text="reports on the public interest"),
        Transition((*REPORTED, "interest_reported"), "offer_measures", None, PARTIES, cite=UNDERTAKINGS, details=[Detail("measures", "text", "what is offered", required=False)], text="answers the concerns with measures"),
        Transition(REPORTED, "approve", "approved", CABINET, cite=APPROVAL, text="approves the deal"),
        Transition(REPORTED, "approve_on_terms", "approved_on_terms", CABINET, cite=APPROVAL, details=[Detail("conditions", "text", "the terms and conditions", required=False)], text="approves the deal on terms and conditions"),
        Transition(REPORTED, "refuse", "refused", CABINET, cite=APPROVAL, text="does not approve the deal"),
        Transition("approved_on_terms", "vary", None, CABINET, cite=VARIED, text="varies or lifts terms and conditions"),
        Transition(PENDING, "withdraw", "withdrawn", PARTIES, cite=DUTY, text="withdraws the notice: the deal is given up or will be notified anew"),
    ],
    clocks=[
        Clock("opinion", "the Minister's opinion on the public interest", "notified", Dated([Edition(days(42, OPINION), IN_FORCE, OPINION)]), "nothing: closing goes on to need approval", citation=COUNT),
        Clock("examination", "examination of the public interest", EXAMINING, Dated([Edition(days(150, EXAMINED), IN_FORCE, EXAMINED)]), "nothing: the report is overdue and closing goes on to need approval", extensions=Extension(EXAMINED), citation=COUNT),
        Clock("competition", "the Commissioner's report", NO_REPORT, Dated([Edition(days(150, COMPETITION), IN_FORCE, COMPETITION)]), "nothing: the report is overdue and closing goes on to need approval", started_by="notify", extensions=Extension(COMPETITION), citation=COUNT),
    ],
    gates=[Gate("close", InState("", APPROVED, cite=BARRED), BARRED, "the Governor in Council has not approved the deal in transport")],
    applies=applies,
    law_days=(IN_FORCE,),
    asks=(TARGET_COUNTRIES, NOTIFIABLE),
    covers=("buyer", "sold"),
    zone="America/Toronto",
    citation=ACT,
    limits=(
        "every section and number is recalled",
        "the Governor in Council has no time limit: none is counted after the reports",
        "a decision before the examination is reported is not refused, one before the Commissioner's report is",
        "what the Agency decides on the ownership of air carriers is not modelled",
        "merger control under the Competition Act itself is not modelled: the duty to notify is counsel's determination",
    ),
)
# fmt: on

PROCESSES: Final = (TRANSPORT,)
