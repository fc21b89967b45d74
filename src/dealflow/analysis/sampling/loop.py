"""The event loop over the tables: one source, run as Python or compiled, equal to the reference history by history.

Nothing here knows a deal: it reads ``Tables`` and writes a ``Standing``. Written for two readers, Python and a compiler
of arrays, so it and its neighbours ``asking``, ``drawing`` and ``counting`` keep to whole numbers, lists and plain
loops, and functions that are called often have one way out, so that they can be written out where they are called.
"""
# ruff: noqa: C901, FURB136, PLR0912, PLR0913, PLR0915, PLR0917 - one loop, read by a compiler too

from __future__ import annotations

from typing import Any, Final

from dealflow.analysis.sampling.asking import failing
from dealflow.analysis.sampling.counting import clocks_moved, counted_again
from dealflow.analysis.sampling.days import NEVER
from dealflow.analysis.sampling.drawing import looked_over, opened, own_luck, regrouped, spent, told
from dealflow.analysis.sampling.standing import Standing, standing_of
from dealflow.analysis.sampling.tables import Tables

__all__ = [
    "ASK",
    "GOES_ON",
    "MOST_EVENTS",
    "before",
    "begun",
    "ended",
    "lapsing",
    "moved",
    "reckoned",
    "run",
    "starting",
]

GOES_ON: Final = -1
"""The ending of a history that has not ended."""
ASK: Final = -2
"""The ending of a history that the tables cannot tell: the reference is asked."""
MOST_EVENTS: Final = 20_000
"""A history with more is left to the reference, which says what goes round in circles."""


def run(
    t: Tables, luck: int, first: int, number: int, endings: Any, days: Any, lasts: Any, enders: Any, finals: Any,
    levels: Any, trace: Any,
) -> None:  # fmt: skip
    """Draw *number* histories from *first* on: for each its ending, day, last approval, who ended it and its terms.

    *trace*, where it is not empty, takes the row and day of each event of one history, and how many there were.
    """
    s = standing_of(t)
    most = MOST_EVENTS if len(trace) == 0 else (len(trace) - 1) // 2
    for index in range(number):
        own = own_luck(first + index, luck)
        begun(t, s)
        told(t, own, levels)
        n_active = opened(t, s, own, levels)
        terms, day, epoch, falls = t.terms0, 0, 0, NEVER
        next_epoch = t.epochs[1] if len(t.epochs) > 1 else NEVER
        approval = ender = -1
        events = batched = at_batch = head = changed = over = 0
        ending = GOES_ON
        while ending == GOES_ON:
            if at_batch < batched:
                # what takes effect at the start of the day, each judged again before it falls
                c, at = s.batch[at_batch], -1
                at_batch += 1
                if s.running[c] == 0 or s.last[c] != day:
                    continue
                row = t.c_lapse_row[t.c_lapse[c] + s.state[t.c_process[c]]]
            else:
                row, at, coming, first_due = looked_over(t, s, head, n_active, day, terms, changed, over)
                changed = 0
                if at < 0 and head > 0:
                    head = 0
                    continue
                head = 0
                if at < 0:
                    # nobody acts any more today: the next lapse, or the next day on which somebody may act
                    over = 1
                    c, falls, at_end = lapsing(t, s, day, falls)
                    if at_end == 1 and falls < coming and falls < next_epoch:
                        day = falls
                        row = t.c_lapse_row[t.c_lapse[c] + s.state[t.c_process[c]]]
                    else:
                        day = falls if falls < coming else coming
                        day = next_epoch if next_epoch < day else day
                        if day > t.horizon:
                            break
                        over = batched = at_batch = 0
                        if day >= next_epoch:
                            epoch = reckoned(t, s, epoch, day)
                            if epoch < 0:
                                ending = ASK
                                break
                            next_epoch = t.epochs[epoch + 1] if epoch + 1 < len(t.epochs) else NEVER
                            changed = -1
                            batched = starting(t, s, day)
                        elif falls == day and at_end == 0:
                            batched = starting(t, s, day)
                        elif coming == day:
                            head = first_due
                        continue
            events += 1
            if row < 0 or events > most:
                ending = ASK
                break
            if len(trace) > 0:
                trace[0], trace[2 * events - 1], trace[2 * events] = events, row, day
            changed |= t.r_changes[row]
            terms = moved(t, s, row, terms)
            asks = 0
            if t.r_op[row] < t.r_op_end[row]:
                asks = clocks_moved(t, s, row, day, epoch)
            if t.r_stays[row] == 1:
                n_active = spent(s, at, n_active)
            else:
                n_active = regrouped(t, s, row, at, n_active, day, own, levels)
            if asks == 1 or n_active < 0:
                ending = ASK
                break
            if t.r_new_approval[row] == 1:
                approval = t.r_process[row]
            if t.r_ending[row] < t.r_ending_end[row]:
                ending = ended(t, s, row, day, terms)
                ender = t.r_process[row] if ending >= 0 else -1
        endings[index] = ending
        days[index] = day if ending >= 0 else t.horizon
        lasts[index] = approval
        enders[index] = ender
        finals[index] = terms


