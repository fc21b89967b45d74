"""Expectations: what the author of a file expects of the deal, so that a scenario is a test."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Final

from attrs import frozen

from dealflow import kernel
from dealflow.kernel import Act, Refusal, Snapshot
from dealflow.model import Deal, Finding
from dealflow.model.deadline import on as _on
from dealflow.scenario.acts import Acts
from dealflow.scenario.places import Path
from dealflow.scenario.problems import Problems
from dealflow.scenario.shape import ExpectTable

__all__ = ["OPEN", "Expect", "Failure", "check_expect", "expects_of"]

OPEN: Final = "open"
"""The ending of a deal that has not ended."""
_SUBJECTS: Final = ("deadline", "blocked", "permitted", "required", "not_required", "state", "milestone", "ending")


@frozen
class Expect:
    """An expectation, and where it stands in the file."""

    says: ExpectTable
    line: int
    column: int

    @property
    def subject(self) -> str:
        """What it is about: "deadline", "blocked", "permitted", "required", "state", "milestone" or "ending"."""
        return next(name for name in _SUBJECTS if getattr(self.says, name))


@frozen
class Failure:
    """An expectation that does not hold: what was expected, and what is."""

    path: str
    line: int
    column: int
    expected: str
    found: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}: expected {self.expected}; {self.found}"


def expects_of(tables: Iterable[ExpectTable], acts: Acts) -> tuple[Expect, ...]:
    """The expectations that could be read."""
    found = []
    for i, table in enumerate(tables):
        path: Path = ("expect", i)
        if not acts.problems.spoiled(*path):
            _check(table, path, acts)
        if not acts.problems.spoiled(*path):
            found.append(Expect(table, *acts.problems.places.value(path)))
    return tuple(found)


def _check(table: ExpectTable, path: Path, acts: Acts) -> None:
    """Tell of an expectation that nothing could fulfil, because it is about nothing."""
    problems, deal = acts.problems, acts.deal
    subjects = [name for name in _SUBJECTS if getattr(table, name)]
    if len(subjects) != 1:
        hint = f"one of: {', '.join(_SUBJECTS)}"
        problems.add(path, f"an expectation is about one thing, and this one about {len(subjects) or 'none'}", hint)
        return
    subject = subjects[0]
    ids = [b.id for b in deal.processes]
    if subject in ("blocked", "permitted"):
        acts.known(getattr(table, subject), (*path, subject))
    elif subject in ("required", "not_required"):
        _known_all(getattr(table, subject), "process", ids, (*path, subject), problems)
    elif subject == "state":
        _check_states(table, ids, path, acts)
    else:
        dated = (*deal.clock_ids, *deal.dates)
        known = {"deadline": dated, "milestone": deal.milestones}.get(subject, (*_endings(deal), OPEN))
        if getattr(table, subject) not in known:
            kind = "clock" if subject == "deadline" else subject
            problems.unknown((*path, subject), kind, getattr(table, subject), known)
    _known_all(table.because, "process", ids, (*path, "because"), problems)
    _check_company(table, subject, path, problems)


def _endings(deal: Deal) -> tuple[str, ...]:
    return tuple(dict.fromkeys(ending.name for ending in deal.endings))


def _known_all(names: Iterable[str], kind: str, known: list[str], path: Path, problems: Problems) -> None:
    for i, name in enumerate(names):
        if name not in known:
            problems.unknown((*path, i), kind, name, known)


def _check_states(table: ExpectTable, ids: list[str], path: Path, acts: Acts) -> None:
    for process, state in table.state.items():
        if process not in ids:
            acts.problems.unknown((*path, "state", process), "process", process, ids, at_key=True)
            continue
        states = [s.name for s in acts.deal.bound(process).process.states]
        if state not in states:
            acts.problems.unknown((*path, "state", process), f"state of {process}", state, states)


def _check_company(table: ExpectTable, subject: str, path: Path, problems: Problems) -> None:
    """Tell of keys that do not go with the subject, and of one that must."""
    belongs = {"because": ("blocked",), "day": ("deadline", "milestone")}
    for name, subjects in belongs.items():
        if getattr(table, name) and subject not in subjects:
            hint = f"{name} goes with {' or '.join(subjects)}"
            problems.add((*path, name), f"{name} says nothing of {subject}", hint, at_key=True)
    if subject == "deadline" and table.day is None:
        problems.add(path, "day is missing: the expected last day", "add day = 2020-11-12")
    if table.as_of and table.on and table.on < table.as_of:
        problems.add((*path, "on"), "on lies before as_of", "look at a day on or after the one whose knowledge counts")


def check_expect(deal: Deal, expect: Expect, at: Callable[[date], Snapshot], today: date, path: str) -> Failure | None:
    """The failure of *expect*, or None if it holds; *at* gives the deal as it was known on a day."""
    says = expect.says
    as_of = says.as_of or says.on or today
    snapshot = at(as_of)
    if says.on is not None and says.on > as_of:
        snapshot = kernel.settle(deal, snapshot, says.on)
    expected, found = _JUDGES[expect.subject](deal, snapshot, says)
    if not found:
        return None
    return Failure(path, expect.line, expect.column, f"{expected} on {_on(snapshot.day)}", found)


Judged = tuple[str, str]
"""What is expected in words, and what is found instead (empty if it is as expected)."""


def _deadline(deal: Deal, snapshot: Snapshot, says: ExpectTable) -> Judged:
    expected = f"{says.deadline} to end on {_on(says.day)}" if says.day else says.deadline
    if says.deadline in deal.dates:
        day = kernel.contract_dates(deal, snapshot)[says.deadline]
    else:
        found = kernel.deadline(deal, snapshot, says.deadline)
        day = found.day if found else None
    if day is None:
        return expected, "the clock never ran"
    return expected, "" if day == says.day else f"its last day is {_on(day)}"


def _blockers(deal: Deal, snapshot: Snapshot, action: str) -> tuple[Finding, ...] | None:
    """What stands against an action, whoever takes it and with whatever details; None if nothing does."""
    options = [o for o in kernel.options(deal, snapshot) if o.id == action]
    if any(o.permitted for o in options):
        return None
    if options:
        return tuple(dict.fromkeys(f for o in options for f in o.blockers))
    refusal = kernel.decide(deal, snapshot, Act(action, snapshot.day, ""))
    return refusal.blockers if isinstance(refusal, Refusal) else None


def _blocked(deal: Deal, snapshot: Snapshot, says: ExpectTable) -> Judged:
    because = f" because of {', '.join(says.because)}" if says.because else ""
    expected = f"{says.blocked} to be blocked{because}"
    blockers = _blockers(deal, snapshot, says.blocked)
    if blockers is None:
        return expected, "it is possible"
    by = dict.fromkeys(f.process for f in blockers)
    missing = [process for process in says.because if process not in by]
    return expected, f"it is blocked because of {', '.join(by)}" if missing else ""


def _permitted(deal: Deal, snapshot: Snapshot, says: ExpectTable) -> Judged:
    blockers = _blockers(deal, snapshot, says.permitted)
    found = "" if blockers is None else f"it is blocked: {'; '.join(str(b) for b in blockers)}"
    return f"{says.permitted} to be possible", found


def _required(deal: Deal, snapshot: Snapshot, says: ExpectTable) -> Judged:
    wrong = [p for p in says.required if not kernel.applicability(deal, snapshot, p).required]
    reasons = "; ".join(f"{p}: {kernel.applicability(deal, snapshot, p).reason}" for p in wrong)
    return f"{', '.join(says.required)} to be required", f"not required are {reasons}" if wrong else ""


def _not_required(deal: Deal, snapshot: Snapshot, says: ExpectTable) -> Judged:
    wrong = [p for p in says.not_required if kernel.applicability(deal, snapshot, p).required]
    reasons = "; ".join(f"{p}: {kernel.applicability(deal, snapshot, p).reason}" for p in wrong)
    return f"{', '.join(says.not_required)} not to be required", f"required are {reasons}" if wrong else ""


def _states(_deal: Deal, snapshot: Snapshot, says: ExpectTable) -> Judged:
    expected = ", ".join(f"{process} to be {state}" for process, state in says.state.items())
    wrong = [p for p, state in says.state.items() if snapshot.process(p).state != state]
    return expected, ", ".join(f"{p} is {snapshot.process(p).state}" for p in wrong)


def _milestone(deal: Deal, snapshot: Snapshot, says: ExpectTable) -> Judged:
    day = kernel.milestones(deal, snapshot)[says.milestone]
    expected = f"{says.milestone} to be reached" + (f" on {_on(says.day)}" if says.day else "")
    if day is None:
        return expected, "it is not reached"
    return expected, "" if says.day in (None, day) else f"it was reached on {_on(day)}"


def _ending(deal: Deal, snapshot: Snapshot, says: ExpectTable) -> Judged:
    found = kernel.ending(deal, snapshot) or OPEN
    return f"the deal to be {says.ending}", "" if found == says.ending else f"it is {found}"


_JUDGES: Final[Mapping[str, Callable[[Deal, Snapshot, ExpectTable], Judged]]] = {
    "deadline": _deadline,
    "blocked": _blocked,
    "permitted": _permitted,
    "required": _required,
    "not_required": _not_required,
    "state": _states,
    "milestone": _milestone,
    "ending": _ending,
}
