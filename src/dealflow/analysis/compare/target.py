"""What is asked of an alternative: the chance of some ending, or of any closing, by a day or at all."""

from __future__ import annotations

from datetime import date

from attrs import frozen

from dealflow.analysis.compare.difference import CLOSES, Difference, Paired, Way, is_whole, pair, way_of
from dealflow.analysis.outcomes.ask import METHODS, SEED, setting_for
from dealflow.analysis.outcomes.engine import Progress
from dealflow.analysis.outcomes.intervals import Interval, wilson
from dealflow.analysis.outcomes.law import OPEN, Law
from dealflow.errors import UnknownName
from dealflow.scenario import Scenario, WhatIfTable, otherwise

__all__ = ["Asked", "How", "Target"]


@frozen
class Target:
    """The chance that is looked at: of *ending* ("closes" for any closing), on *by* or before."""

    ending: str = CLOSES
    by: date | None = None

    def of(self, law: Law) -> float:
        """The chance under *law*; raises UnknownName for an ending that the deal does not have."""
        if self.ending == CLOSES:
            return law.closing_day.chance if self.by is None else law.closing_day.by(self.by)
        return law.chance(self.ending, self.by)

    def interval(self, law: Law) -> Interval:
        """Where that chance lies: itself twice if the law is exact."""
        chance = self.of(law)
        if law.method.exact:
            return Interval(chance, chance)
        return wilson(round(chance * law.method.histories), law.method.histories)

    def __str__(self) -> str:
        return self.ending if self.by is None else f"{self.ending} by {self.by.isoformat()}"


@frozen
class How:
    """How laws are computed: as ``outcomes`` takes it; *progress* is told how many steps of how many are done."""

    seed: int = SEED
    histories: int | None = None
    horizon: date | None = None
    method: str = "auto"
    progress: Progress | None = None

    def __attrs_post_init__(self) -> None:
        if self.method not in METHODS:
            raise UnknownName("method", self.method, METHODS)

    def tell(self, done: int, whole: int) -> None:
        """Tell how far it is."""
        if self.progress is not None:
            self.progress(done, whole)


def _uninterrupted(found: Paired) -> Paired:
    """*found*, of which many make one answer: fewer histories in some of them would be a mixture of luck."""
    if not is_whole(found.method):
        raise KeyboardInterrupt
    return found


class Asked:
    """A scenario of which the same is asked with this and that otherwise, always on the same luck."""

    def __init__(self, scenario: Scenario, target: Target, how: How) -> None:
        self.scenario: Scenario = scenario
        self.target: Target = target
        self.how: How = how
        self.method: str = how.method
        self.seed: int = how.seed
        self.histories: int | None = how.histories
        setting = setting_for(scenario, horizon=how.horizon)
        known = (CLOSES, OPEN, *setting.endings)
        if target.ending not in known:
            raise UnknownName("ending", target.ending, known)
        self.horizon: date = setting.horizon
        self.base: Way = way_of(setting, how.method)

    def way(self, *changes: WhatIfTable) -> Way:
        """The deal with *changes*, ready to be asked."""
        return way_of(setting_for(otherwise(self.scenario, *changes), horizon=self.horizon), self.method)

    def difference(self, before: Way, after: Way) -> Difference:
        """The difference in the target."""
        both = _uninterrupted(pair(before, after, seed=self.seed, histories=self.histories, by=self.target.by))
        if self.target.ending == CLOSES:
            return both.closes
        found = next((d for d in both.differences if d.name == self.target.ending), None)
        return found if found is not None else Difference(self.target.ending, 0.0, 0.0, Interval(0.0, 0.0))

    def law(self, way: Way) -> Law:
        """The law of one way, drawn if it is not exact."""
        if way.law is not None:
            return way.law
        return _uninterrupted(pair(way, way, seed=self.seed, histories=self.histories)).before

    def chance(self, *changes: WhatIfTable) -> tuple[float, Interval]:
        """The target's chance with *changes*, and where it lies."""
        law = self.law(self.way(*changes))
        return self.target.of(law), self.target.interval(law)
