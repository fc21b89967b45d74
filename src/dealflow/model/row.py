"""The rows of a process's table: states, transitions with the details they take, and gates."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import field, frozen

from dealflow.citation import Citation
from dealflow.model.cutoff import Cutoff
from dealflow.model.guard import Guard, all_of

__all__ = ["CLOCK", "Detail", "Gate", "State", "Transition", "names"]

CLOCK = "clock"
"""The actor of a lapse: nobody may act in its name."""


def names(value: str | Iterable[str] | None) -> tuple[str, ...]:
    """One name or several, as a tuple."""
    if value is None:
        return ()
    return (value,) if isinstance(value, str) else tuple(value)


@frozen
class State:
    """Where a process can be.

    *ends* names the way the process has ended ("cleared", "refused", ...), empty while it goes on; an ended process
    may still have rows. *approval* is true where an approval is in force. *forbids* are steps that nobody may take
    meanwhile, *lifts* processes whose prohibitions have no effect meanwhile, *continues* steps whose result lasts.
    """

    name: str
    text: str
    initial: bool = field(default=False, kw_only=True)
    ends: str = field(default="", kw_only=True)
    approval: bool = field(default=False, kw_only=True)
    forbids: tuple[str, ...] = field(default=(), converter=names, kw_only=True)
    lifts: tuple[str, ...] = field(default=(), converter=names, kw_only=True)
    continues: tuple[str, ...] = field(default=(), converter=names, kw_only=True)


@frozen
class Detail:
    """A detail that an act of a row carries: *kind* is "days", "length", "date", "terms", "text" or "party"."""

    name: str
    kind: str
    text: str
    required: bool = field(default=True, kw_only=True)

    KINDS = ("days", "length", "date", "terms", "text", "party")


def _details(value: Iterable[Detail]) -> tuple[Detail, ...]:
    return tuple(value)


def _requires(value: Guard | Iterable[Guard] | None) -> Guard | None:
    if value is None or isinstance(value, Guard):
        return value
    guards = list(value)
    return all_of(guards) if guards else None


@frozen
class Transition:
    """A row: from any of *source*, *action* leads to *target* if *requires* is met and one of *by* takes it.

    Without a *target* the process stays and no clock starts; a target equal to the source re-enters. *text* says what
    the act does. *extends*, *stops*, *resumes*, *sets_length*, *sets_day* and *restarts* name clocks (those that it
    extends by one length, *under* the rule of that name); *reaches* and *withdraws* milestones; *moves* a contract
    date. *selects* makes the terms that the act's detail ``terms`` names (or those that the process carries) the
    current ones; *carries* only keeps them with the process. *counts_from* names a clock whose last day, if past, is
    the day from which the next clock counts; with *from_end* that day counts even if it still lies ahead.
    """

    source: tuple[str, ...] = field(converter=names)
    action: str
    target: str | None
    by: tuple[str, ...] = field(converter=names)
    requires: Guard | None = field(default=None, converter=_requires)
    cite: Citation | None = field(default=None, kw_only=True)
    text: str = field(default="", kw_only=True)
    details: tuple[Detail, ...] = field(default=(), converter=_details, kw_only=True)
    reaches: str = field(default="", kw_only=True)
    withdraws: str = field(default="", kw_only=True)
    extends: tuple[str, ...] = field(default=(), converter=names, kw_only=True)
    under: str = field(default="", kw_only=True)
    stops: tuple[str, ...] = field(default=(), converter=names, kw_only=True)
    resumes: tuple[str, ...] = field(default=(), converter=names, kw_only=True)
    restarts: tuple[str, ...] = field(default=(), converter=names, kw_only=True)
    sets_length: str = field(default="", kw_only=True)
    sets_day: str = field(default="", kw_only=True)
    moves: str = field(default="", kw_only=True)
    selects: bool = field(default=False, kw_only=True)
    carries: bool = field(default=False, kw_only=True)
    counts_from: str = field(default="", kw_only=True)
    from_end: bool = field(default=False, kw_only=True)
    cutoff: Cutoff | None = field(default=None, kw_only=True)


@frozen
class Gate:
    """A guard that a regime sets on a named step of the deal ("negotiate", "sign", "close").

    It is asked while its process is required; with *listed* only where the contract lists the process as a condition.
    *waivable* conditions are the contract's own.
    """

    step: str
    guard: Guard
    citation: Citation
    text: str = ""
    listed: bool = field(default=False, kw_only=True)
