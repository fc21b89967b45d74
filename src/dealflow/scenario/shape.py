"""The scenario file as a value: every key there is, with its kind and its meaning.

The reader, the writer, the JSON Schema and the reference page are made from these classes.
"""
# ruff: noqa: RUF009 - key() is attrs.field, with what the reader has to know

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from fractions import Fraction
from typing import Any, Final

from attrs import frozen

from dealflow.beliefs import BASES
from dealflow.model.deadline import Kind as ClockKind
from dealflow.scenario.groups import TEXTS, ListOf, Named, OneOf
from dealflow.scenario.kinds import (
    CHANCE,
    DATE,
    FACT,
    FLAG,
    LOOSE_TEXT,
    MOMENT,
    SCALAR,
    TEXT,
    WHEN,
    Month,
    one_of,
    whole,
)
from dealflow.scenario.tables import Table, key, rest

__all__ = ["EVIDENCE", "FORMAT", "ScenarioFile"]

FORMAT: Final = 1
EVIDENCE: Final = {
    "document": "a document of the authority or the parties",
    "press": "somebody reports it",
    "claim": "a party says so",
    "recalled": "written from memory",
}
"""How good the proof of an entry is."""

_ID: Final = 'id = "mydeal"'


@frozen
class DealTable:
    """The deal as a whole, and the question's day."""

    id: str = key(TEXT, "a short name for the deal, without spaces", example=_ID)
    title: str = key(TEXT, "what the deal is called", example='title = "Buyer to buy Target"')
    as_of: date = key(DATE, "the day the question is asked for", example="as_of = 2020-09-24")
    start: date | None = key(DATE, "the day the deal begins; the first entry's where it is not written", default=None)
    terms: str = key(TEXT, "the alternative of [terms] in force at the start; the first if not written", default="")
    processes: tuple[str, ...] = key(TEXTS, "processes added to those of the authorities", default=())
    readings: Mapping[str, tuple[str, ...]] = key(
        Named(TEXTS), "which of several defensible readings of a clock's rule, by clock", default={}
    )
    summary: str = key(LOOSE_TEXT, "the deal in a few sentences", default="")
    notes: tuple[str, ...] = key(TEXTS, "remarks of the author", default=())


@frozen
class PartyTable:
    """Somebody who acts in the deal."""

    name: str = key(TEXT, "what the party is called", example='name = "Target Ltd."')
    role: str = key(TEXT, 'the part it plays ("seller", "buyer", "CFIUS")', default="")
    country: str = key(TEXT, "its country, two letters", default="")


@frozen
class AssetTable:
    """A thing that can stand inside or outside the sale."""

    name: str = key(TEXT, "what it is called", example='name = "The algorithm"')
    technology: str = key(TEXT, "what the technology catalogues call it", default="")
    exporter: str = key(TEXT, "the country it would leave, two letters", default="")


@frozen
class TermsTable:
    """One alternative of what is sold, by whom, to whom."""

    text: str = key(LOOSE_TEXT, "the alternative in words", default="")
    buyer: str = key(TEXT, "the party that buys", default="")
    sold: tuple[str, ...] = key(TEXTS, "assets that change hands", default=())
    licensed: tuple[str, ...] = key(TEXTS, "assets that the buyer may use", default=())
    accessed: tuple[str, ...] = key(TEXTS, "assets that the buyer may inspect or is served by", default=())
    perimeter: tuple[str, ...] = key(TEXTS, "another word for sold", default=())
    facts: Mapping[str, Any] = key(Named(FACT), "facts of these terms that rules ask about", default={})


@frozen
class BidTable:
    """A bid, which becomes the process ``bid.NAME``."""

    bidder: tuple[str, ...] = key(TEXTS, "the party that bids, or all of a consortium", example='bidder = "buyer"')
    terms: str = key(TEXT, "the alternative of [terms] that it offers", default="")


@frozen
class ProcessTable:
    """A process that stands in the deal under an id of its own, or with its roles filled."""

    definition: str = key(TEXT, "the id of its definition; its own id where it is not written", default="")
    roles: Mapping[str, tuple[str, ...]] = key(Named(TEXTS), "who or which process fills each role", default={})
    refs: Mapping[str, str] = key(Named(TEXT), "other processes that its references mean", default={})
    of: str = key(TEXT, "the other transaction that it is about", default="")


