"""The screen of ``check``: expectations kept and failed, entries that do not stand, what is open, what is needed."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, TypeVar

from dealflow.analysis.audit import UNREAD, Approvals, Remark
from dealflow.analysis.basis import Rule
from dealflow.analysis.idle.audit import Believed, IdleBelief
from dealflow.analysis.outlook import Requirement
from dealflow.model.terms import Applicability
from dealflow.report.outlook import foot
from dealflow.report.required import questions
from dealflow.report.terminal import Screen
from dealflow.report.words import counted, on, rule, spaced

if TYPE_CHECKING:
    from dealflow.log import Record
    from dealflow.scenario import Failure, Scenario

__all__ = ["checked"]

T = TypeVar("T")


def checked(  # noqa: PLR0913, PLR0917 - everything that the verb found
    screen: Screen,
    found: Scenario,
    failed: tuple[Failure, ...],
    record: Record,
    beliefs: Believed,
    notes: Iterable[Remark],
    needs: Iterable[Approvals],
    recalled: Iterable[Rule],
    law: str,
) -> None:
    """Everything that ``check`` found."""
    screen.title(found.title, f"as of {on(found.as_of)}")
    screen.line(f"The file is right: {_entries(len(found.history))}.", "good")
    _expectations(screen, found, failed)
    _not_standing(screen, record)
    _beliefs(screen, found, beliefs)
    _remarks(screen, list(notes))
    told: frozenset[Requirement] = frozenset()
    for one in sorted(needs, key=lambda each: not each.current):
        _approvals(screen, one, told)
        told = told or frozenset(one.not_needed)
    strict = list(recalled)
    if strict:
        screen.head(f"Strict: {counted(len(strict), _RECALLED)} under the dates of this deal")
        for each in strict:
            screen.bullet(f"FAILED {each.used_by}: {each.text} was recalled and not read at its source", "bad")
            screen.line(f"to attest it: rule = {each.attest!r}".replace("'", '"'), "quiet", indent=6, hang=2)
    foot(screen, law)


def _entries(n: int) -> str:
    return "1 entry" if n == 1 else f"{n} entries"


def _expectations(screen: Screen, found: Scenario, failed: tuple[Failure, ...]) -> None:
    number = len(found.expects)
    if not number:
        screen.line("It expects nothing: add [[expect]] tables to make it a test.", "quiet")
        return
    screen.head(f"Expectations: {number}, of which {len(failed)} failed")
    for each in failed:
        screen.bullet(f"FAILED {each}", "bad")
    if len(failed) < number:
        screen.bullet(f"ok: {number - len(failed)}", "good")


def _not_standing(screen: Screen, record: Record) -> None:
    if record.fallen:
        screen.head(f"Entries that the rules refuse: {len(record.fallen)}")
        for each in record.fallen:
            screen.bullet(f"{on(each.entry.on)} {each.entry.name}: {each.refusal.kind}", "bad", mark="!")
            for found in each.refusal.blockers:
                screen.line(found.reason, indent=6, hang=2)
    for note in record.notes:
        screen.bullet(str(note), mark="!")


def _beliefs(screen: Screen, found: Scenario, beliefs: Believed) -> None:
    """Beliefs that can never come true; those of one reason together."""
    if beliefs.refuted:
        screen.head("Beliefs that the history refutes")
        screen.bullet(f"FAILED {beliefs.refuted}", "bad")
    if beliefs.idle:
        screen.head(f"Beliefs that can never come true: {len(beliefs.idle)}")
    for reason, some in _by_reason(beliefs.idle).items():
        first, *more = some
        names = ", ".join([first.name, *(one.name.rpartition(":")[2] for one in more)])
        where = f" of alternative {first.alternative!r}" if first.alternative else ""
        part = f", in {first.share:.0%} of its chance" if first.share < 1 else ""
        screen.bullet(f"FAILED {found.path}:{first.line}:{first.column}: {names}{where}{part}: {reason[1]}", "bad")
        screen.line(first.todo, "quiet", indent=6, hang=2)


def _by_reason(idle: Iterable[IdleBelief]) -> dict[tuple[str, ...], list[IdleBelief]]:
    by: dict[tuple[str, ...], list[IdleBelief]] = {}
    for one in idle:
        belief = one.name.rpartition(":")[0]
        by.setdefault((f"{one.alternative}/{belief}", one.why, f"{one.share}"), []).append(one)
    return by


def _remarks(screen: Screen, notes: list[Remark]) -> None:
    screen.head("What it leaves open or takes on trust")
    asked = [note for note in notes if note.kind == _QUESTION]
    recalled = [note for note in notes if note.kind == _RECALLED]
    for note in notes:
        if note.kind not in (_QUESTION, _RECALLED):
            screen.bullet(f"{note.kind}: {note.subject}: {note.text}", "warn" if note.kind in _LOUD else "")
    if asked:
        whom = sum(note.subject.count(",") + 1 for note in asked)
        waits = "1 process waits" if whom == 1 else f"{whom} processes wait"
        screen.bullet(f"{counted(len(asked), 'question')} to answer: {waits}, 'not known' below", "warn")
    if recalled:
        screen.bullet(f"{counted(len(recalled), _RECALLED)}, not read at the source:")
        for note in recalled:
            screen.line(f"{note.subject}: {note.text.removesuffix(UNREAD)}", indent=6, hang=2)
    if not notes:
        screen.bullet("nothing")


_RECALLED = "recalled rule"
_QUESTION = "question"
_LOUD = ("standing breach", "overdue")


def _approvals(screen: Screen, one: Approvals, told: Collection[Requirement]) -> None:
    """What one alternative of the terms needs; what is *told* not to be needed under the first is only counted."""
    current = ", in force" if one.current else ""
    screen.head(f"What the terms {spaced(one.terms) or 'as they are'!r} need{current}")
    if one.text:
        screen.line(one.text, indent=2)
    _kind(screen, "required", one.needed)
    questions(screen, one.open, "not known: {}: these facts decide")
    _kind(screen, "voluntary", one.voluntary)
    more = [each for each in one.not_needed if each not in told]
    for reason, ids in _alike((each.found.reason, each.process) for each in more):
        screen.bullet(f"not needed: {ids}: {reason}", "quiet")
    if same := len(one.not_needed) - len(more):
        screen.bullet(
            f"not needed, as above: {same} {'other ' if more else ''}process{'' if same == 1 else 'es'}", "quiet"
        )


def _kind(screen: Screen, kind: str, some: Iterable[Requirement]) -> None:
    for found, ids in _together(some):
        category = f" ({found.category})" if found.category else ""
        screen.bullet(f"{kind}: {ids}{category}: {found.reason}")
        if found.citation:
            screen.line(f"rule: {rule(found.citation)}", "quiet", indent=6, hang=2)


def _together(some: Iterable[Requirement]) -> Iterable[tuple[Applicability, str]]:
    """Regimes with one answer, under one line."""
    return _alike((each.found, each.process) for each in some)


def _alike(pairs: Iterable[tuple[T, str]]) -> Iterable[tuple[T, str]]:
    """What several processes have in common, with their ids in a row."""
    by: dict[T, list[str]] = {}
    for common, process in pairs:
        by.setdefault(common, []).append(process)
    return [(common, ", ".join(ids)) for common, ids in by.items()]
