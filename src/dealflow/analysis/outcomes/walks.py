"""Many histories of one process that waits for nobody, drawn at once, visit by visit in the order of its states."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from dealflow.analysis.outcomes.contexts import Context, Paths, shifted
from dealflow.analysis.outcomes.entering import DatedStep
from dealflow.analysis.outcomes.ground import Ground
from dealflow.analysis.outcomes.moves import MOMENTS, NEVER, Entries, Exit, Node
from dealflow.analysis.outcomes.node import AT_ACT, AT_END, Visit, Way, lapse_of
from dealflow.analysis.outcomes.tables import Step, drawn_days, step_of
from dealflow.analysis.sampling.draws import uniforms_of
from dealflow.analysis.sampling.groups import Choice
from dealflow.kernel.plan import Row

if TYPE_CHECKING:
    from numpy import float64, int32, int64, uint64
    from numpy.typing import NDArray

__all__ = ["Walker"]

_ONE: Final = timedelta(days=1)


class Walker:
    """A process ready to be walked: the tables of its visits, made when they are first met."""

    def __init__(self, ground: Ground, i: int) -> None:
        self.ground = ground
        self.i = i
        self.paths: Paths = Paths(ground, i)
        self.start: str = ground.board.processes[i].state
        self.steps: dict[tuple[Context, int], tuple[Step, tuple[int, int, Row] | None]] = {}
        self.steady: dict[Context, bool] = {}
        self.dated: dict[Context, DatedStep] = {}
        self.children: dict[tuple[Context, int, Row, int, int], Context] = {}

    def walk(self, mixed: NDArray[uint64], wanted: Mapping[str, frozenset[str]]) -> dict[str, Entries]:
        """The first entries of the histories whose luck is *mixed* into each of the *wanted* sets of states."""
        import numpy as np

        n = len(mixed)
        numbers = {state: k for k, state in enumerate(self.ground.states(self.i))}
        found = {
            name: Entries(np.full(n, NEVER, dtype=np.int32), self._state_of(states, numbers, n), self._once(states))
            for name, states in wanted.items()
        }
        now = Context(self.ground.board.processes[self.i], late=False)
        first = Node(now, tuple((s, self._entered(s)) for s in sorted(self.paths.again)))
        waiting: dict[tuple[Node, bool], list[tuple[NDArray[int64], NDArray[int32]]]] = {}
        waiting[first, True] = [(np.arange(n), np.zeros(n, dtype=np.int32))]
        while waiting:
            key = min(waiting, key=lambda k: self.paths.order[k[0].context.state.state])
            arrived = waiting.pop(key)
            who, days = arrived[0] if len(arrived) == 1 else map(np.concatenate, zip(*arrived, strict=True))
            for out in self._exits(key[0], who, days, mixed, started=key[1]):
                if not len(out.who):
                    continue
                for name, states in wanted.items():
                    if out.row.target in states and out.row.source not in states:
                        _note(found[name], out, numbers[out.row.target], only=len(states) == 1)
                if self.paths.goes_on[out.row.target]:
                    for node, some, later in self._next(key, out, days, who):
                        waiting.setdefault((node, False), []).append((some, later))
        return found

    def _state_of(self, states: frozenset[str], numbers: Mapping[str, int], n: int) -> NDArray[int32]:
        """The number of the state to begin with: where there is only one, it is that."""
        import numpy as np

        return np.full(n, numbers[min(states)] if len(states) == 1 else 0, dtype=np.int32)

    def _once(self, states: frozenset[str]) -> bool:
        return not any(row.source in states and row.target not in states for row in self.ground.rows[self.i])

    def _entered(self, state: str) -> int:
        return self.ground.setting.visits.get((self.i, state), 0)

    def _exits(
        self, node: Node, who: NDArray[int64], days: NDArray[int32], mixed: NDArray[uint64], *, started: bool
    ) -> Iterator[Exit]:
        """What the histories *who*, which entered the visit on *days*, do next."""
        import numpy as np

        state = node.context.state.state
        visit = self._visit_of(node, state, started=started)
        if started or self._is_steady(node.context):
            yield from self._drawn(node.context, -1 if started else 0, who, days, mixed, visit)
            return
        inside = days < self.ground.days
        if not inside.all():
            who, days = who[inside], days[inside]
        dated = self._dated(node.context)
        if dated.usable:
            yield from _runs(dated, who, days, mixed[who], visit)
            return
        for day in np.unique(days).tolist():
            some = days == day
            yield from self._drawn(node.context, day, who[some], days[some], mixed, visit)

    def _dated(self, context: Context) -> DatedStep:
        if context not in self.dated:
            self.dated[context] = DatedStep(self.ground, self.i, context)
        return self.dated[context]

    def _visit_of(self, node: Node, state: str, *, started: bool) -> int:
        if started:
            return self._entered(state) - 1
        return dict(node.before).get(state, self._entered(state) + 1) - 1

    def _is_steady(self, context: Context) -> bool:
        if context not in self.steady:
            self.steady[context] = self.paths.is_steady(context)
        return self.steady[context]

    def _step(self, context: Context, day: int) -> tuple[Step, tuple[int, int, Row] | None]:
        known = self.steps.get((context, day))
        if known is None:
            ground, i, k = self.ground, self.i, max(day, 0)
            visit = Visit(shifted(context.state, k), ground.as_of + k * _ONE, context.late, now=day < 0)
            lapse = lapse_of(ground, i, visit)
            fall = None if lapse is None else ((lapse[0] - visit.day).days, lapse[1], lapse[2])
            known = self.steps[context, day] = (step_of(ground, i, visit, ground.days), fall)
        return known

    def _drawn(
        self,
        context: Context,
        day: int,
        who: NDArray[int64],
        days: NDArray[int32],
        mixed: NDArray[uint64],
        visit: int,
    ) -> Iterator[Exit]:
        import numpy as np

        step, fall = self._step(context, day)
        luck = mixed if len(who) == len(mixed) else mixed[who]
        last = self.ground.days if fall is None else fall[0] + (fall[1] == AT_END)
        if len(step.groups) == 1:
            yield from self._alone(step, fall, last, who, days, luck, visit)
            return
        best = np.full(len(who), last, dtype=np.int32)
        winner = np.full(len(who), -1)
        names: list[Choice] = []
        for key, picks in step.groups:
            u = uniforms_of(luck, key, visit)
            for pick in picks:
                if pick.choice is None:
                    continue
                some = np.flatnonzero((u >= pick.low) & (u < pick.high))
                taken = np.broadcast_to(drawn_days(pick, luck[some], visit), len(some))
                sooner = taken < best[some]
                best[some[sooner]] = taken[sooner]
                winner[some[sooner]] = len(names)
                names.append(pick.choice)
        for k, choice in enumerate(names):
            some = np.flatnonzero(winner == k)
            if len(some):
                yield Exit(choice.rows[0], choice, AT_ACT, who[some], days[some] + best[some])
        left = np.flatnonzero(winner < 0)
        if fall is not None and len(left):
            yield Exit(fall[2], None, fall[1], who[left], days[left] + fall[0])

    def _alone(
        self,
        step: Step,
        fall: tuple[int, int, Row] | None,
        last: int,
        who: NDArray[int64],
        days: NDArray[int32],
        luck: NDArray[uint64],
        visit: int,
    ) -> Iterator[Exit]:
        """The common case of one group, drawn without a race."""
        import numpy as np

        key, picks = step.groups[0]
        u = uniforms_of(luck, key, visit) if len(picks) > 1 else None
        silent: list[NDArray[int64]] = []
        for pick in picks:
            some = _chosen(u, pick.low, pick.high)
            if pick.choice is None:
                silent.append(np.arange(len(who)) if some is None else some)
                continue
            taken = drawn_days(pick, luck if some is None else luck[some], visit)
            own, entered = (who, days) if some is None else (who[some], days[some])
            if isinstance(taken, int):
                if taken < last:
                    yield Exit(pick.choice.rows[0], pick.choice, AT_ACT, own, entered + taken)
                else:
                    silent.append(np.arange(len(who)) if some is None else some)
                continue
            sooner = None if fall is None else taken < last
            if sooner is None or sooner.all():
                yield Exit(pick.choice.rows[0], pick.choice, AT_ACT, own, entered + taken)
                continue
            yield Exit(pick.choice.rows[0], pick.choice, AT_ACT, own[sooner], (entered + taken)[sooner])
            silent.append(np.flatnonzero(~sooner) if some is None else some[~sooner])
        if fall is not None and silent:
            left = silent[0] if len(silent) == 1 else np.concatenate(silent)
            yield Exit(fall[2], None, fall[1], who[left], days[left] + fall[0])

    def _next(
        self, key: tuple[Node, bool], out: Exit, days: NDArray[int32], who: NDArray[int64]
    ) -> Iterator[tuple[Node, NDArray[int64], NDArray[int32]]]:
        """The visits that *out* leads to, with the histories that enter each and the day they do."""
        import numpy as np

        node, started = key
        before = tuple((s, k + (s == out.row.target)) for s, k in node.before)
        steady = started or self._is_steady(node.context)
        day = -1 if started else 0
        if not self.paths.carries(Way(out.row, out.choice, out.at, None)):  # type: ignore[arg-type]
            known = self.children.get((node.context, day, out.row, out.at, -1))
            if known is None:
                begun = int(days[np.flatnonzero(who == out.who[0])[0]])
                known = self._child(node.context, day if steady else begun, out, int(out.days[0]) - begun)
                self.children[node.context, day, out.row, out.at, -1] = known
            yield Node(known, before), out.who, out.days
            return
        place = np.searchsorted(who, out.who, sorter=np.argsort(who, kind="stable"))
        entered = days[np.argsort(who, kind="stable")[place]]
        pairs, which = np.unique(
            np.stack([entered * 0 if steady else entered, out.days - entered]), axis=1, return_inverse=True
        )
        for k, (entry, offset) in enumerate(pairs.T.tolist()):
            some = which.ravel() == k
            child = self._child(node.context, day if steady else entry, out, offset)
            yield Node(child, before), out.who[some], out.days[some]

    def _child(self, context: Context, day: int, out: Exit, offset: int) -> Context:
        known = self.children.get((context, day, out.row, out.at, offset))
        if known is None:
            k = max(day, 0)
            visit = Visit(shifted(context.state, k), self.ground.as_of + k * _ONE, context.late, now=day < 0)
            way = Way(out.row, out.choice, out.at, None)  # type: ignore[arg-type]
            known = self.children[context, day, out.row, out.at, offset] = self.paths.child(way, visit, offset)
        return known


def _runs(
    step: DatedStep, who: NDArray[int64], days: NDArray[int32], luck: NDArray[uint64], visit: int
) -> Iterator[Exit]:
    """What the histories *who* do next that entered a visit on *days* which depends on them."""
    import numpy as np

    run = step.run(days, luck, visit)
    for k in np.unique(run.which[run.which >= 0]).tolist():
        some = np.flatnonzero(run.which == k)
        choice = step.choices[k] if k < len(step.choices) else None
        row, at = (choice.rows[0], AT_ACT) if choice is not None else step.lapses[k - len(step.choices)]
        yield Exit(row, choice, at, who[some], days[some] + run.days[some])


def _chosen(u: NDArray[float64] | None, low: float, high: float) -> NDArray[int64] | None:
    """Which numbers lie between *low* and *high*; None for all of them."""
    import numpy as np

    if u is None:
        return None
    if low <= 0.0:
        return np.flatnonzero(u < high)
    return np.flatnonzero(u >= low) if high >= 1.0 else np.flatnonzero((u >= low) & (u < high))


def _note(entries: Entries, out: Exit, state: int, *, only: bool) -> None:
    """Keep the moment of *out* for the histories that had not come there before."""
    moments = out.days * MOMENTS + out.at
    if entries.once:
        entries.moment[out.who] = moments
        if not only:
            entries.state[out.who] = state
        return
    fresh = moments < entries.moment[out.who]
    entries.moment[out.who[fresh]] = moments[fresh]
    entries.state[out.who[fresh]] = state
