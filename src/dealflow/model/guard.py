"""Guards: what a step requires, as a closed family of values; and findings, a requirement judged with its reasons.

A guard never runs code of its own: the kernel alone gives it a meaning. Because guards are data, the same value is
judged, explained, drawn, cited, compiled and searched.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from attrs import field, frozen

from dealflow.citation import Citation

__all__ = [
    "AgedAtLeast",
    "AllOf",
    "AnyOf",
    "Finding",
    "Gates",
    "Guard",
    "InForce",
    "InPerimeter",
    "InState",
    "NoneOther",
    "Not",
    "OnOrBefore",
    "Past",
    "Permitted",
    "Reached",
    "Required",
    "Running",
    "Span",
    "all_of",
    "leaves",
]

Span = tuple[date, date | None]
"""First and last day, both included; None for a stretch without end."""


def _names(value: Iterable[str]) -> frozenset[str]:
    return frozenset({value} if isinstance(value, str) else value)


def _ordered(names: frozenset[str]) -> str:
    return "{" + ", ".join(map(repr, sorted(names))) + "}"


@frozen
class Guard:
    """A requirement. Combine with ``&``, ``|`` and ``~``.

    *says* replaces the generated sentence for an unmet finding; *cure* names who can bring it about; *cite* is the
    rule that asks for it.
    """

    says: str = field(default="", kw_only=True)
    cure: str = field(default="", kw_only=True)
    cite: Citation | None = field(default=None, kw_only=True)

    def __and__(self, other: Guard) -> Guard:
        return all_of([self, other])

    def __or__(self, other: Guard) -> Guard:
        mine = self.guards if isinstance(self, AnyOf) and not self.says else (self,)
        theirs = other.guards if isinstance(other, AnyOf) and not other.says else (other,)
        return AnyOf((*mine, *theirs))

    def __invert__(self) -> Guard:
        return self.guard if isinstance(self, Not) and not self.says else Not(self)


@frozen
class Reached(Guard):
    """A milestone of the deal has been reached."""

    milestone: str


@frozen
class InState(Guard):
    """A process (the guard's own where *process* is empty) is in one of these states."""

    process: str
    states: frozenset[str] = field(converter=_names, repr=_ordered)


@frozen
class NoneOther(Guard):
    """No other process of the same definition is in one of these states."""

    states: frozenset[str] = field(converter=_names, repr=_ordered)


@frozen
class Required(Guard):
    """A process (the guard's own where empty) is required on that day under the terms of that day.

    With a *category*, its rule of application must also say that category ("prohibited", "restricted", ...).
    """

    process: str = ""
    category: str = ""


@frozen
class Gates(Guard):
    """The gates that the required processes set on a named step, conjoined."""

    step: str


@frozen
class Permitted(Guard):
    """Nothing in force forbids this step."""

    step: str


@frozen
class Running(Guard):
    """A clock runs and its last day has not passed."""

    clock: str


@frozen
class Past(Guard):
    """A clock's last day has passed (or, for a clock that takes effect or permits, its day has come)."""

    clock: str


@frozen
class AgedAtLeast(Guard):
    """A clock started at least *days* calendar days ago."""

    clock: str
    days: int


@frozen
class OnOrBefore(Guard):
    """A date of the contract has not passed; a date that the deal does not fix never blocks."""

    date_name: str


@frozen
class InForce(Guard):
    """A rule of law is in force: from *start* (None: always) through *end* (None: without end)."""

    start: date | None = None
    end: date | None = None


@frozen
class InPerimeter(Guard):
    """An asset is inside the perimeter of the current terms."""

    asset: str


def _tuple(value: Iterable[Guard]) -> tuple[Guard, ...]:
    return tuple(value)


@frozen
class AllOf(Guard):
    """Every one of these holds."""

    guards: tuple[Guard, ...] = field(converter=_tuple)


@frozen
class AnyOf(Guard):
    """At least one of these holds."""

    guards: tuple[Guard, ...] = field(converter=_tuple)


@frozen
class Not(Guard):
    """This does not hold."""

    guard: Guard


def all_of(guards: Iterable[Guard]) -> Guard:
    """The conjunction of *guards*, flattened; of one guard, the guard itself."""
    flat: list[Guard] = []
    for guard in guards:
        flat.extend(guard.guards if isinstance(guard, AllOf) and not guard.says else (guard,))
    return flat[0] if len(flat) == 1 else AllOf(tuple(flat))


def leaves(guard: Guard) -> Iterator[Guard]:
    """The guards that *guard* is built from, those that are not built from others."""
    if isinstance(guard, (AllOf, AnyOf)):
        for part in guard.guards:
            yield from leaves(part)
    elif isinstance(guard, Not):
        yield from leaves(guard.guard)
    else:
        yield guard


@frozen
class Finding:
    """A requirement, judged.

    *met* is True, False, or None where it depends on dates that the judge leaves out. *reason* is a sentence, *code*
    the kind of requirement, *authority* on whose behalf it stands, *cure* who can bring it about, *waits_for* what
    has to happen, *citation* the rule. *days* are the days from the day of judging on which it would be met if nobody
    acts, lapses included. *contract* marks a requirement that the deal sets for itself.
    """

    met: bool | None
    reason: str
    code: str
    process: str
    authority: str
    waits_for: str = ""
    cure: str = ""
    citation: Citation | None = None
    days: tuple[Span, ...] = ()
    contract: bool = False

    @property
    def first_day(self) -> date | None:
        """The first day on which it would be met if nobody acts, or None if that day never comes by itself."""
        return self.days[0][0] if self.days else None

    def __str__(self) -> str:
        mark = "[contract] " if self.contract else ""
        return f"{mark}{self.reason}"
