"""Where a deal stands, on a screen: who must act next and by when, what blocks the steps, what it all rests on."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final, NamedTuple

from dealflow.analysis.basis import Basis
from dealflow.analysis.changes import Change, Moved
from dealflow.analysis.explain import Blocker, Outlook
from dealflow.analysis.outlook import Permitted
from dealflow.analysis.turns import StepAhead, Turn
from dealflow.citation import Citation
from dealflow.report.terminal import Screen
from dealflow.report.words import DISCLAIMER, contract, counted, first_upper, joined, left, on, rule, short, spaced

__all__ = [
    "About",
    "blocker",
    "breaches",
    "change",
    "foot",
    "moved",
    "opening",
    "permitted",
    "places",
    "rests_on",
    "steps",
    "turns",
]


_FEW: Final = 3
"""So many approvals that may or may not be needed are told one by one; more share a line."""


class About(NamedTuple):
    """What a report is about: the name to type for the deal, its title, and a few sentences on it."""

    name: str
    title: str
    summary: str = ""


def opening(screen: Screen, about: About, view: Outlook) -> None:
    """The title, the day, the deal in a few sentences, the terms in force, and how it has ended if it has."""
    screen.title(about.title, f"as of {on(view.as_of)}")
    if about.summary:
        screen.line(" ".join(about.summary.split()))
        screen.line()
    if view.terms:
        buyer = f", to {view.buyer}" if view.buyer else ""
        screen.line(f"Terms in force: {view.terms_text or spaced(view.terms)}{buyer} [{view.terms}]", hang=2)
    if view.ending:
        screen.line(f"The deal has ended: {spaced(view.ending)}.", "head")


def places(screen: Screen, view: Outlook) -> None:
    """Where every process stands that has left its first state, then the milestones and the contract's dates."""
    screen.head(f"Where it stands on {on(view.as_of)}")
    shown = [p for p in view.places if p.moved]
    at = min(max((len(p.process) for p in shown), default=0) + 4, 28)
    for place in shown:
        ended = f", ended: {place.ends}" if place.ends else ""
        mark = contract(None, marked=place.contract)
        screen.item(place.process, f"{place.text}{mark} (since {on(place.since)}{ended})", at=at)
    for name, day in view.milestones:
        screen.item(name, f"reached on {on(day)}", at=at)
    for name, day in view.contract_dates:
        screen.item(spaced(name), f"{on(day)} [contract]", at=at)
    if not shown:
        screen.line("nothing has happened yet", indent=2)


def turns(screen: Screen, view: Outlook, name: str = "") -> None:
    """The table of who must act next, by when, and under which rule; then what is tight."""
    screen.head("Who must act next, and by when")
    if not view.turns:
        screen.line("nobody: no clock runs and no step lies ahead", indent=2)
        return
    notes, asked = _Footnotes(), _asked(view)
    waiting = {_of(turn) for turn in view.turns if not turn.kind} & asked
    shown = [turn for turn in view.turns if turn.kind or len(waiting) <= _FEW or _of(turn) not in asked]
    rows = [_turn(turn, view.as_of, notes) for turn in shown]
    if rows:
        screen.columns(("who acts", "what", "last day", "left", "rule"), rows, flexible=(0, 1))
    if len(waiting) > _FEW:
        text = f"Not shown: the filings of {len(waiting)} processes that may or may not apply (see What is required)"
        screen.bullet(text, "warn", mark="!")
    for n, (number, text) in enumerate(notes.lines()):
        if not n:
            screen.line()
        screen.item(number, text)
    for late in view.overdue:
        screen.bullet(f"Overdue: {late.id}. {first_upper(late.silence)}.", "bad", mark="!")
    for note in view.notes:
        screen.bullet(note, "warn", mark="!")
    clock = next((t.id for t in shown if t.kind == "last day"), None)
    if clock and name:
        screen.line()
        screen.line(f"dealflow why {name} {clock}   shows the count", "quiet", indent=2, hang=2)


def _asked(view: Outlook) -> frozenset[str]:
    """The processes of which it is not known whether they apply: a question comes before any filing."""
    return frozenset(each.process for each in view.requirements if each.open)


def _of(turn: Turn) -> str:
    """The process of a turn, whose id is an action or a clock."""
    return turn.id.partition(":")[0].partition("/")[0]


class _Footnotes:
    """Rules, each numbered once, in the order in which they are asked for."""

    def __init__(self) -> None:
        self._numbers: dict[str, str] = {}

    def number(self, citation: Citation | None) -> str:
        text = rule(citation)
        return self._numbers.setdefault(text, f"[{len(self._numbers) + 1}]") if text else "-"

    def lines(self) -> Iterable[tuple[str, str]]:
        return [(number, text) for text, number in self._numbers.items()]


def _turn(turn: Turn, today: date, notes: _Footnotes) -> tuple[str, ...]:
    what = turn.what + contract(turn.citation, marked=turn.contract)
    if turn.kind == "takes effect":
        what += " (by itself, on that day)"
    elif turn.kind == "earliest day":
        what += " (permitted from that day on)"
    if turn.blockers:
        what += f" (blocked now: {counted(turn.blockers, 'reason')})"
    if turn.day is None:
        day = "no clock" if not turn.kind else "no date set"
    else:
        day = short(turn.day, today) + (" *" if turn.provisional else "")
    who = joined(turn.who, "or") or "nobody"
    return who, what, day, left(turn.left, turn.unit, turn.status), notes.number(turn.citation)


