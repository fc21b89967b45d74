"""What the event loop asks of the tables: requirements, what can be taken, when a delay is over, where a clock ends.

Written like ``loop`` for two readers, Python and a compiler of arrays.
"""
# ruff: noqa: C901, PLR0911, PLR0912, PLR0913, PLR0917 - read by a compiler too

from __future__ import annotations

from typing import Any

from dealflow.analysis.sampling.days import NEVER
from dealflow.analysis.sampling.tables import Tables

__all__ = ["asked", "available", "counted_again", "due_on", "failing", "period_of", "recount", "resumed", "turning"]


def failing(
    t: Tables, q: int, day: int, terms: int, state: Any, milestone: Any, dates: Any, run: Any, start: Any, last: Any,
    approved: Any,
) -> int:  # fmt: skip
    """The first clause of requirement *q* that is not met, or -1."""
    for k in range(t.q_first[q], t.q_end[q]):
        met = False
        for n in range(t.k_first[k], t.k_end[k]):
            kind, of = t.l_kind[n], t.l_of[n]
            if kind == 0:
                met = (t.l_value[n] >> state[of]) & 1 == 1
            elif kind == 1:
                met = milestone[of] == t.l_wanted[n]
            elif kind == 2:
                met = t.table[t.l_value[n] + terms * (t.horizon + 2) + day] == 1
            elif kind == 3:
                met = (day <= dates[of]) == (t.l_wanted[n] == 1)
            elif kind == 7:
                found = approved[of] < 0 or approved[of] == t.covers[of * t.n_terms + terms]
                met = found == (t.l_wanted[n] == 1)
            else:
                if run[of] == 0:
                    found = False
                elif kind == 6:
                    found = start[of] + t.l_value[n] <= day
                else:
                    found = day > last[of] if t.c_last_day[of] == 1 else day >= last[of]
                    if kind == 4:
                        found = not found
                met = found == (t.l_wanted[n] == 1)
            if met:
                break
        if not met:
            return k
    return -1


def turning(t: Tables, k: int, day: int, terms: int, dates: Any, run: Any, start: Any, last: Any) -> int:
    """The next day on which clause *k*, which is not met, can come to be met by the calendar alone."""
    soonest = NEVER
    for n in range(t.k_first[k], t.k_end[k]):
        kind, of = t.l_kind[n], t.l_of[n]
        turn = NEVER
        if kind == 2:
            turn = t.turn[t.l_value[n] + terms * (t.horizon + 2) + day]
        elif kind == 3:
            if t.l_wanted[n] == 0:
                turn = dates[of] + 1
        elif 4 <= kind <= 6 and run[of] == 1:
            turn = start[of] + t.l_value[n] if kind == 6 else last[of]
            if turn <= day and kind != 6:
                turn += 1
        if day < turn < soonest:
            soonest = turn
    return soonest


def asked(
    t: Tables, a: int, day: int, terms: int, state: Any, milestone: Any, dates: Any, run: Any, start: Any, last: Any,
    approved: Any, seen: Any,
) -> int:  # fmt: skip
    """Which of the requirements of list *a* is met first, or -1.

    Then *seen* says what would have to change (bits of ``k_needs``), and the day on which the calendar may do it.
    """
    needs, wake = 0, NEVER
    for n in range(t.a_first[a], t.a_end[a]):
        q = t.a_guard[n]
        k = -1
        if q > 0:
            k = failing(t, q, day, terms, state, milestone, dates, run, start, last, approved)
        if k < 0:
            return n - t.a_first[a]  # type: ignore[no-any-return]
        needs |= t.k_needs[k]
        wake = min(wake, turning(t, k, day, terms, dates, run, start, last))
    seen[0], seen[1] = needs, wake
    return -1


def available(
    t: Tables, h: int, day: int, terms: int, state: Any, milestone: Any, dates: Any, run: Any, start: Any, last: Any,
    approved: Any, used: Any, spent: Any, seen: Any,
) -> int:  # fmt: skip
    """The row by which choice *h* can be taken now, or -1, and then *seen* as by ``asked``."""
    n = asked(t, t.h_asked[h], day, terms, state, milestone, dates, run, start, last, approved, seen)
    if n < 0:
        return -1
    r = t.hr_row[t.h_rows[h] + n]
    for m in range(t.r_limit[r], t.r_limit_end[r]):
        kind, of = t.m_kind[m], t.m_clock[m]
        beyond = run[of] == 0
        if kind == 1:
            beyond = beyond or used[t.m_slot[m]] >= t.m_value[m]
        elif kind == 2:
            beyond = beyond or spent[t.m_slot[m]] > t.m_value[m]
        elif kind == 3:
            other = t.c_edition_of[of]
            began = start[other] if other >= 0 and start[other] > -NEVER else start[of]
            beyond = beyond or began < t.m_value[m]
        if beyond:
            seen[0], seen[1] = -1, NEVER
            return -1
    return r  # type: ignore[no-any-return]


