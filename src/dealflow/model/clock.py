"""Statutory clocks: what starts them, how long they run, what stops and extends them, what their end means."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from attrs import evolve, field, frozen

from dealflow.citation import Citation, Dated
from dealflow.model.deadline import Kind
from dealflow.model.period import Length, Period, Unit

__all__ = ["Clock", "Extension", "Reading", "Toll"]


@frozen
class Extension:
    """How far and by whom a clock may be extended.

    *each* is the longest single extension (*exactly* makes it the only size), *times* how often, *total* the most all
    extensions may add up to. *by_detail* and *total_detail* name details of the row that started the clock from which
    the extender and the cap come (an order that sets its own). Cases begun before *in_force* cannot be extended.
    *name* tells several ways to extend one clock apart: each has limits of its own, and a row says ``under`` which.
    """

    citation: Citation
    each: Length | None = None
    exactly: bool = False
    times: int | None = None
    total: Length | None = None
    total_detail: str = ""
    by_detail: str = ""
    in_force: date | None = None
    name: str = field(default="", kw_only=True)

    @property
    def fixed(self) -> Length | None:
        """The length of every extension, where the rule leaves no choice."""
        return self.each if self.exactly else None

    @property
    def words(self) -> str:
        """How far the clock can be extended, in words."""
        parts = []
        if self.each is not None:
            parts.append(f"by {'exactly' if self.exactly else 'at most'} {self.each} at a time")
        if self.times is not None:
            parts.append("once" if self.times == 1 else f"at most {self.times} times")
        if self.total is not None:
            parts.append(f"by {self.total} in all at most")
        if self.total_detail:
            parts.append("as far as the order says")
        if self.by_detail:
            parts.append("by whom the order names")
        limits = ", ".join(parts) or "without a stated limit"
        return f"for {self.name.replace('_', ' ')} {limits}" if self.name else limits


def _names(value: Iterable[str]) -> frozenset[str]:
    return frozenset({value} if isinstance(value, str) else value)


def _ordered(names: frozenset[str]) -> str:
    return "{" + ", ".join(map(repr, sorted(names))) + "}"


def _texts(value: Iterable[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


@frozen
class Toll:
    """A clock stops while another process is in one of these states, for cases begun in the edition that says so."""

    process: str
    states: frozenset[str] = field(converter=_names, repr=_ordered)
    citation: Citation = field()


def _fields(value: Mapping[str, Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
    return dict(value)


def _actions(value: Mapping[str, str | Iterable[str]]) -> dict[str, tuple[str, ...]]:
    return {choice: (a,) if isinstance(a, str) else tuple(a) for choice, a in value.items()}


@frozen
class Reading:
    """Two or more defensible readings of one rule of a clock.

    *choices* maps the name of a reading to the fields of the period that it changes; *starts* maps it to the action
    (or actions) that start the clock under it, where the readings differ in that. The first choice is the *default*.
    """

    rule: str
    choices: Mapping[str, Mapping[str, Any]] = field(converter=_fields, hash=False)
    why: str = ""
    starts: Mapping[str, tuple[str, ...]] = field(factory=dict, converter=_actions, hash=False)
    texts: Mapping[str, str] = field(factory=dict, hash=False)

    @property
    def default(self) -> str:
        """The reading taken where nobody chooses."""
        return next(iter(self.choices))

    def text(self, choice: str) -> str:
        """A reading in words."""
        return f"{self.rule}: {self.texts.get(choice, choice.replace('_', ' '))}"


def _readings(value: Iterable[Reading]) -> tuple[Reading, ...]:
    return tuple(value)


def _extensions(value: Extension | Iterable[Extension]) -> tuple[Extension, ...]:
    return (value,) if isinstance(value, Extension) else tuple(value)


def _dated(value: Any) -> Dated[Any]:
    return value if isinstance(value, Dated) else Dated.always(value)


@frozen
class Clock:
    """A clock of one process.

    It starts when the process enters one of the states *runs_in* from outside them (or, where *started_by* names
    actions, by those alone) and ends when the process leaves them. *length* is a Period or values of one dated by the
    day they take force; None if an order sets it. *lapse* is the action that falls when it runs out; without one its
    lapse is only a finding and the clock goes on, overdue. *edition_of* names the clock whose start decides the
    edition. *follows* names the clock of the stage before: where no time is lost this one counts from its end.
    *silence* says in words what its lapse means. *unit* serves a clock whose length an order sets.
    """

    name: str
    text: str
    runs_in: frozenset[str] = field(converter=_names, repr=_ordered)
    length: Dated[Period | None] = field(converter=_dated)
    silence: str = ""
    kind: Kind = field(default=Kind.LAST_DAY, kw_only=True)
    lapse: str = field(default="", kw_only=True)
    started_by: frozenset[str] = field(default=frozenset(), converter=_names, repr=_ordered, kw_only=True)
    edition_of: str = field(default="", kw_only=True)
    follows: str = field(default="", kw_only=True)
    tolled_by: Dated[tuple[Toll, ...]] = field(default=(), converter=_dated, kw_only=True)
    extensions: tuple[Extension, ...] = field(default=(), converter=_extensions, kw_only=True)
    readings: tuple[Reading, ...] = field(default=(), converter=_readings, kw_only=True)
    variants: Mapping[str, Period] = field(factory=dict, hash=False, kw_only=True)
    citation: Citation | None = field(default=None, kw_only=True)
    limits: tuple[str, ...] = field(default=(), converter=_texts, kw_only=True)

    def rule(self, began: date, length: Length | None = None) -> Period | None:
        """The period for a case that began on *began*, its length replaced by one that an order set.

        An order of a day on which no edition is in force yet is counted as the first edition counts.
        """
        period = self.length.at(began)
        if length is None:
            return period
        period = period or next((e.value for e in self.length.editions if e.value is not None), None)
        if period is None:
            return Period(length.n, length.unit, self.citation)
        return evolve(period, n=length.n, unit=length.unit)

    def extension(self, name: str = "") -> Extension | None:
        """The rule of the extensions called *name* (the only or unnamed one where empty), or None."""
        return next((rule for rule in self.extensions if rule.name == name), None)

    def tolls(self, began: date) -> tuple[Toll, ...]:
        """What stops the clock of a case that began on *began*."""
        return self.tolled_by.at(began) or ()

    def read(self, period: Period, chosen: Mapping[str, str]) -> tuple[Period, tuple[str, ...]]:
        """*period* under the readings *chosen* (rule to choice), and every reading used, in words."""
        said = []
        for reading in self.readings:
            choice = chosen.get(reading.rule, reading.default)
            period = period.but(**reading.choices[choice])
            mark = "" if choice != reading.default else " (the default reading)"
            said.append(reading.text(choice) + mark)
        return period, tuple(said)

    def choose(self, names: tuple[str, ...]) -> dict[str, str]:
        """The rules that *names* of readings decide; raises KeyError with the first name that no rule knows."""
        chosen = {}
        for name in names:
            rule = next((r.rule for r in self.readings if name in r.choices), None)
            if rule is None:
                raise KeyError(name)
            chosen[rule] = name
        return chosen

    @property
    def unit(self) -> Unit:
        """The clock's own unit, in which a bare number of an extension is meant."""
        periods = [e.value for e in self.length.editions if e.value is not None]
        return periods[-1].unit if periods else Unit.DAYS

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Every rule that the clock rests on."""
        lengths = [e.value.citation for e in self.length.editions if e.value is not None]
        tolls = [t.citation for e in self.tolled_by.editions for t in e.value]
        more = [v.citation for v in self.variants.values()]
        extension = [rule.citation for rule in self.extensions]
        return tuple(dict.fromkeys(c for c in [*lengths, self.citation, *more, *extension, *tolls] if c is not None))
