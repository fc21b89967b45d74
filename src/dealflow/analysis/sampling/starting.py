"""The tables of where a history starts, and those that follow once rows and groups are numbered."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from dealflow.analysis.sampling.clockwork import SLOTS, Clockwork
from dealflow.analysis.sampling.counting import recount
from dealflow.analysis.sampling.days import NEVER, Days
from dealflow.analysis.sampling.draws import source
from dealflow.analysis.sampling.groups import Timing, Wait
from dealflow.analysis.sampling.requirements import clock_bit
from dealflow.analysis.sampling.setting import Setting
from dealflow.analysis.sampling.standing import standing_of
from dealflow.analysis.sampling.tables import Tables
from dealflow.kernel.plan import Row
from dealflow.model import Period, Roll, Unit
from dealflow.model.period import Tolling

__all__ = [
    "cause_tables",
    "clock_tables",
    "miscounted",
    "opening_tables",
    "start_tables",
    "state_tables",
    "wait_tables",
]

Lists = dict[str, Any]
StateIds = tuple[dict[str, int], ...]
Table = Callable[[list[int]], int]


def state_tables(setting: Setting, ids: StateIds, rows: Iterable[Row]) -> Lists:
    """The states that have groups: those groups, how often each was entered, and which rows lead there."""
    out: Lists = {"s_group": [], "s_group_end": [], "sg": [], "visit0": []}
    number: dict[tuple[int, str], int] = {}
    for key, groups in setting.by_state.items():
        number[key] = len(number)
        out["s_group"].append(len(out["sg"]))
        out["sg"].extend(group.position for group in groups)
        out["s_group_end"].append(len(out["sg"]))
        out["visit0"].append(setting.visits.get(key, 0))
    left = [len(setting.by_state.get((row.i, row.source), ())) for row in rows]
    led = [number.get((row.i, row.target), -1) for row in rows]
    out |= {"r_entry": led, "r_alone": [int(many == 1) for many in left]}
    return out | {"state0": [ids[i][p.state] for i, p in enumerate(setting.snapshot.processes)]}


def start_tables(setting: Setting, terms: tuple[str, ...], days: Days, n_groups: int) -> Lists:
    """Milestones, dates, terms and approvals on the day of the question."""
    plan, now = setting.plan, setting.snapshot
    covers: list[int] = []
    approved: list[int] = []
    for i, process in enumerate(now.processes):
        known: dict[Any, int] = {}
        covers.extend(known.setdefault(plan.covered(i, name), len(known)) for name in terms)
        held = process.approved
        approved.append(-1 if held is None else known.setdefault(held, len(known)))
    return {
        "milestone0": [int(day is not None) for day in now.milestones] or [0],
        "date0": [NEVER if day is None else days.number(day) for day in now.dates] or [0],
        "terms0": 0,
        "carried0": [terms.index(p.terms) if p.terms in terms else -1 for p in now.processes],
        "approved0": approved,
        "filed0": [terms.index(p.filed) if p.filed in terms else -1 for p in now.processes],
        "covers": covers,
        "blank": [-1] * max(1, n_groups),
        "blank2": [-1, -1],
    }


def clock_tables(work: Clockwork, ids: StateIds, lapse_row: Callable[[Row], int], table: Table) -> Lists:
    """The clocks: how they stand, what their lapse is, and their periods and extensions by edition and epoch."""
    plan = work.plan
    out: Lists = {name: [] for name in _CLOCK_LISTS}
    standing = [work.standing(i, name) for i, name in work.ids]
    out["n_lengths"] = max((len(lengths) for lengths in work.lengths.values()), default=1)
    used = [0] * len(work.slot)
    spent = [0] * len(work.slot)
    periods: dict[int, set[int]] = {}
    for (i, name), c in work.ids.items():
        clock, now = plan.clocks[i][name].clock, standing[c]
        out["c_process"].append(i)
        out["c_last_day"].append(int(work.is_last_day(i, name)))
        out["c_edition_of"].append(work.ids.get((i, clock.edition_of), -1) if clock.edition_of else -1)
        out["c_frozen"].append(now["frozen"])
        own = [n for (of, _), n in work.slot.items() if of == c]
        out["c_slot"].append(min(own, default=0))
        out["c_slot_end"].append(max(own, default=-1) + 1)
        out["c_lapse"].append(len(out["c_lapse_row"]) if clock.lapse else -1)
        for state in ids[i] if clock.lapse else ():
            rows = plan.rows.get((i, state, clock.lapse), ()) if state in clock.runs_in else ()
            out["c_lapse_row"].append(lapse_row(rows[0]) if rows else -1)
        for k in range(out["n_lengths"]):
            known = k < len(work.lengths[c]) and (now["run"] or c in work.started)
            editions = work.editions(i, name, work.lengths[c][k]) if known else []
            out["c_edition"].append(len(out["e_from"]) if editions else -1)
            out["e_from"].extend(first for first, _ in editions)
            out["e_period"].extend(period for _, period in editions)
            out["c_edition_end"].append(len(out["e_from"]))
            periods.setdefault(c, set()).update(period for _, period in editions)
        for slot, n in now["spent"]:
            if slot is not None:
                used[slot] += 1
                spent[slot] += n
        extended = now["extended"][:SLOTS]
        out["extended0"].extend([*extended, *([0] * (SLOTS - len(extended)))])
        out["count0"].append(len(extended))
        for to, key in (("run0", "run"), ("start0", "start"), ("length0", "length"), ("fixed0", "fixed"),
                        ("last0", "last"), ("raw0", "last"), ("order0", "order")):  # fmt: skip
            out[to].append(now[key])
    out |= {"used0": used or [0], "spent0": spent or [0]}
    many = len(standing)
    out |= {"halted0": [NEVER] * many, "held0": [-1] * many, "halts0": [0] * many}
    out |= {"halt_first0": [0] * (SLOTS * many), "halt_last0": [0] * (SLOTS * many)}
    out |= _period_tables(work, periods, standing, table)
    out["c_lapsing"] = [c for c, at in enumerate(out["c_lapse"]) if at >= 0]
    out |= {"c_quick": [], "c_quick_raw": []}
    epochs = len(work.days.epochs)
    for c in work.ids.values():
        only = periods[c] if len(periods[c]) == 1 else {-1}
        first = min(only)
        for e in range(epochs):
            out["c_quick"].append(-1 if first < 0 else out["p_rolled"][first * epochs + e])
            out["c_quick_raw"].append(-1 if first < 0 else out["p_raw"][first * epochs + e])
    return out


def _period_tables(work: Clockwork, periods: Mapping[int, set[int]], standing: list[Lists], table: Table) -> Lists:
    """The ends of each period, and of each extension of a period that some clock can have, in each epoch."""
    out: Lists = {"p_raw": [], "p_rolled": [], "p_extends_rolled": [], "x_raw": [], "x_rolled": []}
    for name in ("p_worked", "p_through", "p_working", "p_rolls", "p_skips", "p_first_day"):
        out[name] = []
    for period in work.periods:
        out["p_working"].append(int(period.unit is Unit.WORKING_DAYS))
        out["p_rolls"].append(int(period.roll is Roll.NEXT))
        out["p_skips"].append(int(period.tolling is Tolling.SKIP))
        out["p_first_day"].append(period.first_day)
        for seen in work.days.epochs:
            worked, through = work.days.working(period.calendar, seen) if period.calendar else ([0], [0])
            out["p_worked"].append(table(worked))
            out["p_through"].append(table(through))
        out["p_extends_rolled"].append(int(period.extend_rolled))
        for seen in work.days.epochs:
            raw, rolled = work.days.ends(period, seen)
            out["p_raw"].append(table(raw))
            out["p_rolled"].append(table(rolled))
    out["p_extends_rolled"].append(1)
    pairs = set(work.extended)
    pairs |= {(c, x) for c, now in enumerate(standing) for x in now["extended"]}
    wanted = {(x, p if p >= 0 else len(work.periods)) for c, x in pairs for p in periods.get(c, ())}
    wanted |= {(x, len(work.periods)) for _, x in pairs}
    for x, length in enumerate(work.extensions):
        choices: list[Period | None] = [*work.periods, None]
        for p, rule in enumerate(choices):
            for seen in work.days.epochs:
                if (x, p) in wanted and not (rule is None and length.unit is Unit.WORKING_DAYS):
                    raw, rolled = work.days.longer(rule, length, seen)
                    out["x_raw"].append(table(raw))
                    out["x_rolled"].append(table(rolled))
                else:
                    out["x_raw"].append(-1)
                    out["x_rolled"].append(-1)
    return out | {"n_periods": len(work.periods)}


def miscounted(t: Tables, work: Clockwork) -> Iterator[str]:
    """The clocks that the tables count otherwise than the kernel does; their raw ends are set on the way."""
    for (i, name), c in work.ids.items():
        if t.run0[c] and not t.c_frozen[c] and t.last0[c] < NEVER:
            now = standing_of(t)
            if not recount(t, now, c, 0):
                yield f"{work.plan.ids[i]}/{name} began too long ago"
            elif now.last[c] != t.last0[c]:
                yield f"{work.plan.ids[i]}/{name} is counted otherwise by the tables"
            t.raw0[c] = now.raw[c]


def opening_tables(
    setting: Setting, odds: list[float], days: Days, timing: Callable[[Timing | None], tuple[int, int]]
) -> Lists:
    """The groups that were open, with what the history leaves of their law."""
    out: Lists = {name: [] for name in
                  ("z_group", "z_visit", "z_odds", "z_first", "zh_first", "zh_delay", "zh_delay_end")}  # fmt: skip
    for one in setting.open:
        cause = one.group.belief.cause
        out["z_group"].append(one.group.position)
        out["z_visit"].append(one.visit)
        out["z_odds"].append(len(odds))
        out["z_first"].append(len(out["zh_first"]))
        for level in [name for name, _ in setting.levels[cause]] if cause else [""]:
            odds.extend(one.luck.cumulative[level])
        for first, delays in zip(one.first, one.luck.timings, strict=True):
            a, b = timing(delays)
            out["zh_first"].append(-NEVER if first is None else days.number(first))
            out["zh_delay"].append(a)
            out["zh_delay_end"].append(b)
    return out


def wait_tables(work: Clockwork, days: Days, waits: Mapping[Wait, int], table: Table) -> Lists:
    """The delays: 0 so many days, 1 so many working days, 2 to a last day, 3 never, 4 from a table."""
    out: Lists = {"w_kind": [], "w_of": [], "w_table": [], "w_less": [], "w_bit": []}
    longest: dict[str, int] = {}
    for wait in waits:
        longest[wait.calendar] = max(longest.get(wait.calendar, 0), wait.n)
    worked = {}
    for name, n in longest.items():
        if name:
            known, through = days.working(name, days.today)
            worked[name] = table([*known, *([NEVER] * (n + 1))]), table(through)
    for wait in waits:
        kind, of, at, less = 0, 0, -1, 0
        if wait.clock:
            kind, of, at, less = _to_last_day(work, days, wait, table)
        elif wait.n == 0 or wait.unit in (Unit.DAYS, Unit.WEEKS):
            of = wait.n * (7 if wait.unit is Unit.WEEKS else 1)
        elif wait.unit is Unit.WORKING_DAYS:
            kind, of, at = 1, worked[wait.calendar][0] + wait.n - 1, worked[wait.calendar][1]
        else:
            kind, at = 4, table(days.after(wait))
        for name, value in (("w_kind", kind), ("w_of", of), ("w_table", at), ("w_less", less),
                            ("w_bit", clock_bit(of) if kind == 2 else 0)):  # fmt: skip
            out[name].append(value)
    return {name: values or [0] for name, values in out.items()}


def _to_last_day(work: Clockwork, days: Days, wait: Wait, table: Table) -> tuple[int, int, int, int]:
    i, name = work.plan.clock_of(wait.clock, -1)
    if (i, name) not in work.ids:
        return 3, 0, -1, 0
    less = 0 if work.is_last_day(i, name) else 1
    if wait.n == 0 or wait.unit in (Unit.DAYS, Unit.WEEKS):
        return 2, work.ids[i, name], -1, less + wait.n * (7 if wait.unit is Unit.WEEKS else 1)
    return 2, work.ids[i, name], table(days.before(wait)), less


def cause_tables(setting: Setting) -> Lists:
    """The causes: the key of each, and the thresholds of its levels."""
    out: Lists = {"u_keys": [], "u_first": [], "u_levels": []}
    for cause in setting.causes:
        out["u_keys"].append(source(setting.cause_keys[cause.name], 0))
        out["u_first"].append(len(out["u_levels"]))
        out["u_levels"].extend(setting.level_thresholds[cause.name])
    return out


_CLOCK_LISTS = (
    "c_process", "c_last_day", "c_edition_of", "c_frozen", "c_slot", "c_slot_end", "c_lapse", "c_lapse_row",
    "c_edition", "c_edition_end", "e_from", "e_period", "run0", "start0", "length0", "fixed0", "count0", "extended0",
    "last0", "raw0", "order0",
)  # fmt: skip