@frozen
class ConditionTable:
    """A condition precedent of the contract: a process of the deal, or a condition of its own."""

    clause: str = key(TEXT, "where the contract says so", example='clause = "s. 7.1(b)"')
    process: str = key(TEXT, "the process whose approval the contract asks for", default="")
    id: str = key(TEXT, "the name of a condition of its own, the process contract.NAME", default="")
    text: str = key(TEXT, "the condition in words", default="")
    by: tuple[str, ...] = key(TEXTS, "the roles that can say that it is satisfied", default=())
    step: str = key(one_of("negotiate", "sign", "close"), "the step that waits for it", default="close")
    waivable: bool = key(FLAG, "whether it can be waived", default=False)
    waived_by: tuple[str, ...] = key(TEXTS, "the roles in whose favour it stands", default=())


@frozen
class ClockTable:
    """A period of the contract (notice, cure, fee), the process contract.NAME."""

    id: str = key(TEXT, "the name of the period", example='id = "cure"')
    text: str = key(TEXT, "what the period is for", example='text = "time to cure a breach"')
    clause: str = key(TEXT, "where the contract says so", example='clause = "s. 8.2"')
    length: str = key(TEXT, "how long it lasts, in words", example='length = "20 days"')
    calendar: str = key(TEXT, "the calendar in which working days are counted", default="")
    rolls: bool = key(FLAG, "whether a last day that is not worked moves to the next working day", default=False)
    first_day: int = key(whole(0, 1), "1 if the day that starts it is counted, else 0", default=0)
    started_by: tuple[str, ...] = key(TEXTS, "the roles that can start it", default=())
    done_by: tuple[str, ...] = key(TEXTS, "the roles that can do in time what it is for", default=())
    blocks: str = key(one_of("negotiate", "sign", "close"), "the step that must not be taken while it runs", default="")
    kind: str = key(one_of(*(k.value for k in ClockKind)), "what its last day means", default=ClockKind.LAST_DAY.value)


@frozen
class ContractTable:
    """What the contract says: its dates, conditions and periods. All of it is marked contract wherever it is shown."""

    dates: Mapping[str, Any] = rest(DATE, "a date of the contract, by its name (outside_date)")
    condition: tuple[ConditionTable, ...] = key(ListOf(Table(ConditionTable)), "conditions precedent", default=())
    clock: tuple[ClockTable, ...] = key(ListOf(Table(ClockTable)), "periods of the contract", default=())


@frozen
class HistoryTable:
    """Something that happened: an act, or a statement without legal effect."""

    act: str = key(TEXT, "the action that was taken, as process:action", default="")
    statement: str = key(TEXT, "what was said, without legal effect", default="")
    on: date | datetime | Month = key(
        WHEN, 'the day it happened, or the month ("2020-09") if that is all that is known', example="on = 2020-09-24"
    )
    by: str = key(TEXT, "who did it: a party, or the role of an authority", example='by = "CFIUS"')
    effective: date | datetime | None = key(MOMENT, "the day clocks count from, if it is another", default=None)
    recorded: date | None = key(DATE, "the day we learned of it, if that was later", default=None)
    evidence: str = key(one_of(*EVIDENCE), "how good the proof is", default="")
    source: str = key(TEXT, "what it rests on", default="")
    breach: bool = key(FLAG, "true if it happened although the rules refuse it", default=False)
    note: str = key(LOOSE_TEXT, "a remark", default="")
    ref: tuple[str, ...] = key(TEXTS, "where it stands in a chronology or docket of one's own", default=())
    details: Mapping[str, Any] = key(Named(SCALAR), "details whose name is also a key of this table", default={})
    more: Mapping[str, Any] = rest(SCALAR, "a detail of the action (days, terms, until)")


@frozen
class DelayTable:
    """One of several delays, with its chance."""

    after: str = key(TEXT, "the delay in words", example='after = "20 working days"')
    chance: Fraction = key(CHANCE, "how likely it is", example="chance = 0.5")


