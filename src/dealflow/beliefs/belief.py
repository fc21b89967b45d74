"""Beliefs as values: what somebody may do in a state, how likely, how late, and what that rests on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from typing import Any, Final

from attrs import field, frozen

from dealflow.beliefs.delay import LONGEST, Delay, bounded_length, parse_delay
from dealflow.errors import DefinitionError

__all__ = [
    "BASES",
    "LONGEST",
    "NONE",
    "Alternative",
    "Basis",
    "Belief",
    "Cause",
    "Delay",
    "bounded_length",
    "parse_delay",
]

NONE: Final = "none"
"""The alternative that nothing is done in this visit of the state."""

BASES: Final = {
    "illustrative": "made up, to show how the model works",
    "judgement": "somebody's opinion",
    "base rate": "counted in past cases",
}
"""What a chance can rest on."""


@frozen
class Basis:
    """What a chance rests on: *kind* is one of ``BASES``; a base rate names its *source*."""

    kind: str
    source: str = ""
    by: str = ""
    on: date | None = None
    text: str = ""

    def __attrs_post_init__(self) -> None:
        if self.kind not in BASES:
            raise DefinitionError("basis of a chance", [f"kind {self.kind!r} is none of {', '.join(BASES)}"])
        if self.kind == "base rate" and not self.source:
            raise DefinitionError("basis of a chance", ["a base rate needs its source"])


def _pairs(value: Mapping[str, Any] | Iterable[tuple[str, Any]]) -> tuple[tuple[str, Any], ...]:
    return tuple(sorted(value.items() if isinstance(value, Mapping) else value))


def _tuple(value: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(value)


@frozen
class Cause:
    """Something nobody sees that several beliefs depend on (how the two governments get on): one level is drawn.

    *levels* are pairs of a name and a chance, in the order of their luck: a low number draws the first.
    """

    name: str
    levels: tuple[tuple[str, Fraction], ...] = field(converter=_tuple)
    basis: Basis
    text: str = ""

    def __attrs_post_init__(self) -> None:
        problems = []
        if sum(chance for _, chance in self.levels) != 1:
            problems.append(f"the chances of its levels add to {sum(c for _, c in self.levels)}, not to 1")
        if len({name for name, _ in self.levels}) != len(self.levels):
            problems.append("two of its levels have one name")
        if problems:
            raise DefinitionError(f"cause {self.name!r}", problems)


@frozen
class Alternative:
    """One thing that may be done: an action of the process (or ``none``), how likely, and how late.

    *delays* are pairs of a chance and a delay, their chances summing to one. *by* is who acts, where the row lets
    several; *details* are the act's own. *under* are its chances under each level of the belief's cause; *chance* is
    then their mean.
    """

    action: str
    chance: Fraction
    delays: tuple[tuple[Fraction, Delay], ...] = field(default=(), converter=_tuple)
    by: str = ""
    details: tuple[tuple[str, Any], ...] = field(default=(), converter=_pairs)
    under: tuple[tuple[str, Fraction], ...] = field(default=(), converter=_tuple)

    def __attrs_post_init__(self) -> None:
        problems = []
        if not all(0 <= c <= 1 for c in (self.chance, *dict(self.under).values())):
            problems.append(f"chance {self.chance} does not lie between 0 and 1")
        if self.action != NONE and sum(c for c, _ in self.delays) != 1:
            problems.append(f"the chances of its delays add to {sum(c for c, _ in self.delays)}, not to 1")
        if problems:
            raise DefinitionError(f"alternative {self.action!r}", problems)

    @property
    def nothing(self) -> bool:
        """True if it means that nothing is done."""
        return self.action == NONE

    def chance_at(self, level: str) -> Fraction:
        """How likely it is under a *level* of the belief's cause."""
        return dict(self.under).get(level, self.chance)


@frozen
class Belief:
    """A group of alternatives of which one is drawn on entering *state* of *process*; their chances sum to one.

    Several groups of one state race. *calendar* is where delays in working days are counted. *cause* names what the
    chances depend on besides.
    """

    process: str
    state: str
    alternatives: tuple[Alternative, ...] = field(converter=_tuple)
    basis: Basis
    group: str = ""
    calendar: str = ""
    text: str = ""
    cause: str = ""

    def __attrs_post_init__(self) -> None:
        levels = dict.fromkeys(level for a in self.alternatives for level, _ in a.under)
        sums = {"": sum(a.chance for a in self.alternatives)}
        sums |= {f" under {level}": sum(a.chance_at(level) for a in self.alternatives) for level in levels}
        problems = [f"its chances{where} add to {total}, not to 1" for where, total in sums.items() if total != 1]
        if problems:
            raise DefinitionError(f"belief of {self.process} in {self.state}", problems)

    @property
    def name(self) -> str:
        """What it is called in a list: process, state, and group if it has a name."""
        return f"{self.process} in {self.state}" + (f", {self.group}" if self.group else "")

    @property
    def choice_source(self) -> str:
        """What the random number that chooses among its alternatives is called."""
        return f"{self.process}/{self.state}/{self.group}#choice"

    @property
    def delay_sources(self) -> tuple[str, ...]:
        """What the random number of each alternative's delay is called; a second one of an action is numbered."""
        names: list[str] = []
        for one in self.alternatives:
            before = sum(other.split("~")[0] == one.action for other in names)
            names.append(f"{one.action}~{before + 1}" if before else one.action)
        return tuple(f"{self.process}/{self.state}/{self.group}/{name}#delay" for name in names)
