"""Many histories at once with numpy: the same draws and the same ends as the reference, history by history.

It serves where at most one process waits for others; each of the others is walked visit by visit, and what they come
to meets in the one that waits. Anything else is for the event loop.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, NamedTuple

from dealflow.analysis.outcomes.ground import Ground, Unsolved
from dealflow.analysis.outcomes.law import Law, Method
from dealflow.analysis.outcomes.meeting import Meeting
from dealflow.analysis.outcomes.moves import NEVER
from dealflow.analysis.outcomes.structure import ending_at, levels_of, shape_of
from dealflow.analysis.outcomes.walks import Walker
from dealflow.analysis.sampling.draws import histories_mixed, uniforms_of
from dealflow.analysis.sampling.setting import Setting

if TYPE_CHECKING:
    from numpy import int8, int32, int64, uint64
    from numpy.typing import NDArray

__all__ = ["BLOCK", "Histories", "Vector"]

BLOCK: Final = 1 << 15
"""So many histories at a time: their arrays stay in the cache of the processor."""
_MOMENTS: Final = 3


class Histories(NamedTuple):
    """Ends of histories: the number of the ending (the last is still open), the day from the start, who was last.

    *last* is the number of the process that made way last where the deal closed, else -1.
    """

    ending: NDArray[int8]
    day: NDArray[int32]
    last: NDArray[int32]


class Vector:
    """A setting ready to be drawn from with numpy; raises Unsolved with the reason where its structure is too rich."""

    def __init__(self, setting: Setting) -> None:
        self.setting = setting
        self.endings: tuple[str, ...] = setting.endings
        self.engines: list[_Engine] = [_Engine(setting, level) for _, level in levels_of(setting)]

    def histories(self, seed: int, first: int, n: int) -> Histories:
        """The *n* histories from number *first* on under *seed*."""
        import numpy as np

        return self.some(seed, np.arange(first, first + n))

    def some(self, seed: int, numbers: NDArray[int64]) -> Histories:
        """The histories of these *numbers* under *seed*."""
        import numpy as np

        mixed = histories_mixed(seed, numbers)
        if len(self.engines) == 1:
            return self.engines[0].run(mixed)
        ending, day, last = (
            np.zeros(len(mixed), np.int8),
            np.zeros(len(mixed), np.int32),
            np.zeros(len(mixed), np.int32),
        )
        for engine, who in self._by_level(mixed):
            ending[who], day[who], last[who] = engine.run(mixed[who])
        return Histories(ending, day, last)

    def _by_level(self, mixed: NDArray[uint64]) -> Iterator[tuple[_Engine, NDArray[int64]]]:
        import numpy as np

        drawn = {}
        for name, key in self.setting.cause_keys.items():
            if name in self.setting.levels:
                thresholds = np.array(self.setting.level_thresholds[name])
                drawn[name] = np.searchsorted(thresholds, uniforms_of(mixed, key, 0), side="right")
        for engine in self.engines:
            match = np.ones(len(mixed), dtype=bool)
            for name, level in engine.ground.level.items():
                match &= drawn[name] == [label for label, _ in self.setting.levels[name]].index(level)
            who = np.flatnonzero(match)
            if len(who):
                yield engine, who

    def counts(self, seed: int, first: int, n: int) -> tuple[NDArray[int64], NDArray[int64]]:
        """How many of the histories come to each ending on each day, and how many were closed last by each process."""
        import numpy as np

        days = (self.setting.horizon - self.setting.day).days + 1
        table = np.zeros(len(self.endings) * days, dtype=np.int64)
        last = np.zeros(len(self.setting.plan.ids) + 1, dtype=np.int64)
        for start in range(first, first + n, BLOCK):
            found = self.histories(seed, start, min(BLOCK, first + n - start))
            table += np.bincount(found.ending * np.int32(days) + found.day, minlength=len(table))
            last += np.bincount(found.last + 1, minlength=len(last))
        return table.reshape(len(self.endings), days), last

    def law(self, seed: int, n: int) -> Law:
        """The law that *n* histories under *seed* show."""
        table, last = self.counts(seed, 0, n)
        whole = int(last[1:].sum())
        ids = self.setting.plan.ids
        shares = {ids[k]: int(c) / whole for k, c in enumerate(last[1:].tolist()) if c}
        method = Method("sampling", "numpy over the tables of each process", seed=seed, histories=n)
        open_ = int(table[-1].sum()) / n
        title = self.setting.deal.title
        return Law(self.endings[:-1], self.setting.day, table[:-1] / n, open_, method, last=shares, title=title)


class _Engine:
    """The walkers of the processes that wait for nobody, and the meeting of the one that waits for them."""

    def __init__(self, setting: Setting, level: dict[str, str]) -> None:
        self.ground = Ground(setting, level)
        self.ended = setting.ended
        self.names: tuple[str, ...] = setting.endings
        if self.ended is not None:
            return
        joint, bad = shape_of(self.ground)
        self.meeting = Meeting(self.ground, joint)
        wanted: dict[int, dict[str, frozenset[str]]] = {k: {"bad": states} for k, states in bad.items()}
        for name, good in self.meeting.goods.items():
            for k, states in good.items():
                wanted.setdefault(k, {})[name] = states
        self.wanted = wanted
        self.walkers = {k: Walker(self.ground, k) for k in wanted}
        for name, good in self.meeting.goods.items():
            for k, states in good.items():
                if any(r.source in states and r.target not in states for r in self.ground.rows[k]):
                    raise Unsolved(f"{self.ground.plan.ids[k]} may lose what {name} asks")
        self.number = {
            (k, s): self.names.index(ending_at(self.ground, k, s, last=False))
            for k, states in bad.items()
            for s in states
        }
        for state in self.meeting.targets:
            self.number[joint, state] = self.names.index(ending_at(self.ground, joint, state, last=not bad))
        self.joint = joint

    def run(self, mixed: NDArray[uint64]) -> Histories:
        """The ends of the histories whose luck is *mixed*."""
        import numpy as np

        n, ground = len(mixed), self.ground
        if self.ended is not None:
            ending = np.full(n, self.names.index(self.ended[0]), np.int8)
            return Histories(ending, np.zeros(n, np.int32), np.full(n, -1, np.int32))
        found = {k: walker.walk(mixed, self.wanted[k]) for k, walker in self.walkers.items()}
        key, state, last = self.meeting.meet(mixed, found)
        ending = np.full(n, len(self.names) - 1, np.int8)
        lut = np.zeros(len(self.meeting.targets) + 1, np.int8)
        lut[:-1] = [self.number[self.joint, s] for s in self.meeting.targets]
        taken = state >= 0
        ending[taken] = lut[state[taken]]
        for k, entries in found.items():
            if "bad" in entries:
                moment, where, _ = entries["bad"]
                some = np.flatnonzero(moment < NEVER)
                theirs = moment[some].astype(np.int64) * self.meeting.scale + k * 1000
                sooner = theirs < key[some]
                first = some[sooner]
                key[first] = theirs[sooner]
                names = np.array([self.number.get((k, s), -1) for s in ground.states(k)], np.int8)
                ending[first] = names[where[first]]
                last[first] = -1
        day = (key // (self.meeting.scale * _MOMENTS)).astype(np.int32)
        beyond = (day >= ground.days) | (ending == len(self.names) - 1)
        if beyond.any():
            ending[beyond], day[beyond], last[beyond] = len(self.names) - 1, ground.days - 1, -1
        closed = np.array([name.startswith("closed") for name in self.names])
        last[~closed[ending]] = -1
        return Histories(ending, day, last)