def period_of(t: Tables, c: int, start: Any, length: Any) -> int:
    """The period under which clock *c* runs; -1 if it has none, -2 if the tables do not know."""
    other = t.c_edition_of[c]
    began = start[other] if other >= 0 and start[other] > -NEVER else start[c]
    n = c * t.n_lengths + length[c]
    if t.c_edition[n] < 0:
        return -2
    period = -1
    for e in range(t.c_edition[n], t.c_edition_end[n]):
        if t.e_from[e] <= began:
            period = t.e_period[e]
    return period


def resumed(
    t: Tables, c: int, epoch: int, start: Any, length: Any, first: int, until: int, held: Any, raw: Any, last: Any
) -> bool:
    """Let clock *c* go on after it stood still from *first* to *until*; False if the tables do not know how."""
    period, end = period_of(t, c, start, length), held[c]
    if period < 0:
        return False
    k, size = period * len(t.epochs) + epoch, t.p_size
    first = max(first, start[c] + 1 - t.p_first_day[period])
    if first + t.offset < 1 or end + t.offset >= size or until + t.offset >= size:
        return False
    if until < first:
        last[c] = end
        return True
    worked, through = t.p_worked[k], t.p_through[k]
    if t.p_working[period] == 1:
        stood = t.big[through + until + t.offset] - t.big[through + first + t.offset - 1]
        raw[c] = last[c] = t.big[worked + t.big[through + end + t.offset] - 1 + stood]
        return True
    if first > (raw[c] if t.p_skips[period] == 1 else end):
        last[c] = end
        return True
    raw[c] += until - first + 1
    last[c] = raw[c]
    if t.p_rolls[period] == 1:
        day = until + 1 if first <= raw[c] <= until else raw[c]
        if day + t.offset >= size:
            return False
        last[c] = t.big[worked + t.big[through + day + t.offset - 1]]
    return True


def counted_again(
    t: Tables, c: int, epoch: int, start: Any, length: Any, fixed: Any, count: Any, extended: Any, raw: Any, last: Any,
    halted: Any, held: Any, halts: Any, halt_first: Any, halt_last: Any,
) -> bool:  # fmt: skip
    """Count clock *c* anew with all the times it has stood still; False if the tables do not know how."""
    if (halts[c] > 0 or halted[c] < NEVER) and (count[c] > 0 or fixed[c] < NEVER):
        return False
    if not recount(t, c, epoch, start, length, fixed, count, extended, raw, last):
        return False
    for n in range(halts[c]):
        first, until = halt_first[c * t.slots + n], halt_last[c * t.slots + n]
        if first <= last[c] < NEVER:
            held[c] = last[c]
            if not resumed(t, c, epoch, start, length, first, until, held, raw, last):
                return False
    held[c] = -1
    if halted[c] <= last[c] < NEVER:
        held[c], last[c] = last[c], NEVER
    return True


def recount(
    t: Tables, c: int, epoch: int, start: Any, length: Any, fixed: Any, count: Any, extended: Any, raw: Any, last: Any
) -> bool:
    """Count clock *c* anew, as the calendars stand in *epoch*; False if the tables do not know it."""
    if t.c_frozen[c] == 1:
        return True
    n_epochs, offset, size = len(t.epochs), t.offset, t.p_size
    period = period_of(t, c, start, length)
    if period == -2:
        return False
    if fixed[c] < NEVER:
        raw[c] = last[c] = fixed[c]
    elif period < 0:
        raw[c] = last[c] = NEVER
        return True
    else:
        at = start[c] + offset
        if at < 0 or at >= size:
            return False
        raw[c] = t.big[t.p_raw[period * n_epochs + epoch] + at]
        last[c] = t.big[t.p_rolled[period * n_epochs + epoch] + at]
    plain = period if period >= 0 else t.n_periods
    for k in range(count[c]):
        base = last[c] if (k == 0 and fixed[c] < NEVER) or t.p_extends_rolled[plain] == 1 else raw[c]
        at = base + offset
        if at >= size:
            raw[c] = last[c] = NEVER
            return True
        if at < 0:
            return False
        x = (extended[c * t.slots + k] * (t.n_periods + 1) + plain) * n_epochs + epoch
        if t.x_raw[x] < 0:
            return False
        raw[c] = t.big[t.x_raw[x] + at]
        last[c] = t.big[t.x_rolled[x] + at]
    return True


def due_on(t: Tables, w: int, begun: int) -> int:
    """The day on which delay *w* is over, counted from *begun*; NEVER for one that waits for a last day."""
    kind = t.w_kind[w]
    if kind == 0:
        return begun + t.w_of[w]  # type: ignore[no-any-return]
    if kind == 1:
        return t.big[t.w_of[w] + t.big[t.w_table[w] + begun + t.offset]]  # type: ignore[no-any-return]
    if kind == 4:
        return t.big[t.w_table[w] + begun + t.offset]  # type: ignore[no-any-return]
    return NEVER
