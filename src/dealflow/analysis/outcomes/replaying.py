"""The first histories of a sample, replayed event by event through the rules, to see what was missing at their end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from dealflow.analysis.outcomes.missing import REPLAYED, Failed, Step, failed_of, steps_of
from dealflow.analysis.sampling import loop
from dealflow.analysis.sampling.draws import mix
from dealflow.analysis.sampling.plain import plain_run
from dealflow.analysis.sampling.reference import sample
from dealflow.analysis.sampling.setting import OPEN
from dealflow.kernel.details import details_of

if TYPE_CHECKING:
    from dealflow.analysis.sampling.compiler import Compiled
    from dealflow.analysis.sampling.setting import Setting

__all__ = ["replayed"]

_EVENTS = 4000
One = tuple[float, str, date, "list[Step]"]


def replayed(setting: Setting, seed: int, most: int = REPLAYED, tables: Compiled | None = None) -> Failed | None:
    """What was missing where the first *most* histories under *seed* did not close; None if all closed.

    *tables* of the event loop draw them faster; what they cannot tell the reference does.
    """
    how = f"histories 0 to {most - 1:,}, replayed through the rules"
    fast = tables is not None and tables.tables is not None and setting.ended is None
    drawn = _by_tables(setting, tables, seed, most) if fast and tables is not None else _drawn(setting, seed, most)
    return failed_of(setting, drawn, how)


def _drawn(setting: Setting, seed: int, most: int) -> Iterator[One]:
    if setting.ended is not None:
        yield float(most), *setting.ended, []
        return
    for index in range(most):
        yield _by_reference(setting, seed, index)


def _by_reference(setting: Setting, seed: int, index: int) -> One:
    history = sample(setting, seed, index)
    return 1.0, history.ending, history.day, steps_of(setting.plan, history)


def _by_tables(setting: Setting, ready: Compiled, seed: int, most: int) -> Iterator[One]:
    trace, levels = [0] * (2 * _EVENTS + 1), [0] * max(1, len(setting.causes))
    if ready.tables is None:
        return
    run = plain_run(ready.tables)
    for index in range(most):
        ending, day = [0], [0]
        run(mix(seed), index, 1, ending, day, [0], [0], [0], levels, trace)
        if ending[0] == loop.ASK:
            yield _by_reference(setting, seed, index)
            continue
        name = OPEN if ending[0] < 0 else setting.deal.endings[ending[0]].name
        count, trace[0] = trace[0], 0
        steps = [_step(setting, ready, trace[1 + 2 * k], trace[2 + 2 * k]) for k in range(count)]
        yield 1.0, name, setting.day + timedelta(days=day[0]), steps


def _step(setting: Setting, ready: Compiled, number: int, n: int) -> Step:
    row, choice = ready.rows[number]
    day = setting.day + timedelta(days=n)
    if choice is None or choice.act is None:
        return Step(row, day, day)
    plan, t = setting.plan, row.transition
    details = dict(choice.details) if len(choice.rows) == 1 else details_of(plan, row, choice.act)[0]
    effective = day if t.cutoff is None else t.cutoff.effective(day)
    return Step(row, day, effective, tuple(sorted(details.items())))
