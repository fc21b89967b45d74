"""A deal beside its alternatives: what each would change in its chances, its days, its dates and its requirements."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from attrs import evolve, field, fields, frozen

from dealflow.analysis.changes import Change
from dealflow.analysis.compare.difference import Difference, Paired, Way, is_whole, pair, way_of
from dealflow.analysis.compare.redline import fallen, redline
from dealflow.analysis.outcomes.ask import METHODS, SEED, setting_for
from dealflow.analysis.outcomes.engine import Progress
from dealflow.analysis.outcomes.law import Law, Method
from dealflow.analysis.outcomes.spread import recipe
from dealflow.analysis.outcomes.vector import Vector
from dealflow.errors import UnknownName
from dealflow.model.deadline import on
from dealflow.scenario import WhatIfTable, alternative, otherwise

if TYPE_CHECKING:
    from dealflow.scenario import Scenario

__all__ = ["Compared", "Comparison", "compare"]


@frozen(eq=False)
class Comparison:
    """One alternative beside the deal as it is: laws, differences, red lines, and the acts that fall with it."""

    name: str
    text: str
    what: WhatIfTable = field(repr=False)
    paired: Paired = field(repr=False)
    redline: tuple[Change, ...] = field(repr=False)
    fallen: tuple[str, ...] = field(repr=False)
    scenario: Scenario = field(repr=False)

    @property
    def law(self) -> Law:
        """The law of the alternative."""
        return self.paired.after

    @property
    def closes(self) -> Difference:
        """The difference in the chance that the deal closes."""
        return self.paired.closes

    @property
    def differences(self) -> tuple[Difference, ...]:
        """The difference in the chance of each ending."""
        return self.paired.differences

    @property
    def method(self) -> Method:
        """How the differences were computed."""
        return self.paired.method

    @property
    def median(self) -> tuple[date | None, date | None]:
        """The median closing day, if it closes, before and after."""
        return self.paired.before.closing_day.quantile(0.5), self.law.closing_day.quantile(0.5)

    def __str__(self) -> str:
        lines = [f"{self.name}: {self.text}" if self.text else self.name]
        lines += [f"  {each}" for each in (self.closes, *self.differences) if each.before or each.after]
        old, new = self.median
        if old and new and old != new:
            lines.append(f"  median closing day: {on(old)} -> {on(new)}")
        lines += [f"  {change.text}" for change in self.redline]
        lines += [f"  no longer stands: {text}" for text in self.fallen]
        return "\n".join(lines)


@frozen(eq=False)
class Compared:
    """The deal as it is and its alternatives, by name."""

    title: str
    law: Law
    comparisons: tuple[Comparison, ...]

    def __getitem__(self, name: str) -> Comparison:
        for each in self.comparisons:
            if each.name == name:
                return each
        raise UnknownName("alternative", name, (each.name for each in self.comparisons))

    def __iter__(self) -> Iterator[Comparison]:
        return iter(self.comparisons)

    def __len__(self) -> int:
        return len(self.comparisons)

    def __repr__(self) -> str:
        said = ", ".join(f"{c.name} {c.closes.change:+.1%}" for c in self.comparisons)
        return f"<Compared {self.title}: closes {self.law.closing_day.chance:.1%}; {said}>"

    def __str__(self) -> str:
        return "\n\n".join([str(self.law), *map(str, self.comparisons)])

    def to_arrays(self) -> dict[str, Any]:
        """Columns ``alternative``, ``ending``, ``before``, ``after``, ``low`` and ``high`` (of the change)."""
        import numpy as np

        rows = [(c.name, d) for c in self.comparisons for d in (c.closes, *c.differences)]
        return {
            "alternative": np.array([name for name, _ in rows]),
            "ending": np.array([d.name for _, d in rows]),
            "before": np.array([d.before for _, d in rows]),
            "after": np.array([d.after for _, d in rows]),
            "low": np.array([d.interval.low for _, d in rows]),
            "high": np.array([d.interval.high for _, d in rows]),
        }


def compare(  # noqa: PLR0913 - all but the deal and its alternatives by name
    scenario: Scenario,
    *alternatives: str | WhatIfTable | Mapping[str, Any],
    as_of: date | None = None,
    seed: int = SEED,
    histories: int | None = None,
    horizon: date | None = None,
    by: date | None = None,
    method: str = "auto",
    executor: Any = None,
    progress: Progress | None = None,
) -> Compared:
    """*scenario* beside its *alternatives*, on the same luck; all that its file names where none is given.

    An alternative is the name of one in the file or of other terms, a ``WhatIfTable``, or the keys of one. Where all
    laws are exact the differences are; else the same histories are drawn for both, and each difference has an interval
    of its own. *by* is a day by which closing counts. *executor* is any executor of concurrent.futures, or maps as
    ``map`` does: the result is the same for any number of workers. What stands under the law of another day, or
    without an approval, is drawn here where workers cannot make it of the file. An interruption (Ctrl-C) gives what was
    drawn by then, and the alternatives that had their turn.

    Raises UnknownName for an alternative that is not there, BeliefRefuted for a history that cannot be under a belief.
    """
    if method not in METHODS:
        raise UnknownName("method", method, METHODS)
    if histories is not None and histories < 1:
        raise ValueError(f"{histories} histories cannot be drawn: 1 at the least")
    asked = scenario if as_of is None else scenario.at(as_of)
    setting = setting_for(asked, horizon=horizon)
    base = way_of(setting, method)
    if executor is not None and base.law is None:
        base = _for_workers(base, asked, setting.horizon)
    found = []
    for name, what in _named(asked, alternatives):
        other = otherwise(asked, what)
        way = way_of(setting_for(other, horizon=setting.horizon), method)
        if executor is not None and way.law is None and not (what.law or what.drop):
            way = _for_workers(way, other, setting.horizon)
        both = pair(base, way, seed=seed, histories=histories, by=by, progress=progress, executor=executor)
        found.append(
            Comparison(name, what.text, what, both, redline(asked, other), fallen(asked, other, what.drop), other)
        )
        if not is_whole(both.method):
            break
    law = _law(base, found, seed=seed, histories=histories, progress=progress, executor=executor)
    return Compared(scenario.title, law, tuple(found))


def _for_workers(way: Way, scenario: Scenario, horizon: date) -> Way:
    """*way* with what a worker needs to draw from it, where numpy does."""
    numpy = way.chosen is not None and isinstance(way.chosen.engine, Vector)
    return evolve(way, recipe=recipe(scenario, horizon)) if numpy else way


def _law(base: Way, found: list[Comparison], **given: Any) -> Law:
    """The law of the deal as it is: exact, or as it was drawn for the first alternative."""
    if base.law is not None:
        return base.law
    return found[0].paired.before if found else pair(base, base, **given).before


_KEYS: Final = tuple(one.name for one in fields(WhatIfTable))


def _named(
    scenario: Scenario, alternatives: tuple[str | WhatIfTable | Mapping[str, Any], ...]
) -> Iterator[tuple[str, WhatIfTable]]:
    for k, one in enumerate(alternatives or tuple(scenario.file.alternatives), 1):
        if isinstance(one, str):
            yield one, alternative(scenario, one)
        elif isinstance(one, WhatIfTable):
            yield one.text or f"alternative {k}", one
        else:
            for key in one:
                if key not in _KEYS:
                    raise UnknownName("key of an alternative", key, _KEYS)
            what = WhatIfTable(**one)
            yield what.text or f"alternative {k}", what
