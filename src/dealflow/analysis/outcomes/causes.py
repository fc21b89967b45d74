"""Where the causes that nobody sees are mixed: inside the one process that asks, or before all if several ask.

A cause that no more than one process asks about ties that process's visits together and nothing else, so the law of
the process is the mixture over its levels; asked but once in a history, its mean chance says the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from math import prod

from attrs import frozen

from dealflow.analysis.outcomes.ground import Ground, Levels, Unsolved
from dealflow.analysis.sampling.setting import Setting

__all__ = ["MOST_WITHIN", "Causes", "causes_of", "combined"]

MOST_WITHIN = 300
"""So many combinations of levels are carried side by side within one process."""


@frozen
class Causes:
    """The causes that matter: *shared* by several processes, asked *within* one again and again, or asked but *once*.

    *asked* has for each process those of the shared ones that it asks about.
    """

    shared: tuple[str, ...] = ()
    within: Mapping[int, tuple[str, ...]] = {}
    once: tuple[str, ...] = ()
    asked: Mapping[int, tuple[str, ...]] = {}

    def levels(self, ground: Ground, i: int) -> Levels:
        """The levels that are side by side within the process at *i*; raises Unsolved where there are too many."""
        names = self.within.get(i, ())
        number = prod(len(ground.setting.levels[name]) for name in names)
        if number > MOST_WITHIN:
            raise Unsolved(f"{number} combinations of what nobody sees within {ground.plan.ids[i]}")
        return tuple(combined(ground.setting, names)) if names else ()

    def said(self, ground: Ground) -> str:
        """What was mixed inside processes, and what was taken at its mean, in words."""
        parts = [
            f"within {ground.plan.ids[i]} a mixture over {len(self.levels(ground, i))} levels of {', '.join(names)}"
            for i, names in self.within.items()
        ]
        if self.once:
            parts.append(f"asked but once and so taken at its mean: {', '.join(self.once)}")
        return "".join(f"; {part}" for part in parts)


def combined(setting: Setting, names: tuple[str, ...]) -> Iterator[tuple[float, dict[str, str]]]:
    """Every combination of levels of the causes called *names*, with its chance."""
    for combination in product(*(setting.levels[name] for name in names)):
        chance = prod(float(chance) for _, chance in combination)
        if chance:
            yield chance, dict(zip(names, (level for level, _ in combination), strict=True))


def causes_of(ground: Ground, joint: int, bad: Mapping[int, frozenset[str]], more: Iterable[int] = ()) -> Causes:
    """The causes on which the end of the deal depends, where *joint* waits for others and *bad* states end it.

    *more* are other processes that are asked about.
    """
    if not ground.setting.levels:
        return Causes()
    asking: dict[str, dict[int, list[str]]] = {}
    for i in sorted(_concerned(ground, joint, bad) | set(more)):
        for state, cause in _asks(ground, i):
            asking.setdefault(cause, {}).setdefault(i, []).append(state)
    shared, once = [], []
    within: dict[int, tuple[str, ...]] = {}
    asked: dict[int, tuple[str, ...]] = {}
    for cause in (name for name in ground.setting.levels if name in asking):
        by = asking[cause]
        (i, states), *others = by.items()
        if others:
            shared.append(cause)
            for k in by:
                asked[k] = (*asked.get(k, ()), cause)
        elif len(states) == 1 and states[0] not in ground.again(i):
            once.append(cause)
        else:
            within[i] = (*within.get(i, ()), cause)
    return Causes(tuple(shared), within, tuple(once), asked)


def _concerned(ground: Ground, joint: int, bad: Mapping[int, frozenset[str]]) -> set[int]:
    """The processes whose course decides how the deal ends."""
    found = set(bad)
    if joint >= 0:
        found.add(joint)
        found.update(j for row in ground.rows[joint] for part in row.parts for j in ground.looks_at(part, joint))
    return found


def _asks(ground: Ground, i: int) -> Iterator[tuple[str, str]]:
    """Each state of the process at *i* in which something is still drawn that depends on a cause, with that cause."""
    here = ground.board.processes[i].state
    drawn = [(here, group) for group in ground.drawn(i, here, now=True)]
    for state in ground.states(i):
        if state != here or state in ground.again(i):
            drawn += [(state, group) for group in ground.drawn(i, state)]
    yield from ((state, group.belief.cause) for state, group in drawn if group.belief.cause)
