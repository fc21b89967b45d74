"""The screen of ``next``: who must act and by when, what blocks the steps ahead, and what may be done today."""

from __future__ import annotations

from dealflow.analysis.changes import Moved
from dealflow.analysis.explain import Outlook
from dealflow.report import outlook
from dealflow.report.outlook import About
from dealflow.report.required import requirements
from dealflow.report.terminal import Screen
from dealflow.report.words import counted

__all__ = ["upcoming"]


def upcoming(screen: Screen, about: About, view: Outlook, moved: Moved | None, law: str) -> None:
    """Everything that somebody has to do next, and why not more can be done today."""
    outlook.opening(screen, about, view)
    screen.line(_state(view), hang=2)
    if moved:
        outlook.moved(screen, moved)
    outlook.turns(screen, view, about.name)
    outlook.steps(screen, view)
    outlook.breaches(screen, view)
    requirements(screen, view, about.name)
    outlook.permitted(screen, view.permitted)
    outlook.rests_on(screen, view.basis, view)
    outlook.foot(screen, law)


def _state(view: Outlook) -> str:
    """One line: what is in the way of the last step, and how many clocks run."""
    agreed = next((p.text for p in view.places if p.process == "agreement"), "")
    blocked = view.steps[-1].why.blockers if view.steps else ()
    clocks = [t for t in view.turns if t.status]
    parts = [
        f"State: {agreed}." if agreed else "",
        f"Open: {counted(len(blocked), 'condition')}, {counted(len(clocks), 'clock')}.",
    ]
    return " ".join(filter(None, parts))
