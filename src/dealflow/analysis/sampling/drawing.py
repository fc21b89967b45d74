"""What the event loop draws: causes, the choices of groups and their delays; and when a group has to be looked at.

Written like ``loop`` for two readers, Python and a compiler of arrays; ``draw`` and ``own_luck`` are what
differs between the two.
"""

from __future__ import annotations

from typing import Any, Final

from dealflow.analysis.sampling.asking import available
from dealflow.analysis.sampling.days import NEVER
from dealflow.analysis.sampling.standing import Standing
from dealflow.analysis.sampling.tables import Tables

__all__ = [
    "draw",
    "drawn",
    "due_day",
    "due_on",
    "looked_at",
    "looked_over",
    "opened",
    "own_luck",
    "regrouped",
    "spent",
    "told",
]

_MASK: Final = (1 << 64) - 1
_GOLDEN: Final = 0x9E3779B97F4A7C15
_FIRST: Final = 0xBF58476D1CE4E5B9
_SECOND: Final = 0x94D049BB133111EB
_SCALE: Final = 1.0 / (1 << 53)


def own_luck(history: int, start: int) -> int:
    """The part of a draw that belongs to a history, as ``draws`` has it."""
    z = (history * _GOLDEN + start) & _MASK
    z = ((z ^ (z >> 30)) * _FIRST) & _MASK
    z = ((z ^ (z >> 27)) * _SECOND) & _MASK
    return z ^ (z >> 31)


def draw(own: int, source: int) -> float:
    """The uniform number that a history draws from a source, as ``draws`` has it."""
    z = own ^ source
    z = ((z ^ (z >> 30)) * _FIRST) & _MASK
    z = ((z ^ (z >> 27)) * _SECOND) & _MASK
    return ((z ^ (z >> 31)) >> 11) * _SCALE


def told(t: Tables, own: int, levels: Any) -> None:
    """Draw the level of each cause."""
    for n in range(len(t.u_first)):
        u = draw(own, t.u_keys[n])
        k = t.u_first[n]
        while u >= t.u_levels[k]:
            k += 1
        levels[n] = k - t.u_first[n]


def opened(t: Tables, s: Standing, own: int, levels: Any) -> int:
    """Draw what the history has left open; how many groups are under way."""
    n_active = 0
    for z in range(len(t.z_group)):
        g, k = t.z_group[z], t.z_odds[z]
        if t.g_cause[g] >= 0:
            k += levels[t.g_cause[g]] * t.g_choices[g]
        h = 0
        if t.odds[k] < 1.0:
            u = draw(own, t.g_keys[g * t.visits + t.z_visit[z]])
            while u >= t.odds[k + h]:
                h += 1
        zh = t.z_first[z] + h
        h += t.g_first[g]
        if t.zh_delay[zh] < t.zh_delay_end[zh]:
            k = t.zh_delay[zh]
            if t.zh_delay_end[zh] - k > 1:
                u = draw(own, t.h_keys[h * t.visits + t.z_visit[z]])
                k = t.guide[t.zh_guide[zh] + int(u * t.buckets)]
                while u >= t.reach[k]:
                    k += 1
            w = t.reach_wait[k]
            since = t.zh_first[zh]
            if since == -NEVER and t.h_free[h] >= 0:
                since = 0
            s.chosen[g], s.wait[g], s.since[g], s.idle[g], s.watch[g] = h, w, since, -1, t.w_bit[w]
            if since > -NEVER:
                s.due[g] = due_on(t, w, since)
                s.idle[g] = due_day(t, s, g, w)
            s.active[n_active] = g
            n_active += 1
    return n_active


def drawn(t: Tables, s: Standing, g: int, visit: int, day: int, own: int, levels: Any) -> int:
    """Draw the choice and the delay of group *g* on entering its state; 1 if it will do something."""
    h = t.g_sure[g]
    if h < 0:
        k = t.g_odds[g]
        if t.g_cause[g] >= 0:
            k += levels[t.g_cause[g]] * t.g_choices[g]
        u = draw(own, t.g_keys[g * t.visits + visit])
        h = t.g_first[g]
        while u >= t.odds[k]:
            h += 1
            k += 1
    a, b = t.h_delay[h], t.h_delay_end[h]
    if a < b:
        if b - a > 1:
            u = draw(own, t.h_keys[h * t.visits + visit])
            a = t.guide[t.h_guide[h] + int(u * t.buckets)]
            while u >= t.reach[a]:
                a += 1
        w = t.reach_wait[a]
        s.chosen[g], s.wait[g], s.since[g], s.idle[g], s.watch[g] = h, w, -NEVER, -1, 0
        if t.h_free[h] >= 0:
            s.since[g], s.watch[g] = day, t.w_bit[w]
            s.due[g] = due_on(t, w, day)
            s.idle[g] = due_day(t, s, g, w)
    return 1 if a < b else 0


def spent(s: Standing, at: int, n_active: int) -> int:
    """Let go of the group at place *at*, whose act left its process where it was; how many are under way."""
    s.fresh[1] = 0
    if at >= 0:
        n_active -= 1
        for n in range(at, n_active):
            s.active[n] = s.active[n + 1]
    return n_active


