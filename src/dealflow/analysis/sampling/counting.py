"""Clocks in the event loop: what an event does to them, and on which day each then ends.

Written like ``loop`` for two readers, Python and a compiler of arrays.
"""
# ruff: noqa: C901, PLR0911, PLR0912 - read by a compiler too

from __future__ import annotations

from dealflow.analysis.sampling.days import NEVER
from dealflow.analysis.sampling.standing import Standing
from dealflow.analysis.sampling.tables import END, EXTEND, LENGTH, RESTART, RESUME, SETDAY, START_IF, STOP, Tables

__all__ = [
    "clock_changed",
    "clock_resumed",
    "clock_started",
    "clock_stopped",
    "clocks_moved",
    "counted_again",
    "counted_from",
    "period_of",
    "recount",
    "resumed",
]


def counted_from(t: Tables, s: Standing, row: int, day: int) -> tuple[int, int]:
    """The day on which *row*, taken on *day*, has its effect, and that from which the clocks that it starts count."""
    effective = counted = day
    if t.r_counted[row] == 1:
        if t.r_effective[row] >= 0:
            effective = t.big[t.r_effective[row] + day]
        counted = effective
        c = t.r_counts_from[row]
        ends = c >= 0 and s.running[c] == 1 and s.last[c] < NEVER
        if ends and (t.r_from_end[row] == 1 or s.last[c] < counted):
            counted = s.last[c]
    return effective, counted


def clocks_moved(t: Tables, s: Standing, row: int, day: int, epoch: int) -> int:
    """Do to the clocks what *row* does when it is taken on *day*; 1 if the tables do not know how."""
    effective, counted = counted_from(t, s, row, day)
    asks = again = 0
    for o in range(t.r_op[row], t.r_op_end[row]):
        kind, c = t.o_kind[o], t.o_clock[o]
        if kind == END:
            s.running[c] = 0
            if c == s.lapse[0]:
                s.lapse[1] = 1
        elif kind <= RESTART:
            if (kind != RESTART or s.running[c] == 1) and (kind != START_IF or s.running[c] == 0):
                asks |= t.c_frozen[c]
                uncounted = clock_started(t, s, c, effective if kind == RESTART else counted, epoch)
                again |= uncounted
                if t.c_lapse[c] >= 0 and (s.lapse[0] < 0 or c == s.lapse[0] or s.last[c] <= s.last[s.lapse[0]]):
                    s.lapse[1] = 1
        elif s.running[c] == 1:
            asks |= t.c_frozen[c]
            s.lapse[1] = 1
            if kind == STOP:
                clock_stopped(s, c, effective)
            elif kind == RESUME:
                asks |= clock_resumed(t, s, c, effective, epoch)
            else:
                again = 1
                asks |= clock_changed(t, s, c, o)
    if again == 1 and asks == 0:
        s.lapse[1] = 1
        for o in range(t.r_op[row], t.r_op_end[row]):
            c = t.o_clock[o]
            if s.running[c] == 1 and not counted_again(t, s, c, epoch):
                asks = 1
    return asks


def clock_started(t: Tables, s: Standing, c: int, begun: int, epoch: int) -> int:
    """Let clock *c* run from *begun*; 1 if its end has yet to be counted."""
    s.running[c], s.start[c] = 1, begun
    if t.c_ordered[c] == 1 and s.order[c] == NEVER:
        s.order[c] = s.order[len(t.c_process)]
        s.order[len(t.c_process)] += 1
    if t.c_simple[c] == 0:
        s.length[c], s.fixed[c], s.count[c] = 0, NEVER, 0
        s.halted[c], s.held[c], s.halts[c] = NEVER, -1, 0
        for n in range(t.c_slot[c], t.c_slot_end[c]):
            s.used[n], s.spent[n] = 0, 0
    k = c * len(t.epochs) + epoch
    n = begun + t.offset
    known = t.c_quick[k] >= 0 and 0 <= n < t.p_size
    if known:
        s.raw[c] = t.big[t.c_quick_raw[k] + n]
        s.last[c] = t.big[t.c_quick[k] + n]
    return 0 if known else 1


def clock_stopped(s: Standing, c: int, effective: int) -> None:
    """Let clock *c* stand still from *effective*."""
    if s.halted[c] == NEVER:
        s.halted[c] = effective
        if effective <= s.last[c] < NEVER:
            s.held[c], s.last[c] = s.last[c], NEVER


def clock_resumed(t: Tables, s: Standing, c: int, effective: int, epoch: int) -> int:
    """Let clock *c* go on from *effective* if it stood still; 1 if the tables do not know how."""
    asks = 0
    if s.halted[c] < NEVER and s.held[c] >= 0:
        if s.fixed[c] < NEVER:
            s.last[c] = s.held[c]
        elif s.count[c] > 0 or not resumed(t, s, c, epoch, s.halted[c], effective - 1):
            asks = 1
        if s.halted[c] < effective:
            if s.halts[c] >= t.slots:
                asks = 1
            else:
                s.halt_first[c * t.slots + s.halts[c]] = s.halted[c]
                s.halt_last[c * t.slots + s.halts[c]] = effective - 1
                s.halts[c] += 1
    s.halted[c], s.held[c] = NEVER, -1
    return asks