def begun(t: Tables, s: Standing) -> None:
    """Put everything back to where it stands on the day of the question."""
    s.milestone[:], s.dates[:] = t.milestone0, t.date0
    for n in range(len(t.moved)):
        s.state[t.moved[n]] = t.state0[t.moved[n]]
    if t.remembers == 1:
        for n in range(len(t.moved)):
            i = t.moved[n]
            s.carried[i], s.approved[i], s.filed[i] = t.carried0[i], t.approved0[i], t.filed0[i]
    s.visit[:] = t.visit0
    s.lapse[0], s.lapse[1] = -1, 1
    if len(t.c_process) > 0:
        s.running[:], s.start[:], s.last[:], s.order[:] = t.run0, t.start0, t.last0, t.order0
        for n in range(len(t.c_begun)):
            c = t.c_begun[n]
            s.length[c], s.fixed[c], s.count[c], s.raw[c] = t.length0[c], t.fixed0[c], t.count0[c], t.raw0[c]
            s.halted[c], s.held[c], s.halts[c] = t.halted0[c], t.held0[c], t.halts0[c]
            for k in range(t.c_slot[c], t.c_slot_end[c]):
                s.used[k], s.spent[k] = t.used0[k], t.spent0[k]
            for k in range(c * t.slots, c * t.slots + t.count0[c]):
                s.extended[k] = t.extended0[k]


def moved(t: Tables, s: Standing, row: int, terms: int) -> int:
    """Let *row* move its process, milestones, dates and terms; the terms in force after it."""
    i = t.r_process[row]
    if t.r_deal[row] == 1:
        if t.r_carries[row] >= 0:
            s.carried[i] = t.r_carries[row]
        if t.r_selects[row] == 1:
            if t.r_terms[row] >= 0:
                terms = t.r_terms[row]
            elif s.carried[i] >= 0:
                terms = s.carried[i]
        if t.r_reaches[row] >= 0:
            s.milestone[t.r_reaches[row]] = 1
        if t.r_withdraws[row] >= 0:
            s.milestone[t.r_withdraws[row]] = 0
        if t.r_date[row] >= 0:
            s.dates[t.r_date[row]] = t.r_date_value[row]
    if t.r_stays[row] == 0:
        s.state[i] = t.r_target[row]
        if t.remembers == 1:
            if t.r_approves[row] == 0:
                s.approved[i] = -1
            elif t.r_approves[row] == 2:
                s.approved[i] = t.covers[i * t.n_terms + terms]
            elif t.r_approves[row] == 3:
                s.approved[i] = t.covers[i * t.n_terms + (s.filed[i] if s.filed[i] >= 0 else terms)]
            if t.r_files[row] == 1:
                s.filed[i] = terms
    return terms


def ended(t: Tables, s: Standing, row: int, day: int, terms: int) -> int:
    """The ending that *row* has brought about, or that the history goes on."""
    ending = GOES_ON
    for n in range(t.r_ending[row], t.r_ending_end[row]):
        if ending == GOES_ON and failing(t, s, t.ending_guard[t.re_ending[n]], day, terms) < 0:
            ending = t.re_ending[n]
    return ending


def lapsing(t: Tables, s: Standing, day: int, known: int) -> tuple[int, int, int]:
    """The clock whose lapse falls next if nobody acts, or -1; its day, and 1 if it falls at the end of it.

    A last day that lies in the past lapses at the end of today. *known* is when the one in ``lapse`` falls, as long as
    nothing says that it has to be looked for.
    """
    if s.lapse[1] == 1 or known <= day:
        soonest = first_lapse(t, s, day)
        s.lapse[0], s.lapse[1] = soonest, 0
    c, falls, at_end = s.lapse[0], NEVER, 0
    if c >= 0:
        falls, at_end = s.last[c], t.c_last_day[c]
        if falls <= day:
            falls, at_end = day, 1
    return c, falls, at_end


def first_lapse(t: Tables, s: Standing, day: int) -> int:
    """The clock whose lapse falls next, or -1: on one day first what takes effect at its start, then in deal order."""
    soonest, falls, at_end = -1, NEVER, 1
    for n in range(len(t.c_lapsing)):
        c = t.c_lapsing[n]
        if s.running[c] == 1 and s.last[c] < NEVER:
            when, ends = s.last[c], t.c_last_day[c]
            if when <= day:
                when, ends = day, 1
            if when < falls or (when == falls and (ends < at_end or (ends == at_end and before(t, s, c, soonest)))):
                falls, at_end, soonest = when, ends, c
    return soonest


def before(t: Tables, s: Standing, c: int, other: int) -> bool:
    """True if clock *c* lapses before the *other* on the same day."""
    mine, others = t.c_process[c], t.c_process[other]
    return mine < others or (mine == others and s.order[c] < s.order[other])  # type: ignore[no-any-return]


def starting(t: Tables, s: Standing, day: int) -> int:
    """Note in ``batch`` what takes effect at the start of *day*, in the order of the deal; how many there are."""
    batched = 0
    for k in range(len(t.c_lapsing)):
        c = t.c_lapsing[k]
        if t.c_last_day[c] == 0 and s.running[c] == 1 and s.last[c] == day:
            n = batched
            while n > 0 and before(t, s, c, s.batch[n - 1]):
                s.batch[n] = s.batch[n - 1]
                n -= 1
            s.batch[n] = c
            batched += 1
    return batched


def reckoned(t: Tables, s: Standing, epoch: int, day: int) -> int:
    """Count the running clocks anew as the calendars stand on *day*; the epoch, or -1 if the tables do not know how."""
    while epoch >= 0 and epoch + 1 < len(t.epochs) and t.epochs[epoch + 1] <= day:
        epoch += 1
        for c in range(len(t.c_process)):
            if s.running[c] == 1 and epoch >= 0 and not counted_again(t, s, c, epoch):
                epoch = -1
    s.lapse[1] = 1
    return epoch
