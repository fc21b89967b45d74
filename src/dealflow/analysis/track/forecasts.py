"""A forecast of a case as of a day of its history, by cited base rates and what parties are taken to do."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

from attrs import field, frozen

from dealflow import kernel
from dealflow.analysis.outcomes.law import Days
from dealflow.analysis.sampling.opening import setting_of_deal
from dealflow.analysis.sampling.run import Sample, draw_histories
from dealflow.analysis.sampling.setting import Setting
from dealflow.analysis.track.cases import CLOSED, OUTCOMES, Case, Untold, outcome
from dealflow.analysis.track.parties import conduct, slowed
from dealflow.beliefs import Belief, Cause
from dealflow.beliefs.defaults import defaults_for
from dealflow.errors import BeliefRefuted

__all__ = ["HISTORIES", "SEED", "Forecast", "forecast"]

SEED: Final = 2020
HISTORIES: Final = 2_000
"""So many are drawn for a forecast: a chance is then good to two points."""

_YEARS: Final = timedelta(days=3 * 365)


@frozen
class Forecast:
    """What was held likely of *case* on *day*: the chances of ``OUTCOMES`` and the law of the closing day.

    *overtaken* are beliefs that the history had refuted and that were drawn with a long tail instead; *late* is true if
    a base rate was counted only after the day.
    """

    case: Case = field(repr=False)
    day: date
    chances: dict[str, float]
    closing: Days = field(repr=False)
    overtaken: tuple[str, ...] = ()
    late: bool = False

    @property
    def age(self) -> int:
        """How many days after signing it was asked."""
        return (self.day - self.case.signed).days


def forecast(case: Case, day: date, *, seed: int = SEED, histories: int = HISTORIES) -> Forecast | Untold:
    """What is likely to become of *case*, by what was known on *day*; or why that cannot be said."""
    at = case.scenario.at(day)
    made = defaults_for(at.deal, day, uncertain=True)
    beliefs = (*made.beliefs, *conduct(at.deal, day))
    silent = _silent(case, day, beliefs)
    if silent:
        return Untold(case.id, day, silent)
    try:
        setting, overtaken = _setting(case, day, beliefs, made.causes)
    except BeliefRefuted as e:
        return Untold(case.id, day, str(e))
    drawn = draw_histories(setting, histories, seed=seed)
    late = any("counted after the day" in note for note in made.notes)
    return Forecast(case, day, _shared(drawn), _closing(setting, drawn), overtaken, late)


def _silent(case: Case, day: date, beliefs: Iterable[Belief]) -> str:
    """Of which processes that closing waits for on *day* nothing is believed, in words; empty if there is none."""
    at = case.scenario.at(day)
    now = at.record(day).snapshot
    got = kernel.decide(at.deal, now, kernel.Act("agreement:close", day, "buyer"))
    if not isinstance(got, kernel.Refusal):
        return ""
    told = {(belief.process, belief.state) for belief in beliefs}
    known = {process for process, _ in told}
    waits = dict.fromkeys(f.process for f in got.blockers if f.process and f.process != "agreement")
    for id in waits:
        data = now.process(id)
        if id not in known:
            return f"nothing is counted of {id}, and closing waits for it"
        if (id, data.state) not in told and all(run.ended is not None for run in data.runs):
            return f"nothing is counted of {id} once it is {data.state.replace('_', ' ')}, and closing waits for it"
    return ""


def _setting(
    case: Case, day: date, beliefs: Iterable[Belief], causes: Iterable[Cause]
) -> tuple[Setting, tuple[str, ...]]:
    """What histories are drawn from; a belief that the history refutes is given a long tail, once."""
    at = case.scenario.at(day)
    held = list(beliefs)
    overtaken: list[str] = []
    while True:
        try:
            setting = setting_of_deal(
                at.deal,
                held,
                causes=causes,
                start=min(at.start, day),
                day=day,
                events=at.record(day).events,
                horizon=day + _YEARS,
            )
        except BeliefRefuted as e:
            names = [belief.name for belief in held]
            if e.belief not in names or e.belief in overtaken:
                raise
            overtaken.append(e.belief)
            held[names.index(e.belief)] = slowed(held[names.index(e.belief)])
        else:
            return setting, tuple(overtaken)


def _closing(setting: Setting, drawn: Sample) -> Days:
    """The law of the closing day that the histories show."""
    mass = [0.0] * ((setting.horizon - setting.day).days + 1)
    for end, n in drawn.counts.items():
        if outcome(end.ending) == CLOSED:
            mass[end.day] += n / drawn.number
    return Days(setting.day, mass, drawn.number)


def _shared(drawn: Sample) -> dict[str, float]:
    """The chances of the outcomes, each with half a history more: what never came in so many is not impossible."""
    counts = dict.fromkeys(OUTCOMES, 0.5)
    for name, n in drawn.endings.items():
        counts[outcome(name)] += n
    return {name: n / sum(counts.values()) for name, n in counts.items()}
