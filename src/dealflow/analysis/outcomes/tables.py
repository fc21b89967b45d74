"""Visits as tables of whole numbers, from which many histories are drawn at once: one step for each visit."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Final

from attrs import frozen

from dealflow.analysis.outcomes.ground import Ground, Unsolved
from dealflow.analysis.outcomes.node import Drawn, Visit, drawn_in, due_days, open_days
from dealflow.analysis.sampling.delays import days_after
from dealflow.analysis.sampling.draws import bits_of, limit
from dealflow.analysis.sampling.groups import Choice, Timing, Wait
from dealflow.analysis.sampling.taking import due_day
from dealflow.model import Unit

if TYPE_CHECKING:
    from numpy import bool_, int32, int64, uint64
    from numpy.typing import NDArray

__all__ = [
    "Inverse",
    "Pick",
    "Step",
    "between",
    "both_of",
    "counted",
    "drawn_days",
    "inverse_of",
    "limits_of",
    "place_of",
    "step_of",
    "thresholds_of",
]

_CELL_BITS: Final = 14
_PER: Final = {Unit.DAYS: 1, Unit.WEEKS: 7}


@frozen(eq=False)
class Inverse:
    """The place that a draw chooses in a table of thresholds, looked up; the same as by bisection.

    *guide* holds the place for each value of the leading bits, -1 where they do not settle it.
    """

    limits: NDArray[uint64]
    guide: NDArray[int32]

    def places(self, bits: NDArray[uint64]) -> NDArray[int32]:
        """The place chosen by each of *bits*."""
        return self.values(bits, None, self.guide)

    def values(self, bits: NDArray[uint64], of: NDArray[int32] | None, guide: NDArray[int32]) -> NDArray[int32]:
        """The value *of* the place chosen by each of *bits* (None: the place); *guide* are the values of the cells."""
        import numpy as np

        cells = (bits >> np.uint64(64 - _CELL_BITS)).view(np.int64)
        found = guide.take(cells, mode="clip")
        doubt = (found < 0).nonzero()[0]
        if len(doubt):
            places = self.limits.searchsorted(bits[doubt], side="right")
            found[doubt] = places if of is None else of[places]
        return found


_INVERSES: Final[dict[int, tuple[Timing, Inverse]]] = {}
_MOST_KEPT: Final = 4096


def inverse_of(timing: Timing) -> Inverse:
    """The lookup of the delays of *timing*, made once."""
    import numpy as np

    known = _INVERSES.get(id(timing))
    if known is None:
        limits = limits_of(timing.cumulative)
        first = np.arange(1 << _CELL_BITS, dtype=np.uint64) << np.uint64(64 - _CELL_BITS)
        guide = limits.searchsorted(first, side="right")
        last = limits.searchsorted(first + np.uint64((1 << 64 - _CELL_BITS) - 1), side="right")
        inverse = Inverse(limits, np.where(guide == last, guide, -1).astype(np.int32))
        if len(_INVERSES) > _MOST_KEPT:
            _INVERSES.clear()
        known = _INVERSES[id(timing)] = (timing, inverse)
    return known[1]


def limits_of(thresholds: Sequence[float]) -> NDArray[uint64]:
    """The *thresholds* that a draw can reach, as the bits of a draw; a draw is never below its own threshold."""
    import numpy as np

    return np.array([limit(t) for t in thresholds if t < 1.0], dtype=np.uint64)


@frozen(eq=False)
class Pick:
    """One alternative of a group in a visit: when it is taken, counted from the entry, for each of its delays.

    It is picked by the draws from *low* on, as bits, up to *high*. *choice* is None where nothing is done; *days* has
    one entry where all delays come to the same.
    """

    choice: Choice | None
    low: int
    high: int
    key: int = 0
    days: NDArray[int32] | None = None
    inverse: Inverse | None = None
    guide: NDArray[int32] | None = None


@frozen(eq=False)
class Step:
    """A visit as it is drawn: its groups in order, each with its key and what can be picked."""

    groups: tuple[tuple[int, tuple[Pick, ...]], ...]


def thresholds_of(ground: Ground, drawn: Drawn) -> tuple[float, ...]:
    """The thresholds of the alternatives of a group under the levels that *ground* stands at."""
    level = ground.level.get(drawn.group.belief.cause, "")
    return drawn.luck.cumulative.get(level) or drawn.luck.cumulative[""]


def step_of(ground: Ground, i: int, visit: Visit, length: int) -> Step:
    """The tables of *visit*; an act that never comes within *length* days is taken on day *length*."""
    found = drawn_in(ground, i, visit)
    return Step(tuple((d.group.choice_key, tuple(_picks(ground, i, visit, d, length))) for d in found))


def _picks(ground: Ground, i: int, visit: Visit, drawn: Drawn, length: int) -> Sequence[Pick]:
    out, low = [], 0
    for k, high in enumerate(map(limit, thresholds_of(ground, drawn))):
        choice, timing = drawn.group.choices[k], drawn.luck.timings[k]
        if high > low:
            if choice.act is None or timing is None:
                out.append(Pick(None, low, high))
            else:
                out.append(_pick(ground, i, visit, choice, timing, drawn.first[k], (low, high), length))
        low = high
    return out


def _pick(
    ground: Ground,
    i: int,
    visit: Visit,
    choice: Choice,
    timing: Timing,
    since: date | None,
    between: tuple[int, int],
    length: int,
) -> Pick:
    import numpy as np

    open_on = open_days(ground, i, visit, choice.rows, length)
    days = due_days(ground, i, visit, timing, since, open_on, length).astype(np.int32)
    same = len(days) == 0 or bool((days == days[0]).all())
    if same:
        return Pick(choice, *between, choice.delay_key, days[:1] if len(days) else np.array([length], np.int32))
    inverse = inverse_of(timing)
    guide = np.where(inverse.guide < 0, -1, days[inverse.guide]).astype(np.int32)
    return Pick(choice, *between, choice.delay_key, days, inverse, guide)


def drawn_days(pick: Pick, mixed: NDArray[uint64], visit: int) -> NDArray[int32] | int:
    """The day, counted from the entry, on which each history takes *pick*."""
    if pick.days is None:
        raise ValueError("nothing is done by this alternative")
    if pick.inverse is None or pick.guide is None:
        return int(pick.days[0])
    return pick.inverse.values(bits_of(mixed, pick.key, visit), pick.days, pick.guide)


def counted(ground: Ground, i: int, wait: Wait, since: date | None) -> NDArray[int64]:
    """For each day, and one past the last, the day on which *wait* of the process at *i* is over, counted from it."""
    import numpy as np

    length = ground.days
    if wait.clock or since is not None:
        if wait.clock and ground.plan.clock_of(wait.clock, -1)[0] in ground.moving - {i}:
            raise Unsolved(f"a delay ends with {wait.clock}, a clock of another process that moves")
        due = due_day(ground.plan, ground.board, wait, since or ground.as_of, ground.as_of)
        return np.full(length + 1, length if due is None else min(length, max(0, (due - ground.as_of).days)))
    if wait.unit in _PER:
        return np.minimum(np.arange(length + 1) + wait.n * _PER[wait.unit], length)
    table = days_after(ground.as_of, length, wait.n, wait.unit, wait.calendar, ground.as_of)
    return np.append(np.minimum(table, length), length)


def place_of(bits: NDArray[uint64], limits: NDArray[uint64]) -> NDArray[int64]:
    """The place among *limits* that each of *bits* chooses."""
    import numpy as np

    if len(limits) == 1:
        return np.asarray(bits >= limits[0], dtype=np.int64)
    return np.searchsorted(limits, bits, side="right")


def between(bits: NDArray[uint64], low: int, high: int) -> NDArray[int64] | None:
    """The places of the *bits* from *low* on, up to *high*; None for all of them."""
    import numpy as np

    if high >= 1 << 64:
        return None if low <= 0 else (bits >= np.uint64(low)).nonzero()[0]
    below = bits < np.uint64(high)
    if low > 0:
        below &= bits >= np.uint64(low)
    return below.nonzero()[0]


def both_of(some: NDArray[bool_] | None, chosen: NDArray[int64] | None, k: int) -> NDArray[int64] | None:
    """The histories among *some* that choose alternative *k*; None for all."""
    import numpy as np

    if chosen is None:
        if k:
            return np.zeros(0, dtype=np.int64)
        return None if some is None else np.flatnonzero(some)
    mine = chosen == k
    return np.flatnonzero(mine if some is None else some & mine)
