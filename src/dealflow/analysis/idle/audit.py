"""The beliefs of a scenario that can never come true, with their places in its file, and its dead ends."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from attrs import frozen

from dealflow.analysis.audit import Remark
from dealflow.analysis.idle.find import Never, nevers
from dealflow.analysis.idle.possible import Possible, possible
from dealflow.analysis.idle.stuck import Stuck, stuck
from dealflow.analysis.outcomes.believed import setting_for
from dealflow.beliefs import Belief
from dealflow.errors import BeliefRefuted, DealflowError
from dealflow.scenario import otherwise
from dealflow.scenario.places import Path, places_of

if TYPE_CHECKING:
    from dealflow.scenario import Scenario
    from dealflow.scenario.shape import BeliefTable

__all__ = ["Believed", "IdleBelief", "believed_in"]

_Key = tuple[Any, ...]


@frozen
class IdleBelief:
    """An alternative of a belief that can never come true, and where it stands in the file.

    *name* is "process/state:action", *kind*, *why*, *todo* and *share* are those of ``Never``. *alternative* names the
    ``[alternatives.NAME]`` whose belief it is, empty for one of the deal itself.
    """

    name: str
    kind: str
    why: str
    todo: str
    share: float
    alternative: str
    line: int
    column: int


@frozen
class Believed:
    """What ``check`` finds of the beliefs of a file, judged on *as_of*, the day of its question.

    Those that are *idle*, the dead ends in which the deal can be *stuck*, and, in a sentence, which belief what has
    happened *refuted*.
    """

    as_of: date
    idle: tuple[IdleBelief, ...] = ()
    stuck: tuple[Stuck, ...] = ()
    refuted: str = ""

    @property
    def failed(self) -> bool:
        """True if a belief of the file is wrong: it can never come true, or the history refutes it."""
        return bool(self.idle or self.refuted)

    @property
    def remarks(self) -> tuple[Remark, ...]:
        """The dead ends, as remarks."""
        return tuple(Remark("dead end", one.process, str(one)) for one in self.stuck)


def believed_in(scenario: Scenario) -> Believed:
    """The beliefs of *scenario* that can never come true, and where its deal can get stuck; nothing if it has none.

    What only an alternative of the file makes possible is possible.
    """
    file = scenario.file
    if not file.beliefs and not any(what.beliefs for what in file.alternatives.values()):
        return Believed(scenario.as_of)
    try:
        found = possible(setting_for(scenario))
    except BeliefRefuted as e:
        return Believed(scenario.as_of, refuted=str(e))
    own = [never for never in nevers(found) if file.beliefs]
    idle = tuple(_placed(scenario, "", _in_no_alternative(scenario, own)))
    idle = (*idle, *_of_alternatives(scenario))
    return Believed(scenario.as_of, idle, stuck(found) if file.beliefs else ())


def _in_no_alternative(scenario: Scenario, found: list[Never]) -> list[Never]:
    """Those of *found* that no alternative of the file makes possible."""
    for name in scenario.file.alternatives if found else ():
        there = _otherwise(scenario, name)
        if there is not None:
            still = {_key(never.belief, never.k) for never in nevers(there)}
            known = {_key(g.belief, k) for g in there.setting.groups for k, _ in enumerate(g.choices)}
            found = [n for n in found if _key(n.belief, n.k) in still or _key(n.belief, n.k) not in known]
    return found


def _of_alternatives(scenario: Scenario) -> Iterator[IdleBelief]:
    """The beliefs that alternatives of the file bring along and that can never come true there."""
    for name, what in scenario.file.alternatives.items():
        there = _otherwise(scenario, name) if what.beliefs else None
        if there is not None:
            own = {_group(table) for table in what.beliefs}
            yield from _placed(scenario, name, [n for n in nevers(there) if _group(n.belief) in own])


def _otherwise(scenario: Scenario, name: str) -> Possible | None:
    try:
        return possible(setting_for(otherwise(scenario, scenario.file.alternatives[name])))
    except DealflowError:  # whoever asks for this alternative is told of it
        return None


def _group(one: Belief | BeliefTable) -> tuple[str, str, str]:
    return one.process, one.state, one.group


def _key(belief: Belief, k: int) -> _Key:
    one = belief.alternatives[k]
    return (*_group(belief), k, one.action, one.by, one.details, one.delays)


def _placed(scenario: Scenario, alternative: str, found: Iterable[Never]) -> Iterator[IdleBelief]:
    """*found* with line and column, in the order of the file."""
    head: Path = ("alternatives", alternative, "beliefs") if alternative else ("beliefs",)
    tables = scenario.file.alternatives[alternative].beliefs if alternative else scenario.file.beliefs
    numbers = {_group(table): n for n, table in enumerate(tables)}
    places = places_of(scenario.text)
    for never in sorted(found, key=lambda one: (numbers[_group(one.belief)], one.k)):
        place = places.key((*head, numbers[_group(never.belief)], "alternatives", never.k))
        yield IdleBelief(never.name, never.kind, never.why, never.todo, never.share, alternative, *place)
