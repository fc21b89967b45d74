"""Alternatives of beliefs that can never be taken in their deal, each with the reason; and states nothing moves on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from attrs import frozen

from dealflow.analysis.idle.limits import beyond
from dealflow.analysis.idle.possible import Possible
from dealflow.analysis.idle.reasons import Why, asleep, ended, no_clock, refused, unreached
from dealflow.analysis.sampling.groups import Choice, Group
from dealflow.beliefs import Alternative

if TYPE_CHECKING:
    from dealflow.beliefs import Belief

__all__ = ["Never", "nevers"]


@frozen
class Never:
    """Alternative *k* of *belief*, whose act can never be taken: *kind* in a word, *why* and what *todo* in sentences.

    Kinds: "asleep" (its process applies under no terms that can come to be), "not reached" (its state), "ended" (the
    deal has ended in that state), "refused" (what the rules ask can never be met), "too long" (an extension that the
    rules never allow), "no clock" (its delay hangs on a clock that never runs). Of the last, *share* says in how much
    of the alternative's chance; elsewhere it is 1.
    """

    belief: Belief
    k: int
    kind: str
    why: str
    todo: str
    share: float = 1.0

    @property
    def alternative(self) -> Alternative:
        """What is believed."""
        return self.belief.alternatives[self.k]

    @property
    def name(self) -> str:
        """What is believed in, as it is called in a list: "process/state:action", with its group if that has a name."""
        group = f"/{self.belief.group}" if self.belief.group else ""
        return f"{self.belief.process}/{self.belief.state}{group}:{self.alternative.action}"


def nevers(found: Possible) -> tuple[Never, ...]:
    """Every alternative with a chance whose act can never be taken from the day of the question on.

    What the history has taken, offered or left behind is none: a belief may be there for an earlier day.
    """
    if found.setting.ended is not None:
        return ()
    return tuple(never for group in found.setting.groups for never in _of_group(found, group))


def _of_group(found: Possible, group: Group) -> Iterator[Never]:
    present = next((one for one in found.setting.open if one.group is group), None)
    if present is None and found.setting.visits.get((group.i, group.state)):
        return
    for k, choice in enumerate(group.choices):
        one = group.belief.alternatives[k]
        if one.nothing or not any([one.chance, *dict(one.under).values()]):
            continue
        if found.takes(choice):
            yield from _partly(found, group, k)
            continue
        why = _why(found, group, k, choice)
        offered = present is not None and present.first[k] is not None
        if not offered or why.kind == "no clock":
            yield Never(group.belief, k, *why)


def _why(found: Possible, group: Group, k: int, choice: Choice) -> Why:
    """Why *choice* is never taken: the first reason on the way to it."""
    i, state = group.i, group.state
    sleeps = asleep(found, i)
    if sleeps is not None:
        return sleeps
    if state not in found.states[i]:
        return unreached(found, i, [state])
    if state not in found.drawn[i]:
        return ended(group)
    if not found.comes(group, k):
        return no_clock(_clocks(found, group, k))
    longer = [said for row in choice.rows if (said := beyond(found.plan, row, choice))]
    if len(longer) == len(choice.rows):
        return Why("too long", longer[0], "ask for no more than the rule allows")
    return refused(found, choice.rows[0])


def _clocks(found: Possible, group: Group, k: int) -> tuple[str, ...]:
    """The clocks that delays of an alternative name and that never run."""
    timing = group.luck.timings[k]
    named = {wait.clock for wait in timing.waits if wait.clock} if timing is not None else set()
    return tuple(sorted(c for c in named if found.plan.clock_of(c, -1) not in found.clocks))


def _partly(found: Possible, group: Group, k: int) -> Iterator[Never]:
    """That some of the delays of an alternative hang on clocks that never run."""
    timing, clocks = group.luck.timings[k], _clocks(found, group, k)
    if timing is not None and clocks:
        lost = (c for wait, c in zip(timing.waits, timing.chances, strict=True) if wait.clock in clocks)
        yield Never(group.belief, k, *no_clock(clocks), share=float(sum(lost)))
