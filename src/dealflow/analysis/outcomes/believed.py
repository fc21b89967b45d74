"""What is believed of a deal: what its author says, or counted base rates where the author says nothing at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from attrs import evolve

from dealflow.analysis.sampling.opening import setting_of
from dealflow.analysis.sampling.setting import Setting
from dealflow.analysis.track.parties import conduct, slowed
from dealflow.beliefs import Belief, Cause
from dealflow.beliefs.defaults import defaults_for
from dealflow.errors import BeliefRefuted
from dealflow.model.deadline import on

if TYPE_CHECKING:
    from dealflow.scenario import Scenario

__all__ = ["believed", "rates_of", "resting_on", "setting_for"]

_SIGNED: Final = "signed"
BASE_RATE: Final = "base rate"
_FURTHEST: Final = timedelta(days=36_525)
_ACENTURY: Final = "within a century, is needed"


def believed(scenario: Scenario) -> tuple[Scenario, tuple[str, ...]]:
    """*scenario* with cited base rates where its author believes nothing at all, and what is to be told of that.

    What parties do is made up, and said to be. Such a belief that the history has overtaken is drawn with a long tail
    instead, and left out if that is overtaken too: nobody has held it.
    """
    if scenario.file.beliefs or scenario.beliefs:
        return scenario, ()
    parties = conduct(scenario.deal, scenario.as_of)
    made = defaults_for(scenario.deal, scenario.as_of, parties)
    causes = (*scenario.causes, *made.causes)
    found, notes = _surviving(scenario, (*made.beliefs, *parties), causes)
    whole = ("the file states no beliefs: counted base rates serve in their place", *made.notes)
    return found, (*whole, *_of_parties(scenario, parties), *notes)


def _of_parties(scenario: Scenario, parties: Iterable[Belief]) -> Iterable[str]:
    ids = tuple(dict.fromkeys(belief.process for belief in parties))
    if ids:
        yield f"beliefs of {', '.join(ids)} are made up, the same for every deal"
    agreement = {one.id: one.process for one in scenario.deal.processes}.get("agreement")
    state = scenario.record().snapshot.process("agreement").state if agreement is not None else _SIGNED
    if agreement is not None and state != _SIGNED and not agreement.state(state).ends:
        yield "nothing is signed, and nobody is taken to sign: write beliefs of agreement, or the deal stays open"


def _surviving(
    scenario: Scenario, beliefs: Iterable[Belief], causes: tuple[Cause, ...]
) -> tuple[Scenario, tuple[str, ...]]:
    """*scenario* with *beliefs* as far as its history refutes none, and what was done to the others."""
    held, notes = list(beliefs), dict[str, str]()
    while True:
        found = evolve(scenario, beliefs=tuple(held), causes=_named(held, causes))
        try:
            setting_of(found)
        except BeliefRefuted as e:
            refuted = [one for one in held if e.belief in (one.name, f"cause {one.cause!r}")]
            if not refuted:
                raise
            for one in refuted:
                place = held.index(one)
                held[place : place + 1] = () if one.name in notes else (slowed(one),)
                now = "left out" if one.name in notes else "with a long tail instead"
                notes[one.name] = f"{one.name}: overtaken by the history, {now}"
        else:
            return found, tuple(notes.values())


def _named(beliefs: Iterable[Belief], causes: Iterable[Cause]) -> tuple[Cause, ...]:
    """The *causes* that *beliefs* still name."""
    used = {belief.cause for belief in beliefs}
    return tuple(cause for cause in causes if cause.name in used)


def setting_for(scenario: Scenario, *, as_of: date | None = None, horizon: date | None = None) -> Setting:
    """What histories of *scenario* are drawn from, base rates included where it has no beliefs of its own."""
    at = scenario if as_of is None else scenario.at(as_of)
    if horizon is not None and not timedelta(0) <= horizon - at.as_of <= _FURTHEST:
        raise ValueError(f"histories cannot be followed from {on(at.as_of)} to {on(horizon)}: a later day, {_ACENTURY}")
    return setting_of(believed(at)[0], horizon=horizon)


def rates_of(scenario: Scenario) -> tuple[tuple[str, str], ...]:
    """The base rates that *scenario* rests on: of which beliefs each is, and who counted how many cases when."""
    given, by = believed(scenario)[0], dict[str, list[str]]()
    for belief in given.beliefs:
        if belief.basis.kind == BASE_RATE:
            by.setdefault(belief.basis.source, []).append(belief.name)
    for cause in given.causes:
        if cause.basis.kind == BASE_RATE and cause.basis.source not in by:
            by[cause.basis.source] = [cause.name]
    return tuple((", ".join(dict.fromkeys(names)), source) for source, names in by.items())


def resting_on(scenario: Scenario) -> tuple[tuple[str, int], ...]:
    """On what the beliefs of *scenario* rest, each kind with the number of groups."""
    found = Counter(belief.basis.kind for belief in believed(scenario)[0].beliefs)
    return tuple(found.most_common())