def left(t: Tables, s: Standing, row: int, at: int, n_active: int) -> int:
    """Where the groups of the process that *row* moves begin among those under way; ``fresh`` says where they end.

    It was taken by the group at place *at*, or fell (-1). The groups of one process stand together.
    """
    i, a, b = t.r_process[row], at, at + 1
    if at < 0:
        a = 0
        while a < n_active and t.g_process[s.active[a]] < i:
            a += 1
        b = a
    if at < 0 or t.r_alone[row] == 0:
        while a > 0 and t.g_process[s.active[a - 1]] == i:
            a -= 1
        while b < n_active and t.g_process[s.active[b]] == i:
            b += 1
    s.fresh[1] = b
    return a


def placed(s: Standing, g: int, a: int, b: int, n_active: int) -> int:
    """Put group *g* at place *a*, where there is room as far as *b*; how many are then under way."""
    if a == b:
        for n in range(n_active, b, -1):
            s.active[n] = s.active[n - 1]
        n_active += 1
    s.active[a] = g
    return n_active


def regrouped(t: Tables, s: Standing, row: int, at: int, n_active: int, day: int, own: int, levels: Any) -> int:
    """Draw the groups of the state that *row* leads to, in the place of those of the state that it left.

    It was taken by the group at place *at*, or fell (-1). How many groups are under way; -1 if the state has been
    entered more often than the tables know. ``fresh`` says where the new ones stand.
    """
    a = left(t, s, row, at, n_active)
    b, s.fresh[0] = s.fresh[1], a
    entry = t.r_entry[row]
    if entry >= 0:
        visit = s.visit[entry]
        s.visit[entry] = visit + 1
        if visit >= t.visits:
            n_active = -1
        else:
            for m in range(t.s_group[entry], t.s_group_end[entry]):
                acts = drawn(t, s, t.sg[m], visit, day, own, levels)
                if acts == 1:
                    n_active = placed(s, t.sg[m], a, b, n_active)
                    a += 1
                    b = max(a, b)
    s.fresh[1] = a
    if a < b and n_active >= 0:
        for n in range(b, n_active):
            s.active[n - b + a] = s.active[n]
        n_active -= b - a
    return n_active


def due_on(t: Tables, w: int, begun: int) -> int:
    """The day on which delay *w* is over, counted from *begun*; NEVER for one that waits for a last day."""
    kind = t.w_kind[w]
    day = NEVER
    if kind == 0:
        day = begun + t.w_of[w]
    elif kind == 1:
        day = t.big[t.w_of[w] + t.big[t.w_table[w] + begun + t.offset]]
    elif kind == 4:
        day = t.big[t.w_table[w] + begun + t.offset]
    return day


def due_day(t: Tables, s: Standing, g: int, w: int) -> int:
    """The day on which group *g*, whose delay is *w*, is due as its clock now stands."""
    day = s.due[g]
    if t.w_kind[w] == 2:
        c = t.w_of[w]
        day = NEVER
        if s.running[c] == 1 and s.last[c] < NEVER:
            day = s.last[c] - t.w_less[w]
            if t.w_table[w] >= 0:
                day += t.offset
                day = t.big[t.w_table[w] + day] if 0 <= day < t.p_size else NEVER
    return day  # type: ignore[no-any-return]


def looked_at(t: Tables, s: Standing, g: int, day: int, terms: int, over: int) -> int:
    """The row that group *g* takes today, or -1; then ``idle`` and ``watch`` say when to look again.

    With *over* nobody acts any more today.
    """
    h, w = s.chosen[g], s.wait[g]
    row, due = t.h_free[h], day
    if s.since[g] > -NEVER:
        due = due_day(t, s, g, w)
    if row < 0 and due <= day:
        row = available(t, s, h, day, terms)
        if row < 0:
            s.watch[g], s.idle[g] = s.seen[0] | t.w_bit[w], s.seen[1]
        elif s.since[g] == -NEVER:
            s.since[g] = day
            s.due[g] = due_on(t, w, day)
            due = due_day(t, s, g, w)
    if due > day:
        s.watch[g], s.idle[g], row = t.w_bit[w], due, -1
    elif row >= 0 and over == 1:
        s.watch[g], s.idle[g], row = 0, day + 1, -1
    return row  # type: ignore[no-any-return]


def looked_over(
    t: Tables, s: Standing, head: int, n_active: int, day: int, terms: int, changed: int, over: int
) -> tuple[int, int, int, int]:
    """Look at the groups under way from place *head* on: the first row that one takes today, and the place of that one.

    Both are -1 where none does. Then the next day on which one may, and the place of the first of these. A group is
    looked at when its day has come, or if what it watches is among what has *changed* since it was drawn.
    """
    row, at, coming, first_due = -1, -1, t.horizon + 1, 0
    for n in range(head, n_active):
        g = s.active[n]
        if s.idle[g] <= day or (s.watch[g] & changed != 0 and not s.fresh[0] <= n < s.fresh[1]):
            found = looked_at(t, s, g, day, terms, over)
            if found >= 0:
                s.idle[g] = -1
                if at < 0:
                    row, at = found, n
        if s.idle[g] < coming:
            coming, first_due = s.idle[g], n
    return row, at, coming, first_due
