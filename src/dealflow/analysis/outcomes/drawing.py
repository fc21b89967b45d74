"""How a visit goes that is the same whenever it begins: what many histories choose in it, and after how many days."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dealflow.analysis.outcomes.moves import Fall
from dealflow.analysis.outcomes.node import AT_ACT, AT_END
from dealflow.analysis.outcomes.tables import Step, between, drawn_days
from dealflow.analysis.sampling.draws import bits_of
from dealflow.analysis.sampling.groups import Choice
from dealflow.kernel.plan import Row

if TYPE_CHECKING:
    from numpy import int32, int64, uint64
    from numpy.typing import NDArray

__all__ = ["drawn_out"]

Left = tuple[Row, "Choice | None", int, "NDArray[int64] | None", "NDArray[int32] | int"]
"""The row, what is chosen, when in the day, the places in the crowd (None: all), and how many days after the entry."""


def drawn_out(step: Step, fall: Fall | None, length: int, luck: NDArray[uint64], visit: int) -> list[Left]:
    """What the histories with this *luck* do in a visit; without a *fall* they may stay until *length*."""
    last = length if fall is None else fall[0] + (fall[1] == AT_END)
    if len(step.groups) == 1:
        return _alone(step, fall, last, luck, visit)
    return _raced(step, fall, last, luck, visit)


def _alone(step: Step, fall: Fall | None, last: int, luck: NDArray[uint64], visit: int) -> list[Left]:
    """The common case of one group, drawn without a race."""
    key, picks = step.groups[0]
    bits = bits_of(luck, key, visit) if len(picks) > 1 else None
    out: list[Left] = []
    silent: list[NDArray[int64] | None] = []
    for pick in picks:
        some = None if bits is None else between(bits, pick.low, pick.high)
        if pick.choice is None:
            silent.append(some)
            continue
        own = luck if some is None or pick.inverse is None else luck.take(some, mode="clip")
        taken = drawn_days(pick, own, visit)
        row = pick.choice.rows[0]
        if isinstance(taken, int):
            if taken < last:
                out.append((row, pick.choice, AT_ACT, some, taken))
            else:
                silent.append(some)
            continue
        sooner = taken < last
        if fall is None or sooner.all():
            out.append((row, pick.choice, AT_ACT, some, taken))
            continue
        soon, late = sooner.nonzero()[0], (~sooner).nonzero()[0]
        out.append((row, pick.choice, AT_ACT, soon if some is None else some[soon], taken[soon]))
        silent.append(late if some is None else some[late])
    if fall is not None and silent:
        out.append((fall[2], None, fall[1], _together(silent), fall[0]))
    return out


def _together(parts: list[NDArray[int64] | None]) -> NDArray[int64] | None:
    """The places of all *parts*; None if one of them is everybody."""
    import numpy as np

    known = [part for part in parts if part is not None]
    if len(known) < len(parts):
        return None
    return known[0] if len(known) == 1 else np.concatenate(known)


def _raced(step: Step, fall: Fall | None, last: int, luck: NDArray[uint64], visit: int) -> list[Left]:
    """Several groups, or none: the act that comes first is taken, of two on one day the one of the earlier group."""
    import numpy as np

    n = len(luck)
    best = np.full(n, last, dtype=np.int32)
    winner = np.full(n, -1, dtype=np.int32)
    names: list[Choice] = []
    for key, picks in step.groups:
        bits = bits_of(luck, key, visit) if len(picks) > 1 else None
        for pick in picks:
            if pick.choice is None:
                continue
            chosen = None if bits is None else between(bits, pick.low, pick.high)
            some = np.arange(n) if chosen is None else chosen
            taken = np.broadcast_to(drawn_days(pick, luck if chosen is None else luck[some], visit), len(some))
            sooner = taken < best[some]
            best[some[sooner]] = taken[sooner]
            winner[some[sooner]] = len(names)
            names.append(pick.choice)
    out: list[Left] = []
    for k, choice in enumerate(names):
        some = (winner == k).nonzero()[0]
        out.append((choice.rows[0], choice, AT_ACT, some, best[some]))
    if fall is not None:
        out.append((fall[2], None, fall[1], (winner < 0).nonzero()[0], fall[0]))
    return out
