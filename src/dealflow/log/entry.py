"""Entries of a record: an act, a statement or a breach, and their plain form in a file."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final

from attrs import field, frozen

from dealflow.kernel.decide import day_of
from dealflow.kernel.values import Act
from dealflow.model.deal import Deal
from dealflow.model.period import Length, parse_length

__all__ = ["KINDS", "Entry", "day_in", "from_plain", "to_plain"]

KINDS: Final = ("act", "statement", "breach")


@frozen
class Entry:
    """One thing that happened: an act, a statement without legal effect, or a breach.

    *on* is the day it happened and alone orders the record; *recorded* is the day we learned of it. A breach is an act
    that happened although the definitions refuse it. *text* is what a statement says, or a remark on an act. *until*
    is the last day it can have been, where only the month is known.

    Raises ValueError if the parts contradict each other, TypeError for a moment where a date belongs.
    """

    kind: str
    on: date
    by: str
    act: Act | None = None
    text: str = field(default="", kw_only=True)
    source: str | None = field(default=None, kw_only=True)
    evidence: str | None = field(default=None, kw_only=True)
    recorded: date | None = field(default=None, kw_only=True)
    until: date | None = field(default=None, kw_only=True)

    def __attrs_post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"kind {self.kind!r} is none of {', '.join(KINDS)}")
        if (self.act is None) != (self.kind == "statement"):
            raise ValueError(f"a {self.kind} {'has no act' if self.kind == 'statement' else 'needs an act'}")
        if isinstance(self.on, datetime):
            raise TypeError(f"{self.on.isoformat()} is a moment; an entry stands on a date of the authority's zone")
        if self.act is not None and not isinstance(self.act.on, datetime) and self.act.on != self.on:
            raise ValueError(f"the act is of {self.act.on} and its entry of {self.on}")
        if self.until is not None and self.until < self.on:
            raise ValueError(f"it was on {self.on} or later, and not after {self.until}")

    @classmethod
    def of(cls, act: Act, *, kind: str = "act", zone: str = "UTC", text: str = "") -> Entry:
        """The entry of an act; *zone* is its authority's, in which a moment becomes a date."""
        day = day_of(act.on, zone)
        proof: dict[str, Any] = {"source": act.source, "evidence": act.evidence}
        return cls(kind, day, act.by, act, text=text, recorded=act.recorded, until=act.until, **proof)

    @property
    def learned(self) -> date:
        """The day from which the record knows of it."""
        return self.on if self.recorded is None else max(self.on, self.recorded)

    def visible(self, as_of: date) -> bool:
        """True if it had happened and was known on *as_of*."""
        return self.learned <= as_of

    @property
    def name(self) -> str:
        """What it is called in a list: the action, or that it is a statement."""
        return self.act.action if self.act is not None else "statement"


def day_in(deal: Deal, entry: Entry) -> date:
    """The day of *entry* in *deal*: that of its act in the zone of the authority, if it is given as a moment."""
    act = entry.act
    if act is None or not isinstance(act.on, datetime):
        return entry.on
    process = act.action.rpartition(":")[0]
    zone = next((b.process.zone for b in deal.processes if b.id == process), "UTC")
    return day_of(act.on, zone)


def to_plain(entry: Entry) -> dict[str, Any]:
    """*entry* as JSON can carry it; what is not given is left out."""
    plain: dict[str, Any] = {"kind": entry.kind, "on": entry.on.isoformat(), "by": entry.by}
    act = entry.act
    if act is not None:
        plain["action"] = act.action
        if isinstance(act.on, datetime):
            plain["at"] = act.on.isoformat()
        if act.effective is not None:
            plain["effective"] = act.effective.isoformat()
        if act.details:
            plain["details"] = {name: _value_to_plain(value) for name, value in act.details}
    more = {"text": entry.text, "source": entry.source, "evidence": entry.evidence}
    plain |= {name: value for name, value in more.items() if value}
    if entry.recorded is not None:
        plain["recorded"] = entry.recorded.isoformat()
    if entry.until is not None:
        plain["until"] = entry.until.isoformat()
    return plain


def from_plain(plain: Any) -> Entry:
    """The entry that *plain* carries; raises ValueError or TypeError if it carries none."""
    if not isinstance(plain, Mapping):
        raise TypeError("an entry is an object")
    known = {"kind", "on", "by", "action", "at", "effective", "details", "text", "source", "evidence", "recorded"}
    known.add("until")
    if unknown := sorted(set(plain) - known):
        raise ValueError(f"an entry has no field {unknown[0]!r}")
    kind, day = _text(plain, "kind"), date.fromisoformat(_text(plain, "on"))
    more: dict[str, Any] = {name: _text(plain, name) for name in ("source", "evidence") if name in plain}
    more |= {name: date.fromisoformat(_text(plain, name)) for name in ("recorded", "until") if name in plain}
    text = _text(plain, "text") if "text" in plain else ""
    act = _act(plain, day, more) if kind != "statement" else None
    return Entry(kind, day, _text(plain, "by"), act, text=text, **more)


def _act(plain: Mapping[str, Any], day: date, more: Mapping[str, Any]) -> Act:
    details = plain.get("details", {})
    if not isinstance(details, Mapping):
        raise TypeError("details are an object")
    return Act(
        _text(plain, "action"),
        datetime.fromisoformat(_text(plain, "at")) if "at" in plain else day,
        _text(plain, "by"),
        _moment(_text(plain, "effective")) if "effective" in plain else None,
        {name: _value_from_plain(value) for name, value in details.items()},
        **more,
    )


def _text(plain: Mapping[str, Any], name: str) -> str:
    value = plain.get(name)
    if not isinstance(value, str):
        raise TypeError(f"field {name!r} must be text and is {value!r:.60}")
    return value


def _moment(text: str) -> date | datetime:
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)


def _value_to_plain(value: Any) -> Any:
    if isinstance(value, Length):
        return {"length": str(value)}
    if isinstance(value, date):
        return {"date": value.isoformat()}
    if value is None or isinstance(value, (str, bool, int, float)):
        return value
    raise ValueError(f"a detail can be text, a number, a date or a length, not {value!r:.60}")


def _value_from_plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        if set(value) == {"length"}:
            return parse_length(_text(value, "length"))
        if set(value) == {"date"}:
            return _moment(_text(value, "date"))
        raise ValueError(f"a detail can be text, a number, a date or a length, not {value!r:.60}")
    if isinstance(value, list):
        raise TypeError("a detail cannot be a list")
    return value
