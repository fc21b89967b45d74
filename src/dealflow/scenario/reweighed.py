"""A scenario file with one chance or one delay otherwise, and the others of its group as they then must be."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from attrs import evolve, frozen

from dealflow.beliefs import NONE, Delay, parse_delay
from dealflow.scenario.shape import AlternativeTable, BeliefTable, DelayTable, ScenarioFile

__all__ = ["Chanced", "Delayed", "Doubted", "middle", "shared"]


def shared(chances: tuple[tuple[str, Fraction], ...], chosen: str, value: Fraction) -> list[Fraction]:
    """The *chances* with *value* for the *chosen* one, the others keeping their proportions; raises ValueError."""
    rest = sum((chance for name, chance in chances if name != chosen), Fraction(0))
    others = sum(name != chosen for name, _ in chances)
    if not others and value != 1:
        raise ValueError(f"{chosen} is all there is: its chance is 1")
    return [
        value if name == chosen else ((1 - value) * chance / rest if rest else (1 - value) / others)
        for name, chance in chances
    ]


def _with_belief(file: ScenarioFile, i: int, table: BeliefTable) -> ScenarioFile:
    return evolve(file, beliefs=(*file.beliefs[:i], table, *file.beliefs[i + 1 :]))


@frozen
class Chanced:
    """Another chance of an alternative, the others of its group in proportion."""

    file: ScenarioFile
    i: int
    k: int
    level: str

    def __call__(self, value: Fraction) -> ScenarioFile:
        """The file with that chance."""
        table = self.file.beliefs[self.i]
        old = tuple((str(n), self._at(one.chance)) for n, one in enumerate(table.alternatives))
        new = shared(old, str(self.k), value)
        parts = tuple(self._with(one, chance) for one, chance in zip(table.alternatives, new, strict=True))
        return _with_belief(self.file, self.i, evolve(table, alternatives=parts))

    def _at(self, chance: Any) -> Fraction:
        found: Fraction = chance[self.level] if isinstance(chance, Mapping) and self.level else chance
        return found

    def _with(self, one: AlternativeTable, chance: Fraction) -> AlternativeTable:
        if not self.level:
            return evolve(one, chance=chance)
        levels = one.chance if isinstance(one.chance, Mapping) else dict.fromkeys(self._levels(), one.chance)
        return evolve(one, chance={**levels, self.level: chance})

    def _levels(self) -> tuple[str, ...]:
        return tuple(self.file.causes[self.file.beliefs[self.i].cause].levels)


@frozen
class Doubted:
    """A chance below one of the only alternative there is: else nothing is done."""

    file: ScenarioFile
    i: int

    def __call__(self, value: Fraction) -> ScenarioFile:
        """The file with that chance."""
        table = self.file.beliefs[self.i]
        one = evolve(table.alternatives[0], chance=value)
        none = AlternativeTable(action=NONE, chance=1 - value)
        parts = (one, none) if value != 1 else (one,)
        return _with_belief(self.file, self.i, evolve(table, alternatives=parts))


def middle(one: AlternativeTable) -> int:
    """The number that stands for the delay of an alternative, for the first of several."""
    return _number_of(parse_delay(one.delay if isinstance(one.delay, str) else one.delay[0].after))


def _number_of(delay: Delay) -> int:
    """The one number that stands for a delay."""
    if delay.shape in ("triangle", "PERT", "log-normal"):
        return delay.mode
    if delay.shape == "observed":
        return sorted(delay.cases)[len(delay.cases) // 2]
    return (delay.least + delay.most) // 2


@frozen
class Delayed:
    """Another delay of an alternative: everything in it is shifted alike, to nought at the least."""

    file: ScenarioFile
    i: int
    k: int

    def __call__(self, value: int) -> ScenarioFile:
        """The file with that delay."""
        table = self.file.beliefs[self.i]
        one = table.alternatives[self.k]
        by = value - middle(one)
        if isinstance(one.delay, str):
            delay: Any = str(_shifted(parse_delay(one.delay), by))
        else:
            delay = tuple(
                DelayTable(after=str(_shifted(parse_delay(each.after), by)), chance=each.chance) for each in one.delay
            )
        parts = (*table.alternatives[: self.k], evolve(one, delay=delay), *table.alternatives[self.k + 1 :])
        return _with_belief(self.file, self.i, evolve(table, alternatives=parts))


def _shifted(delay: Delay, by: int) -> Delay:
    def moved(n: int) -> int:
        return max(0, n + by)

    if delay.shape == "log-normal":
        median = max(1, delay.mode + by)
        if delay.within is None:
            return evolve(delay, mode=median)
        share, units = delay.within
        return evolve(delay, mode=median, within=(share, max(median + 1, round(units * median / delay.mode))))
    if delay.shape == "observed":
        return evolve(delay, cases=tuple(moved(n) for n in delay.cases))
    mode = moved(delay.mode) if delay.shape in ("triangle", "PERT") else delay.mode
    return evolve(delay, least=moved(delay.least), most=moved(delay.most), mode=mode)
