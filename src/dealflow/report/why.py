"""The screens of ``why`` and ``deadline``: a date with its count and simpler counts; all reasons of a blocked act."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import groupby

from dealflow.analysis.ahead import Limit
from dealflow.analysis.basis import Basis
from dealflow.analysis.explain import ActionWhy, DeadlineWhy
from dealflow.model.clock import Clock
from dealflow.model.deadline import CountLine, Deadline, Naive
from dealflow.report import outlook
from dealflow.report.terminal import Screen
from dealflow.report.words import contract, counted, first_upper, joined, left, on, out_by, rule, short, spaced

__all__ = ["action", "clock", "computed", "count"]


def clock(screen: Screen, why: DeadlineWhy, basis: Basis, law: str, *, each_day: bool = False) -> None:
    """Why a clock of a deal ends when it does."""
    mark = " [contract]" if why.contract else ""
    screen.title(f"{why.clock}{mark}", f"as of {on(why.as_of)}")
    screen.line(f"{why.process}: {why.text}", hang=2)
    screen.line()
    if why.deadline is None:
        _not_started(screen, why)
    else:
        _result(screen, why.deadline, _status(why, why.deadline))
    shown = why.deadline or why.if_started
    if shown is not None:
        count(screen, shown, calendar=_calendar(why), each_day=each_day, limits=why.closing)
    _ahead(screen, why)
    _silence(screen, why.silence)
    if why.extension:
        screen.line(f"It can be extended {why.extension}.", indent=2, hang=2)
    for text in why.limits:
        screen.line(f"Limit of this model: {text}.", "quiet", indent=2, hang=2)
    if shown is not None:
        _sources(screen, shown)
    outlook.rests_on(screen, basis)
    outlook.foot(screen, law)


def _not_started(screen: Screen, why: DeadlineWhy) -> None:
    screen.line("It has not started; no clock runs.", "head")
    if why.starts:
        screen.line(f"It is started by {joined(why.starts)}.", indent=2, hang=2)
    if why.if_started is not None:
        screen.line(f"If it started today, {on(why.as_of)}:", indent=2)
    else:
        screen.line("Nothing gives it a length yet: the act that starts it does.", indent=2)
    screen.line()


def _silence(screen: Screen, said: str) -> None:
    if said:
        screen.line(f"If it runs out: {said}.", indent=2, hang=2)


def computed(screen: Screen, result: Deadline, about: Clock, basis: Basis, law: str, *, each_day: bool = False) -> None:
    """A date of the catalogue with its count, for no deal in particular."""
    screen.line(f"{result.clock}: {about.text}", "head", hang=2)
    _result(screen, result, "")
    count(screen, result, each_day=each_day)
    _silence(screen, about.silence)
    _sources(screen, result)
    outlook.rests_on(screen, basis)
    outlook.foot(screen, law)


def _result(screen: Screen, result: Deadline, status: str) -> None:
    style = "bad" if "overdue" in status else "head"
    provisional = " (provisional)" if result.provisional else ""
    screen.line(
        f"{first_upper(result.kind.value)}: {on(result.day)}{provisional}" + (f"  ({status})" if status else ""), style
    )
    screen.line()


def _status(why: DeadlineWhy, result: Deadline) -> str:
    if why.ended:
        return f"ended on {on(why.ended)}"
    remaining = left(result.remaining(why.as_of), _unit(result), why.status)
    return remaining if why.status in remaining else f"{why.status}, {remaining}"


def _unit(result: Deadline) -> str:
    return "working days" if result.period.unit.value == "working days" else "days"


def _calendar(why: DeadlineWhy) -> str:
    if not why.calendar:
        return ""
    through = f" (announced through {on(why.announced_through)})" if why.announced_through else ""
    return f", {why.calendar}{through}"


def count(
    screen: Screen, result: Deadline, *, calendar: str = "", each_day: bool = False, limits: tuple[Limit, ...] = ()
) -> None:
    """The count: the days out of the ordinary, each with its reason, then what simpler counts would have given.

    A simpler count that crosses one of the *limits* on closing which the right one keeps (or the other way) says so.
    """
    extended = "".join(f" and {x} more" for x in result.extensions)
    screen.line(f"{result.period}{extended} from {on(result.start)}{calendar}", hang=2)
    screen.line()
    lines = [(f"{label:<9}{when}", text) for label, when, text in _grouped(result)]
    at = min(max(len(label) for label, _ in lines) + 5, 44)
    for label, text in lines:
        screen.item(label, text, at=at)
    if each_day:
        _each_day(screen, result)
    if result.naive:
        screen.line()
    for naive in result.naive:
        said = f"{first_upper(naive.rule)} would give {short(naive.day, result.day)}"
        crossed = "".join(f", {_side(naive.day, limit)}" for limit in limits if _crosses(naive, result, limit))
        text = f"{said}, {out_by(naive.out_by)}{crossed}." if naive.out_by else f"{said} as well."
        screen.line(text, indent=2, hang=2)
    screen.line()


def _crosses(naive: Naive, result: Deadline, limit: Limit) -> bool:
    return (naive.day <= limit.day) != (result.day <= limit.day)


def _side(day: date, limit: Limit) -> str:
    return f"{'after' if day > limit.day else 'in time for'} {limit.id} on {short(limit.day, day)}"


def _grouped(result: Deadline) -> Iterator[tuple[str, str, str]]:
    """The lines of the count, neighbouring days of one reason on one line."""
    for (kind, text), some in groupby(result.count, key=lambda line: (line.kind, line.text)):
        yield kind, _days(list(some), result.start), text


def _days(lines: list[CountLine], today: date) -> str:
    first, last = lines[0].first, lines[-1].last
    if len(lines) == 1:
        return short(first, today) if first == last else f"{short(first, today)} to {short(last, today)}"
    if (first.year, first.month) == (last.year, last.month):
        return (
            ", ".join(str(line.first.day) for line in lines)
            + f" {first:%b}"
            + ("" if first.year == today.year else f" {first.year}")
        )
    return ", ".join(f"{line.first.day} {line.first:%b}" for line in lines)


def _each_day(screen: Screen, result: Deadline) -> None:
    screen.line()
    for day in result.each_day():
        number = "-" if day.number is None else str(day.number)
        screen.item(f"{number:>5}  {on(day.day)}", day.text, at=26)


def _ahead(screen: Screen, why: DeadlineWhy) -> None:
    """The stages that follow back to back, and by when the first would have to start for a limit on closing."""
    shown = why.deadline or why.if_started
    if shown is None:
        return
    for stage in why.follows:
        text = f"With {stage.clock} back to back ({stage.period} more): {on(stage.day)}."
        screen.line(text, indent=2, hang=2)
    for need in why.start_by:
        what = "them all" if len(need.clocks) > 1 else "it"
        mark = " [contract]" if need.limit.contract else ""
        text = f"To have {what} by {on(need.limit.day)} ({need.limit.id}{mark}): start by {on(need.day)}."
        screen.line(text, indent=2, hang=2)


def _sources(screen: Screen, result: Deadline) -> None:
    if result.citations:
        for citation in result.citations:
            note = f" ({citation.note})" if citation.note else ""
            force = f", in force from {on(citation.in_force)}" if citation.in_force else ""
            screen.line(f"rule: {rule(citation)}{force}{note}", indent=2, hang=2)
    for source in dict.fromkeys(line.source for line in result.count if line.source):
        screen.line(f"days: {source}", "quiet", indent=2, hang=2)


def action(screen: Screen, why: ActionWhy, basis: Basis, law: str) -> None:
    """Whether an action can be taken on a day: every reason why not, or who may take it."""
    mark = contract(None, marked=why.contract)
    if why.permitted:
        screen.line(f"{why.action}{mark} on {on(why.on)} is permitted.", "good")
        screen.line(f"{joined(why.by)} {why.text}", indent=2, hang=2)
        for found in why.met:
            screen.bullet(f"met: {found.reason}")
    else:
        reasons = counted(len(why.blockers), "reason")
        screen.line(f"{why.action}{mark} on {on(why.on)} is blocked ({why.kind}). {reasons}:", "bad", hang=2)
        screen.line()
        for each in why.blockers:
            outlook.blocker(screen, each, why.on)
        screen.line()
        many = "they do not all cure themselves" if len(why.blockers) > 1 else "it does not cure itself"
        cured = f"on {on(why.first_day)} all of them are met" if why.first_day else many
        screen.line(f"If nobody acts, {cured}. Who may take it then: {joined(why.by) or 'nobody'}.", indent=2, hang=2)
    if why.needs:
        details = ", ".join(
            f"{d.name} ({d.kind}: {d.text}{'' if d.required else '; may be left out'})" for d in why.needs
        )
        screen.line(f"It takes: {details}.", indent=2, hang=2)
    if why.citation:
        screen.line(f"rule: {rule(why.citation)}", "quiet", indent=2, hang=2)
    if why.terms:
        screen.line(f"terms: {spaced(why.terms)}", "quiet", indent=2, hang=2)
    outlook.rests_on(screen, basis)
    outlook.foot(screen, law)
