"""Every deadline and every blocked step of the bundled deals explains itself: no bare date, no bare no."""

from __future__ import annotations

from functools import cache

import pytest

from dealflow import scenario
from dealflow.analysis.explain import what_next, why_action, why_deadline
from dealflow.analysis.story import story
from dealflow.scenario import Scenario

NAMES = pytest.mark.parametrize("name", scenario.names())


@cache
def views(name: str) -> tuple[Scenario, ...]:
    """A bundled deal on its own day, and after the last of its entries."""
    found = scenario.load(name)
    last = max((entry.learned for entry in found.history), default=found.as_of)
    return found, found.at(max(last, found.as_of))


@NAMES
def test_every_deadline_explains_itself(name: str) -> None:
    """A date comes with its count, its rule and what its lapse means."""
    for found in views(name):
        snapshot = found.record().snapshot
        for clock in found.deal.clock_ids:
            why = why_deadline(found.deal, snapshot, clock)
            assert why.text
            assert why.deadline is not None or why.status in ("not started", "running", "ended"), clock
            if why.deadline is not None:
                assert why.deadline.count, clock
                assert why.deadline.citations, clock
                assert why.silence or found.deal.clock(clock)[1].lapse, clock


@NAMES
def test_every_blocked_step_explains_itself(name: str) -> None:
    """Each blocker is a sentence; each gate names its rule and who can cure it."""
    for found in views(name):
        snapshot = found.record().snapshot
        for step in ("negotiate", "sign", "close"):
            for blocker in why_action(found.deal, snapshot, step).blockers:
                assert blocker.finding.reason
                if blocker.finding.code == "gate":
                    assert blocker.finding.citation, blocker.finding
                    assert blocker.finding.cure, blocker.finding


@NAMES
def test_every_turn_has_a_rule_for_its_date(name: str) -> None:
    """Whoever is told to act by a day is told under which rule."""
    for found in views(name):
        view = what_next(found.deal, found.record().snapshot)
        assert all(turn.citation for turn in view.turns if turn.day)


@NAMES
def test_every_event_is_told_in_words(name: str) -> None:
    """No act is left to its name in the code."""
    for found in views(name):
        for moment in story(found):
            assert moment.what
            assert moment.who or moment.kind in ("lapse", "law", "calendar")
