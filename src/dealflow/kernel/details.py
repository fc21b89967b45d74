"""The details of an act, read by the rules of its row; and unmet findings that no guard makes."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from dealflow.citation import Citation
from dealflow.errors import suggest
from dealflow.kernel.plan import Plan, Row
from dealflow.kernel.values import Act
from dealflow.model.deadline import on as _on
from dealflow.model.guard import Finding
from dealflow.model.period import Length, Unit, parse_length
from dealflow.model.row import Detail

__all__ = ["details_of", "shortfall"]


def shortfall(
    plan: Plan, i: int | None, code: str, reason: str, cure: str = "", cite: Citation | None = None
) -> Finding:
    """A finding that is not met, on behalf of the process at *i*, or of the deal's definitions where that is None."""
    if i is None:
        authority = f"the definitions of deal {plan.deal.id!r}"
        return Finding(met=False, reason=reason, code=code, process="", authority=authority, cure=cure)
    bound = plan.deal.processes[i]
    return Finding(
        met=False,
        reason=reason,
        code=code,
        process=bound.id,
        authority=bound.process.authority,
        cure=cure,
        citation=cite,
        contract=bound.process.contract,
    )


def details_of(plan: Plan, row: Row, act: Act) -> tuple[dict[str, Any], list[Finding]]:
    """The details of *act* read by the row's rules, and what is wrong with them."""
    given, out, bad = act.detail, {}, []
    known = {d.name: d for d in row.transition.details}
    for name in given:
        if name not in known:
            near = suggest(name, known)
            hint = f"; did you mean {near!r}?" if near else f"; it takes {', '.join(known) or 'none'}"
            bad.append(shortfall(plan, row.i, "bad details", f"{act.action} takes no detail {name!r}{hint}"))
    for detail in known.values():
        if detail.name not in given:
            if detail.required:
                reason = f"{act.action} needs the detail {detail.name!r}: {detail.text}"
                bad.append(shortfall(plan, row.i, "bad details", reason))
            continue
        try:
            out[detail.name] = _read(plan, row, detail, given[detail.name])
        except ValueError as e:
            bad.append(shortfall(plan, row.i, "bad details", f"{act.action}, detail {detail.name!r}: {e}"))
    first, last = (out.get(name) for name in ("first", "last"))
    if row.transition.resumes and isinstance(first, date) and isinstance(last, date) and last < first:
        reason = f"{act.action}: the stop cannot end on {_on(last)} before it begins on {_on(first)}"
        bad.append(shortfall(plan, row.i, "bad details", reason))
    return out, bad


def _read(plan: Plan, row: Row, detail: Detail, value: Any) -> Any:
    if detail.kind == "days":
        return _days(plan, row, value)
    if detail.kind == "length":
        return value if isinstance(value, Length) else parse_length(str(value))
    if detail.kind == "date":
        return _date(value)
    if not isinstance(value, str):
        raise ValueError(f"{value!r} is not text")
    known = plan.deal.terms if detail.kind == "terms" else [p.id for p in plan.deal.parties]
    if detail.kind in ("terms", "party") and value not in known:
        near = suggest(value, known)
        raise ValueError(f"no {detail.kind} called {value!r}" + (f"; did you mean {near!r}?" if near else ""))
    return value


def _days(plan: Plan, row: Row, value: Any) -> Length:
    """A whole number of the clock's own unit (days where the row names no clock)."""
    if isinstance(value, Length):
        return value
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise ValueError(f"{value!r} is not a whole number of days, at least 1")
    t = row.transition
    named = next(iter(t.extends), t.sets_length)
    unit = plan.clocks[row.i][named].clock.unit if named else Unit.DAYS
    return Length(value, unit)


def _date(value: Any) -> date:
    if isinstance(value, datetime):
        raise ValueError(f"{value!r} is a moment; give a date")
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise ValueError(f"{value!r} is not a date; write 2020-11-12") from None
