"""What is required of a deal, on a screen: the regimes that apply and why, and the questions that decide the others."""

from __future__ import annotations

from collections.abc import Iterable

from dealflow.analysis.explain import Outlook
from dealflow.analysis.outlook import Requirement
from dealflow.model.terms import Applicability, Need
from dealflow.report.terminal import Screen
from dealflow.report.words import rule

__all__ = ["questions", "requirements"]


def requirements(screen: Screen, view: Outlook, name: str = "") -> None:
    """Which regimes apply and why, which questions are open, and of how many others nothing is required."""
    together: dict[Applicability, list[str]] = {}
    for each in view.requirements:
        if not each.idle:
            together.setdefault(each.found, []).append(each.process)
    if together:
        screen.head("What is required")
    for found, processes in together.items():
        if found.status not in (Need.UNKNOWN, Need.NONE):
            _requirement(screen, found, processes)
    questions(screen, view.requirements, "{}: not known, counted as required; these facts decide")
    free = sum(len(processes) for found, processes in together.items() if found.status == Need.NONE)
    if free:
        where = f" (dealflow check {name} names them and says why)" if name else ""
        screen.bullet(f"not applicable: {free} other {'process' if free == 1 else 'processes'}{where}", "quiet")


def questions(screen: Screen, some: Iterable[Requirement], said: str) -> None:
    """Each set of questions once, under what is *said* of the processes that it decides: fact to give, and question."""
    together: dict[tuple[tuple[str, str], ...], list[str]] = {}
    for each in some:
        if each.open:
            together.setdefault(each.asked or (("question", each.found.question),), []).append(each.process)
    for asked, processes in together.items():
        screen.bullet(said.format(", ".join(processes)), "warn")
        for name, question in asked:
            screen.line(f"{name}: {question}", indent=6, hang=2)


def _requirement(screen: Screen, found: Applicability, processes: list[str]) -> None:
    category = f" ({found.category})" if found.category else ""
    screen.bullet(f"{', '.join(processes)}: {found.status}{category}: {found.reason}")
    if found.question:
        screen.line(f"question: {found.question}", "warn", indent=6, hang=2)
    if found.citation:
        screen.line(f"rule: {rule(found.citation)}", "quiet", indent=6, hang=2)
