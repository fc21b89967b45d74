"""What changes while the event loop tells a history, as flat lists beside the tables that it reads.

The lists are made once and written again for each history. ``state``, ``milestone`` and the like say where the deal
stands; ``running`` to ``halt_last`` how its clocks stand; ``chosen`` to ``active`` what the groups under way have
drawn; ``batch`` to ``lapse`` are notes.
"""

from __future__ import annotations

from typing import Any, Final, NamedTuple

from dealflow.analysis.sampling.tables import Tables

__all__ = ["STARTS", "Standing", "standing_of"]

Numbers = Any
"""A list of whole numbers, or an array of them."""


class Standing(NamedTuple):
    """Where a history stands."""

    state: Numbers
    milestone: Numbers
    dates: Numbers
    carried: Numbers  # the terms that a process carries, or -1
    approved: Numbers  # which terms an approval covers, as numbered by ``covers``, or -1
    filed: Numbers  # the terms that were filed, or -1
    visit: Numbers
    running: Numbers
    start: Numbers
    length: Numbers
    fixed: Numbers
    count: Numbers
    extended: Numbers
    used: Numbers
    spent: Numbers
    raw: Numbers
    last: Numbers
    order: Numbers  # which clock began first; the count of those that began stands behind them
    halted: Numbers
    held: Numbers
    halts: Numbers
    halt_first: Numbers
    halt_last: Numbers
    chosen: Numbers
    wait: Numbers
    since: Numbers  # since when its act can be taken, -NEVER before
    due: Numbers
    idle: Numbers  # the day before which there is nothing to look at
    watch: Numbers  # what else would make it worth a look, as bits
    active: Numbers  # the groups under way, in their order
    batch: Numbers
    seen: Numbers
    fresh: Numbers  # from which place to which groups have just been drawn
    lapse: Numbers  # the clock that lapses next, or -1, and 1 if it has to be looked for


STARTS: Final = {
    "state": "state0", "milestone": "milestone0", "dates": "date0", "carried": "carried0", "approved": "approved0",
    "filed": "filed0", "visit": "visit0", "running": "run0", "start": "start0", "length": "length0", "fixed": "fixed0",
    "count": "count0", "extended": "extended0", "used": "used0", "spent": "spent0", "raw": "raw0", "last": "last0",
    "order": "order0", "halted": "halted0", "held": "held0", "halts": "halts0", "halt_first": "halt_first0",
    "halt_last": "halt_last0", "chosen": "blank", "wait": "blank", "since": "blank", "due": "blank", "idle": "blank",
    "watch": "blank", "active": "blank", "batch": "run0", "seen": "blank2", "fresh": "blank2",
    "lapse": "blank2",
}  # fmt: skip
"""The table with which each list begins."""


def standing_of(t: Tables) -> Standing:
    """The lists as they stand before the first history."""
    return Standing(**{name: getattr(t, table).copy() for name, table in STARTS.items()})
