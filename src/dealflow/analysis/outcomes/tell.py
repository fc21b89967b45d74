"""One sampled history told: its events with their days, who did what, and why just then."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from attrs import field, frozen

from dealflow import kernel
from dealflow.analysis.changes import Change, between
from dealflow.analysis.people import named
from dealflow.analysis.sampling.reference import sample
from dealflow.beliefs import Alternative, Belief
from dealflow.citation import Citation
from dealflow.model import CLOCK, Transition
from dealflow.model.deadline import on

if TYPE_CHECKING:
    from dealflow.analysis.sampling.history import History
    from dealflow.analysis.sampling.setting import Setting
    from dealflow.kernel import Event

__all__ = ["Told", "Turned", "tell"]


@frozen
class Turned:
    """One event of a sampled history: on *day*, *who* did *what*, *because* in words; *changes* are what it moved."""

    day: date
    kind: str
    who: str
    what: str
    action: str
    because: str
    changes: tuple[Change, ...] = ()
    citation: Citation | None = None


@frozen
class Told:
    """A sampled history told: *number* and *seed* draw it again, *refusals* says whether the live rules refused any."""

    number: int
    seed: int
    start: date
    events: tuple[Turned, ...]
    ending: str
    day: date
    levels: tuple[tuple[str, str], ...] = ()
    refusals: tuple[str, ...] = field(default=())


def tell(setting: Setting, seed: int, number: int) -> Told:
    """History *number* under *seed*, each act put to the kernel again on its day; refusals are kept, none is hidden."""
    history = sample(setting, seed, number)
    refusals: list[str] = []
    events = tuple(_told(setting, history, refusals))
    return Told(number, seed, setting.day, events, history.ending, history.day, history.levels, tuple(refusals))


def _told(setting: Setting, history: History, refusals: list[str]) -> Iterator[Turned]:
    deal, stands = setting.deal, setting.snapshot
    since = {(b.id, p.state): p.since for b, p in zip(deal.processes, stands.processes, strict=True)}
    for event in history.events:
        if event.kind == "act":
            act = kernel.Act(event.id, event.on, event.by, event.effective, dict(event.details))
            got = kernel.decide(deal, stands, act)
            if isinstance(got, kernel.Refusal):
                refusals.append(str(got))
        before = kernel.settle(deal, stands, event.on) if stands.day < event.on else stands
        fallen = event.kind == "lapse" and event not in kernel.advance(deal, stands, event.on)  # with one before it
        after = stands if fallen else kernel.evolve(deal, stands, event)
        row = _row(setting, event)
        found = _believed(setting, event)
        because = _because(event, found, since.get((event.process, event.was)))
        yield Turned(
            event.on,
            event.kind,
            "" if event.by == CLOCK else named(deal, event.by),
            (row.text if row else "") or event.action.replace("_", " "),
            event.id,
            because,
            between(deal, before, after) if event.kind != "lapse" else (),
            row.cite if row else None,
        )
        since[event.process, event.now] = event.on
        stands = after


def _row(setting: Setting, event: Event) -> Transition | None:
    rows = setting.plan.rows.get((setting.plan.index[event.process], event.was, event.action), ())
    return next((row.transition for row in rows if row.target == event.now), None)


def _believed(setting: Setting, event: Event) -> tuple[Belief, Alternative] | None:
    """The belief whose alternative the event is, by its action and details."""
    carried = dict(event.details)
    for group in setting.by_state.get((setting.plan.index[event.process], event.was), ()):
        for one, choice in zip(group.belief.alternatives, group.choices, strict=True):
            same = choice.act is not None and choice.action == event.action
            if same and all(carried.get(name) == value for name, value in choice.details.items()):
                return group.belief, one
    return None


def _because(event: Event, found: tuple[Belief, Alternative] | None, since: date | None) -> str:
    if event.kind == "lapse":
        return "nobody ended it in time: its clock ran out"
    if found is None:
        return ""
    belief, one = found
    waits = " or ".join(dict.fromkeys(str(delay) for _, delay in one.delays))
    about = f", on average over {belief.cause}" if belief.cause else ""
    entered = f" since {on(since)}" if since is not None else ""
    state = event.was.replace("_", " ")
    return f"believed at {float(one.chance):.0%}{about} in {state}{entered}: {waits} ({belief.basis.kind})"
