"""Beliefs that would go round in a circle within one day: found when a file is loaded."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dealflow.beliefs import Belief
from dealflow.model import CLOCK, Deal
from dealflow.scenario.places import Path
from dealflow.scenario.problems import Problems

__all__ = ["check_circles"]

_Steps = dict[str, dict[str, int]]


def check_circles(deal: Deal, beliefs: Sequence[Belief], places: Sequence[Path], problems: Problems) -> None:
    """Tell *problems* of acts without delay that lead a process from a state back to it on the same day."""
    for bound in deal.processes:
        mine = [k for k, belief in enumerate(beliefs) if belief.process == bound.id]
        steps: _Steps = {}
        for k in mine:
            for target in _at_once(deal, beliefs[k]):
                steps.setdefault(beliefs[k].state, {}).setdefault(target, k)
        circle = _circle(steps)
        if circle:
            k = steps[circle[0]][circle[1]]
            message = f"acts without delay lead {bound.id} round in a circle on one day: {' -> '.join(circle)}"
            problems.add((*places[k], "alternatives"), message, 'give one of them a delay of at least "1 day"')


def _at_once(deal: Deal, belief: Belief) -> Iterable[str]:
    """The states to which the belief can lead on the day its own state is entered."""
    process = deal.bound(belief.process).process
    for one in belief.alternatives:
        quick = one.chance > 0 and any(c > 0 and not d.last_day and d.soonest == 0 for c, d in one.delays)
        for row in process.rows(belief.state) if quick else ():
            if row.action == one.action and row.target is not None and row.by != (CLOCK,):
                yield row.target


def _circle(steps: _Steps) -> list[str]:
    for first in steps:
        way, seen = [first], {first}
        ahead = [iter(steps[first])]
        while ahead:
            following = next(ahead[-1], None)
            if following is None:
                ahead.pop()
                way.pop()
            elif following == first:
                return [*way, first]
            elif following not in seen and following in steps:
                seen.add(following)
                way.append(following)
                ahead.append(iter(steps[following]))
    return []