@frozen
class AlternativeTable:
    """One thing that may be done in a state."""

    action: str = key(TEXT, 'the action of the process, or "none"', example='action = "approve"')
    chance: Any = key(
        OneOf(CHANCE, Named(CHANCE)),
        "how likely it is; where the belief has a cause, how likely under each of its levels",
        example="chance = 0.5",
    )
    delay: Any = key(
        OneOf(TEXT, ListOf(Table(DelayTable, '[{ after = "20 days", chance = 1 }]'), least=1)),
        'how long it takes, in words ("20 to 45 working days"), or several delays with chances',
        default="",
    )
    by: str = key(TEXT, "who does it, where the rules let several", default="")
    details: Mapping[str, Any] = key(Named(SCALAR), "details whose name is also a key of this table", default={})
    more: Mapping[str, Any] = rest(SCALAR, "a detail of the action (days, terms, until)")


@frozen
class BasisTable:
    """What a chance rests on."""

    kind: str = key(one_of(*BASES), "illustrative, judgement or base rate", example='kind = "illustrative"')
    source: str = key(TEXT, "where the cases are counted; a base rate must say it", default="")
    by: str = key(TEXT, "whose judgement it is", default="")
    on: date | None = key(DATE, "the day it was formed", default=None)
    text: str = key(LOOSE_TEXT, "the reasons", default="")


@frozen
class CauseTable:
    """Something unseen on which several beliefs depend: it is drawn once, and the same for all of them."""

    levels: Mapping[str, Fraction] = key(
        Named(CHANCE), "its levels with their chances", example="levels = { calm = 0.7, tense = 0.3 }"
    )
    basis: BasisTable = key(
        Table(BasisTable, '{ kind = "illustrative" }'),
        "what the chances rest on",
        example='basis = { kind = "illustrative" }',
    )
    text: str = key(LOOSE_TEXT, "the cause in words", default="")


@frozen
class BeliefTable:
    """What somebody may do in a state of a process: one group of alternatives whose chances sum to one."""

    process: str = key(TEXT, "the process", example='process = "us.cfius"')
    state: str = key(TEXT, "the state on entering which one alternative is drawn", example='state = "review"')
    group: str = key(TEXT, "a name, where several groups of one state race", default="")
    basis: BasisTable = key(
        Table(BasisTable, '{ kind = "illustrative" }'),
        "what the chances rest on",
        example='basis = { kind = "illustrative" }',
    )
    calendar: str = key(TEXT, "the calendar in which delays in working days are counted", default="")
    text: str = key(LOOSE_TEXT, "the belief in words", default="")
    cause: str = key(TEXT, "one of [causes] on whose level the chances depend", default="")
    alternatives: tuple[AlternativeTable, ...] = key(
        ListOf(Table(AlternativeTable, '[{ action = "none", chance = 1 }]'), least=1),
        "what may be done",
        example='alternatives = [{ action = "none", chance = 1 }]',
    )


@frozen
class ExpectTable:
    """What the author expects of the deal: a test that anybody can write."""

    as_of: date | None = key(DATE, "the day whose knowledge counts; the deal's own where not written", default=None)
    on: date | None = key(DATE, "the day looked at, if it is later than as_of", default=None)
    deadline: str = key(TEXT, "a clock, or a date of the contract, whose last day is expected", default="")
    day: date | None = key(DATE, "the expected day of the deadline or milestone", default=None)
    blocked: str = key(TEXT, "an action that is not possible", default="")
    because: tuple[str, ...] = key(TEXTS, "processes that must be among the blockers", default=())
    ref: tuple[str, ...] = key(TEXTS, "where it stands in a chronology or docket of one's own", default=())
    permitted: str = key(TEXT, "an action that is possible", default="")
    required: tuple[str, ...] = key(TEXTS, "processes that are required", default=())
    not_required: tuple[str, ...] = key(TEXTS, "processes that are not required", default=())
    state: Mapping[str, str] = key(Named(TEXT), "the expected states, by process", default={})
    milestone: str = key(TEXT, "a milestone that is reached, on the day if one is given", default="")
    ending: str = key(TEXT, 'how the deal has ended, or "open"', default="")
    text: str = key(LOOSE_TEXT, "why it is expected", default="")


