"""Who acts, by name: the roles of a row as they are filled in a deal."""

from __future__ import annotations

from collections.abc import Iterable

from dealflow.kernel import Snapshot
from dealflow.model import CLOCK, Bound, Deal

__all__ = ["PARTY_ROLES", "named", "who_fills"]

PARTY_ROLES = frozenset({"bidder", "board", "buyer", "exporter", "holders", "lender", "seller"})
"""Roles of the people who make the deal; every other role is an authority's, a court's or a stranger's."""

_BUYERS = ("buyer", "bidder")


def named(deal: Deal, id: str) -> str:
    """The name of a party or role, in words."""
    name = deal.who(id)
    return name.replace("_", " ") if name == id else name


def who_fills(deal: Deal, bound: Bound, roles: Iterable[str], snapshot: Snapshot | None = None) -> tuple[str, ...]:
    """The names of everybody who may act in one of *roles* of a process, each once, in written order.

    With a *snapshot* whose terms name a buyer, that buyer alone stands for the buying side of an unbound role.
    """
    buyer = deal.terms[snapshot.terms].buyer if snapshot else ""
    names: list[str] = []
    for role in roles:
        if role in bound.roles:
            names.append(" with ".join(named(deal, party) for party in bound.roles[role]))
        elif role in _BUYERS and buyer:
            names.append(named(deal, buyer))
        elif role != CLOCK:
            filled = [p.name for p in deal.parties if p.role == role]
            names.extend(filled or ([] if role in PARTY_ROLES else [named(deal, role)]))
    return tuple(dict.fromkeys(names)) or tuple(named(deal, role) for role in roles if role != CLOCK)
