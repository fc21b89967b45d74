"""Laws, comparisons and forecasts as plain data, in a module of its own: other verbs do not load what makes them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import attrs

from dealflow.analysis.compare.advice import Advice, Choice
from dealflow.analysis.compare.alternatives import Compared, Comparison
from dealflow.analysis.compare.difference import Difference
from dealflow.analysis.compare.even import BreakEven
from dealflow.analysis.compare.path import Point
from dealflow.analysis.compare.portfolio import Row
from dealflow.analysis.compare.sensitivity import Grid, Sensitivity
from dealflow.analysis.outcomes.law import Law, Method
from dealflow.analysis.outcomes.market import Price, Within
from dealflow.analysis.outcomes.missing import Failed
from dealflow.analysis.outcomes.tell import Told
from dealflow.report.plain import plain

__all__ = ["plain_law"]

_QUANTILES: Final = (("p10", 0.1), ("p25", 0.25), ("p50", 0.5), ("p75", 0.75), ("p90", 0.9))


def plain_law(value: Any) -> Any:
    """A law, or what was made of some, as JSON can carry it."""
    for kind, form in _FORMS.items():
        if isinstance(value, kind):
            return form(value)
    if isinstance(value, Mapping):
        return {str(name): plain_law(one) for name, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain_law(one) for one in value]
    return plain(value)


def _law(found: Law) -> dict[str, Any]:
    closing = found.closing_day
    spans = {name: closing.interval(q) for name, q in _QUANTILES}
    return {
        "endings": found.chances,
        "intervals": {name: plain_law(found.interval(name)) for name in found.chances},
        **_method(found.method),
        "from": found.first.isoformat(),
        "horizon": found.horizon.isoformat(),
        "cut_off": found.cut_off,
        "closing": {
            "chance": closing.chance,
            "quantiles": {name: plain_law(closing.quantile(q)) for name, q in _QUANTILES},
            "intervals": {name: plain_law(span) for name, span in spans.items()},
        },
        "last": plain_law(found.last),
        "terms": {
            ending: {
                terms: {"chance": chance, "interval": plain_law(found.interval_under(ending, terms))}
                for terms, chance in under.items()
            }
            for ending, under in found.terms.items()
        },
        "failed": plain_law(found.failed),
        "unasked": found.unasked or None,
    }


def _failed(found: Failed) -> dict[str, Any]:
    return {
        "how": found.how,
        "histories": found.number,
        "nothing": found.nothing,
        "processes": {lack.process: _fields(lack, "process") for lack in found.of()},
        "endings": {
            name: {lack.process: {"share": lack.share, "alone": lack.alone} for lack in found.of(name)}
            for name in found.endings
        },
    }


def _difference(found: Difference) -> dict[str, Any]:
    return _fields(found, change=found.change)


def _comparison(found: Comparison) -> dict[str, Any]:
    old, new = found.median
    return {
        "name": found.name,
        "text": found.text,
        **_law(found.law),
        "closes": plain_law(found.closes),
        "differences": plain_law(found.differences),
        "median": {"before": plain_law(old), "after": plain_law(new)},
        "sooner": plain_law(found.paired.sooner),
        "compared": str(found.method),
        "redline": plain_law(found.redline),
        "fallen": plain_law(found.fallen),
    }


def _fields(value: Any, *left_out: str, **more: Any) -> dict[str, Any]:
    names = [f.name for f in attrs.fields(type(value)) if f.name not in left_out]
    return {**{name: plain_law(getattr(value, name)) for name in names}, **more}


def _method(found: Method) -> dict[str, Any]:
    return {
        "method": found.name,
        "how": found.how,
        "reason": found.reason,
        "histories": found.histories,
    }


def _point(found: Point) -> dict[str, Any]:
    about = _method(found.law.method) if found.law is not None else {}
    return {**_fields(found, "law"), **about}


def _compared(found: Compared) -> dict[str, Any]:
    return {**_law(found.law), "alternatives": [_comparison(each) for each in found]}


def _with_method(found: Any) -> dict[str, Any]:
    about = {"endings": found.law.chances, "from": found.law.first, "horizon": found.law.horizon}
    return {**_fields(found, "law"), **plain_law(about), **_method(found.method)}


def _advice(found: Advice) -> dict[str, Any]:
    return {**_with_method(found), "best": found.best.name if found.best else None}


_FORMS: Final[dict[type, Any]] = {
    Law: _law,
    Failed: _failed,
    Difference: _difference,
    Comparison: _comparison,
    Compared: _compared,
    Sensitivity: _with_method,
    Grid: _with_method,
    BreakEven: _with_method,
    Advice: _advice,
    Choice: lambda choice: _fields(choice, open=choice.open),
    Price: lambda found: _fields(found, edge=found.edge),
    Within: _fields,
    Point: _point,
    Row: lambda row: _fields(row, "law"),
    Told: _fields,
}
