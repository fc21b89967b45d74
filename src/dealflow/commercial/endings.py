"""The endings that the library ships: how a deal ended, told from its agreement and from what else stands in it.

An ending may name a process of an authority, as the outcome's own name does; no step of a deal ever does.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from attrs import evolve

from dealflow.model import AnyOf, Bound, Ending, Guard, InState

__all__ = ["ENDINGS", "TOLD_BY", "endings_for", "lost_to_rival"]

CLOSED: Final = InState("agreement", ("closed",))
GIVEN_UP: Final = InState("agreement", ("none", "broken_off", "terminated", "abandoned", "lapsed"))

ENDINGS: Final = (
    Ending("unwound", InState("agreement", ("unwound",)), "completed, then undone"),
    Ending("closed", CLOSED, "completed"),
    Ending("lapsed_outside_date", InState("agreement", ("lapsed",)), "ended because the last date had passed"),
    Ending("withdrawn_regulatory", InState("agreement", ("abandoned",)), "given up: an approval was not coming"),
    Ending(
        "withdrawn_commercial",
        InState("agreement", ("terminated", "broken_off")),
        "ended for reasons of price, will or alleged breach",
    ),
)
"""Endings of any deal that has an agreement, in the order in which they are judged."""

TOLD_BY: Final[Mapping[str, Mapping[str, tuple[str, ...]]]] = {
    "blocked_by_president": {"us.cfius": ("prohibited",), "us.divestiture_order": ("abandoned",)},
    "closed_with_conditions": {
        "au.accc": ("cleared_on_conditions",),
        "au.fata": ("decided_on_conditions", "no_objection_conditions"),
        "ca.ica": ("allowed_on_undertakings", "allowed_on_conditions"),
        "ca.transport": ("approved_on_terms",),
        "cn.outbound.security": ("conditional",),
        "cn.samr": ("conditional",),
        "cn.security_review": ("conditional",),
        "de.awv": ("conditional",),
        "eu.fsr": ("cleared_conditions",),
        "eu.merger": ("cleared_conditions",),
        "fr.ief": ("conditional",),
        "in.cci": ("approved_with_modifications",),
        "it.golden_power": ("cleared_with_conditions",),
        "kr.kftc": ("cleared_with_remedies",),
        "uk.cma": ("cleared_on_undertakings", "cleared_on_remedies"),
        "uk.nsia": ("cleared_on_order",),
        "us.cfius.mitigation": ("signed",),
        "us.hsr.challenge": ("settled",),
        "us.pafacaa": ("divested",),
        "us.team_telecom": ("granted_on_conditions",),
    },
    "blocked_by_authority": {"made_up.authority": ("prohibited",)},
    "forced_divestiture": {
        "uk.nsia": ("undone",),
        "us.cfius.mitigation": ("sold",),
        "us.divestiture_order": ("divested", "certified"),
    },
}
"""Endings that authorities have a part in, by the definitions and states that tell them."""

TO_BE_UNDONE: Final[Mapping[str, tuple[str, ...]]] = {
    "cn.outbound.security": ("unwinding",),
    "cn.samr.investigation": ("unwinding",),
    "cn.security_review": ("unwinding",),
    "eu.merger": ("dissolution_ordered",),
    "uk.nsia": ("blocked",),
    "us.divestiture_order": ("ordered", "buyer_proposed", "buyer_notified", "objected", "enforcement"),
}
"""States in which an order to undo or to sell binds and is not carried out: a deal that has closed is open again."""


def endings_for(processes: Iterable[Bound]) -> tuple[Ending, ...]:
    """The endings that a deal of these *processes* can come to, in the order in which they are judged.

    A prohibition alone is no ending, for it may be taken back: it ends a deal whose parties have given up. A sale that
    has closed and by which an order is carried out was forced. While an order to undo it waits to be carried out, a
    closed deal has not ended. Processes that concern another transaction are left out.
    """
    bound = [b for b in processes if not b.of]
    if all(b.id != "agreement" for b in bound):
        return ()
    blocked = _told("blocked_by_president", GIVEN_UP, "prohibited by the President and given up", bound)
    conditional = _told("closed_with_conditions", CLOSED, "completed after undertakings to an authority", bound)
    done = _carried_out(bound)
    divested = _told("forced_divestiture", done, "sold again, or sold at all, by order", bound)
    refused = _told("blocked_by_authority", None, "prohibited by an authority for good", bound)
    rest = [evolve(e, guard=CLOSED & done) if done and e.name == "closed" else e for e in ENDINGS]
    return (*blocked, *conditional, *divested, *rest, *refused)


def lost_to_rival(bid: str) -> Ending:
    """How the deal ends for the bidder of *bid*: its bid is out, and the agreement is signed or closed without it."""
    out = InState(bid, ("rejected", "withdrawn", "lapsed"))
    return Ending("lost_to_rival", out & InState("agreement", ("signed", "closed")), "a rival was preferred")


def _carried_out(bound: Iterable[Bound]) -> Guard | None:
    """That no order to undo the deal binds any more; None if no process of the deal could make one."""
    orders = tuple(InState(b.id, TO_BE_UNDONE[b.process.id]) for b in bound if b.process.id in TO_BE_UNDONE)
    return ~AnyOf(orders) if orders else None


def _told(name: str, also: Guard | None, text: str, bound: Iterable[Bound]) -> tuple[Ending, ...]:
    """The ending *name* if any process of the deal can tell it, else none."""
    states = TOLD_BY[name]
    told = tuple(InState(b.id, states[b.process.id]) for b in bound if b.process.id in states)
    if not told:
        return ()
    guard: Guard = AnyOf(told)
    return (Ending(name, also & guard if also else guard, text),)
