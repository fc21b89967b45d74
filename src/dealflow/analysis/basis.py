"""What a result rests on that a reader should know of: provisional dates, recalled rules, readings chosen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TypeVar

from attrs import frozen

from dealflow.citation import Attestation, Checked, Citation
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
    """A rule that a result rests on, where it serves, what is noted of it, and by what name it can be attested."""

    used_by: str
    text: str
    note: str = ""
    attest: str = ""


@frozen
class ChosenReading:
    """One of several defensible readings of a rule, and whether it is the default."""

    clock: str
    text: str
    default: bool
    others: tuple[str, ...] = ()


@frozen
class Basis:
    """What a result rests on: days not yet certain, rules nobody has read at the source or an office has, readings."""

    provisional: tuple[ProvisionalDay, ...] = ()
    recalled: tuple[Rule, ...] = ()
    attested: tuple[Rule, ...] = ()
    derived: tuple[Rule, ...] = ()
    readings: tuple[ChosenReading, ...] = ()

    def __or__(self, other: Basis) -> Basis:
        """Both together, each thing once."""
        return Basis(
            _once(self.provisional, other.provisional),
            _once(self.recalled, other.recalled),
            _once(self.attested, other.attested),
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


def deadline_basis(
    deadline: Deadline, deal: Deal | None = None, *, days_off: Mapping[str, Attestation] | None = None
) -> Basis:
    """What one date rests on; with the *deal*, readings that could have been chosen are named.

    *days_off* are attestations of recalled days off, where no deal carries them.
    """
    provisional = (
        (ProvisionalDay(deadline.clock, deadline.day, deadline.provisional_because),) if deadline.provisional else ()
    )
    rules = _of_rules([(deadline.clock, c) for c in deadline.citations])
    days = _recalled_days(deadline, deal.attested if deal else days_off or {})
    return Basis(provisional, readings=tuple(_readings(deadline, deal))) | rules | days


def _recalled_days(deadline: Deadline, attested: Mapping[str, Attestation]) -> Basis:
    """The days of a count that nobody has read at their source, and those that an office answers for."""
    recalled, checked = [], []
    for line in deadline.recalled_days:
        name, what = f"calendar {deadline.period.calendar} {line.first.year}", f"{on(line.first)}: {line.text}"
        if name in attested:
            checked.append(Rule(deadline.clock, f"{what} ({attested[name]})", attest=name))
        else:
            recalled.append(Rule(deadline.clock, line.source.removesuffix(" (recalled)"), what, name))
    return Basis(recalled=tuple(recalled), attested=tuple(checked))


def _of_rules(cited: Iterable[tuple[str, Citation]]) -> Basis:
    by: dict[Checked, list[Rule]] = {Checked.RECALLED: [], Checked.DERIVED: [], Checked.ATTESTED: []}
    for where, citation in cited:
        if citation.status in by:
            text = str(citation) if citation.attested else citation.place
            by[citation.status].append(Rule(where, text, citation.note, citation.place))
    found = {status: _once(tuple(rules), ()) for status, rules in by.items()}
    return Basis(recalled=found[Checked.RECALLED], attested=found[Checked.ATTESTED], derived=found[Checked.DERIVED])


def _readings(deadline: Deadline, deal: Deal | None) -> Iterator[ChosenReading]:
    mark = " (the default reading)"
    rules = deal.clock(deadline.clock)[1].readings if deal else ()
    for said in deadline.readings:
        rule = next((r for r in rules if said.startswith(f"{r.rule}: ")), None)
        text = said.removesuffix(mark)
        others = tuple(c for c in rule.choices if rule.text(c) != text) if rule else ()
        yield ChosenReading(deadline.clock, text, said.endswith(mark), others)
