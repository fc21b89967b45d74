"""A forecast as a path: after each event of the history, how likely a closing was and when, and what moved it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Final

from attrs import evolve, frozen

from dealflow.analysis.compare.difference import is_whole
from dealflow.analysis.compare.target import How
from dealflow.analysis.outcomes.ask import exactly, sampled, setting_for
from dealflow.analysis.outcomes.engine import engine_for
from dealflow.analysis.outcomes.ground import Unsolved
from dealflow.analysis.outcomes.intervals import Interval, wilson
from dealflow.analysis.outcomes.law import Law
from dealflow.analysis.people import named
from dealflow.analysis.sampling.setting import HORIZON, Setting
from dealflow.errors import BeliefRefuted

if TYPE_CHECKING:
    from dealflow.log import Entry
    from dealflow.scenario import Scenario

__all__ = ["Point", "path_of"]

_LESS: Final = 5
_MOST: Final = 20_000


@frozen(eq=False)
class Point:
    """What was to be expected once an event was known: *day* is when it was learned, *what* the event.

    *chance* is that of closing (None, with *refuted*, where the history cannot be under the beliefs), *change* that
    since the event before, *median* the median closing day if it closes.
    """

    day: date
    what: str
    chance: float | None
    interval: Interval | None
    change: float | None
    median: date | None
    moved: int | None
    law: Law | None
    refuted: str = ""


def path_of(scenario: Scenario, *, how: How = How()) -> Iterator[Point]:  # noqa: B008 - a frozen value
    """One point for each event of *scenario* that is known on its day, in the order in which they were learned.

    Events of one day come one after the other, each as if the day had ended there. All look as far ahead: to the
    horizon, or three years after the day of the question. Where laws are sampled and *how* does not say how many
    histories, a fifth of the usual number is drawn for each event, and no more than 20,000. A statement that follows
    on the same day changes nothing, and the law before it stands.
    """
    known = sorted((e for e in scenario.history if e.visible(scenario.as_of)), key=lambda e: e.learned)
    last: Law | None = None
    day: date | None = None
    horizon = how.horizon or scenario.as_of + HORIZON
    for k, entry in enumerate(known, 1):
        how.tell(k, len(known))
        if last is None or entry.act is not None or entry.learned != day:
            seen = evolve(scenario.at(entry.learned), history=tuple(known[:k]))
            try:
                law = _law(setting_for(seen, horizon=horizon), how)
            except BeliefRefuted as e:
                day = None
                yield Point(entry.learned, _what(scenario, entry), None, None, None, None, None, None, str(e))
                continue
        else:
            law = last
        yield _point(scenario, entry, law, last)
        last, day = law, entry.learned


def _law(setting: Setting, how: How) -> Law:
    """The law after one event, of fewer histories than a law on its own."""
    if how.method in ("auto", "exact"):
        try:
            return exactly(setting)
        except Unsolved as e:
            if how.method == "exact":
                raise
            reason = str(e)
    else:
        reason = "sampling was asked for"
    chosen = engine_for(setting, reference=how.method == "reference", wanted=how.histories)
    law = sampled(setting, chosen, how.seed, how.histories or min(_MOST, chosen.usual // _LESS), reason=reason)
    if not is_whole(law.method):
        raise KeyboardInterrupt
    return law


def _point(scenario: Scenario, entry: Entry, law: Law, last: Law | None) -> Point:
    chance, median = law.closing_day.chance, law.closing_day.quantile(0.5)
    sure = Interval(chance, chance)
    if not law.method.exact:
        sure = wilson(round(chance * law.method.histories), law.method.histories)
    before = last.closing_day.quantile(0.5) if last is not None else None
    return Point(
        entry.learned,
        _what(scenario, entry),
        chance,
        sure,
        None if last is None else chance - last.closing_day.chance,
        median,
        (median - before).days if median and before else None,
        law,
    )


def _what(scenario: Scenario, entry: Entry) -> str:
    who = named(scenario.deal, entry.by) if entry.by else ""
    if entry.act is None:
        return f"{who} states: {entry.text}" if who else entry.text
    return f"{entry.name} ({who})" if who else entry.name
