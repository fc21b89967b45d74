"""The track record: forecasts of real deals as of days of their history, against what happened."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Final

from attrs import field, frozen

from dealflow.analysis.track.cases import Case, Untold, case_of
from dealflow.analysis.track.forecasts import HISTORIES, SEED, forecast
from dealflow.analysis.track.scores import Score, Scored, scored, summed
from dealflow.scenario import Scenario

__all__ = ["AGES", "Track", "track_record"]

AGES: Final = (0, 90, 180, 270, 360, 540)
"""How many days after signing the deals are asked: fixed, for a day chosen by the outcome would give it away."""


@frozen
class Track:
    """What forecasts were worth: *scored* ones with their mean *scores* at each age, and what was *untold* and why.

    *cases* are the deals whose signed agreement was open for at least a day, forecast or not: the base rate is theirs.
    """

    deals: int
    cases: tuple[Case, ...] = field(repr=False)
    scored: tuple[Scored, ...] = field(repr=False)
    untold: tuple[Untold, ...] = field(repr=False)
    scores: tuple[Score, ...]
    ages: tuple[int, ...]
    seed: int
    histories: int

    @property
    def forecast(self) -> tuple[str, ...]:
        """The deals that were forecast at least once."""
        return tuple(dict.fromkeys(one.forecast.case.id for one in self.scored))

    @property
    def never(self) -> dict[str, str]:
        """The deals that were never forecast, each with its first reason."""
        done = set(self.forecast)
        out: dict[str, str] = {}
        for one in self.untold:
            if one.id not in done:
                out.setdefault(one.id, one.reason)
        return out


def track_record(
    scenarios: Iterable[Scenario],
    *,
    ages: Iterable[int] = AGES,
    seed: int = SEED,
    histories: int = HISTORIES,
    progress: Callable[[int, int], None] | None = None,
) -> Track:
    """Forecast each deal at each of *ages* as long as it was undecided, and score what was said."""
    asked = tuple(ages)
    read = [case_of(scenario) for scenario in scenarios]
    cases = tuple(one for one in read if isinstance(one, Case))
    untold = [one for one in read if isinstance(one, Untold)]
    days = [(case, case.signed + timedelta(days=age)) for age in asked for case in cases if case.waited > age]
    some = []
    for done, (case, day) in enumerate(days, 1):
        found = forecast(case, day, seed=seed, histories=histories)
        if isinstance(found, Untold):
            untold.append(found)
        else:
            some.append(scored(found, cases, seed))
        if progress is not None:
            progress(done, len(days))
    return Track(len(read), cases, tuple(some), tuple(untold), summed(some), asked, seed, histories)
