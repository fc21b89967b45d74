"""What spares the event loop work: what cannot matter in this deal, read off its finished tables."""

from __future__ import annotations

from bisect import bisect_right
from typing import Any, Final

from dealflow.analysis.sampling.days import NEVER
from dealflow.analysis.sampling.formula import COVERED
from dealflow.analysis.sampling.tables import END, RESTART, START, START_IF, TOUCH

__all__ = ["shortcuts"]

Lists = dict[str, Any]

_BY_EPOCH: Final = ("p_worked", "p_through", "p_raw", "p_rolled", "x_raw", "x_rolled", "c_quick", "c_quick_raw")
"""The tables that have an entry for each epoch, side by side."""
_BUCKETS: Final = 256
_HARMLESS: Final = (END, START_IF, START, RESTART, TOUCH)


def shortcuts(t: Lists) -> Lists:
    """The tables that follow from *t*, and those of *t* that they shorten."""
    covered = COVERED in t["l_kind"]
    return {
        "c_begun": [c for c, runs in enumerate(t["run0"]) if runs],
        "c_simple": _simple(t),
        "c_ordered": _ordered(t),
        "order0": [*t["order0"], len(t["c_process"])],
        "remembers": int(covered or t["n_terms"] > 1),
        **_epochs(t),
        **_guides(t),
    }


def _simple(t: Lists) -> list[int]:
    """1 for each clock that only starts and ends."""
    changed = {c for kind, c in zip(t["o_kind"], t["o_clock"], strict=True) if kind not in _HARMLESS}
    plain = [
        not runs or (length == 0 and fixed == NEVER and not count and not frozen)
        for runs, length, fixed, count, frozen in zip(
            t["run0"], t["length0"], t["fixed0"], t["count0"], t["c_frozen"], strict=True
        )
    ]
    return [int(alone and c not in changed) for c, alone in enumerate(plain)]


def _ordered(t: Lists) -> list[int]:
    """1 for each clock with a lapse whose process has another such clock: which began first may matter."""
    processes = [t["c_process"][c] for c in t["c_lapsing"]]
    twice = {i for i in processes if processes.count(i) > 1}
    lapsing = set(t["c_lapsing"])
    return [int(c in lapsing and i in twice) for c, i in enumerate(t["c_process"])]


def _epochs(t: Lists) -> Lists:
    """The epochs in which some clock of this deal is counted otherwise than in the one before."""
    many = len(t["epochs"])
    tables = [t[name] for name in _BY_EPOCH]

    def column(e: int) -> list[list[int]]:
        return [table[e::many] for table in tables]

    kept, before = [0], column(0)
    for e in range(1, many):
        if (now := column(e)) != before:
            kept.append(e)
            before = now
    out: Lists = {"epochs": [t["epochs"][e] for e in kept]}
    for name, table in zip(_BY_EPOCH, tables, strict=True):
        out[name] = [value for k, value in enumerate(table) if k % many in kept]
    return out


def _guides(t: Lists) -> Lists:
    """For each law of delays the first threshold above each of so many fractions: where a search may begin."""
    guide: list[int] = []
    known: dict[tuple[int, int], int] = {}

    def begins(first: int, end: int) -> int:
        if end - first > 1 and (first, end) not in known:
            known[first, end] = len(guide)
            guide.extend(bisect_right(t["reach"], n / _BUCKETS, first, end) for n in range(_BUCKETS))
        return known.get((first, end), 0)

    own = [begins(*ends) for ends in zip(t["h_delay"], t["h_delay_end"], strict=True)]
    opened = [begins(*ends) for ends in zip(t["zh_delay"], t["zh_delay_end"], strict=True)]
    return {"buckets": _BUCKETS, "guide": guide or [0], "h_guide": own, "zh_guide": opened}
