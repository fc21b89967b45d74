"""What a result rests on that a reader should know of: provisional dates, recalled rules, readings chosen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TypeVar

from attrs import frozen

from dealflow.citation import Checked, Citation
from dealflow.kernel import Snapshot, applicability, deadlines
from dealflow.model import Deadline, Deal, Finding
from dealflow.model.deadline import on

__all__ = ["Basis", "ChosenReading", "ProvisionalDay", "Rule", "basis_of", "deadline_basis"]

T = TypeVar("T")


@frozen
class ProvisionalDay:
    """A date that can still move without anybody acting, and why."""

    clock: str
    day: date
    because: str


@frozen
class Rule:
    """A rule that a result rests on, where it serves, and what is noted of it."""

    used_by: str
    text: str
    note: str = ""


@frozen
class ChosenReading:
    """One of several defensible readings of a rule, and whether it is the default."""

    clock: str
    text: str
    default: bool
    others: tuple[str, ...] = ()


@frozen
class Basis:
    """What a result rests on: the days not yet certain, the rules nobody has read at the source, the readings."""

    provisional: tuple[ProvisionalDay, ...] = ()
    recalled: tuple[Rule, ...] = ()
    derived: tuple[Rule, ...] = ()
    readings: tuple[ChosenReading, ...] = ()

    def __or__(self, other: Basis) -> Basis:
        """Both together, each thing once."""
        return Basis(
            _once(self.provisional, other.provisional),
            _once(self.recalled, other.recalled),
            _once(self.derived, other.derived),
            _once(self.readings, other.readings),
        )


def _once(some: tuple[T, ...], more: tuple[T, ...]) -> tuple[T, ...]:
    return tuple(dict.fromkeys((*some, *more)))


def basis_of(deal: Deal, snapshot: Snapshot, shown: Iterable[Finding] = ()) -> Basis:
    """What the running clocks, the rules of application and the findings *shown* rest on."""
    out = Basis()
    for deadline in deadlines(deal, snapshot):
        out |= deadline_basis(deadline, deal)
    cited = [(f.process, f.citation) for f in shown if f.citation]
    for bound in deal.processes:
        found = applicability(deal, snapshot, bound.id)
        if found.required and bound.process.gates and found.citation:
            cited.append((bound.id, found.citation))
    return out | _of_rules(cited)


def deadline_basis(deadline: Deadline, deal: Deal | None = None) -> Basis:
    """What one date rests on; with the *deal*, readings that could have been chosen are named."""
    provisional = (
        (ProvisionalDay(deadline.clock, deadline.day, deadline.provisional_because),) if deadline.provisional else ()
    )
    rules = _of_rules([(deadline.clock, c) for c in deadline.citations])
    days = tuple(Rule(deadline.clock, line.source, f"{on(line.first)}: {line.text}") for line in deadline.recalled_days)
    return Basis(provisional, (*rules.recalled, *days), rules.derived, tuple(_readings(deadline, deal)))


def _of_rules(cited: Iterable[tuple[str, Citation]]) -> Basis:
    by: dict[Checked, list[Rule]] = {Checked.RECALLED: [], Checked.DERIVED: []}
    for where, citation in cited:
        if citation.status in by:
            text = f"{citation.text}, {citation.pinpoint}" if citation.pinpoint else citation.text
            by[citation.status].append(Rule(where, text, citation.note))
    return Basis(recalled=_once(tuple(by[Checked.RECALLED]), ()), derived=_once(tuple(by[Checked.DERIVED]), ()))


def _readings(deadline: Deadline, deal: Deal | None) -> Iterator[ChosenReading]:
    mark = " (the default reading)"
    rules = deal.clock(deadline.clock)[1].readings if deal else ()
    for said in deadline.readings:
        rule = next((r for r in rules if said.startswith(f"{r.rule}: ")), None)
        text = said.removesuffix(mark)
        others = tuple(c for c in rule.choices if rule.text(c) != text) if rule else ()
        yield ChosenReading(deadline.clock, text, said.endswith(mark), others)
