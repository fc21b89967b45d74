"""Which level a shared cause has: asked only when a group that hangs on it is drawn, and forgotten when none can be.

Where a cause can decide only one draw more, its levels are mixed in the chances of that draw and nothing is asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import product
from math import fsum, prod
from typing import Final, NamedTuple

from dealflow.analysis.outcomes.matters import Matters
from dealflow.analysis.outcomes.place import Place
from dealflow.analysis.outcomes.stand import Stand, Stands, chances_of
from dealflow.analysis.sampling.groups import Group, Luck
from dealflow.analysis.sampling.setting import Setting

__all__ = ["Known", "Levels", "ToDraw"]

Known = tuple[str, ...]
"""The level of each cause as far as it was asked; empty where it was not, or no longer matters."""
ToDraw = tuple[Group, Luck, "tuple[date | None, ...] | None"]
"""A group to be drawn, by which luck, and of an open one since when each alternative has been available."""
_MIXED: Final = "\0mixed"


class Drawing(NamedTuple):
    """What can be drawn, with its *chance*: the new stands, and what is known of the causes then."""

    chance: float
    stands: tuple[Stand, ...]
    known: Known


class Levels:
    """The causes of one question."""

    def __init__(self, setting: Setting, matters: Matters, stands: Stands) -> None:
        self.names: tuple[str, ...] = tuple(setting.levels)
        self.chances: dict[str, dict[str, float]] = {
            name: {level: float(chance) for level, chance in levels if chance}
            for name, levels in setting.levels.items()
        }
        self.matters: Matters = matters
        self.stands: Stands = stands
        self._later: dict[tuple[int, str], frozenset[str]] = {}
        self._drawings: dict[tuple[tuple[int, ...], Known, frozenset[str]], tuple[Drawing, ...]] = {}

    def unknown(self) -> Known:
        """Nothing asked yet."""
        return ("",) * len(self.names)

    def ahead(self, place: Place) -> frozenset[str]:
        """The causes of groups that can still come to be drawn from *place* on."""
        if place.ahead is None:
            place.ahead = frozenset().union(*(self._after(i, state) for i, state in place.states()))
        return place.ahead

    def _after(self, i: int, state: str) -> frozenset[str]:
        if (i, state) not in self._later:
            targets = dict.fromkeys(move.row.target for move in self.matters.ahead(i, state))
            groups = (group for target in targets for group in self.matters.drawn(i, target))
            self._later[i, state] = frozenset(g.belief.cause for g in groups) - {""}
        return self._later[i, state]

    def entered(self, place: Place, i: int, state: str, known: Known) -> tuple[Drawing, ...]:
        """What is drawn when the process at *i* has entered *state*, which brought the deal to *place*."""
        groups = self.matters.drawn(i, state)
        if not self.names:
            return (Drawing(1.0, self._plain(groups), ()),)
        ahead = self.ahead(place)
        key = (tuple(g.position for g in groups), known, ahead)
        if key not in self._drawings:
            self._drawings[key] = tuple(self.drawn([(g, g.luck, None) for g in groups], known, ahead))
        return self._drawings[key]

    def _plain(self, groups: Iterable[Group]) -> tuple[Stand, ...]:
        key = (tuple(g.position for g in groups), (), frozenset[str]())
        if key not in self._drawings:
            self._drawings[key] = tuple(self.drawn([(g, g.luck, None) for g in groups], (), frozenset()))
        return self._drawings[key][0].stands

    def drawn(self, deals: Sequence[ToDraw], known: Known, ahead: frozenset[str]) -> Iterable[Drawing]:
        """The ways in which *deals* can be drawn, with what is known then and may matter later."""
        asked = [group.belief.cause for group, _, _ in deals if group.belief.cause]
        now = dict(zip(self.names, known, strict=True))
        open_ = [c for c in dict.fromkeys(asked) if not now[c]]
        mixed = {c for c in open_ if c not in ahead and asked.count(c) == 1}
        some = [c for c in open_ if c not in mixed]
        for levels in product(*(self.chances[c] for c in some)):
            at = {**now, **dict.fromkeys(mixed, _MIXED), **dict(zip(some, levels, strict=True))}
            chance = prod(self.chances[c][level] for c, level in zip(some, levels, strict=True))
            stands = (self._stand(*deal, at) for deal in deals)
            kept = tuple(at[name] if name in ahead else "" for name in self.names)
            yield Drawing(chance, tuple(s for s in stands if s is not None), kept)

    def _stand(
        self, group: Group, luck: Luck, first: tuple[date | None, ...] | None, at: dict[str, str]
    ) -> Stand | None:
        cause = group.belief.cause
        level = at.get(cause, "")
        if level == _MIXED:
            weighed = [(p, _chances(luck, one)) for one, p in self.chances[cause].items()]
            chances = tuple(fsum(p * own[k] for p, own in weighed) for k in range(len(group.choices)))
        else:
            chances = _chances(luck, level)
        return self.stands.drawn(group, chances, luck.timings, first)


def _chances(luck: Luck, level: str) -> tuple[float, ...]:
    return chances_of(luck.cumulative.get(level) or luck.cumulative[""])
