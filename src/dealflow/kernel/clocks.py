"""Clocks are read, never ticked: from a run, its stops and its extensions to a last day and its count."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache

from attrs import evolve

from dealflow import calendars
from dealflow.citation import Checked
from dealflow.kernel.values import ProcessState, Run, Stop
from dealflow.model.bound import Bound
from dealflow.model.clock import Clock, Extension
from dealflow.model.deadline import CountLine, Deadline, count, on
from dealflow.model.deal import Deal
from dealflow.model.period import Interval, Length, Period, reckon

__all__ = ["ClockPlan", "clock_plans", "deadline_of", "lapses", "last_day", "past", "stops_of"]

_ONE = timedelta(days=1)


class ClockPlan:
    """A clock as it stands in a deal: its readings chosen, its references resolved."""

    __slots__ = ("_rules", "bound", "chosen", "clock", "id", "rule_names", "start_actions", "toll_processes")

    def __init__(self, bound: Bound, clock: Clock, chosen: Mapping[str, str]) -> None:
        self.bound: Bound = bound
        self.clock: Clock = clock
        self.id: str = f"{bound.id}/{clock.name}"
        self.chosen: dict[str, str] = dict(chosen)
        self.start_actions: frozenset[str] = self._start_actions()
        tolls = (t.process for e in clock.tolled_by.editions for t in e.value)
        self.toll_processes: tuple[str, ...] = tuple(dict.fromkeys(bound.ref(p) for p in tolls))
        self._rules: dict[tuple[date, Length | None], tuple[Period | None, tuple[str, ...]]] = {}

    def _start_actions(self) -> frozenset[str]:
        for reading in self.clock.readings:
            if reading.starts:
                return frozenset(reading.starts[self.chosen.get(reading.rule, reading.default)])
        return self.clock.started_by

    def began(self, process: ProcessState, run: Run) -> date:
        """The day whose law governs the run: its own start, or that of the clock named in ``edition_of``."""
        if self.clock.edition_of:
            for other in process.runs:
                if other.clock == self.clock.edition_of:
                    return other.start
        return run.start

    def rule(self, process: ProcessState, run: Run) -> tuple[Period | None, tuple[str, ...]]:
        """The period of the run under the readings chosen, and every reading used, in words."""
        key = (self.began(process, run), run.length)
        if key not in self._rules:
            period = self.clock.rule(*key)
            self._rules[key] = (None, ()) if period is None else self.clock.read(period, self.chosen)
        return self._rules[key]

    def tolled_in(self, process: ProcessState, run: Run, other: str, state: str) -> bool:
        """True if the run stops while the process *other* is in *state*."""
        tolls = self.clock.tolls(self.began(process, run))
        return any(self.bound.ref(t.process) == other and state in t.states for t in tolls)


def clock_plans(deal: Deal) -> tuple[dict[str, ClockPlan], ...]:
    """The clocks of each process of *deal*, in order."""
    return tuple(
        {c.name: ClockPlan(b, c, c.choose(tuple(deal.readings.get(f"{b.id}/{c.name}", ())))) for c in b.process.clocks}
        for b in deal.processes
    )


def stops_of(run: Run, day: date) -> tuple[Interval, ...]:
    """The stops of *run* as intervals; one that still lasts is taken through *day*."""
    return tuple((s.first, s.last if s.last is not None else max(s.first, day)) for s in run.stops)


def is_stopped(run: Run, last: date) -> bool:
    """True if a stop that still lasts began before *run* was over on *last*."""
    return any(stop.last is None and stop.first <= last for stop in run.stops)


@lru_cache(maxsize=65536)
def _last(period: Period, start: date, stops: tuple[Interval, ...], more: tuple[Length, ...], seen: date) -> date:
    calendar = calendars.get(period.calendar).as_of(seen) if period.calendar else None
    return reckon(period, start, stops, more, calendar=calendar)[-1].day


def last_day(
    plan: ClockPlan, process: ProcessState, run: Run, seen: date, *, stopped_through: date | None = None
) -> date | None:
    """The day of *run* as the calendars stood on *seen*; None if no rule or order gives the clock a length.

    A stop that still lasts is taken through *seen*, or through *stopped_through* in a forecast made on *seen*.
    """
    period, _ = plan.rule(process, run)
    stops = stops_of(run, stopped_through or seen)
    if run.day is not None:
        return _extended(run, period, stops, seen)
    if period is None:
        return None
    return _last(period, run.start, stops, run.extensions, seen)


def furthest(plan: ClockPlan, process: ProcessState, run: Run, seen: date) -> date | None:
    """The last date to which lawful extensions can still move the clock; None where nothing limits them or none is due.

    The cap is the order's own where the rule leaves it to the order.
    """
    began, more = plan.began(process, run), run
    for rule in plan.clock.extensions:
        if rule.in_force is not None and began < rule.in_force:
            continue
        left = _left(rule, process, run)
        if left is None:
            return None
        more = more.more(left, rule.name)
    return last_day(plan, process, more, seen)


def _left(rule: Extension, process: ProcessState, run: Run) -> tuple[Length, ...] | None:
    """The extensions still to be had; None where the rule sets no limit."""
    cap: Length | None = process.detail(rule.total_detail) if rule.total_detail else rule.total
    before = run.extended(rule.name)
    rest = None if cap is None else cap.n - sum(x.n for x in before if x.unit is cap.unit)
    if rule.each is None or rule.times is None:
        return None if cap is None or rest is None else (Length(rest, cap.unit),) if rest > 0 else ()
    more: list[Length] = []
    for _ in range(rule.times - len(before)):
        n = rule.each.n if rest is None else min(rule.each.n, rest - sum(x.n for x in more))
        if n < (rule.each.n if rule.exactly else 1):
            break
        more.append(Length(n, rule.each.unit))
    return tuple(more)


def _extended(run: Run, period: Period | None, stops: tuple[Interval, ...], seen: date) -> date | None:
    if run.day is None or not run.extensions:
        return run.day
    rule = period or Period(run.extensions[0].n, run.extensions[0].unit)
    first, *more = run.extensions
    longer = rule.but(n=first.n, unit=first.unit, first_day=0)
    return _last(longer, run.day, stops, tuple(more), seen)


def past(plan: ClockPlan, process: ProcessState, run: Run, day: date, seen: date | None) -> bool:
    """True if the clock's last day has passed on *day* (or, for the other kinds, its day has come)."""
    last = last_day(plan, process, run, seen or day, stopped_through=day)
    if last is None or is_stopped(run, last):
        return False
    return day > last if plan.clock.kind.through else day >= last


