"""The exact law of a deal with few histories: every one of them is followed through the kernel, with its chance.

Nothing is assumed of who waits for whom, so this serves coupled deals too; it is given up where there are too many
histories. Chances are fractions until the end, so they add to exactly one.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Final

from dealflow.analysis.outcomes.ground import Unsolved
from dealflow.analysis.outcomes.law import Law, Method, by_terms
from dealflow.analysis.outcomes.missing import NOTHING, failed_of, steps_of
from dealflow.analysis.sampling.history import History
from dealflow.analysis.sampling.reference import Walk
from dealflow.analysis.sampling.setting import OPEN, Setting

__all__ = ["MOST_HISTORIES", "every_history", "tree_law"]

MOST_HISTORIES: Final = 400
"""A second of work: beyond it sampling says more in the same time."""


class _Path(Walk):
    """One history, whose draws follow a *script* as far as it goes and take the first that can come after that."""

    def __init__(self, setting: Setting, script: tuple[int, ...]) -> None:
        self.script = script
        self.taken: list[int] = []
        self.chance = Fraction(1)
        self.aside: list[tuple[int, ...]] = []
        super().__init__(setting, 0, 0, every_day=False)

    def chosen(self, key: int, visit: int, thresholds: Sequence[float]) -> int:  # noqa: ARG002 (no luck is asked)
        """The place that the script says, or the first with a chance; the others are put aside."""
        low, chances = Fraction(0), []
        for high in map(Fraction, thresholds):
            chances.append(high - low)
            low = high
        place = len(self.taken)
        if place < len(self.script):
            k = self.script[place]
        else:
            possible = [k for k, chance in enumerate(chances) if chance]
            k = possible[0]
            self.aside.extend((*self.taken, other) for other in possible[1:])
        self.taken.append(k)
        self.chance *= chances[k]
        return k


def every_history(setting: Setting, most: int = MOST_HISTORIES) -> list[tuple[Fraction, History]]:
    """Every history of *setting* with its chance; raises Unsolved where there are more than *most*."""
    found: list[tuple[Fraction, History]] = []
    todo: list[tuple[int, ...]] = [()]
    while todo:
        path = _Path(setting, todo.pop())
        todo.extend(path.aside)
        if len(found) + len(todo) >= most:
            raise Unsolved(f"more than {most} histories")
        before = len(path.aside)
        history = path.history()
        todo.extend(path.aside[before:])
        if len(found) + len(todo) >= most:
            raise Unsolved(f"more than {most} histories")
        found.append((path.chance, history))
    return found


def tree_law(setting: Setting, most: int = MOST_HISTORIES) -> Law:
    """The law of *setting* by following every history; raises Unsolved where there are more than *most*."""
    import numpy as np

    histories = every_history(setting, most)
    names = setting.endings[:-1]
    sums: dict[tuple[str, int], Fraction] = {}
    last: dict[str, Fraction] = {}
    under: dict[tuple[str, str], Fraction] = {}
    for chance, history in histories:
        place = (history.ending, (history.day - setting.day).days)
        sums[place] = sums.get(place, Fraction(0)) + chance
        under[history.ending, history.terms] = under.get((history.ending, history.terms), Fraction(0)) + chance
        if history.last and history.ending.startswith("closed"):
            last[history.last] = last.get(history.last, Fraction(0)) + chance
    days = (setting.horizon - setting.day).days + 1
    mass = np.zeros((len(names), days))
    left = Fraction(0)
    for (name, day), chance in sums.items():
        if name == OPEN:
            left += chance
        else:
            mass[names.index(name), max(0, day)] += float(chance)
    closed = sum(last.values(), Fraction(0))
    shares = {id: float(chance / closed) for id, chance in last.items()}
    how = f"all {len(histories)} histories followed"
    paths = [(float(chance), h.ending, h.day, steps_of(setting.plan, h)) for chance, h in histories]
    failed = failed_of(setting, paths, how, exact=True)
    return Law(
        names,
        setting.day,
        mass,
        float(left),
        Method("exact", how),
        last=shares,
        title=setting.deal.title,
        failed=failed,
        unasked="" if failed is not None else NOTHING,
        terms=by_terms(setting.snapshot.terms, {key: float(chance) for key, chance in under.items()}),
    )
