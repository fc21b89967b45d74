"""The Chinese technology export licence: letter of intent, licence, registration; and the catalogue that decides which.

Sources: Regulations on Administration of Technology Import and Export (State Council Order 331; the text of
29 Nov 2020 read in full, that of 2001 in part), Administrative Licensing Law (arts. 42 to 50, 69 and 82 read), the
Measures of 2001 and of 2009 on prohibited and restricted technology (of the latter arts. 1 to 7), and reports of the
catalogue and its notices, of which a few entries only were read word for word.

The licence has two stages. Without a letter of intent (30 working days) nobody may negotiate or sign; without the
licence (15 more, after signing) the contract has no effect. Silence grants nothing at either. Which technologies are
restricted is a matter of the day: see ``classify``.

Limitations: see ``limits`` below.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from attrs import field, frozen

from dealflow.citation import Checked, Citation, Dated, Edition
from dealflow.errors import DefinitionError, suggest
from dealflow.model import (
    CLOCK,
    Applicability,
    Asset,
    Clock,
    Detail,
    Extension,
    Fact,
    Gate,
    Guard,
    InForce,
    InState,
    Need,
    Period,
    Process,
    Reached,
    Reading,
    Required,
    State,
    Terms,
    Transition,
    Unit,
    working_days,
    years,
)

__all__ = [
    "PROCESSES",
    "TECHNOLOGIES",
    "VERSIONS",
    "Change",
    "Classification",
    "Listing",
    "Technology",
    "Version",
    "applies",
    "article",
    "classify",
    "reconciled",
]

# ------------------------------------------------------------------------------------------------------------- the law

IN_FORCE: Final = date(2002, 1, 1)
"""The Regulations and the Measures of 2001 take force."""
RENUMBERED: Final = (date(2019, 3, 2), date(2020, 11, 29))
"""Amendments that struck two articles, and a third one, ahead of the chapter on export."""
MEASURES_DAY: Final = date(2009, 5, 20)
"""The Measures of 2009 take force."""

REGULATIONS: Final = Citation(
    "Regulations on Administration of Technology Import and Export (State Council Order 331)", in_force=IN_FORCE
)
LICENSING_LAW: Final = Citation("Administrative Licensing Law", in_force=date(2004, 7, 1))
MEASURES_2001: Final = Citation(
    "Measures on Technology Prohibited or Restricted from Export (MOFTEC and MOST Order 14 of 2001)",
    in_force=IN_FORCE,
    until=date(2009, 5, 19),
)
MEASURES: Final = Citation(
    "Measures on Technology Prohibited or Restricted from Export (MOFCOM and MOST Order 2 of 2009)",
    in_force=MEASURES_DAY,
)


def article(n: int, day: date) -> Citation:
    """Article *n* of the Regulations as numbered today (27 or later), with the number it bore on *day*."""
    if day >= RENUMBERED[1]:
        return REGULATIONS.at(f"art. {n}")
    if day >= RENUMBERED[0]:
        return REGULATIONS.at(
            f"art. {n} (then art. {n + 1})", status=Checked.DERIVED, note="the number of 2019 was counted, not read"
        )
    return REGULATIONS.at(f"art. {n} (then art. {n + 3})")


def _art(n: int, **changes: object) -> Citation:
    old = f"art. {n + 3} until 1 Mar 2019, art. {n + 1} until 28 Nov 2020"
    return REGULATIONS.at(f"art. {n}", **{"note": old, **changes})


def _by_number(n: int, length: int) -> Dated[Period | None]:
    """A length of working days under article *n*, cited as that was numbered when the clock began."""
    days = (IN_FORCE, *RENUMBERED)
    return Dated(tuple(Edition(working_days(length, "cn.state", article(n, day)), day) for day in days))


SCOPE: Final = REGULATIONS.at("art. 2")
NEVER: Final = _art(29)
APPLY: Final = _art(31)
DECIDE: Final = _art(32)
LETTER: Final = _art(33)
CONTRACT_STAGE: Final = _art(34)
EFFECT: Final = _art(35)
FREE_RULE: Final = _art(36)
REGISTER: Final = _art(38)
CHANGED: Final = _art(40)
CARVED_OUT: Final = _art(42)
REMEDY: Final = _art(50)
SECRECY: Final = MEASURES.at("art. 5", note="State Secret Technology Export Examination Provisions")
SUPPLEMENT: Final = MEASURES.at(
    "art. 6(2)", note="says that supplements may be asked for, not what this does to the count"
)
PASS_ON: Final = MEASURES.at("art. 7")
TERM: Final = MEASURES.at("validity of the letter", status=Checked.RECALLED, note="elsewhere: up to three years")
TERM_2001: Final = MEASURES_2001.at("art. 9", note="one to three years, as the letter says")
LONGER_2001: Final = MEASURES_2001.at("art. 11", note="asked for at least 30 working days before the letter expires")
ACCEPTANCE: Final = LICENSING_LAW.at("art. 42")
DELIVERY: Final = LICENSING_LAW.at(
    "art. 44", status=Checked.DERIVED, note="that it applies to this licence is our reading"
)
NOT_COUNTED: Final = LICENSING_LAW.at(
    "art. 45", status=Checked.DERIVED, note="that it applies to this clock is our reading"
)
WORKING_DAYS: Final = LICENSING_LAW.at("art. 82")
REVOKE: Final = LICENSING_LAW.at("art. 69", note="for fraud also Regulations, art. 46")
OUR_READING: Final = REGULATIONS.at(
    "no rule", status=Checked.DERIVED, note="follows from the procedure; no text says so"
)

# ------------------------------------------------------------------------------------------------------- the catalogue

CATEGORIES: Final = ("prohibited", "restricted", "free", "dual_use")


@frozen
class Change:
    """What a version of the catalogue did to the one before it, as its notice counts it."""

    prohibited_out: int = 0
    prohibited_in: int = 0
    restricted_out: int = 0
    restricted_in: int = 0
    modified: int = 0
    touched: int | None = None


@frozen
class Version:
    """A version of the catalogue: *day* is its first day in force; totals are None where nobody has read them."""

    id: str
    day: date
    notice: str
    prohibited: int | None = None
    restricted: int | None = None
    change: Change | None = None
    status: Checked = Checked.READ

    @property
    def citation(self) -> Citation:
        """The notice that made this version."""
        name = f"Catalogue of Technologies Prohibited or Restricted from Export, {self.notice}"
        return Citation(name, in_force=self.day, status=self.status)

    @property
    def total(self) -> int | None:
        """All its entries."""
        return None if self.prohibited is None or self.restricted is None else self.prohibited + self.restricted


def reconciled(versions: Iterable[Version]) -> tuple[Version, ...]:
    """The *versions* in order of time; raises DefinitionError with every total that does not follow from the last."""
    ordered = tuple(sorted(versions, key=lambda v: v.day))
    problems = [problem for pair in zip((None, *ordered), ordered, strict=False) for problem in _contradictions(*pair)]
    if problems:
        raise DefinitionError("catalogue of technologies", problems)
    return ordered


def _contradictions(before: Version | None, version: Version) -> Iterator[str]:
    change = version.change
    if before is not None and before.day == version.day:
        yield f"versions {before.id} and {version.id} take force on one day"
    if change is None:
        return
    if before is None or before.prohibited is None or before.restricted is None:
        yield f"version {version.id} changes a version whose totals are not known"
        return
    sums = (
        ("prohibited", before.prohibited - change.prohibited_out + change.prohibited_in, version.prohibited),
        ("restricted", before.restricted - change.restricted_out + change.restricted_in, version.restricted),
    )
    for what, found, stated in sums:
        if found != stated:
            yield f"version {version.id}: {what} entries come to {found}, the notice says {stated}"
    parts = (
        change.prohibited_out + change.prohibited_in + change.restricted_out + change.restricted_in + change.modified
    )
    if change.touched is not None and parts != change.touched:
        yield f"version {version.id}: {parts} entries are touched, the notice says {change.touched}"


VERSIONS: Final = reconciled(
    (
        Version("1998", date(1998, 10, 28), "MOFTEC and MOST notice 803 of 1998"),
        Version("2001", IN_FORCE, "MOFTEC and MOST Order 15 of 2001", status=Checked.RECALLED),
        Version("2008", date(2008, 11, 1), "MOFCOM and MOST Order 12 of 2008", 33, 117),
        Version(
            "2020", date(2020, 8, 28), "MOFCOM and MOST Announcement 38 of 2020", 29, 135,
            Change(prohibited_out=4, restricted_out=5, restricted_in=23, modified=21, touched=53),
        ),
        Version(
            "2023", date(2023, 12, 21), "MOFCOM and MOST Announcement 57 of 2023", 24, 110,
            Change(prohibited_out=6, prohibited_in=1, restricted_out=28, restricted_in=3, modified=37),
        ),
        Version(
            "2025", date(2025, 7, 15), "MOFCOM and MOST Announcement 28 of 2025", 23, 109,
            Change(prohibited_out=1, restricted_out=2, restricted_in=1, modified=1),
        ),
    )
)  # fmt: skip


@frozen
class Listing:
    """How a version of the catalogue treats a technology; *code* and *point* are empty where nobody has read them."""

    category: str
    code: str = ""
    point: str = ""
    status: Checked = Checked.READ
    note: str = ""


def _listings(value: Iterable[tuple[str, Listing | None]]) -> Dated[Listing | None]:
    days = {version.id: version.day for version in VERSIONS}
    return Dated(tuple(Edition(listing, days.get(id)) for id, listing in value))


@frozen
class Technology:
    """A technology by the name that assets use, and how each version of the catalogue treats it.

    *listings* give the version from which each listing stands ("" for the beginning); None from where on nobody has
    read how it is treated. Days before the first listing have not been read either.
    """

    key: str
    name: str
    listings: Dated[Listing | None] = field(converter=_listings)


FREE: Final = Listing("free")
_SHIFTED: Final = "the points of the item moved up by three; read for point 18 only"


def _added_2020(key: str, name: str, since_2023: Listing | None = None) -> Technology:
    """A technology that Announcement 38 of 2020 added, and how the version of 2023 treats it, where that was read."""
    return Technology(key, name, (("", FREE), ("2020", Listing("restricted")), ("2023", since_2023)))


def _speech(key: str, name: str, old: int, status: Checked = Checked.READ) -> Technology:
    """A point of the item on information processing that was added in 2020 and renumbered in 2023."""
    then = Listing("restricted", "056101X", str(old), status)
    now = Listing("restricted", "086501X", str(old - 3), Checked.RECALLED, _SHIFTED)
    return Technology(key, name, (("", FREE), ("2020", then), ("2023", now)))


_TABLE: Final = (
    Technology(
        "personalised_information_push", "personalised information push based on data analysis",
        (
            ("", FREE),
            ("2020", Listing("restricted", "056101X", "21")),
            ("2023", Listing("restricted", "086501X", "18", note="five sub-technologies named in brackets")),
        ),
    ),
    _speech("speech_synthesis", "speech synthesis", 17),
    _speech("ai_interactive_interface", "artificial intelligence interactive interface", 18),
    _speech("speech_evaluation", "speech evaluation", 19, Checked.RECALLED),
    _speech("automatic_marking", "automatic marking of scripts", 20, Checked.RECALLED),
    _added_2020("cryptographic_security", "encryption"),
    _added_2020("information_defence", "information defence"),
    _added_2020("metal_3d_printing", "metal 3D printing"),
    _added_2020("space_remote_sensing", "acquisition of images by remote sensing from the air and space"),
    _added_2020("space_materials", "production of space materials"),
    _added_2020("high_speed_wind_tunnel", "design and construction of large high-speed wind tunnels", Listing("restricted")),
    Technology("aerospace_bearings", "aerospace bearings", (("2020", Listing("restricted")), ("2023", None))),
    _added_2020("laser_technology", "lasers"),
    _added_2020("uav", "unmanned aerial vehicles", Listing("restricted", "203912X", note="point 5: flight control")),
    Technology(
        "human_cell_cloning_and_gene_editing", "cell cloning and gene editing for use on humans",
        (("", FREE), ("2023", Listing("prohibited"))),
    ),
    Technology("lidar", "lidar systems", (("", FREE), ("2023", Listing("restricted")))),
    Technology("crop_hybrid_vigour", "use of hybrid vigour of crops", (("", FREE), ("2023", Listing("restricted")))),
    Technology("bulk_handling", "loading and transport of bulk material", (("", FREE), ("2023", Listing("restricted")))),
    Technology(
        "battery_cathode", "preparation of battery cathode materials",
        (("", FREE), ("2025", Listing("restricted", "252604X"))),
    ),
    Technology(
        "lithium_extraction", "non-ferrous metallurgy: extraction of lithium",
        (("", FREE), ("2025", Listing("restricted", note="five points of the item on non-ferrous metallurgy"))),
    ),
    Technology(
        "gallium_extraction", "non-ferrous metallurgy: extraction of gallium from alumina liquor",
        (("2025", Listing("restricted", note="worded anew; the older point was not read")),),
    ),
)  # fmt: skip
TECHNOLOGIES: Final = {technology.key: technology for technology in _TABLE}
"""The technologies that this library knows; the catalogue has more than a hundred others."""
UNLISTED: Final = "unlisted"
"""What an asset's technology says (alone, or before a colon and words of one's own) if the catalogue has been searched."""
DUAL_USE: Final = (
    "nuclear_technology",
    "nuclear_dual_use_technology",
    "monitored_chemicals_production",
    "military_technology",
)
"""Technologies that belong to export control by name; any other is written with ``dual_use:`` before it."""


@frozen
class Classification:
    """What a technology is on a day, with the code and the point of the version of the catalogue in force.

    *known* is false if this library has not read how that version treats the technology; the category then says what
    the law says of a technology that is not listed.
    """

    technology: str
    category: str
    code: str
    point: str
    version: str
    citation: Citation
    known: bool = True

    def __str__(self) -> str:
        place = f", {self.code}" if self.code else ""
        place += f" point {self.point}" if self.point else ""
        return f"{_name(self.technology)} is {self.category.replace('_', '-')} (version of {self.version}{place})"


def classify(technology: str, day: date) -> Classification:
    """What *technology* is on *day*: dual-use first, then by the version of the catalogue, and free if not listed."""
    version = next((v for v in reversed(VERSIONS) if v.day <= day), None)
    label = version.id if version else "none"
    if technology.startswith("dual_use:") or technology in DUAL_USE:
        return Classification(technology, "dual_use", "", "", label, CARVED_OUT)
    entry = TECHNOLOGIES.get(technology)
    listing = entry.listings.at(day) if entry else None
    if listing is None or version is None or listing.category == "free":
        said = technology.partition(":")[0] == UNLISTED
        return Classification(technology, "free", "", "", label, article(36, day), listing is not None or said)
    where = listing.code or "the entry"
    place = f"{where}, point {listing.point}" if listing.point else where
    cited = version.citation.at(place, status=listing.status, note=listing.note)
    return Classification(technology, listing.category, listing.code, listing.point, label, cited)


def _name(technology: str) -> str:
    entry = TECHNOLOGIES.get(technology)
    if entry:
        return entry.name
    own = technology.partition(":")[2] or technology.replace(UNLISTED, "what is not listed")
    return own.replace("_", " ")


# ------------------------------------------------------------------------------------------------------ when it applies

STATE_SECRET: Final = Fact(
    "technology_is_state_secret", "yes/no", "Is the restricted technology classified as a state secret?", SECRECY
)


def applies(terms: Terms, day: date) -> Applicability:
    """Every asset that leaves China, sold, licensed or opened to the buyer, by the catalogue of *day*."""
    if day < IN_FORCE:
        return Applicability(
            Need.NONE, "the Regulations take force on 1 Jan 2002; older rules are not modelled", REGULATIONS
        )
    found = [(asset, classify(asset.technology, day)) for asset in terms.perimeter if _leaves_china(asset)]
    questions = [q for asset in terms.perimeter for q in _questions(asset, day)]
    for category in ("prohibited", "restricted"):
        hits = [(asset, c) for asset, c in found if c.category == category]
        if hits:
            return _mandatory(terms, category, hits)
    if questions:
        missing, asked = zip(*questions, strict=True)
        reason = "it is not known which technology leaves China"
        return Applicability(Need.UNKNOWN, reason, SCOPE, "", missing, " ".join(asked))
    free = [(asset, c) for asset, c in found if c.category == "free"]
    if free:
        reason = f"{_listed(terms, free)}: the contract is registered, which is no condition of its effect"
        return Applicability(Need.VOLUNTARY, reason, article(36, day), "free")
    return Applicability(Need.NONE, _left_out(terms), SCOPE)


def _leaves_china(asset: Asset) -> bool:
    return asset.exporter == "CN" and asset.technology != ""


def _mandatory(terms: Terms, category: str, hits: list[tuple[Asset, Classification]]) -> Applicability:
    secret = category == "restricted" and terms.fact(STATE_SECRET.name) is True
    reason = _listed(terms, hits) + (", and a state secret" if secret else "")
    return Applicability(Need.MANDATORY, reason, hits[0][1].citation, "state_secret" if secret else category)


def _listed(terms: Terms, hits: list[tuple[Asset, Classification]]) -> str:
    return "; ".join(f"{asset.name} is {_way(terms, asset)}, and {found}" for asset, found in hits)


def _way(terms: Terms, asset: Asset) -> str:
    if asset in terms.sold:
        return "assigned"
    return "licensed" if asset in terms.licensed else "opened to the buyer"


def _questions(asset: Asset, day: date) -> Iterator[tuple[str, str]]:
    """What has to be asked about *asset*: the missing fact and the question."""
    found = classify(asset.technology, day)
    if asset.exporter == "CN" and not asset.technology:
        yield f"{asset.id}.technology", f"Which technology is {asset.name}, in the words of the Chinese catalogue?"
    elif asset.exporter == "CN" and not found.known:
        near = suggest(asset.technology, TECHNOLOGIES)
        hint = f"Did you mean {near!r}? " if near and asset.technology not in TECHNOLOGIES else ""
        question = f"Does the catalogue (version of {found.version}) list {asset.technology!r} ({asset.name})?"
        remedy = f"{hint}If it was searched and does not, write '{UNLISTED}:{asset.technology}'."
        yield f"{asset.id}.technology", f"{question} {remedy}"
    elif not asset.exporter and found.category in ("prohibited", "restricted"):
        yield f"{asset.id}.exporter", f"From which country would {asset.name} leave?"


def _left_out(terms: Terms) -> str:
    said = f"the terms {terms.name!r}" if terms.name else "the terms"
    if not terms.perimeter:
        return f"no Chinese technology: {said} name no asset"
    return f"no Chinese technology in {said}: " + "; ".join(f"{a.name} {_why_not(a)}" for a in terms.perimeter)


def _why_not(asset: Asset) -> str:
    if asset.exporter == "CN":
        return "is dual-use, which export control governs"
    return f"would leave {asset.exporter}, not China" if asset.exporter else "is not said to leave China"


# --------------------------------------------------------------------------------------------------------- the process

EXPORTER: Final = ("exporter", "seller")
COMMERCE: Final = ("commerce_bureau", "MOFCOM")
ABOVE: Final = ("court", "MOFCOM")
CLAIMANTS: Final = ("seller", "buyer", "bidder", "exporter", "Treasury", "Commerce", "President", "press")

PROHIBITED: Final = Required(category="prohibited")
SECRET: Final = Required(category="state_secret")
RESTRICTED: Final = Required(category="restricted")
REQUIRED: Final = Required()
SIGNED: Final = Reached("signing", says="no technology export contract has been signed", cite=CONTRACT_STAGE)

IN_REVIEW: Final = ("under_review", "with_both", "trade_agreed", "technical_pending", "trade_pending")
PENDING: Final = ("received", "supplementing", *IN_REVIEW)
"""An application for the letter of intent lies with the authorities."""
LETTER_HELD: Final = ("letter_valid", "signed_ineffective", "licence_review", "granted", "licensed")
CONTRACT_HELD: Final = ("signed_ineffective", "licence_review", "granted")
BEFORE_FILING: Final = ("unclassified", "restricted", "secrecy_cleared")
FREE_PATH: Final = ("free", "effective_unregistered", "registering", "registered")


def _unless_free(guard: Guard) -> Guard:
    """*guard*, but open where a contract lists the process although the law does not require it."""
    return guard | ~REQUIRED


HOLDS_LETTER: Final = _unless_free(InState("", LETTER_HELD, cure="the provincial commerce department"))
HOLDS_LICENCE: Final = _unless_free(InState("", {"licensed"}, cure="the provincial commerce department"))
# A catalogue that changes after the licence does not reach back (our reading).
CAN_BE_LICENSED: Final = ~PROHIBITED | InState("", {"licensed"})

NO_TALKS: Final = (
    "China has issued no letter of intent in force: no substantive negotiation, no binding promise to export"
)
NO_SIGNING: Final = (
    "China has issued no letter of intent in force: the contract may not be signed, not even subject to it"
)
NO_EFFECT: Final = "China has issued no export licence: the contract has no effect and the technology may not leave"
NEVER_TEXT: Final = "the technology is prohibited from export: no licence can be had"

CLAIMED: Final = (
    Detail("asserted_by", "text", "who says so", required=False),
    Detail("statement", "text", "in what words", required=False),
)
TERM_DETAIL: Final = Detail(
    "validity", "length", 'how long the letter says it is valid ("2 years"), if not three years', required=False
)
REASONS: Final = Detail("reason", "text", "the reason given", required=False)

STARTS: Final = Reading(
    "starts_on",
    {"receipt": {}, "receipt_without_supplements": {}, "acceptance": {}},
    why="the Regulations count from receipt (art. 32), the Licensing Law from acceptance (art. 42); the Measures of 2001 "
    "let a supplement begin the count anew (art. 6), those of 2009 are silent",
    starts={
        "receipt": ("file", "supplement", "remit"),
        "receipt_without_supplements": ("file", "remit"),
        "acceptance": ("accept", "remit"),
    },
    texts={
        "receipt": "counted from receipt (Regulations, art. 32); a supplement begins it anew",
        "receipt_without_supplements": "counted from receipt; the time of a supplement is left out",
        "acceptance": "counted from acceptance (Licensing Law, art. 42)",
    },
)
UNIT: Final = Reading(
    "unit",
    {"working_days": {}, "calendar_days": {"unit": Unit.DAYS}},
    why="art. 7 says 15 days where it says 5 working days just before; the Licensing Law counts its own in working days",
    texts={
        "working_days": "15 working days, as the Licensing Law counts (art. 82)",
        "calendar_days": "15 calendar days, by the words of art. 7",
    },
)

# fmt: off
TECH_EXPORT: Final = Process(
    "cn.tech_export",
    "Chinese technology export licence",
    "MOFCOM",
    states=[
        State("unclassified", "nobody has classified the technology yet", initial=True),
        State("prohibited", "the technology is prohibited from export", ends="prohibited"),
        State("dual_use", "the technology is dual-use: the export control regime governs it", ends="dual-use"),
        State("free", "the technology is free: a contract takes effect when it is made"),
        State("effective_unregistered", "the contract on free technology is in effect, not yet registered"),
        State("registering", "the contract on free technology lies with the province for registration"),
        State("registered", "the contract on free technology is registered", ends="registered"),
        State("restricted", "the technology is restricted: no application has been made"),
        State("secret", "the restricted technology is a state secret: the secrecy authority comes first"),
        State("secrecy_cleared", "the secrecy authority has approved in writing"),
        State("received", "the province has received the application"),
        State("supplementing", "the province has asked for supplements"),
        State("under_review", "the application is accepted; the trade review runs, the file has not been passed on"),
        State("with_both", "the trade review and the technical review run"),
        State("trade_agreed", "the trade review agrees; the file has not been passed on for the technical review"),
        State("technical_pending", "the trade review agrees, the technical review runs"),
        State("trade_pending", "the technical review agrees, the trade review runs"),
        State("approved", "both reviews agree; the letter of intent has not been issued"),
        State("letter_valid", "the letter of intent is in force", approval=True),
        State("letter_expired", "the letter of intent has expired without a contract"),
        State("signed_ineffective", "the contract is signed and has no effect", approval=True),
        State("licence_review", "the province examines whether the contract is genuine", approval=True),
        State("granted", "the licence is decided and has not been issued", approval=True),
        State("licensed", "the licence is issued and the contract is in effect", ends="licensed", approval=True),
        State("termination_unrecorded", "the licensed contract is terminated, not yet recorded"),
        State("terminated", "the end of the licensed contract is recorded", ends="terminated"),
        State("refused", "the application is refused", ends="refused"),
        State("contract_refused", "the licence is refused: the contract never takes effect", ends="refused"),
        State("revoked", "the letter or the licence is revoked", ends="revoked"),
        State("approval_asserted", "others say that China has approved; no letter and no licence has been shown"),
    ],
    transitions=[
        # ------------------------------------------------------------------------------------------ classification
        Transition("unclassified", "classify", "prohibited", EXPORTER, [PROHIBITED], cite=NEVER, text="finds the technology prohibited"),
        Transition("unclassified", "classify", "secret", EXPORTER, [~PROHIBITED, SECRET], cite=SECRECY, text="finds the technology restricted and a state secret"),
        Transition("unclassified", "classify", "restricted", EXPORTER, [~PROHIBITED, ~SECRET, RESTRICTED], cite=_art(30), text="finds the technology restricted"),
        Transition("unclassified", "classify", "free", EXPORTER, [~PROHIBITED, ~SECRET, ~RESTRICTED, ~REQUIRED], cite=FREE_RULE, text="finds the technology free"),
        Transition("unclassified", "route_to_dual_use", "dual_use", EXPORTER, [~REQUIRED], cite=CARVED_OUT, text="takes the technology to the export control regime"),
        Transition(("prohibited", "dual_use", *FREE_PATH, "restricted", "secret", "secrecy_cleared", "letter_expired", "refused", "contract_refused", "revoked", "approval_asserted"), "reclassify", "unclassified", (*EXPORTER, "MOFCOM"), cite=_art(28), text="looks again: the catalogue, the terms or the facts have changed"),
        # ---------------------------------------------------------------------------------------- state-secret technology
        Transition("restricted", "refer_for_secrecy", "secret", EXPORTER, cite=SECRECY, text="finds that the technology is a state secret"),
        Transition("secret", "clear_secrecy", "secrecy_cleared", "secrecy_authority", cite=SECRECY, text="approves in writing that the state secret may be exported"),
        Transition("secret", "refuse_secrecy", "refused", "secrecy_authority", cite=SECRECY, text="refuses that the state secret be exported"),
        # ------------------------------------------------------------------------------------ first stage: letter of intent
        Transition(("unclassified", "restricted"), "file", "received", EXPORTER, [REQUIRED, ~PROHIBITED, ~SECRET], cite=APPLY, text="applies to the province; receipt is the day that counts"),
        Transition(("secrecy_cleared", "letter_expired", "refused", "contract_refused", "revoked", "approval_asserted"), "file", "received", EXPORTER, [REQUIRED, ~PROHIBITED], cite=APPLY, text="applies to the province; receipt is the day that counts"),
        Transition("received", "confirm_receipt", None, COMMERCE, cite=DECIDE, restarts=("letter_of_intent", "pass_on"), text="confirms that it has received the application: the count runs from the day confirmed"),
        Transition("received", "request_supplement", "supplementing", COMMERCE, cite=SUPPLEMENT, stops="letter_of_intent", text="asks for missing or clearer material"),
        Transition("supplementing", "supplement", "received", EXPORTER, cite=MEASURES_2001.at("art. 6(2)"), resumes="letter_of_intent", text="hands in the last supplement, which counts as the day of the application"),
        Transition(("received", "approval_asserted"), "accept", "under_review", COMMERCE, cite=ACCEPTANCE, text="accepts the application as formally complete"),
        Transition("under_review", "pass_on", "with_both", COMMERCE, cite=PASS_ON, text="passes the file on to the science and technology department"),
        Transition("trade_agreed", "pass_on", "technical_pending", COMMERCE, cite=PASS_ON, text="passes the file on to the science and technology department"),
        Transition("under_review", "trade_ok", "trade_agreed", COMMERCE, cite=DECIDE, text="agrees on trade: policy, industry, commitments"),
        Transition("with_both", "trade_ok", "technical_pending", COMMERCE, cite=DECIDE, text="agrees on trade: policy, industry, commitments"),
        Transition("with_both", "tech_ok", "trade_pending", "science_bureau", cite=DECIDE, text="agrees on technology: security, policy, maturity"),
        Transition("technical_pending", "tech_ok", "approved", "science_bureau", cite=DECIDE, text="agrees on technology; now both agree"),
        Transition("trade_pending", "trade_ok", "approved", COMMERCE, cite=DECIDE, text="agrees on trade; now both agree"),
        # Seen from outside the two reviews are one decision: an act of its own, for a record that knows no more.
        Transition(("under_review", "with_both", "approval_asserted"), "approve", "approved", COMMERCE, cite=DECIDE, text="tells in one decision that both reviews agree"),
        Transition(IN_REVIEW, "begin_expert_review", None, (*COMMERCE, "science_bureau"), cite=NOT_COUNTED, stops="letter_of_intent", text="tells in writing of a hearing, test, appraisal or expert review, whose time is not counted"),
        Transition(IN_REVIEW, "end_expert_review", None, (*COMMERCE, "science_bureau"), cite=NOT_COUNTED, resumes="letter_of_intent", text="has the result: the count goes on from this day"),
        Transition((*PENDING, "approved", "approval_asserted"), "refuse", "refused", COMMERCE, cite=DECIDE, details=[REASONS], text="refuses the application"),
        Transition((*PENDING, "approved"), "withdraw", "restricted", EXPORTER, cite=OUR_READING, text="gives up the application"),
        Transition("refused", "remit", "under_review", ABOVE, cite=REMEDY, text="sets the refusal aside on review or in court: to be decided anew"),
        Transition(("approved", "approval_asserted"), "issue_letter", "letter_valid", COMMERCE, cite=LETTER, details=[TERM_DETAIL], sets_length="letter_validity", text="issues the letter of intent: negotiation and signing are open"),
        Transition("letter_valid", "extend_letter", None, COMMERCE, InForce(IN_FORCE, date(2009, 5, 19), cite=LONGER_2001), cite=LONGER_2001, details=[Detail("length", "length", 'by how long ("1 year")')], extends="letter_validity", text="extends the letter, as the Measures of 2001 allow"),
        Transition("letter_valid", "expire_letter", "letter_expired", CLOCK, cite=TERM, text="the letter has run its term without a contract on record"),
        # ------------------------------------------------------------------------------------ second stage: the licence
        Transition("letter_valid", "record_contract", "signed_ineffective", EXPORTER, [SIGNED], cite=EFFECT, text="puts the signed contract on record: the letter can no longer expire"),
        Transition(("letter_valid", "signed_ineffective"), "apply_licence", "licence_review", EXPORTER, [SIGNED], cite=CONTRACT_STAGE, text="hands in letter, contract, list of documents and proof of the parties' status"),
        Transition("licence_review", "grant", "granted", COMMERCE, [SIGNED], cite=CONTRACT_STAGE, text="decides to grant; the contract has no effect before the licence is issued"),
        Transition(("licence_review", "granted"), "issue_licence", "licensed", COMMERCE, [SIGNED], cite=EFFECT, text="issues the licence; the contract takes effect on this day and cannot earlier"),
        Transition("licence_review", "refuse_contract", "contract_refused", COMMERCE, cite=CONTRACT_STAGE, details=[REASONS], text="refuses: the contract is not genuine or departs from the letter"),
        Transition("contract_refused", "remit", "licence_review", ABOVE, cite=REMEDY, text="sets the refusal aside on review or in court: to be decided anew"),
        # ----------------------------------------------------------------------------------------- later changes and ends
        Transition(LETTER_HELD, "change_main_content", "restricted", (*EXPORTER, "buyer"), cite=CHANGED, text="changes the main content: the whole procedure again"),
        Transition(CONTRACT_HELD, "terminate_contract", "restricted", (*EXPORTER, "buyer"), cite=OUR_READING, text="ends the contract before it took effect; another one needs a letter of its own"),
        Transition("licensed", "terminate_contract", "termination_unrecorded", (*EXPORTER, "buyer"), cite=CHANGED, text="ends the licensed contract"),
        Transition("termination_unrecorded", "record_termination", "terminated", EXPORTER, cite=CHANGED, text="has the end of the contract recorded"),
        Transition(LETTER_HELD, "revoke", "revoked", ABOVE + COMMERCE[:1], cite=REVOKE, details=[REASONS], text="revokes letter or licence: given against the law, or got by fraud"),
        # ---------------------------------------------------------------------------------------------- free technology
        Transition("free", "record_contract", "effective_unregistered", EXPORTER, [SIGNED], cite=FREE_RULE, text="puts the contract on record, in effect since it was made"),
        Transition(("free", "effective_unregistered"), "file_registration", "registering", EXPORTER, [SIGNED], cite=_art(37), text="hands in the three documents for registration"),
        Transition("registering", "register", "registered", COMMERCE, cite=REGISTER, text="registers the contract and issues the certificate"),
        # ------------------------------------------------------------------------------------------------ mere assertion
        # Where a proceeding is on record a claim moves nothing in it.
        Transition((*BEFORE_FILING, "secret", "letter_expired", "refused", "contract_refused"), "assert_approval", "approval_asserted", CLAIMANTS, cite=EFFECT, details=CLAIMED, text="says that China has approved; nothing is shown for it and no gate opens"),
        Transition((*PENDING, "approved", "letter_valid", *CONTRACT_HELD, "approval_asserted"), "assert_approval", None, CLAIMANTS, cite=EFFECT, details=CLAIMED, text="says that China has approved; nothing is shown for it and no gate opens"),
        Transition("approval_asserted", "deny", "restricted", COMMERCE, cite=OUR_READING, text="says that it has approved nothing"),
    ],
    clocks=[
        Clock("letter_of_intent", "decision on the application for a letter of intent", PENDING, _by_number(32, 30),
              "nothing is granted: the decision is overdue, and a complaint or a court is the only remedy", readings=[STARTS],
              limits=("no extension: the ten working days of Licensing Law, art. 42 belong to its own period of twenty, which yields to this one",)),
        Clock("pass_on", "the province passes the file on for the technical review", ("received", "under_review", "trade_agreed"),
              Dated((Edition(working_days(5, "cn.state", PASS_ON), MEASURES_DAY),)),
              "nothing follows: the period of the whole decision goes on", started_by=("file", "supplement")),
        Clock("technical_review", "opinion of the science and technology department", ("with_both", "technical_pending"),
              Dated((Edition(working_days(15, "cn.state", PASS_ON), MEASURES_DAY),)),
              "nothing follows: the period of the whole decision goes on", readings=[UNIT]),
        Clock("delivery", "letter or licence is handed over after the decision", ("approved", "granted"),
              Dated((Edition(working_days(10, "cn.state", DELIVERY), date(2004, 7, 1)),)),
              "nothing is issued by silence: without the document neither stage is done", citation=WORKING_DAYS),
        Clock("letter_validity", "the letter of intent is in force", "letter_valid",
              Dated((Edition(years(3, TERM_2001), IN_FORCE), Edition(years(3, TERM), MEASURES_DAY))),
              lapse="expire_letter", extensions=Extension(LONGER_2001)),
        Clock("licence", "decision on the export licence after signing", "licence_review", _by_number(34, 15),
              "nothing is granted: the contract stays without effect", follows="letter_of_intent"),
        Clock("registration", "registration of a contract on free technology", "registering", _by_number(38, 3),
              "nothing follows: the contract is in effect already"),
    ],
    gates=[
        Gate("negotiate", CAN_BE_LICENSED, NEVER, NEVER_TEXT),
        Gate("negotiate", HOLDS_LETTER, LETTER, NO_TALKS),
        Gate("sign", CAN_BE_LICENSED, NEVER, NEVER_TEXT),
        Gate("sign", HOLDS_LETTER, LETTER, NO_SIGNING),
        Gate("close", CAN_BE_LICENSED, NEVER, NEVER_TEXT),
        Gate("close", HOLDS_LICENCE, EFFECT, NO_EFFECT),
    ],
    applies=applies,
    law_days=(IN_FORCE, *RENUMBERED, *(v.day for v in VERSIONS)),
    asks=(STATE_SECRET,),
    covers=("accessed", "buyer", "licensed", "sold"),
    zone="Asia/Shanghai",
    citation=REGULATIONS,
    limits=(
        "only the technologies named in TECHNOLOGIES have been read out of the catalogue; any other counts as unknown until it is marked unlisted",
        "which category an entry had before 2008, and the codes of most entries, were not read",
        "of the Measures of 2009 arts. 1 to 7 were read; the three years of the letter and what its expiry does are recalled",
        "that the letter was shorter than three years must be said by whoever records it; that the Measures of 2001 want 30 working days' notice of an extension is not checked",
        "whether an application received on a rest day counts from that day: no rule was found; it counts",
        "an approval is taken to cover the buyer and every asset of the terms, also those that are not Chinese technology",
        "a technology is a state secret only if the terms say so",
        "a contract recorded only after the letter has run out does not save it: put it on record when it is signed",
        "exporters in Hong Kong, Macao and Taiwan, and Chinese technology held abroad, are not looked at",
        "before 2009 the ministries decided, not the provinces; both are accepted as actors throughout",
        "a renewal on which the authority is silent is deemed granted by Licensing Law, art. 50; since 2009 a letter is not renewed but applied for anew, so the rule finds nothing to work on",
        "penalties (Regulations, arts. 43 to 46) and what banks, tax offices and customs ask for (art. 39) are not modelled",
    ),
)
# fmt: on

PROCESSES: Final = (TECH_EXPORT,)
