"""Red lines: which dates, requirements and states are others in an alternative, on the day of its question."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from dealflow.analysis.changes import Change
from dealflow.analysis.outlook import Requirement, requirements
from dealflow.kernel import contract_dates, deadlines, milestones
from dealflow.model import Deadline, Need
from dealflow.model.deadline import on

if TYPE_CHECKING:
    from datetime import date

    from dealflow.scenario import Scenario

__all__ = ["fallen", "redline"]


def redline(before: Scenario, after: Scenario) -> tuple[Change, ...]:
    """What is otherwise in *after*, apart from what is believed: terms, days, dates, clocks, requirements, states."""
    return (
        *_question(before, after),
        *_terms(before, after),
        *_acts(before, after),
        *_dates(before, after),
        *_clocks(before, after),
        *_requirements(before, after),
        *_states(before, after),
    )


def fallen(before: Scenario, after: Scenario, dropped: Iterable[str] = ()) -> tuple[str, ...]:
    """Acts of the history that stand before and no longer after, each with the reason.

    Those of approvals that were *dropped* are left out: they were not needed.
    """
    gone = {f.entry.name for f in before.record().fallen}
    aside = frozenset(dropped)
    found = (f for f in after.record().fallen if f.entry.name not in gone)
    return tuple(str(f) for f in found if f.entry.name.rpartition(":")[0] not in aside)


def _question(before: Scenario, after: Scenario) -> Iterator[Change]:
    if before.as_of != after.as_of:
        days = (after.as_of - before.as_of).days
        text = f"asked as of {on(before.as_of)} -> {on(after.as_of)}"
        yield Change("question", "as_of", text, before.as_of, after.as_of, days)


def _terms(before: Scenario, after: Scenario) -> Iterator[Change]:
    old, new = (s.record().snapshot.terms for s in (before, after))
    if old != new:
        words = after.deal.terms[new].text
        said = f"terms in force: {old.replace('_', ' ')} -> {new.replace('_', ' ')}" + (f" ({words})" if words else "")
        yield Change("terms", "terms", said, old, new)


def _acts(before: Scenario, after: Scenario) -> Iterator[Change]:
    """Acts of the history on other days, and those that are not there."""
    old, new = (_by_act(s) for s in (before, after))
    for key, day in old.items():
        other = new.get(key)
        if other is None:
            yield Change("undone", key, f"{key} of {on(day)} does not happen", day, None)
        elif other != day:
            yield Change("act", key, f"{key}: {_moved(day, other)}", day, other, (other - day).days)


def _by_act(scenario: Scenario) -> dict[str, date]:
    found: dict[str, date] = {}
    for entry in scenario.history:
        if entry.act is not None and entry.visible(scenario.as_of):
            n = sum(key.partition("#")[0] == entry.name for key in found)
            found[entry.name if not n else f"{entry.name}#{n + 1}"] = entry.on
    return found


def _moved(old: date, new: date) -> str:
    days = (new - old).days
    return (
        f"{on(old)} -> {on(new)}, {abs(days)} day{'' if abs(days) == 1 else 's'} {'later' if days > 0 else 'earlier'}"
    )


def _dates(before: Scenario, after: Scenario) -> Iterator[Change]:
    old, new = (contract_dates(s.deal, s.record().snapshot) for s in (before, after))
    for name, day in new.items():
        was = old.get(name)
        if day is not None and was != day:
            said = _moved(was, day) if was else f"set to {on(day)}"
            days = (day - was).days if was else None
            yield Change("contract date", name, f"{name.replace('_', ' ')}: {said}", was, day, days, contract=True)


def _clocks(before: Scenario, after: Scenario) -> Iterator[Change]:
    old, new = ({d.clock: d for d in deadlines(s.deal, s.record().snapshot)} for s in (before, after))
    for id in dict.fromkeys((*old, *new)):
        yield from _clock(id, old.get(id), new.get(id))


def _clock(id: str, was: Deadline | None, now: Deadline | None) -> Iterator[Change]:
    contract = bool((now or was) and (now or was).contract)  # type: ignore[union-attr]
    if was is None and now is not None:
        yield Change(
            "clock started", id, f"{id} runs: {now.kind.value} {on(now.day)}", None, now.day, contract=contract
        )
    elif now is None and was is not None:
        text = f"{id} does not run (it was {was.kind.value} {on(was.day)})"
        yield Change("clock ended", id, text, was.day, None, contract=contract)
    elif was is not None and now is not None and was.day != now.day:
        days = (now.day - was.day).days
        yield Change(
            "deadline moved", id, f"{id}: {_moved(was.day, now.day)}", was.day, now.day, days, contract=contract
        )


def _requirements(before: Scenario, after: Scenario) -> Iterator[Change]:
    old, new = ({r.process: r for r in requirements(s.deal, s.record().snapshot)} for s in (before, after))
    for id in dict.fromkeys((*old, *new)):
        was, now = _need(old.get(id)), _need(new.get(id))
        if was != now:
            found = new.get(id) or old[id]
            reason = new[id].found.reason if id in new else ""
            text = f"{id}: {was} -> {now}" + (f": {reason}" if reason else "")
            yield Change("requirement", id, text, was, now, citation=found.found.citation)


def _need(found: Requirement | None) -> str:
    if found is None or found.found.status == Need.NONE:
        return "not required"
    return "not known, counts as required" if found.found.status == Need.UNKNOWN else str(found.found.status)


def _states(before: Scenario, after: Scenario) -> Iterator[Change]:
    old, new = ({b.id: s.record().snapshot.process(b.id).state for b in s.deal.processes} for s in (before, after))
    for id, state in new.items():
        was = old.get(id)
        if was is not None and was != state:
            yield Change("state", id, f"{id} is {state.replace('_', ' ')}, not {was.replace('_', ' ')}", was, state)
    one, other = (milestones(s.deal, s.record().snapshot) for s in (before, after))
    for name, day in other.items():
        if bool(day) != bool(one.get(name)):
            text = f"milestone {name}: {'reached' if day else 'not reached'}"
            yield Change("milestone", name, text, one.get(name), day)
