"""Definitions in words: what a guard asks, how a period is counted, how far a clock can be extended."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from dealflow.model.clock import Clock, Extension
from dealflow.model.deadline import on
from dealflow.model.guard import (
    AgedAtLeast,
    AllOf,
    AnyOf,
    Gates,
    Guard,
    InForce,
    InPerimeter,
    InState,
    NoneOther,
    Not,
    OnOrBefore,
    Past,
    Permitted,
    Reached,
    Required,
    Running,
)
from dealflow.model.period import Period, Roll, Tolling, Unit
from dealflow.report.words import joined, spaced

__all__ = ["asked", "counted_so", "extended_so", "silence_of"]


def asked(guard: Guard | None) -> str:
    """What *guard* requires, in words."""
    return "" if guard is None else _WORDS[type(guard)](guard)


def _code(names: Any) -> str:
    return joined(f"`{name}`" for name in sorted(names))


def _in_state(guard: InState) -> str:
    return f"`{guard.process}` is in {_code(guard.states)}" if guard.process else f"it is in {_code(guard.states)}"


def _required(guard: Required) -> str:
    who = f"`{guard.process}` is required" if guard.process else "it is required"
    return f"{who} as {guard.category}" if guard.category else who


def _in_force(guard: InForce) -> str:
    rule = guard.cite.text if guard.cite else "the rule"
    since = f" from {on(guard.start)}" if guard.start else ""
    return f"{rule} is in force{since}" + (f" through {on(guard.end)}" if guard.end else "")


def _negated(guard: Not) -> str:
    return f"not: {asked(guard.guard)}"


_WORDS: dict[type[Guard], Callable[[Any], str]] = {
    Reached: lambda g: f"milestone `{g.milestone}` is reached",
    InState: _in_state,
    NoneOther: lambda g: f"no other process of this kind is in {_code(g.states)}",
    Required: _required,
    Gates: lambda g: f"every gate on the step `{g.step}` is open",
    Permitted: lambda g: f"nothing in force forbids the step `{g.step}`",
    Running: lambda g: f"clock `{g.clock}` runs",
    Past: lambda g: f"clock `{g.clock}` has run out",
    AgedAtLeast: lambda g: f"clock `{g.clock}` began at least {g.days} days ago",
    OnOrBefore: lambda g: f"the contract's {spaced(g.date_name)} has not passed",
    InForce: _in_force,
    InPerimeter: lambda g: f"`{g.asset}` is inside the perimeter",
    AllOf: lambda g: "; ".join(asked(part) for part in g.guards),
    AnyOf: lambda g: "(" + ", or ".join(asked(part) for part in g.guards) + ")",
    Not: _negated,
}


def counted_so(period: Period) -> str:
    """The counting rule of *period*, in words."""
    parts = ["the day of the event is day 1" if period.first_day else "the day of the event is not counted"]
    if period.unit is Unit.WORKING_DAYS:
        parts.append(f"working days of `{period.calendar}`")
    elif period.roll is Roll.NEXT:
        parts.append(f"a last day that is not worked in `{period.calendar}` moves to the next one that is")
    else:
        parts.append("the last day stays where it falls")
    if period.tolling is Tolling.SKIP:
        parts.append("days of a stop are skipped")
    return "; ".join(parts)


def extended_so(rule: Extension | None) -> str:
    """How far a clock can be extended, in words; empty if it cannot."""
    return rule.words if rule else ""


def silence_of(clock: Clock) -> str:
    """What the lapse of *clock* means, in words."""
    falls = f" (`{clock.lapse}` falls by itself)" if clock.lapse else ""
    return f"{clock.silence or 'see the row'}{falls}"
