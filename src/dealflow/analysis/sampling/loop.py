"""The event loop over the tables: one source, run as Python or compiled, equal to the reference history by history.

Nothing here knows a deal: it reads ``Tables``. Written for two readers, Python and a compiler of arrays, so it keeps to
whole numbers, lists and plain loops; ``draw``, ``own_luck`` and ``place`` are what differs between the two.
"""
# ruff: noqa: C901, FURB136, PLR0912, PLR0913, PLR0915, PLR0917, PLR1730 - one loop, read by a compiler too

from __future__ import annotations

from bisect import bisect_right
from typing import Any, Final

from dealflow.analysis.sampling.asking import available, counted_again, due_on, failing, resumed
from dealflow.analysis.sampling.days import NEVER
from dealflow.analysis.sampling.tables import Tables

__all__ = ["ASK", "draw", "own_luck", "place", "run"]

ASK: Final = -2
"""The ending of a history that the tables cannot tell: the reference is asked."""

_MASK: Final = (1 << 64) - 1
_GOLDEN: Final = 0x9E3779B97F4A7C15
_FIRST: Final = 0xBF58476D1CE4E5B9
_SECOND: Final = 0x94D049BB133111EB
_SCALE: Final = 1.0 / (1 << 53)

place = bisect_right


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


def run(
    t: Tables, luck: int, first: int, number: int, endings: Any, days: Any, lasts: Any, enders: Any, levels: Any,
    trace: Any,
) -> None:  # fmt: skip
    """Draw *number* histories from *first* on: for each its ending, day, last approval and who ended it.

    *trace*, where it is not empty, takes the row and day of each event of one history, and how many there were.
    """
    horizon, n_clocks, n_epochs = t.horizon, len(t.run0), len(t.epochs)
    n_causes = len(t.u_first)
    seen = t.blank2.copy()
    n_lapsing = len(t.c_lapsing)
    active = t.blank.copy()
    batch = t.run0.copy()
    state, milestone, dates = t.state0.copy(), t.milestone0.copy(), t.date0.copy()
    carried, approved, visit = t.carried0.copy(), t.approved0.copy(), t.visit0.copy()
    filed = t.filed0.copy()
    running, start, length, fixed = t.run0.copy(), t.start0.copy(), t.length0.copy(), t.fixed0.copy()
    count, extended, used, spent = t.count0.copy(), t.extended0.copy(), t.used0.copy(), t.spent0.copy()
    raw, last, order = t.raw0.copy(), t.last0.copy(), t.order0.copy()
    halted, held, halts = t.halted0.copy(), t.held0.copy(), t.halts0.copy()
    halt_first, halt_last = t.halt_first0.copy(), t.halt_last0.copy()
    chosen, since, due, wait = t.blank.copy(), t.blank.copy(), t.blank.copy(), t.blank.copy()
    idle, watch = t.blank.copy(), t.blank.copy()
    entered = t.visit0.copy()
    n_moved, n_entered = len(t.moved), 0
    for index in range(number):
        own = own_luck(first + index, luck)
        milestone[:], dates[:] = t.milestone0, t.date0
        for n in range(n_moved):
            i = t.moved[n]
            state[i], carried[i], approved[i], filed[i] = t.state0[i], t.carried0[i], t.approved0[i], t.filed0[i]
        for n in range(n_entered):
            visit[entered[n]] = t.visit0[entered[n]]
        n_entered = 0
        if n_clocks > 0:
            running[:], start[:], length[:], fixed[:] = t.run0, t.start0, t.length0, t.fixed0
            count[:], used[:], spent[:] = t.count0, t.used0, t.spent0
            raw[:], last[:], order[:] = t.raw0, t.last0, t.order0
            halted[:], held[:], halts[:] = t.halted0, t.held0, t.halts0
            if len(t.x_raw) > 0:
                extended[:] = t.extended0
        changed = 0
        terms, day, epoch, n_active, started = t.terms0, 0, 0, 0, n_clocks
        events, batched, at_batch = 0, 0, 0
        approval = ender = -1
        ending = -1
        over = False
        for n in range(n_causes):
            u = draw(own, t.u_keys[n])
            k = t.u_first[n]
            while u >= t.u_levels[k]:
                k += 1
            levels[n] = k - t.u_first[n]
        for z in range(len(t.z_group)):
            g = t.z_group[z]
            k = t.z_odds[z]
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
                    k = place(t.reach, draw(own, t.h_keys[h * t.visits + t.z_visit[z]]), k, t.zh_delay_end[zh])
                w = t.reach_wait[k]
                chosen[g], wait[g], since[g], due[g], idle[g] = h, w, t.zh_first[zh], -1, -1
                if since[g] > -NEVER:
                    due[g] = due_on(t, w, since[g])
                active[n_active] = g
                n_active += 1
        while True:
            row = -1
            if at_batch < batched:
                # lapses at the start of the day, each judged again before it falls
                c = batch[at_batch]
                at_batch += 1
                if running[c] == 0 or last[c] != day:
                    continue
                row = t.c_lapse_row[t.c_lapse[c] + state[t.c_process[c]]]
            else:
                taken = -1
                coming = horizon + 1
                if epoch + 1 < n_epochs and t.epochs[epoch + 1] < coming:
                    coming = t.epochs[epoch + 1]
                for n in range(n_active):
                    g = active[n]
                    if idle[g] > day and watch[g] & changed == 0:
                        # nothing to do before that day, and nothing that it asks about has changed
                        if idle[g] < coming:
                            coming = idle[g]
                        continue
                    found, w = -3, wait[g]
                    if since[g] == -NEVER:
                        found = t.h_free[chosen[g]]
                        if found < 0:
                            found = available(
                                t, chosen[g], day, terms, state, milestone, dates, running, start, last, approved, used,
                                spent, seen,
                            )  # fmt: skip
                        if found < 0:
                            watch[g], idle[g] = seen[0], seen[1]
                            if idle[g] < coming:
                                coming = idle[g]
                            continue
                        since[g] = day
                        due[g] = due_on(t, w, day)
                    when, bits = due[g], 0
                    if t.w_kind[w] == 2:
                        c = t.w_of[w]
                        when, bits = NEVER, t.w_bit[w]
                        if running[c] == 1 and last[c] < NEVER:
                            when = last[c] - t.w_less[w]
                            if t.w_table[w] >= 0:
                                when += t.offset
                                when = t.big[t.w_table[w] + when] if 0 <= when < t.p_size else NEVER
                    if when > day:
                        watch[g], idle[g] = bits, when
                    elif taken >= 0:
                        idle[g] = -1
                    else:
                        if found == -3:
                            found = t.h_free[chosen[g]]
                        if found < 0:
                            found = available(
                                t, chosen[g], day, terms, state, milestone, dates, running, start, last, approved, used,
                                spent, seen,
                            )  # fmt: skip
                        if found < 0:
                            watch[g], idle[g] = seen[0] | bits, seen[1]
                        elif over:
                            watch[g], idle[g] = 0, day + 1
                        else:
                            taken, row, idle[g] = g, found, -1
                            continue
                    if idle[g] < coming:
                        coming = idle[g]
                changed = 0
                if taken >= 0:
                    n = 0
                    while active[n] != taken:
                        n += 1
                    n_active -= 1
                    while n < n_active:
                        active[n] = active[n + 1]
                        n += 1
                else:
                    # nobody acts any more today: the next lapse, or the next day on which somebody may act
                    over = True
                    falls, at_end, lapsing = NEVER, 1, -1
                    for n in range(n_lapsing):
                        c = t.c_lapsing[n]
                        if running[c] == 1 and last[c] < NEVER:
                            if t.c_last_day[c] == 0 and last[c] > day:
                                when, ends = last[c], 0
                            else:
                                when, ends = (last[c] if last[c] > day else day), 1
                            if when < falls or (
                                when == falls
                                and (
                                    ends < at_end
                                    or (
                                        ends == at_end
                                        and (
                                            t.c_process[c] < t.c_process[lapsing]
                                            or (t.c_process[c] == t.c_process[lapsing] and order[c] < order[lapsing])
                                        )
                                    )
                                )
                            ):
                                falls, at_end, lapsing = when, ends, c
                    if falls < coming and at_end == 1:
                        day = falls
                        row = t.c_lapse_row[t.c_lapse[lapsing] + state[t.c_process[lapsing]]]
                    else:
                        day = falls if falls < coming else coming
                        if day > horizon:
                            break
                        over = False
                        while epoch + 1 < n_epochs and t.epochs[epoch + 1] <= day:
                            epoch += 1
                            for c in range(n_clocks):
                                changed = -1
                                if running[c] == 1 and not counted_again(
                                    t, c, epoch, start, length, fixed, count, extended, raw, last, halted, held, halts,
                                    halt_first, halt_last,
                                ):  # fmt: skip
                                    ending = -2
                        batched = at_batch = 0
                        for c in range(n_clocks):
                            if running[c] == 1 and t.c_lapse[c] >= 0 and t.c_last_day[c] == 0 and last[c] == day:
                                n = batched
                                while n > 0 and (
                                    t.c_process[batch[n - 1]] > t.c_process[c]
                                    or (t.c_process[batch[n - 1]] == t.c_process[c] and order[batch[n - 1]] > order[c])
                                ):
                                    batch[n] = batch[n - 1]
                                    n -= 1
                                batch[n] = c
                                batched += 1
                        if ending == -2:
                            break
                        continue
            # one event: row is taken on day
            events += 1
            if row < 0 or events > 20000:
                ending = -2
                break
            if len(trace) > 0:
                if 2 * events + 1 >= len(trace):
                    ending = -2
                    break
                trace[0] = events
                trace[2 * events - 1] = row
                trace[2 * events] = day
            i = t.r_process[row]
            changed |= t.r_changes[row]
            effective = counted = day
            if t.r_plain[row] == 1:
                state[i] = t.r_target[row]
            else:
                if t.r_effective[row] >= 0:
                    effective = t.big[t.r_effective[row] + day]
                counted = effective
                if t.r_counts_from[row] >= 0 and running[t.r_counts_from[row]] == 1:
                    end = last[t.r_counts_from[row]]
                    if end < NEVER and (t.r_from_end[row] == 1 or end < counted):
                        counted = end
                if t.r_carries[row] >= 0:
                    carried[i] = t.r_carries[row]
                if t.r_selects[row] == 1:
                    if t.r_terms[row] >= 0:
                        terms = t.r_terms[row]
                    elif carried[i] >= 0:
                        terms = carried[i]
                if t.r_stays[row] == 0:
                    state[i] = t.r_target[row]
                    if t.r_approves[row] == 0:
                        approved[i] = -1
                    elif t.r_approves[row] == 2:
                        approved[i] = t.covers[i * t.n_terms + terms]
                    elif t.r_approves[row] == 3:
                        approved[i] = t.covers[i * t.n_terms + (filed[i] if filed[i] >= 0 else terms)]
                    if t.r_files[row] == 1:
                        filed[i] = terms
                if t.r_reaches[row] >= 0:
                    milestone[t.r_reaches[row]] = 1
                if t.r_withdraws[row] >= 0:
                    milestone[t.r_withdraws[row]] = 0
                if t.r_date[row] >= 0:
                    dates[t.r_date[row]] = t.r_date_value[row]
                again = False
                for o in range(t.r_op[row], t.r_op_end[row]):
                    kind, c = t.o_kind[o], t.o_clock[o]
                    if kind == 0:
                        running[c] = 0
                    elif kind <= 3:
                        if (kind == 3 and running[c] == 0) or (kind == 1 and running[c] == 1):
                            continue
                        if t.c_frozen[c] == 1:
                            ending = -2
                        running[c], length[c], fixed[c], count[c] = 1, 0, NEVER, 0
                        halted[c], held[c], halts[c] = NEVER, -1, 0
                        start[c] = effective if kind == 3 else counted
                        if order[c] == NEVER:
                            order[c] = started
                            started += 1
                        for n in range(t.c_slot[c], t.c_slot_end[c]):
                            used[n] = 0
                            spent[n] = 0
                        k = c * n_epochs + epoch
                        n = start[c] + t.offset
                        if t.c_quick[k] >= 0 and 0 <= n < t.p_size:
                            raw[c] = t.big[t.c_quick_raw[k] + n]
                            last[c] = t.big[t.c_quick[k] + n]
                        else:
                            again = True
                    elif running[c] == 1 and kind == 8:
                        if t.c_frozen[c] == 1:
                            ending = -2
                        if halted[c] == NEVER:
                            halted[c] = effective
                            if effective <= last[c] < NEVER:
                                held[c], last[c] = last[c], NEVER
                    elif running[c] == 1 and kind == 9:
                        if t.c_frozen[c] == 1:
                            ending = -2
                        if halted[c] < NEVER and held[c] >= 0:
                            if fixed[c] < NEVER:
                                last[c] = held[c]
                            elif count[c] > 0 or not resumed(
                                t, c, epoch, start, length, halted[c], effective - 1, held, raw, last
                            ):
                                ending = -2
                            if halted[c] < effective:
                                if halts[c] >= t.slots:
                                    ending = -2
                                    break
                                halt_first[c * t.slots + halts[c]] = halted[c]
                                halt_last[c * t.slots + halts[c]] = effective - 1
                                halts[c] += 1
                        halted[c], held[c] = NEVER, -1
                    elif running[c] == 1:
                        again = True
                        if t.c_frozen[c] == 1:
                            ending = -2
                        if kind == 4:
                            if count[c] >= t.slots:
                                ending = -2
                                break
                            extended[c * t.slots + count[c]] = t.o_value[o]
                            count[c] += 1
                            used[t.o_slot[o]] += 1
                            spent[t.o_slot[o]] += t.o_amount[o]
                        elif kind == 5:
                            length[c] = t.o_value[o]
                        elif kind == 6:
                            fixed[c] = t.o_value[o]
                if again:
                    for o in range(t.r_op[row], t.r_op_end[row]):
                        c = t.o_clock[o]
                        if running[c] == 1 and not counted_again(
                            t, c, epoch, start, length, fixed, count, extended, raw, last, halted, held, halts,
                            halt_first, halt_last,
                        ):  # fmt: skip
                            ending = -2
            if ending == -2:
                break
            if t.r_new_approval[row] == 1:
                approval = i
            if t.r_stays[row] == 0:
                n = 0
                for m in range(n_active):
                    if t.g_process[active[m]] != i:
                        active[n] = active[m]
                        n += 1
                n_active = n
                s = t.s_first[i] + state[i]
                v = visit[s]
                if t.s_group[s] < t.s_group_end[s]:
                    if v >= t.visits:
                        ending = -2
                        break
                    if v == t.visit0[s]:
                        entered[n_entered] = s
                        n_entered += 1
                    visit[s] = v + 1
                for m in range(t.s_group[s], t.s_group_end[s]):
                    g = t.sg[m]
                    h = t.g_sure[g]
                    if h < 0:
                        k = t.g_odds[g]
                        if t.g_cause[g] >= 0:
                            k += levels[t.g_cause[g]] * t.g_choices[g]
                        u = draw(own, t.g_keys[g * t.visits + v])
                        h = 0
                        while u >= t.odds[k + h]:
                            h += 1
                        h += t.g_first[g]
                    a, b = t.h_delay[h], t.h_delay_end[h]
                    if a < b:
                        if b - a > 1:
                            a = place(t.reach, draw(own, t.h_keys[h * t.visits + v]), a, b)
                        chosen[g], wait[g], since[g], due[g], idle[g] = h, t.reach_wait[a], -NEVER, -1, -1
                        n = n_active
                        while n > 0 and active[n - 1] > g:
                            active[n] = active[n - 1]
                            n -= 1
                        active[n] = g
                        n_active += 1
            for n in range(t.r_ending[row], t.r_ending_end[row]):
                k = t.re_ending[n]
                q = t.ending_guard[k]
                if failing(t, q, day, terms, state, milestone, dates, running, start, last, approved) < 0:
                    ending, ender = k, i
                    break
            if ending >= 0:
                break
        endings[index] = ending
        days[index] = day if ending >= 0 else horizon
        lasts[index] = approval
        enders[index] = ender