@frozen
class MoveTable:
    """An act of the history on another day."""

    act: str = key(TEXT, "an act of the history, as process:action", example='act = "cn.tech_export:file"')
    to: date = key(DATE, "the day it happens instead", example="to = 2020-08-28")
    number: int = key(whole(1, 999), "which of several of that name, counted from 1", default=1)


@frozen
class UndoTable:
    """An act of the history undone: everything from it on is cut off, or it falls with the entries that are named."""

    act: str = key(TEXT, "an act of the history, as process:action", example='act = "us.divestiture_order:extend"')
    number: int = key(whole(1, 999), "which of several of that name, counted from 1", default=1)
    falls: tuple[str, ...] | None = key(
        TEXTS,
        "acts that fall with it, the rest stays; the history is cut there where this is not written",
        default=None,
    )


@frozen
class WhatIfTable:
    """The same deal with something otherwise: an alternative to compare with."""

    text: str = key(LOOSE_TEXT, "the alternative in words", default="")
    terms: str = key(TEXT, "the alternative of [terms] in force at the start", default="")
    as_of: date | None = key(DATE, "another day of the question", default=None)
    law: date | None = key(DATE, "the day whose law holds throughout", default=None)
    drop: tuple[str, ...] = key(TEXTS, "processes whose approval is not needed", default=())
    dates: Mapping[str, Any] = key(Named(DATE), "dates of the contract, by name", default={})
    facts: Mapping[str, Any] = key(Named(FACT), "facts of all terms that rules ask about", default={})
    numbers: Mapping[str, Any] = key(
        Named(SCALAR), 'numbers of the file, by name ("alder/review:clear" is a chance)', default={}
    )
    move: tuple[MoveTable, ...] = key(
        ListOf(Table(MoveTable, '[{ act = "...", to = 2020-08-28 }]')), "acts of the history on other days", default=()
    )
    undo: tuple[UndoTable, ...] = key(
        ListOf(Table(UndoTable, '[{ act = "..." }]')), "acts of the history that did not happen", default=()
    )
    beliefs: tuple[BeliefTable, ...] = key(
        ListOf(Table(BeliefTable)), "beliefs in the place of those of the same process, state and group", default=()
    )


@frozen
class ScenarioFile:
    """A scenario file: the deal, what happened, what is believed, and what is expected."""

    format: int = key(whole(FORMAT, FORMAT), "the version of this form of file", example="format = 1")
    deal: DealTable = key(Table(DealTable), "the deal", example="a table [deal] with id, title and as_of")
    parties: Mapping[str, PartyTable] = key(Named(Table(PartyTable, '{ name = "..." }')), "who acts", default={})
    assets: Mapping[str, AssetTable] = key(Named(Table(AssetTable, '{ name = "..." }')), "what is sold", default={})
    facts: Mapping[str, Any] = key(Named(FACT), "facts of all terms that rules ask about", default={})
    terms: Mapping[str, TermsTable] = key(Named(Table(TermsTable)), "alternatives of the terms", default={})
    bids: Mapping[str, BidTable] = key(Named(Table(BidTable)), "the bids", default={})
    processes: Mapping[str, ProcessTable] = key(Named(Table(ProcessTable)), "processes with their roles", default={})
    contract: ContractTable = key(Table(ContractTable), "what the contract says", default=ContractTable())
    history: tuple[HistoryTable, ...] = key(ListOf(Table(HistoryTable)), "what happened, in order", default=())
    causes: Mapping[str, CauseTable] = key(
        Named(Table(CauseTable)), "what several beliefs depend on together", default={}
    )
    beliefs: tuple[BeliefTable, ...] = key(ListOf(Table(BeliefTable)), "odds and delays", default=())
    alternatives: Mapping[str, WhatIfTable] = key(
        Named(Table(WhatIfTable)), "the deal with something otherwise, to compare with", default={}
    )
    expect: tuple[ExpectTable, ...] = key(ListOf(Table(ExpectTable)), "what is expected of the deal", default=())
