"""Where a rule is written: citations, and values dated by the day they take force."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from datetime import date
from enum import Enum
from typing import Generic, TypeVar

from attrs import evolve, field, frozen

from dealflow.errors import DefinitionError

__all__ = ["Attestation", "Checked", "Citation", "Dated", "Edition"]

T = TypeVar("T")


class Checked(Enum):
    """How far a rule was verified by the people who wrote it down."""

    READ = "checked"
    """Read in a copy of the source."""
    DERIVED = "derived"
    """Computed or inferred by us from a rule that was read; published by nobody."""
    RECALLED = "recalled"
    """Written from memory, not confirmed in a source: a hypothesis until a person checks it."""
    ATTESTED = "attested"
    """Recalled by us, and checked at its source by somebody who answers for it in an office's own file."""
    CONTRACT = "contract"
    """Declared by a deal file for itself: not law."""


@frozen
class Attestation:
    """Somebody's word that a recalled rule was checked at its source.

    *rule* says what was checked (a process, a clock, an instrument, or the days off of a calendar's year),
    *instrument* the text that was read, *name* who read it, *on* the day. *office* is the one that answers for it.
    """

    rule: str
    instrument: str
    name: str
    on: date
    office: str = ""
    note: str = ""

    def __str__(self) -> str:
        who = f"{self.name}, {self.office}" if self.office else self.name
        return f"checked by {who} on {self.on.day} {self.on:%b %Y} in {self.instrument}"


@frozen
class Citation:
    """A place in a legal text or record, with the day the rule takes force and how far it was checked.

    *text* names the instrument ("31 CFR 800.503"), *pinpoint* the place in it, *in_force* the first day on which the
    rule binds (None: since before any case this library knows), *status* whether it was read, derived or recalled.
    """

    text: str
    pinpoint: str = ""
    in_force: date | None = field(default=None, kw_only=True)
    until: date | None = field(default=None, kw_only=True)
    status: Checked = field(default=Checked.READ, kw_only=True)
    note: str = field(default="", kw_only=True)
    checked_on: date | None = field(default=None, kw_only=True)
    attested: Attestation | None = field(default=None, kw_only=True)

    def at(self, pinpoint: str, **changes: object) -> Citation:
        """The same instrument at another place (or with other fields)."""
        return evolve(self, pinpoint=pinpoint, **changes)  # type: ignore[arg-type]

    def attest(self, word: Attestation) -> Citation:
        """The same place, checked by whoever gives *word* for it."""
        return evolve(self, status=Checked.ATTESTED, attested=word, checked_on=word.on)

    @property
    def place(self) -> str:
        """The instrument and the place in it, without any mark."""
        return f"{self.text}, {self.pinpoint}" if self.pinpoint else self.text

    @property
    def recalled(self) -> bool:
        """True if nobody has read the rule at its source."""
        return self.status is Checked.RECALLED

    def __str__(self) -> str:
        where = self.place
        if self.attested is not None:
            return f"{where} ({self.attested})"
        mark = {Checked.RECALLED: " (recalled, not checked)", Checked.DERIVED: " (derived)"}.get(self.status, "")
        if self.status is Checked.CONTRACT:
            return f"contract: {where}"
        return where + mark


@frozen
class Edition(Generic[T]):
    """A value and the first day on which it is in force (None: from the beginning)."""

    value: T
    in_force: date | None = None
    citation: Citation | None = None


def _sorted(editions: Iterable[Edition[T]]) -> tuple[Edition[T], ...]:
    return tuple(sorted(editions, key=lambda e: e.in_force or date.min))


@frozen
class Dated(Generic[T]):
    """Values of one rule, each dated by the day it takes force.

    Raises DefinitionError if there is no edition, or two editions take force on one day.
    """

    editions: tuple[Edition[T], ...] = field(converter=_sorted)

    def __attrs_post_init__(self) -> None:
        days = [e.in_force for e in self.editions]
        if not days:
            raise DefinitionError("dated value", ["it has no edition at all"])
        if len(set(days)) != len(days):
            raise DefinitionError("dated value", [f"two editions take force on one day: {days}"])

    @classmethod
    def always(cls, value: T, citation: Citation | None = None) -> Dated[T]:
        """A value that has had one edition only."""
        return cls((Edition(value, None, citation),))

    def edition(self, day: date) -> Edition[T] | None:
        """The edition in force on *day*, or None before the first one."""
        starts = [e.in_force or date.min for e in self.editions]
        i = bisect_right(starts, day)
        return self.editions[i - 1] if i else None

    def at(self, day: date) -> T | None:
        """The value in force on *day*, or None before the first edition."""
        found = self.edition(day)
        return None if found is None else found.value

    @property
    def changes(self) -> tuple[date, ...]:
        """The days on which an edition takes force, the first one left out if it has always been there."""
        return tuple(e.in_force for e in self.editions if e.in_force is not None)