def lapses(plan: ClockPlan, process: ProcessState, run: Run, today: date, seen: date) -> tuple[date, int] | None:
    """When the lapse of *run* falls if nobody acts: its day, and 0 for the start of it or 1 for its end.

    None if the clock has no lapse, no length yet, or is stopped. A day that already lies behind lapses at the end of
    *today*.
    """
    if not plan.clock.lapse:
        return None
    last = last_day(plan, process, run, seen)
    if last is None or is_stopped(run, last):
        return None
    if not plan.clock.kind.through and last > today:
        return (last, 0)
    return (max(last, today), 1)


def deadline_of(plan: ClockPlan, process: ProcessState, run: Run, seen: date) -> Deadline | None:
    """The count of *run* as it stood on *seen*, or None if nothing gives the clock a length."""
    period, readings = plan.rule(process, run)
    clock = plan.clock
    warnings = _warnings(clock, period)
    last = last_day(plan, process, run, seen)
    used = dict.fromkeys(rule.citation for name in run.under if (rule := clock.extension(name)) is not None)
    if run.day is not None:
        return _fixed(plan, run, period, seen, warnings)
    if period is None:
        return None
    found = count(
        period,
        run.start,
        stops_of(run, seen),
        run.extensions,
        kind=clock.kind,
        clock=plan.id,
        seen=seen,
        stopped=last is not None and is_stopped(run, last),
        readings=readings,
        citations=tuple(c for c in (clock.citation, *used) if c is not None),
        warnings=warnings,
    )
    return found if run.until is None else _loosely(found, plan, process, run, seen)


def _loosely(found: Deadline, plan: ClockPlan, process: ProcessState, run: Run, seen: date) -> Deadline:
    """*found* marked provisional: its clock may have started as late as ``run.until``."""
    latest = last_day(plan, process, run._replace(start=run.until or run.start, until=None), seen)
    began = f"the clock started on a day not known, from {on(run.start)} to {on(run.until or run.start)}"
    moved = f": the date can be as late as {on(latest)}" if latest is not None and latest != found.day else ""
    because = "; ".join(filter(None, (began + moved, found.provisional_because)))
    return evolve(found, provisional=True, provisional_because=because)


def _fixed(plan: ClockPlan, run: Run, period: Period | None, seen: date, warnings: tuple[str, ...]) -> Deadline:
    rule = period or Period(1, plan.clock.unit, plan.clock.citation)
    day = _extended(run, period, stops_of(run, seen), seen)
    line = CountLine(day, day, "set", "fixed by an act, not counted")  # type: ignore[arg-type]
    cited = tuple(c for c in (plan.clock.citation, rule.citation) if c is not None)
    return Deadline(
        day,  # type: ignore[arg-type]
        plan.clock.kind,
        run.start,
        rule,
        plan.id,
        extensions=run.extensions,
        count=(line,),
        citations=cited,
        warnings=warnings,
        seen=seen,
    )


def _warnings(clock: Clock, period: Period | None) -> tuple[str, ...]:
    cited = [c for c in (period.citation if period else None, clock.citation) if c is not None]
    return tuple(f"rests on a recalled rule, not checked: {c.text}" for c in cited if c.status is Checked.RECALLED)


def close_stop(run: Run, by: str, last: date) -> Run:
    """*run* with the stop that *by* opened closed on *last*; a stop of no day at all is left out."""
    stops = []
    for stop in run.stops:
        if stop.last is None and stop.by == by:
            if last >= stop.first:
                stops.append(Stop(stop.first, last, by))
        else:
            stops.append(stop)
    return run._replace(stops=tuple(stops))
