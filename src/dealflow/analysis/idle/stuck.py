"""Dead ends: states that stand in the way of a step, and that nobody is believed to leave and no clock ends."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from attrs import frozen

from dealflow.analysis.idle.possible import Possible
from dealflow.model import CLOCK, Need
from dealflow.model.deadline import on

__all__ = ["Stuck", "stuck"]


@frozen
class Stuck:
    """A *state* of a *process* that shuts a gate on *steps* and that nothing believed in and no clock ever leaves.

    *since* is the day from which the law asks for it, where that lies ahead. *actions* are what people could be
    believed to do there.
    """

    process: str
    state: str
    steps: tuple[str, ...]
    actions: tuple[str, ...]
    since: date | None = None

    def __str__(self) -> str:
        could = f" (possible there: {', '.join(self.actions)})" if self.actions else ""
        state = self.state.replace("_", " ")
        steps = " and ".join(filter(None, (", ".join(self.steps[:-1]), self.steps[-1])))
        since = f" from {on(self.since)} on" if self.since else ""
        return f"in {state!r} it stands in the way of {steps}{since}, and nobody is believed to act there{could}"


def stuck(found: Possible) -> tuple[Stuck, ...]:
    """Every such state of the processes whose gates are asked; an ended process stands where it ended."""
    if found.setting.ended is not None:
        return ()
    return tuple(_stuck(found))


def _stuck(found: Possible) -> Iterator[Stuck]:
    leaving = {(row.i, row.source) for row, _ in found.taken if row.transition.target not in (None, row.source)}
    for i, bound in enumerate(found.plan.deal.processes):
        since = _asked_since(found, i)
        for state in bound.process.states if since else ():
            if state.name in found.drawn[i] and not state.ends and (i, state.name) not in leaving:
                steps = tuple(_shut(found, i, state.name))
                rows = (r for r in bound.process.rows(state.name) if r.by != (CLOCK,) and r.target is not None)
                if steps:
                    ahead = since if since != found.setting.day else None
                    yield Stuck(bound.id, state.name, steps, tuple(dict.fromkeys(r.action for r in rows)), ahead)


def _shut(found: Possible, i: int, state: str) -> Iterator[str]:
    """The steps of which a gate of the process at *i* can never open in *state*."""
    for step, gates in found.plan.gates.items():
        mine = [gate.gate.guard for gate in gates if gate.i == i]
        if any(not found.can_hold([guard], i, state, awake=False) for guard in mine):
            yield step


def _asked_since(found: Possible, i: int) -> date | None:
    """The first day on which the gates of the process at *i* are asked; None if that hangs on an open question."""
    plan, bound, setting = found.plan, found.plan.deal.processes[i], found.setting
    if bound.id in plan.listed:
        return setting.day
    days = (setting.day, *(d for d in bound.process.law_days if setting.day < d <= setting.horizon))
    needs = ((d, plan.applicability(i, terms, d).status) for d in days for terms in sorted(found.terms))
    return next((d for d, status in needs if status == Need.MANDATORY), None)