def clock_changed(t: Tables, s: Standing, c: int, o: int) -> int:
    """Extend clock *c* or set its length or day, as operation *o* says; 1 if the tables do not know how."""
    kind, asks = t.o_kind[o], 0
    if kind == EXTEND:
        if s.count[c] >= t.slots:
            asks = 1
        else:
            s.extended[c * t.slots + s.count[c]] = t.o_value[o]
            s.count[c] += 1
            s.used[t.o_slot[o]] += 1
            s.spent[t.o_slot[o]] += t.o_amount[o]
    elif kind == LENGTH:
        s.length[c] = t.o_value[o]
    elif kind == SETDAY:
        s.fixed[c] = t.o_value[o]
    return asks


def period_of(t: Tables, s: Standing, c: int) -> int:
    """The period under which clock *c* runs; -1 if it has none, -2 if the tables do not know."""
    other = t.c_edition_of[c]
    began = s.start[other] if other >= 0 and s.start[other] > -NEVER else s.start[c]
    n = c * t.n_lengths + s.length[c]
    if t.c_edition[n] < 0:
        return -2
    period = -1
    for e in range(t.c_edition[n], t.c_edition_end[n]):
        if t.e_from[e] <= began:
            period = t.e_period[e]
    return period


def resumed(t: Tables, s: Standing, c: int, epoch: int, first: int, until: int) -> bool:
    """Let clock *c* go on after it stood still from *first* to *until*; False if the tables do not know how."""
    period, end = period_of(t, s, c), s.held[c]
    if period < 0:
        return False
    k, size = period * len(t.epochs) + epoch, t.p_size
    first = max(first, s.start[c] + 1 - t.p_first_day[period])
    if first + t.offset < 1 or end + t.offset >= size or until + t.offset >= size:
        return False
    if until < first:
        s.last[c] = end
        return True
    worked, through = t.p_worked[k], t.p_through[k]
    if t.p_working[period] == 1:
        stood = t.big[through + until + t.offset] - t.big[through + first + t.offset - 1]
        s.raw[c] = s.last[c] = t.big[worked + t.big[through + end + t.offset] - 1 + stood]
        return True
    if first > (s.raw[c] if t.p_skips[period] == 1 else end):
        s.last[c] = end
        return True
    s.raw[c] += until - first + 1
    s.last[c] = s.raw[c]
    if t.p_rolls[period] == 1:
        day = until + 1 if first <= s.raw[c] <= until else s.raw[c]
        if day + t.offset >= size:
            return False
        s.last[c] = t.big[worked + t.big[through + day + t.offset - 1]]
    return True


def counted_again(t: Tables, s: Standing, c: int, epoch: int) -> bool:
    """Count clock *c* anew with all the times it has stood still; False if the tables do not know how."""
    if (s.halts[c] > 0 or s.halted[c] < NEVER) and (s.count[c] > 0 or s.fixed[c] < NEVER):
        return False
    if not recount(t, s, c, epoch):
        return False
    for n in range(s.halts[c]):
        first, until = s.halt_first[c * t.slots + n], s.halt_last[c * t.slots + n]
        if first <= s.last[c] < NEVER:
            s.held[c] = s.last[c]
            if not resumed(t, s, c, epoch, first, until):
                return False
    s.held[c] = -1
    if s.halted[c] <= s.last[c] < NEVER:
        s.held[c], s.last[c] = s.last[c], NEVER
    return True


def recount(t: Tables, s: Standing, c: int, epoch: int) -> bool:
    """Count clock *c* anew, as the calendars stand in *epoch*; False if the tables do not know it."""
    if t.c_frozen[c] == 1:
        return True
    n_epochs, offset, size = len(t.epochs), t.offset, t.p_size
    period = period_of(t, s, c)
    if period == -2:
        return False
    if s.fixed[c] < NEVER:
        s.raw[c] = s.last[c] = s.fixed[c]
    elif period < 0:
        s.raw[c] = s.last[c] = NEVER
        return True
    else:
        at = s.start[c] + offset
        if at < 0 or at >= size:
            return False
        s.raw[c] = t.big[t.p_raw[period * n_epochs + epoch] + at]
        s.last[c] = t.big[t.p_rolled[period * n_epochs + epoch] + at]
    plain = period if period >= 0 else t.n_periods
    for k in range(s.count[c]):
        base = s.last[c] if (k == 0 and s.fixed[c] < NEVER) or t.p_extends_rolled[plain] == 1 else s.raw[c]
        at = base + offset
        if at >= size:
            s.raw[c] = s.last[c] = NEVER
            return True
        if at < 0:
            return False
        x = (s.extended[c * t.slots + k] * (t.n_periods + 1) + plain) * n_epochs + epoch
        if t.x_raw[x] < 0:
            return False
        s.raw[c] = t.big[t.x_raw[x] + at]
        s.last[c] = t.big[t.x_rolled[x] + at]
    return True
