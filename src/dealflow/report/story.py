"""What happened, on a screen: each event with its day, who did what, on what evidence, and what it changed."""

from __future__ import annotations

import re
from datetime import date

from dealflow.analysis.audit import Elsewhere
from dealflow.analysis.changes import Moved
from dealflow.analysis.explain import Outlook
from dealflow.analysis.story import Moment
from dealflow.model import Applicability
from dealflow.report import outlook
from dealflow.report.outlook import About
from dealflow.report.required import requirements
from dealflow.report.terminal import Screen
from dealflow.report.words import counted, on, rule, spaced

__all__ = ["played"]

_DATE, _SOURCE = 17, 110
_ISO = re.compile(r"\d{4}-\d\d-\d\d")


def played(
    screen: Screen,
    about: About,
    view: Outlook,
    moments: tuple[Moment, ...],
    moved: Moved | None,
    other: tuple[Elsewhere, ...],
    law: str,
) -> None:
    """The screen of ``run``: the story, where it stands, who acts next, what blocks closing, what it rests on."""
    outlook.opening(screen, about, view)
    screen.head("What happened")
    for moment in moments:
        _moment(screen, moment)
    if not moments:
        screen.line("nothing yet", indent=2)
    if moved:
        outlook.moved(screen, moved)
    outlook.places(screen, view)
    outlook.turns(screen, view, about.name)
    outlook.steps(screen, view, only="close")
    outlook.breaches(screen, view)
    requirements(screen, view, about.name)
    _elsewhere(screen, other)
    outlook.rests_on(screen, view.basis, view)
    outlook.foot(screen, law)


def _elsewhere(screen: Screen, other: tuple[Elsewhere, ...]) -> None:
    """What would be required otherwise under the other alternatives of the terms."""
    if not other:
        return
    screen.head("What other terms would change")
    for each in other:
        screen.line(f"{spaced(each.terms)}: {each.text}", indent=2, hang=2)
        together: dict[Applicability, list[str]] = {}
        for one in each.changed:
            together.setdefault(one.found, []).append(one.process)
        for found, processes in together.items():
            now = found.category or found.status
            screen.bullet(f"{', '.join(processes)}: {spaced(now)}: {found.reason}", "", indent=4)


def _moment(screen: Screen, moment: Moment) -> None:
    text, style = _said(moment)
    more = 4 if screen.narrow else _DATE
    screen.item(on(moment.day), text, style, indent=0, at=_DATE)
    for each in moment.changes:
        outlook.change(screen, each, indent=more)
    for found in moment.blockers:
        cure = f" (cure: {found.cure})" if found.cure else ""
        label = f"{found.process}: " if found.process else ""
        screen.bullet(f"{label}{found.reason}{cure}", "bad", indent=more, mark="!")
    for line in _small_print(moment):
        screen.line(line, "quiet", indent=more, hang=2)


def _said(moment: Moment) -> tuple[str, str]:
    """The event in a sentence, the kind of event in a word where it is not a plain act."""
    details = ", ".join(_detail(name, value) for name, value in moment.details)
    what = f"{moment.what} ({details})" if details else moment.what
    why = counted(len(moment.blockers), "reason")
    return {
        "act": (f"{moment.who} {what}", "head"),
        "statement": (f"Statement by {moment.who}, without legal effect: {what}", ""),
        "breach": (f"BREACH: {moment.who} {what}, although the model refuses it for {why}:", "bad"),
        "refused": (f"REFUSED: {moment.who}: {what}, for {why}; it changes nothing:", "bad"),
        "lapse": (f"A clock of {moment.action.partition(':')[0]} runs out: {what}", "warn"),
        "law": (f"NEW LAW {what}", "warn"),
        "calendar": (f"The calendar: {what}", ""),
    }[moment.kind]


def _detail(name: str, value: str) -> str:
    """A detail of an act in words; a length says itself what it is."""
    if _ISO.fullmatch(value):
        return f"{spaced(name)} {on(date.fromisoformat(value))}"
    return spaced(value) if name in ("days", "length") else f"{spaced(name)} {spaced(value)}"


def _small_print(moment: Moment) -> list[str]:
    out = []
    if moment.until:
        out.append(f"the day is not known: {on(moment.day)} or later, until {on(moment.until)}")
    if moment.effective:
        out.append(f"counts from {on(moment.effective)}")
    if moment.recorded:
        out.append(f"learned on {on(moment.recorded)}")
    grounds = "; ".join(filter(None, (moment.evidence, _brief(moment.source))))
    if grounds:
        out.append(f"source: {grounds}")
    if moment.kind in ("law", "lapse") and moment.citation:
        out.append(f"rule: {rule(moment.citation)}")
    return out


def _brief(source: str) -> str:
    """A source without its details, with the mark that says whether it was seen or recalled."""
    if len(source) <= _SOURCE:
        return source
    body, opened, mark = source.rpartition("(")
    mark = opened + mark if opened and mark.endswith(")") else ""
    body = body if mark else source
    return f"{body[: _SOURCE - len(mark) - 4].rpartition(' ')[0].rstrip(' ,;:')} ... {mark}".rstrip()
