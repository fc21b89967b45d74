"""The screen of ``laws``: one deal under the law of two days, side by side."""

from __future__ import annotations

from dealflow.analysis.laws import ClockUnder, TwoLaws
from dealflow.model import Applicability, Deadline
from dealflow.report.outlook import foot
from dealflow.report.terminal import Screen
from dealflow.report.words import counted, on, rule, spaced

__all__ = ["compared"]


def compared(screen: Screen, title: str, found: TwoLaws, law: str) -> None:
    """What the law of the two days makes of the deal."""
    screen.title(title, f"terms {spaced(found.terms)}" if found.terms else "")
    screen.line(f"The law of {on(found.one)} beside that of {on(found.other)}.")
    if found.same:
        screen.line("Nothing that this library knows differs for this deal.", "good")
    _needs(screen, found)
    _clocks(screen, found)
    _acts(screen, found)
    foot(screen, law)


def _needs(screen: Screen, found: TwoLaws) -> None:
    if not found.needs:
        return
    screen.head("What is required")
    for need in found.needs:
        screen.bullet(f"{need.name} ({need.process})")
        for day, said in ((found.one, need.one), (found.other, need.other)):
            screen.item(on(day), _need(said), indent=4, at=20)


def _need(said: Applicability) -> str:
    what = f"{said.status} ({spaced(said.category)})" if said.category else said.status
    cited = f" [{rule(said.citation)}]" if said.citation else ""
    return f"{what}: {said.question or said.reason}{cited}"


def _clocks(screen: Screen, found: TwoLaws) -> None:
    if not found.clocks:
        return
    screen.head(f"Clocks, counted from {on(found.clocks[0].start)}")
    for clock in found.clocks:
        screen.bullet(f"{clock.clock}: {clock.text}: {_later(clock)}")
        for day, date in ((found.one, clock.one), (found.other, clock.other)):
            screen.item(on(day), _date(date), indent=4, at=20)


def _later(clock: ClockUnder) -> str:
    if clock.later is None:
        return "under one law only"
    if clock.later == 0:
        return "the same day, counted otherwise"
    return f"{counted(abs(clock.later), 'day')} {'later' if clock.later > 0 else 'earlier'}"


def _date(found: Deadline | None) -> str:
    if found is None:
        return "no such clock"
    cited = f" [{rule(found.period.citation)}]" if found.period.citation else ""
    return f"{found.period}: {on(found.day)}{cited}"


def _acts(screen: Screen, found: TwoLaws) -> None:
    if not found.acts:
        return
    screen.head("Acts and gates under one law only")
    for act in found.acts:
        screen.bullet(f"{on(act.under)}: {act.id}: {act.text}")
        if act.citation:
            screen.line(f"rule: {rule(act.citation)}", "quiet", indent=6, hang=2)
