"""Answers as plain data: what ``--json`` prints, with ISO dates and keys in one fixed order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from enum import Enum
from fractions import Fraction
from typing import Any

import attrs

from dealflow.analysis.basis import Basis
from dealflow.analysis.blocked import ActionWhy
from dealflow.analysis.explain import DeadlineWhy
from dealflow.citation import Citation
from dealflow.model.deadline import Deadline
from dealflow.model.guard import Finding
from dealflow.model.period import Length, Period
from dealflow.model.terms import Applicability
from dealflow.report.words import DISCLAIMER

__all__ = ["answer", "plain"]


def answer(
    verb: str, versions: Mapping[str, Any], result: Mapping[str, Any], basis: Basis | Iterable[Basis] = ()
) -> dict[str, Any]:
    """The one object of a verb: which versions made it, the result, and what it rests on."""
    whole = basis if isinstance(basis, Basis) else Basis()
    for one in () if isinstance(basis, Basis) else basis:
        whole |= one
    return {
        "dealflow": versions["dealflow"],
        "schema": f"dealflow.{verb}/1",
        "input": versions.get("input"),
        "calendars": versions.get("calendars"),
        "seed": versions.get("seed"),
        **{name: plain(value) for name, value in result.items()},
        "disclaimer": DISCLAIMER,
        "provisional": plain(whole.provisional),
        "recalled": plain(whole.recalled),
        "attested": plain(whole.attested),
        "derived": plain(whole.derived),
        "readings": plain(whole.readings),
    }


def plain(value: Any) -> Any:
    """*value* as JSON can carry it."""
    for kind, form in _FORMS:
        if isinstance(value, kind):
            return form(value)
    if isinstance(value, Mapping):
        return {str(name): plain(one) for name, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(one) for one in value]
    if attrs.has(type(value)):
        return {f.name: plain(getattr(value, f.name)) for f in attrs.fields(type(value))}
    return value


def _deadline(found: Deadline) -> dict[str, Any]:
    return {
        "clock": found.clock,
        "day": found.day.isoformat(),
        "kind": found.kind.value,
        "start": found.start.isoformat(),
        "period": plain(found.period),
        "tolled": plain(found.tolled),
        "extensions": plain(found.extensions),
        "count": [
            {"first": plain(c.first), "last": plain(c.last), "kind": c.kind, "text": c.text, "source": c.source}
            for c in found.count
        ],
        "naive": plain(found.naive),
        "provisional": found.provisional,
        "provisional_because": found.provisional_because,
        "stopped": found.stopped,
        "contract": found.contract,
        "readings": plain(found.readings),
        "citations": plain(found.citations),
        "warnings": plain(found.warnings),
    }


def _period(period: Period) -> dict[str, Any]:
    return {
        "length": str(period),
        "n": period.n,
        "unit": period.unit.value,
        "calendar": period.calendar,
        "first_day": period.first_day,
        "roll": period.roll.value,
    }


def _citation(citation: Citation) -> dict[str, Any]:
    return {
        "text": citation.text,
        "pinpoint": citation.pinpoint,
        "status": citation.status.value,
        "in_force": plain(citation.in_force),
        "until": plain(citation.until),
        "note": citation.note,
        "checked_by": str(citation.attested) if citation.attested else None,
    }


def _finding(found: Finding) -> dict[str, Any]:
    return {
        "met": found.met,
        "process": found.process,
        "code": found.code,
        "reason": found.reason,
        "authority": found.authority,
        "waits_for": found.waits_for,
        "cure": found.cure,
        "first_day": plain(found.first_day),
        "days": plain(found.days),
        "contract": found.contract,
        "citation": plain(found.citation),
    }


def _applies(found: Applicability) -> dict[str, Any]:
    return {
        "status": found.status,
        "category": found.category,
        "reason": found.reason,
        "question": found.question,
        "missing": plain(found.missing),
        "citation": plain(found.citation),
    }


def _fields(value: Any, **more: Any) -> dict[str, Any]:
    return {**{f.name: plain(getattr(value, f.name)) for f in attrs.fields(type(value))}, **more}


_FORMS: tuple[tuple[type, Callable[[Any], Any]], ...] = (
    (date, lambda day: day.isoformat()),
    (Enum, lambda one: one.value),
    (Length, str),
    (Period, _period),
    (Deadline, _deadline),
    (Citation, _citation),
    (Finding, _finding),
    (Applicability, _applies),
    (Fraction, float),
    (ActionWhy, lambda why: _fields(why, permitted=why.permitted)),
    (DeadlineWhy, lambda why: _fields(why, contract=why.contract)),
)
