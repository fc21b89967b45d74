"""The Chinese licence for the export of dual-use items: goods, technology, services and data.

Whoever exports a listed item, one under temporary control, or one that falls under the catch-all needs a licence from
MOFCOM, which has 45 working days from acceptance. Silence grants nothing. The count leaves out identification, expert
opinions and checks on site, and ends altogether where the case goes up to the State Council or where the buyer is on
the watch list. Unlike the licence for restricted technology this one does not forbid to negotiate or to sign.

Sources: Export Control Law, in force 1 December 2020 (arts. 12, 13, 34 and 49 read); Regulations on Export Control of
Dual-Use Items, in force 1 December 2024 (read); reports of MOFCOM Announcements 61, 62 and 70 of 2025.

Limitations: see ``limits`` below.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from dealflow.citation import Checked, Citation, Dated, Edition
from dealflow.model import (
    CLOCK,
    TARGET_COUNTRIES,
    Answer,
    Applicability,
    Asset,
    Clock,
    Detail,
    Fact,
    Gate,
    InState,
    Need,
    Process,
    Running,
    State,
    Terms,
    Transition,
    at_least,
    said,
    target_in,
    unknown,
    working_days,
    years,
)

__all__ = ["DUAL_USE", "PROCESSES", "applies"]

LAW_DAY: Final = date(2020, 12, 1)
"""The Export Control Law takes force."""
REGULATIONS_DAY: Final = date(2024, 12, 1)
"""The Regulations take force in the place of four older ones."""
CONTENT_RULE: Final = date(2025, 10, 9)
"""MOFCOM announces rules for goods made abroad with Chinese content."""
SUSPENDED: Final = date(2025, 11, 7)
RESUMED: Final = date(2026, 11, 11)
"""The first day after the suspension; what followed was not found."""

# fmt: off
LAW: Final = Citation("Export Control Law", in_force=LAW_DAY)
CATCH_ALL: Final = LAW.at("art. 12(3)", note="the exporter knows, should know, or has been told")
FACTORS: Final = LAW.at("art. 13")
RULES: Final = Citation("Regulations on Export Control of Dual-Use Items", in_force=REGULATIONS_DAY)
SCOPE: Final = RULES.at("art. 2", note="also what a Chinese person hands to a foreign one without a border")
LICENCES: Final = RULES.at("art. 15", note="single: at most a year, one shipment, one end-user; general: at most three years")
DECIDE: Final = RULES.at("art. 17", note="45 working days from acceptance; identification, expert opinion and checks on site are not counted")
DECIDE_BEFORE: Final = LAW.at("licence", until=date(2024, 11, 30), status=Checked.DERIVED, note="45 working days: an announcement of 2015 had them already, the Regulations of 2024 have them")
ESCALATED: Final = RULES.at("art. 17", note="no limit of time once the case is with the State Council and the Central Military Commission")
CHANGE: Final = RULES.at("art. 18", note="20 working days; the licence may not be used meanwhile")
VOUCHER: Final = RULES.at("art. 19")
WATCH_LIST: Final = RULES.at("art. 26", note="no general licence, a risk report, and no limit of time")
CONTROL_LIST: Final = RULES.at("art. 28", note="to art. 29")
ABROAD: Final = RULES.at("art. 49")
CONTENT: Final = Citation("MOFCOM Announcements 61 and 62 of 2025", in_force=CONTENT_RULE, note="suspended from 7 Nov 2025 until 10 Nov 2026 by Announcement 70 of 2025")
OUR_READING: Final = RULES.at("no rule", status=Checked.DERIVED, note="follows from the procedure; no text says so")

# ------------------------------------------------------------------------------------------------------ when it applies

NOTIFIABLE: Final = Fact("cn_dual_use_notifiable", "yes/no", "Has counsel determined that something leaves China, or is handed to a foreign person, that is on the Chinese dual-use list, under temporary control or caught by the catch-all?", SCOPE)
SHARE: Final = Fact("cn_controlled_content_percent", "number", "What per cent of the value of goods made abroad are the Chinese items named in Announcement 61 of 2025?", CONTENT)
SHARE_RULE: Final = Fact("cn_content_rule_in_force", "yes/no", "Does the rule of Announcement 61 of 2025 on Chinese content bind on that day?", CONTENT)
FACTS: Final = (TARGET_COUNTRIES, NOTIFIABLE, SHARE, SHARE_RULE)
# fmt: on

DUAL_USE: Final = (
    "nuclear_technology",
    "nuclear_dual_use_technology",
    "monitored_chemicals_production",
    "military_technology",
)
"""Technologies that belong to export control by name; any other is written with ``dual_use:`` before it."""
LEAST_SHARE: Final = 0.1


def _is_dual_use(asset: Asset) -> bool:
    return asset.technology.startswith("dual_use:") or asset.technology in DUAL_USE


def applies(terms: Terms, day: date) -> Applicability:
    """Mandatory where a dual-use item leaves China, and for goods made abroad as far as the rule on content binds."""
    if day < LAW_DAY:
        return Applicability(
            Need.NONE, "the Export Control Law takes force on 1 Dec 2020; older rules are not modelled", LAW
        )
    cited = SCOPE if day >= REGULATIONS_DAY else CATCH_ALL
    determined = said(terms, NOTIFIABLE)
    if _nexus(terms).value is False:
        return _content(terms, day)
    if determined.value is False:
        return Applicability(Need.NONE, "counsel has determined that nothing dual-use leaves China", cited)
    if determined.value:
        return Applicability(
            Need.MANDATORY, "counsel has determined that a dual-use item leaves China", cited, "dual-use"
        )
    return _by_assets(terms, cited)


def _nexus(terms: Terms) -> Answer:
    """China has something to do with it if the target is there, or an asset would leave it."""
    return target_in(terms, "CN") | Answer(any(asset.exporter == "CN" for asset in terms.perimeter))


def _by_assets(terms: Terms, cited: Citation) -> Applicability:
    chinese = [asset for asset in terms.perimeter if asset.exporter == "CN"]
    hits = [asset.name for asset in chinese if _is_dual_use(asset)]
    if hits:
        return Applicability(Need.MANDATORY, f"dual-use and leaving China: {', '.join(hits)}", cited, "dual-use")
    open_questions = list(_questions(terms))
    if chinese and not open_questions:
        return Applicability(Need.NONE, "nothing that leaves China is said to be dual-use", cited)
    reason = "whether anything dual-use leaves China cannot be told"
    asked = unknown(Answer(None, (*_nexus(terms).missing, NOTIFIABLE.name)), FACTS, reason, cited)
    missing = (*(name for name, _ in open_questions), *asked.missing)
    question = " ".join((*(text for _, text in open_questions), asked.question))
    return Applicability(Need.UNKNOWN, reason, cited, missing=missing, question=question)


def _questions(terms: Terms) -> Iterator[tuple[str, str]]:
    for asset in terms.perimeter:
        if asset.exporter == "CN" and not asset.technology:
            yield f"{asset.id}.technology", f"Which technology is {asset.name}, and is it on the dual-use list?"
        elif not asset.exporter and _is_dual_use(asset):
            yield f"{asset.id}.exporter", f"From which country would {asset.name} leave?"


def _content(terms: Terms, day: date) -> Applicability:
    """Goods made abroad: only if somebody has said how much Chinese content they have."""
    share = at_least(terms, SHARE, LEAST_SHARE)
    if not share.value:
        return Applicability(Need.NONE, "the target has no business in China and nothing would leave it", ABROAD)
    if day < CONTENT_RULE:
        return Applicability(Need.NONE, "the rule on Chinese content is of 9 Oct 2025", CONTENT)
    if SUSPENDED <= day < RESUMED:
        return Applicability(
            Need.NONE, "the rule on Chinese content is suspended from 7 Nov 2025 until 10 Nov 2026", CONTENT
        )
    binds = said(terms, SHARE_RULE)
    if binds.value is None:
        return unknown(binds, FACTS, "whether the rule on Chinese content binds on that day was not found", CONTENT)
    if binds.value:
        return Applicability(Need.MANDATORY, "goods made abroad with Chinese content", CONTENT, "made abroad")
    return Applicability(Need.NONE, "the rule on Chinese content does not bind", CONTENT)


# --------------------------------------------------------------------------------------------------------- the process

EXPORTER: Final = ("exporter", "seller")
AUTHORITY: Final = ("MOFCOM", "commerce_bureau")

CAN_APPLY: Final = ("unclassified", "controlled", "refused", "expired", "used", "revoked", "withdrawn")
EXAMINED: Final = ("review", "examination")
UNDECIDED: Final = ("filed", *EXAMINED, "unlimited")
HOLDS: Final = ("licensed", "change_filed", "changing", "suspended")
"""A licence is out, whether it may be used or not; its term runs, and it covers what it was granted for."""
USABLE: Final = ("licensed", "used", "voucher")

SINGLE: Final = Running("single_validity", says="a single licence is not in force", cite=LICENCES)
VALID: Final = Detail("validity", "length", 'how long the licence says it is valid ("6 months")', required=False)
REASONS: Final = Detail("reason", "text", "the reason given", required=False)

# fmt: off
DUAL_USE_LICENCE: Final = Process(
    "cn.dual_use",
    "Chinese dual-use export licence",
    "MOFCOM",
    states=[
        State("unclassified", "nobody has classified the items yet", initial=True),
        State("free", "the items are not controlled", ends="free"),
        State("controlled", "the items are controlled: no application has been made"),
        State("filed", "the application lies with the ministry and is not accepted; no clock runs"),
        State("review", "the ministry examines the application"),
        State("examination", "identification, an expert opinion or a check on site goes on; its time is not counted"),
        State("unlimited", "the case is with the State Council, or the buyer is on the watch list: no limit of time"),
        State("licensed", "the licence is in force", approval=True),
        State("change_filed", "a change of the licence is applied for and not accepted; the licence may not be used", approval=True),
        State("changing", "the ministry examines a change of the licence, which may not be used", approval=True),
        State("suspended", "the ministry has suspended the licence", approval=True),
        State("used", "the single licence is used up: the items have left", ends="used", approval=True),
        State("voucher", "the export is registered and has its voucher", approval=True),
        State("refused", "the licence is refused", ends="refused"),
        State("expired", "the licence has run its term", ends="expired"),
        State("revoked", "the licence is revoked", ends="revoked"),
        State("withdrawn", "the exporter has taken back the application", ends="withdrawn"),
        State("blocked", "the buyer is on the control list: nothing may be exported to it without special approval", ends="blocked"),
    ],
    transitions=[
        # -------------------------------------------------------------------------------------------------- classification
        Transition("unclassified", "find_controlled", "controlled", EXPORTER, cite=CATCH_ALL, text="finds an item listed, under temporary control, or caught because of what is known of its use"),
        Transition("unclassified", "find_free", "free", EXPORTER, cite=SCOPE, text="finds nothing controlled"),
        Transition(("free", "controlled", "used", "voucher"), "reclassify", "unclassified", (*EXPORTER, "MOFCOM"), cite=SCOPE, text="looks again: the list, the items or what is known have changed"),
        Transition((*CAN_APPLY, *UNDECIDED, *HOLDS, "voucher"), "list_buyer", "blocked", "MOFCOM", cite=CONTROL_LIST, text="puts the buyer on the control list"),
        Transition("blocked", "approve_specially", "controlled", "MOFCOM", cite=CONTROL_LIST, text="allows dealings with the listed buyer, or takes it off the list; a licence is still needed"),
        # ------------------------------------------------------------------------------------------------ application
        Transition(CAN_APPLY, "file", "filed", EXPORTER, cite=LICENCES, text="applies for a licence, with contract, technical description and proof of end-user and end-use"),
        Transition("controlled", "register", "voucher", EXPORTER, cite=VOUCHER, text="registers an export of one of the listed kinds of little risk (repair, exhibition, aircraft parts), for which no licence is needed"),
        Transition("filed", "accept", "review", AUTHORITY, cite=DECIDE, text="accepts the application: this day is day 0"),
        Transition("review", "begin_examination", "examination", AUTHORITY, cite=DECIDE, details=[REASONS], stops="licence", text="begins identification, an expert opinion or a check on site, whose time is not counted"),
        Transition("examination", "end_examination", "review", AUTHORITY, cite=DECIDE, resumes="licence", text="has the result: the count goes on from this day"),
        Transition(EXAMINED, "escalate", "unlimited", AUTHORITY, cite=ESCALATED, text="sends the case up: a great effect on national security; the count ends"),
        Transition(("filed", *EXAMINED), "find_on_watch_list", "unlimited", AUTHORITY, cite=WATCH_LIST, text="finds the buyer on the watch list: single licences only, a risk report, and no count"),
        Transition(("review", "unlimited"), "grant", "licensed", AUTHORITY, cite=LICENCES, details=[VALID], sets_length="single_validity", text="grants a single licence, for one shipment to one end-user"),
        Transition("review", "grant_general", "licensed", AUTHORITY, cite=LICENCES, details=[VALID], sets_length="general_validity", text="grants a general licence to an exporter with internal compliance"),
        Transition(("review", "unlimited"), "refuse", "refused", AUTHORITY, cite=FACTORS, details=[REASONS], text="refuses in writing"),
        Transition(UNDECIDED, "withdraw", "withdrawn", EXPORTER, cite=OUR_READING, text="takes back the application"),
        # ------------------------------------------------------------------------------------------- what becomes of a licence
        Transition("licensed", "complete_export", "used", EXPORTER, [SINGLE], cite=LICENCES, text="exports all that the single licence covers, which ends it"),
        Transition(HOLDS, "change_key_element", "controlled", EXPORTER, cite=CHANGE, text="changes item, destination, end-user or end-use: hands the licence back and needs a new one"),
        Transition("licensed", "apply_for_change", "change_filed", EXPORTER, cite=CHANGE, text="applies for the change of another element; the licence may not be used meanwhile"),
        Transition("change_filed", "accept_change", "changing", AUTHORITY, cite=CHANGE, text="accepts the application for a change: this day is day 0"),
        Transition(("change_filed", "changing"), "withdraw_change", "licensed", EXPORTER, cite=OUR_READING, text="takes back the application for a change: the licence stays as it was"),
        Transition("changing", "grant_change", "licensed", AUTHORITY, cite=CHANGE, text="grants the change"),
        Transition("changing", "refuse_change", "licensed", AUTHORITY, cite=CHANGE, details=[REASONS], text="refuses the change: the licence stays as it was"),
        Transition("licensed", "suspend", "suspended", "MOFCOM", cite=RULES.at("material change of circumstances"), details=[REASONS], text="suspends the licence because circumstances have changed materially"),
        Transition("suspended", "reinstate", "licensed", "MOFCOM", cite=RULES.at("material change of circumstances"), text="lets the licence be used again"),
        Transition(HOLDS, "revoke", "revoked", "MOFCOM", cite=RULES.at("material change of circumstances"), details=[REASONS], text="revokes the licence"),
        Transition(HOLDS, "expire", "expired", CLOCK, cite=LICENCES, text="the licence has run its term"),
    ],
    clocks=[
        Clock("licence", "decision on the export licence", EXAMINED, Dated((Edition(working_days(45, "cn.state", DECIDE_BEFORE), LAW_DAY), Edition(working_days(45, "cn.state", DECIDE), REGULATIONS_DAY))),
              "nothing is granted: the decision is overdue"),
        Clock("change", "decision on a change of the licence", "changing", Dated((Edition(working_days(20, "cn.state", CHANGE), REGULATIONS_DAY),)),
              "nothing is changed: the decision is overdue and the licence may not be used"),
        Clock("single_validity", "term of a single licence", HOLDS, Dated((Edition(years(1, LICENCES), REGULATIONS_DAY),)), lapse="expire", started_by="grant",
              limits=("one year is the longest term, counted if the licence is not said to be shorter; a longer one is not refused", "of licences issued before 1 Dec 2024 the term comes with the grant or is not counted")),
        Clock("general_validity", "term of a general licence", HOLDS, Dated((Edition(years(3, LICENCES), REGULATIONS_DAY),)), lapse="expire", started_by="grant_general",
              limits=("three years are the longest term, counted if the licence is not said to be shorter; a longer one is not refused", "of licences issued before 1 Dec 2024 the term comes with the grant or is not counted")),
    ],
    gates=[
        Gate("close", InState("", USABLE, cure="MOFCOM", cite=LICENCES), LICENCES, "China has issued no dual-use export licence in force: the items may not leave"),
    ],
    applies=applies,
    law_days=(LAW_DAY, REGULATIONS_DAY, CONTENT_RULE, SUSPENDED, RESUMED),
    asks=FACTS,
    covers=("accessed", "buyer", "licensed", "sold"),
    zone="Asia/Shanghai",
    citation=RULES,
    limits=(
        "the list of about 700 items is not in this library: an asset is dual-use if the terms call it so, or if counsel has determined it",
        "that the listing of the buyer ends an application or a licence is our reading; special approval opens the way to apply again",
        "temporary control (two years at most, renewable twice) is no clock here: while it lasts its items are controlled",
        "whether a suspension of the licence by the ministry must come to an end by some day was not read",
        "the rules before 1 Dec 2020, and what the older regulations said of changes and terms until 30 Nov 2024, are not modelled",
        "of Announcements 61 and 62 of 2025 only reports were read: when each part was to take force, and what followed the end of the suspension on 10 Nov 2026, must be told by whoever asks",
        "goods made abroad are looked at only if the terms say how much Chinese content they have",
        "Announcement 46 of 2024, suspended in part until 27 Nov 2026, asks about destinations and is not modelled",
        "fines are not modelled",
    ),
)
# fmt: on

PROCESSES: Final = (DUAL_USE_LICENCE,)
