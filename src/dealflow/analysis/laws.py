"""The same deal under the law of two days: what is required, how long each clock lasts, which acts are possible."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from attrs import evolve, frozen

from dealflow.analysis.outlook import requirements
from dealflow.citation import Citation
from dealflow.kernel import Snapshot
from dealflow.model import CLOCK, Applicability, Clock, Deadline, Deal, InForce, Need, Period, count
from dealflow.model.bound import Bound
from dealflow.model.guard import Guard, leaves
from dealflow.model.row import Transition

__all__ = ["ActUnder", "ClockUnder", "NeedUnder", "TwoLaws", "two_laws"]


@frozen
class NeedUnder:
    """An authority that the two laws treat differently, with the reason of each."""

    process: str
    name: str
    one: Applicability
    other: Applicability


@frozen
class ClockUnder:
    """A clock whose length or counting the two laws write differently, counted from one day; None if it is not there.

    *later* says by how many days the second law's date is later (negative: earlier).
    """

    clock: str
    text: str
    start: date
    one: Deadline | None
    other: Deadline | None

    @property
    def later(self) -> int | None:
        """By how many days the second law's date is later."""
        return None if self.one is None or self.other is None else (self.other.day - self.one.day).days


@frozen
class ActUnder:
    """An act, or a gate on a step, that stands under one of the two laws only: *under* is the day of that law."""

    id: str
    text: str
    under: date
    citation: Citation | None


@frozen
class TwoLaws:
    """What the law of two days makes of one deal, under one alternative of its terms."""

    one: date
    other: date
    terms: str
    needs: tuple[NeedUnder, ...]
    clocks: tuple[ClockUnder, ...]
    acts: tuple[ActUnder, ...]

    @property
    def same(self) -> bool:
        """True if nothing that this library knows differs."""
        return not (self.needs or self.clocks or self.acts)


def two_laws(deal: Deal, snapshot: Snapshot, one: date, other: date, *, start: date | None = None) -> TwoLaws:
    """What differs for the deal as *snapshot* leaves it between the law of day *one* and that of day *other*.

    Clocks are counted from *start* (the snapshot's day where none is given) by the rule of either day, by what the
    calendars know today: only the rule differs. Authorities required under neither law are left out.
    """
    then, now = (requirements(deal, evolve(snapshot, day=day)) for day in (one, other))
    pairs = list(zip(then, now, strict=True))
    needs = [NeedUnder(a.process, a.name, a.found, b.found) for a, b in pairs if _need(a.found) != _need(b.found)]
    relevant = {a.process for a, b in pairs if Need.NONE not in (a.found.status, b.found.status)}
    relevant |= {need.process for need in needs}
    bound = [b for b in deal.processes if b.id in relevant and not b.of]
    clocks = [c for b in bound for c in _clocks(b, one, other, start or snapshot.day)]
    acts = [a for b in bound for a in _acts(b, one, other)]
    return TwoLaws(one, other, snapshot.terms, tuple(needs), tuple(clocks), tuple(acts))


def _need(found: Applicability) -> tuple[str, str]:
    return found.status, found.category


def _clocks(bound: Bound, one: date, other: date, start: date) -> Iterator[ClockUnder]:
    for clock in bound.process.clocks:
        first, second = clock.length.at(one), clock.length.at(other)
        if _rule(first) != _rule(second):
            id = f"{bound.id}/{clock.name}"
            dates = (_counted(id, clock, period, start) for period in (first, second))
            yield ClockUnder(id, clock.text, start, *dates)


def _rule(period: Period | None) -> Period | None:
    """The rule of counting alone: another citation is no other rule."""
    return None if period is None else evolve(period, citation=None)


def _counted(id: str, clock: Clock, period: Period | None, start: date) -> Deadline | None:
    if period is None:
        return None
    read, said = clock.read(period, {})
    return count(read, start, kind=clock.kind, clock=id, readings=said)


def _acts(bound: Bound, one: date, other: date) -> Iterator[ActUnder]:
    """Rows and gates that ask for a rule which is in force on one of the days only, each once."""
    seen: set[tuple[str, date]] = set()
    for id, text, guard, cited in _guarded(bound):
        days = [day for day in (one, other) if _in_force(guard, day)]
        if len(days) == 1 and (id, days[0]) not in seen:
            seen.add((id, days[0]))
            yield ActUnder(id, text, days[0], cited)


def _guarded(bound: Bound) -> Iterator[tuple[str, str, Guard, Citation | None]]:
    for row in bound.process.transitions:
        if row.requires is not None and row.by != (CLOCK,):
            yield f"{bound.id}:{row.action}", row.text, row.requires, _cited(row)
    for gate in bound.process.gates:
        yield f"{bound.id} on {gate.step}", gate.text, gate.guard, gate.citation


def _cited(row: Transition) -> Citation | None:
    dated = (leaf.cite for leaf in leaves(row.requires) if isinstance(leaf, InForce)) if row.requires else iter(())
    return next((cite for cite in dated if cite is not None), row.cite)


def _in_force(guard: Guard, day: date) -> bool:
    """True if every rule that *guard* asks to be in force is, on *day*."""
    dated = [leaf for leaf in leaves(guard) if isinstance(leaf, InForce)]
    return all((leaf.start or date.min) <= day <= (leaf.end or date.max) for leaf in dated)
