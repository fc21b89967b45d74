"""Chances on a screen: percentages, their intervals, bars, and numbers of a scenario as people write them."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

from dealflow.analysis.outcomes.intervals import Interval
from dealflow.report.words import on

__all__ = ["BAR", "bar", "change", "percent", "value", "within"]

BAR = 40


def percent(chance: float | None) -> str:
    """A chance as people read it: one decimal, two below one per cent."""
    if chance is None:
        return "-"
    if 0.0 < chance < 0.00005:
        return "< 0.01 %"
    return f"{chance * 100:.2f} %" if 0.0 < chance < 0.00995 else f"{chance * 100:.1f} %"


def within(interval: Interval | None) -> str:
    """Where a chance lies; nothing for one that is exact."""
    if interval is None or interval.low == interval.high:
        return ""
    return f"{interval.low * 100:.1f} to {interval.high * 100:.1f}"


def change(by: float | None, interval: Interval | None = None) -> str:
    """A change of a chance in points, with where it lies unless it is exact."""
    if by is None:
        return ""
    digits = 2 if 0.0 < abs(by) < 0.00995 else 1
    sure = ""
    if interval is not None and interval.low != interval.high:
        sure = f"  ({interval.low * 100:+.2f} to {interval.high * 100:+.2f})"
    return (f"{by * 100:+.{digits}f}" if by else "0.0") + sure


def bar(chance: float, width: int = BAR) -> str:
    """A bar, as long as the chance is high; a chance that is not nothing has at least a mark."""
    full = round(chance * width)
    return "#" * full if full or not chance else "."


def value(number: Any) -> str:
    """A number of a scenario: a chance, a delay, a day."""
    if isinstance(number, date):
        return on(number)
    if isinstance(number, Fraction):
        return f"{float(number):.4g}"
    return str(number)
