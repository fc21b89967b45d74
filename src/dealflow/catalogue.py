"""Every definition there is, found by itself; and the date of any clock in it."""

from __future__ import annotations

import importlib
import pkgutil
import warnings
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache

from attrs import evolve, field, frozen

from dealflow.calendars.us import KNOWN_LAPSES
from dealflow.citation import Attestation
from dealflow.errors import ProvisionalDate, RecalledRule, UndeclaredLapse, UnknownName
from dealflow.model.clock import Clock, Extension
from dealflow.model.deadline import Deadline, count, on
from dealflow.model.period import Interval, Length, Period, Unit, intervals, parse_length
from dealflow.model.process import Process

__all__ = ["Catalogue", "catalogue", "deadline"]

_ROOMS = ("dealflow.commercial", "dealflow.regimes")
_COMMERCIAL = ("agreement", "approval", "bid", "fee", "suit", "tender")
_LAPSES = "us.appropriations"


@frozen
class Catalogue:
    """All definitions, by id; iterate over it for the processes in order.

    *days_off* are attestations of recalled days off, by the name of their calendar and year.
    """

    processes: Mapping[str, Process] = field(repr=False)
    days_off: Mapping[str, Attestation] = field(factory=dict, repr=False)

    def __iter__(self) -> Iterator[Process]:
        return iter(self.processes.values())

    def __len__(self) -> int:
        return len(self.processes)

    def __getitem__(self, id: str) -> Process:
        if id not in self.processes:
            raise UnknownName("process", id, self.processes)
        return self.processes[id]

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of all processes, in catalogue order."""
        return tuple(self.processes)

    @property
    def clocks(self) -> Mapping[str, Clock]:
        """All clocks by id (``us.cfius/review``), in catalogue order."""
        return {f"{p.id}/{c.name}": c for p in self for c in p.clocks}

    @property
    def regimes(self) -> tuple[Process, ...]:
        """The processes of authorities, whose rule of application decides whether they are required."""
        return tuple(p for p in self if p.id.split(".")[0] not in _COMMERCIAL)

    def __repr__(self) -> str:
        return f"<Catalogue of {len(self)} processes and {len(self.clocks)} clocks>"


@lru_cache(maxsize=1)
def catalogue() -> Catalogue:
    """Every definition that the library ships, commercial processes first, then authorities by name."""
    found: dict[str, Process] = {}
    for room in _ROOMS:
        package = importlib.import_module(room)
        for info in sorted(pkgutil.iter_modules(package.__path__), key=lambda m: m.name):
            module = importlib.import_module(f"{room}.{info.name}")
            found.update((process.id, process) for process in getattr(module, "PROCESSES", ()))
    return Catalogue(found)


def deadline(
    clock: str,
    start: date | str,
    length: int | str | Length | None = None,
    tolled: Iterable[Interval | tuple[str, str]] = (),
    extensions: Iterable[int | str | Length] = (),
    variant: str | None = None,
    readings: str | Iterable[str] | Mapping[str, str] | None = None,
    *,
    definitions: Catalogue | None = None,
) -> Deadline:
    """The date of any clock in the catalogue, with its count.

    *start* is the day of the triggering event as the law counts it (for ``us.cfius/investigation`` the last review
    day, or the day it is opened early). *tolled* are (first, last) pairs of dates, both included; nothing is tolled
    unless passed, and a known lapse of appropriations that is not passed gives a warning. *extensions* are whole
    numbers in the clock's own unit or lengths ("24 days", "8 weeks"), in order. *length* is for clocks whose length an
    order sets. *variant* is a named form of the clock, *readings* the name of a defensible reading (or several).
    *definitions* are another catalogue (one with rules that an office attested).

    Raises UnknownName for a clock, variant or reading that does not exist; ValueError for a length that is missing
    or not wanted, or a stop that ends before it begins. Warns with ProvisionalDate, RecalledRule, UndeclaredLapse.
    """
    known = definitions or catalogue()
    found = _clock(clock, known)
    settable = any(row.sets_length == found.name for row in known[clock.partition("/")[0]].transitions)
    began = _day(start)
    period = _period(clock, found, began, length, variant, settable=settable)
    period, said = found.read(period, _chosen(clock, found, readings))
    stops = intervals((_day(first), _day(last)) for first, last in tolled)
    more = tuple(_length(x, found.unit) for x in extensions)
    result = count(
        period,
        began,
        stops,
        more,
        kind=found.kind,
        clock=clock,
        readings=said,
        citations=[c for c in (found.citation, *(rule.citation for rule in found.extensions if more)) if c],
    )
    return _with_warnings(result, found, began, more)


def _day(value: date | str) -> date:
    return date.fromisoformat(value) if isinstance(value, str) else value


def _clock(id: str, known: Catalogue) -> Clock:
    clocks = known.clocks
    if id not in clocks:
        raise UnknownName("clock", id, clocks)
    return clocks[id]


def _period(
    id: str, clock: Clock, began: date, length: int | str | Length | None, variant: str | None, *, settable: bool
) -> Period:
    if variant is not None:
        if variant not in clock.variants:
            raise UnknownName(f"variant of clock {id}", variant, clock.variants)
        period: Period | None = clock.variants[variant]
    else:
        period = clock.length.at(began)
    if period is None and length is None:
        if clock.length.changes and began < clock.length.changes[0]:
            raise ValueError(f"clock {id} did not exist on {began}: it takes force on {clock.length.changes[0]}")
        raise ValueError(f"clock {id} has no length of its own: give the one that the order or questionnaire sets")
    if period is not None and length is not None and not settable:
        raise ValueError(f"clock {id} lasts {period}: the law sets its length, none can be given")
    ruled = clock.rule(began, _length(length, clock.unit)) if length is not None else period
    if ruled is None:
        raise ValueError(f"clock {id} has no length on {began}")
    return ruled


def _length(value: int | str | Length, unit: Unit) -> Length:
    if isinstance(value, Length):
        return value
    return Length(value, unit) if isinstance(value, int) else parse_length(value)


def _chosen(id: str, clock: Clock, readings: str | Iterable[str] | Mapping[str, str] | None) -> dict[str, str]:
    if readings is None:
        return {}
    if isinstance(readings, Mapping):
        names = tuple(readings.values())
    else:
        names = (readings,) if isinstance(readings, str) else tuple(readings)
    try:
        return clock.choose(names)
    except KeyError as e:
        known = [c for r in clock.readings for c in r.choices]
        raise UnknownName(f"reading of clock {id}", str(e.args[0]), known) from None


def _with_warnings(result: Deadline, clock: Clock, began: date, more: tuple[Length, ...]) -> Deadline:
    said: list[str] = []

    def warn(text: str, kind: type[Warning]) -> None:
        said.append(text)
        warnings.warn(f"{result.clock}: {text}", kind, stacklevel=4)

    if result.provisional:
        warn(f"provisional: {result.provisional_because}", ProvisionalDate)
    rules = [c.text for c in result.citations if c.recalled]
    if rules:
        warn(f"rests on a recalled rule, not checked: {', '.join(rules)}", RecalledRule)
    for line in result.recalled_days:
        warn(f"rests on a recalled day, not checked: {on(line.first)} ({line.source})", RecalledRule)
    for text in _undeclared(result, clock, began):
        warn(text, UndeclaredLapse)
    if more and (beyond := _beyond(clock.extensions, more)):
        warn(beyond, UserWarning)
    return evolve(result, warnings=tuple(said)) if said else result


def _undeclared(result: Deadline, clock: Clock, began: date) -> Iterator[str]:
    if all(t.process != _LAPSES for t in clock.tolls(began)):
        return
    for lapse in KNOWN_LAPSES:
        overlaps = lapse.first <= result.day and lapse.last >= result.start
        declared = any(a <= lapse.last and b >= lapse.first for a, b in result.tolled)
        if lapse.cfius_tolled is not False and overlaps and not declared:
            known = "tolled CFIUS clocks" if lapse.cfius_tolled else "may have tolled CFIUS clocks (not verified)"
            yield (
                f"the lapse of appropriations of {on(lapse.first)} to {on(lapse.last)} {known} and was not passed as "
                "tolled"
            )


def _beyond(rules: tuple[Extension, ...], more: tuple[Length, ...]) -> str:
    """What *more* has that no rule allows; which rule each extension is made under is not said, so all count."""
    if not rules:
        return "no rule of this clock allows an extension"
    if len(rules) == 1:
        return _beyond_one(rules[0], more)
    caps = [_most(rule) for rule in rules]
    if any(cap is None for cap in caps):
        return ""
    allowed = sum(cap.n for cap in caps if cap is not None)
    unit = next(cap.unit for cap in caps if cap is not None)
    if any(x.unit is not unit for x in more):
        return f"the rules allow extensions in {unit.value} only"
    total = Length(allowed, unit)
    return f"the rules allow at most {total} in all" if sum(x.n for x in more) > allowed else ""


def _most(rule: Extension) -> Length | None:
    if rule.total is not None:
        return rule.total
    return None if rule.each is None or rule.times is None else Length(rule.each.n * rule.times, rule.each.unit)


def _beyond_one(rule: Extension, more: tuple[Length, ...]) -> str:
    if rule.times is not None and len(more) > rule.times:
        return f"the rule allows {rule.times} extension{'' if rule.times == 1 else 's'}, {len(more)} are counted"
    if rule.each is not None and any(x.unit is not rule.each.unit or x.n > rule.each.n for x in more):
        return f"the rule allows at most {rule.each} at a time"
    if rule.total is not None and sum(x.n for x in more if x.unit is rule.total.unit) > rule.total.n:
        return f"the rule allows at most {rule.total} in all"
    return ""
