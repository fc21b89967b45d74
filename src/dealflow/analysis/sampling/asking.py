"""What the event loop asks of the tables: whether requirements are met, and what can be taken.

Written like ``loop`` for two readers, Python and a compiler of arrays.
"""
# ruff: noqa: C901, PLR0912 - read by a compiler too

from __future__ import annotations

from dealflow.analysis.sampling.days import NEVER
from dealflow.analysis.sampling.standing import Standing
from dealflow.analysis.sampling.tables import Tables

__all__ = ["asked", "available", "failing", "turning", "within"]


def failing(t: Tables, s: Standing, q: int, day: int, terms: int) -> int:
    """The first clause of requirement *q* that is not met, or -1."""
    for k in range(t.q_first[q], t.q_end[q]):
        met = False
        for n in range(t.k_first[k], t.k_end[k]):
            kind, of = t.l_kind[n], t.l_of[n]
            if kind == 0:
                met = (t.l_value[n] >> s.state[of]) & 1 == 1
            elif kind == 1:
                met = s.milestone[of] == t.l_wanted[n]
            elif kind == 2:
                met = t.table[t.l_value[n] + terms * (t.horizon + 2) + day] == 1
            elif kind == 3:
                met = (day <= s.dates[of]) == (t.l_wanted[n] == 1)
            elif kind == 7:
                found = s.approved[of] < 0 or s.approved[of] == t.covers[of * t.n_terms + terms]
                met = found == (t.l_wanted[n] == 1)
            else:
                if s.running[of] == 0:
                    found = False
                elif kind == 6:
                    found = s.start[of] + t.l_value[n] <= day
                else:
                    found = day > s.last[of] if t.c_last_day[of] == 1 else day >= s.last[of]
                    if kind == 4:
                        found = not found
                met = found == (t.l_wanted[n] == 1)
            if met:
                break
        if not met:
            return k
    return -1


def turning(t: Tables, s: Standing, k: int, day: int, terms: int) -> int:
    """The next day on which clause *k*, which is not met, can come to be met by the calendar alone."""
    soonest = NEVER
    for n in range(t.k_first[k], t.k_end[k]):
        kind, of = t.l_kind[n], t.l_of[n]
        turn = NEVER
        if kind == 2:
            turn = t.turn[t.l_value[n] + terms * (t.horizon + 2) + day]
        elif kind == 3:
            if t.l_wanted[n] == 0:
                turn = s.dates[of] + 1
        elif 4 <= kind <= 6 and s.running[of] == 1:
            turn = s.start[of] + t.l_value[n] if kind == 6 else s.last[of]
            if turn <= day and kind != 6:
                turn += 1
        if day < turn < soonest:
            soonest = turn
    return soonest


def asked(t: Tables, s: Standing, a: int, day: int, terms: int) -> int:
    """Which of the requirements of list *a* is met first, or -1.

    Then ``seen`` says what would have to change (bits of ``k_needs``), and the day on which the calendar may do it.
    """
    needs, wake = 0, NEVER
    for n in range(t.a_first[a], t.a_end[a]):
        q = t.a_guard[n]
        k = -1
        if q > 0:
            k = failing(t, s, q, day, terms)
        if k < 0:
            return n - t.a_first[a]  # type: ignore[no-any-return]
        needs |= t.k_needs[k]
        wake = min(wake, turning(t, s, k, day, terms))
    s.seen[0], s.seen[1] = needs, wake
    return -1


def available(t: Tables, s: Standing, h: int, day: int, terms: int) -> int:
    """The row by which choice *h* can be taken now, or -1, and then ``seen`` as by ``asked``."""
    row = asked(t, s, t.h_asked[h], day, terms)
    if row >= 0:
        row = within(t, s, t.hr_row[t.h_rows[h] + row])
    return row


def within(t: Tables, s: Standing, row: int) -> int:
    """*row* if what it extends can still be extended so, or -1, and then ``seen`` says that only an event helps."""
    out = row
    for m in range(t.r_limit[row], t.r_limit_end[row]):
        kind, of = t.m_kind[m], t.m_clock[m]
        beyond = s.running[of] == 0
        if kind == 1:
            beyond = beyond or s.used[t.m_slot[m]] >= t.m_value[m]
        elif kind == 2:
            beyond = beyond or s.spent[t.m_slot[m]] > t.m_value[m]
        elif kind == 3:
            other = t.c_edition_of[of]
            began = s.start[other] if other >= 0 and s.start[other] > -NEVER else s.start[of]
            beyond = beyond or began < t.m_value[m]
        if beyond:
            s.seen[0], s.seen[1] = -1, NEVER
            out = -1
    return out