def steps(screen: Screen, view: Outlook, only: str = "") -> None:
    """What blocks each step ahead (or *only* the one named): every reason, its cure, its first day, its rule."""
    asked = _asked(view)
    for step in view.steps:
        if not only or step.step == only:
            _step(screen, step, asked)
    if only and all(step.step != only for step in view.steps):
        done = dict(view.milestones).get("closing" if only == "close" else "signing")
        screen.head(f"What blocks {_ing(only)}")
        screen.line(f"nothing: it is done, on {on(done)}" if done else "no way leads there any more", indent=2)


def _ing(step: str) -> str:
    return {"close": "closing", "sign": "signing", "negotiate": "negotiating"}.get(step, step)


def _step(screen: Screen, step: StepAhead, asked: frozenset[str]) -> None:
    blockers = step.why.blockers
    if not blockers:
        screen.head(f"What blocks {_ing(step.step)}: nothing")
        screen.line(f"{joined(step.why.by)} may take {step.why.action} today", "good", indent=2)
        return
    screen.head(f"What blocks {_ing(step.step)}: {counted(len(blockers), 'reason')}")
    waiting = [each.finding.process for each in blockers if each.finding.process in asked]
    for each in blockers:
        if len(waiting) <= _FEW or each.finding.process not in asked:
            blocker(screen, each, step.why.on)
    if len(waiting) > _FEW:
        screen.bullet(f"{', '.join(dict.fromkeys(waiting))}: not known whether they apply, counted as required", "warn")


def blocker(screen: Screen, each: Blocker, today: date) -> None:
    """One reason why something cannot be done, with its cure, its first day and its rule."""
    found = each.finding
    label = f"{found.process}: " if found.process else ""
    reason = found.reason.partition(". From here:")[0]
    screen.bullet(f"{label}{reason}{contract(found.citation, marked=found.contract)}")
    if each.next_act:
        screen.line(f"next: {each.next_act}", indent=6, hang=2)
    elif found.cure:
        until = "; ".join(f"{c.clock} {c.kind.value} {short(c.day, today)}" for c in each.clocks)
        screen.line(f"cure: {found.cure}" + (f" ({until})" if until else ""), indent=6, hang=2)
    if found.first_day:
        screen.line(f"first possible day if nobody acts: {on(found.first_day)}", indent=6, hang=2)
    if found.citation:
        screen.line(f"rule: {rule(found.citation)}", "quiet", indent=6, hang=2)


def breaches(screen: Screen, view: Outlook) -> None:
    """Standing breaches: what goes on although law or terms have closed it since."""
    if view.breaches:
        screen.head(f"Standing breaches: {len(view.breaches)}")
        for found in view.breaches:
            screen.bullet(
                f"{found.process}: {found.reason}{contract(found.citation, marked=found.contract)}", "bad", mark="!"
            )
            if found.citation:
                screen.line(f"rule: {rule(found.citation)}", "quiet", indent=6, hang=2)


def permitted(screen: Screen, items: Iterable[Permitted]) -> None:
    """What may be done today in the processes that are under way or stand in the way, by whom."""
    by: dict[str, list[Permitted]] = {}
    for item in (one for one in items if one.begun):
        by.setdefault(joined(item.who) or "anybody", []).append(item)
    if not by:
        return
    screen.head("What may be done today")
    for who, some in by.items():
        screen.line(who, "head", indent=2)
        for item in some:
            details = f" (with {joined(item.details, 'and')})" if item.details else ""
            mark = contract(None, marked=item.contract)
            screen.item(item.action, item.text + details + mark, indent=4, at=34)


def moved(screen: Screen, what: Moved) -> None:
    """What is different from an earlier day: deadlines, blockers new and cured, requirements, states, terms."""
    screen.head(f"What moved since {on(what.since)}")
    if not what.all:
        screen.line("nothing", indent=2)
    for each in what.all:
        change(screen, each, indent=2)


_BAD = ("new blocker", "clock stopped", "required")


def change(screen: Screen, each: Change, *, indent: int) -> None:
    """One change, behind its kind in a word."""
    mark = " [contract]" if each.contract else ""
    style = "warn" if each.kind in _BAD else "good" if each.kind == "cured blocker" else ""
    screen.bullet(
        f"{each.kind}: {each.text}{mark}" if each.kind not in _PLAIN else each.text + mark, style, indent=indent
    )


_PLAIN = ("state", "clock started", "clock ended", "clock stopped", "clock resumed", "milestone", "terms", "required")


def rests_on(screen: Screen, basis: Basis, view: Outlook | None = None) -> None:
    """What the result rests on that is not certain: provisional dates, rules recalled or derived, readings chosen.

    With a *view*, the recalled rules of processes that may not apply are only counted.
    """
    asked = _asked(view) if view else frozenset()
    lines = [f"provisional date: {day.clock} {on(day.day)}: {day.because}" for day in basis.provisional]
    lines += [f"recalled, not checked: {r.text} ({r.used_by})" for r in basis.recalled if r.used_by not in asked]
    if some := sum(r.used_by in asked for r in basis.recalled):
        lines.append(f"recalled, not checked: {counted(some, 'rule')} of processes that may or may not apply")
    lines += [f"{r.text} ({r.used_by})" for r in basis.attested]
    lines += [f"derived by us: {r.text}{f', {r.note}' if r.note else ''} ({r.used_by})" for r in basis.derived]
    for reading in basis.readings:
        chosen = "the default reading" if reading.default else "the reading chosen"
        others = f"; also defensible: {', '.join(map(spaced, reading.others))}" if reading.others else ""
        lines.append(f"{reading.clock}: {reading.text} ({chosen}{others})")
    screen.head("What this rests on")
    for text in lines or ["rules read at their sources and days already announced"]:
        screen.bullet(text)


def foot(screen: Screen, law: str) -> None:
    """The last line of every report."""
    screen.line()
    screen.line(f"{DISCLAIMER} {law}", "quiet")
