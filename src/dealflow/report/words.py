"""Words of the reports: days, stretches of time, lists, citations, and the line that every report ends with."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from dealflow.citation import Checked, Citation
from dealflow.model.deadline import on

__all__ = [
    "DISCLAIMER",
    "contract",
    "counted",
    "first_upper",
    "joined",
    "left",
    "on",
    "out_by",
    "rule",
    "short",
    "spaced",
]

DISCLAIMER = "A model of public rules, not legal advice."


def short(day: date, today: date) -> str:
    """*day* as people write it, its year only where it is not that of *today*: ``Wed 11 Nov``."""
    return f"{day:%a} {day.day} {day:%b}" if day.year == today.year else on(day)


def counted(n: int, noun: str) -> str:
    """A number of things: ``1 reason``, ``3 reasons``."""
    return f"{n} {noun}" if n == 1 else f"{n} {noun}s"


def left(n: int | None, unit: str, status: str) -> str:
    """How much time is left, in words: ``30 working days``, ``3 days late``, ``stopped``."""
    if status == "stopped":
        return "stopped"
    if n is None:
        return ""
    amount = f"{abs(n)} {unit[:-1] if abs(n) == 1 else unit}"
    if status == "overdue":
        return f"{amount} late"
    return "today" if n == 0 else amount


def out_by(days: int) -> str:
    """How far a naive count is out: ``2 days too late``."""
    if not days:
        return "the same day, by luck"
    return f"{counted(abs(days), 'day')} too {'late' if days > 0 else 'early'}"


def joined(names: Iterable[str], last: str = "or") -> str:
    """Names in a row: ``a, b or c``."""
    some = list(names)
    return " ".join(some) if len(some) < 2 else f"{', '.join(some[:-1])} {last} {some[-1]}"


def spaced(name: str) -> str:
    """A name of the code as words: ``with_algorithm`` is "with algorithm"."""
    return name.replace("_", " ")


def first_upper(text: str) -> str:
    """*text* with a capital first letter."""
    return text[:1].upper() + text[1:]


def rule(citation: Citation | None) -> str:
    """A citation, short, with its mark: ``contract``, ``recalled`` or ``derived`` where it is not law that was read."""
    return "" if citation is None else str(citation)


def contract(citation: Citation | None, *, marked: bool = False) -> str:
    """The mark of what the deal declares for itself, with a space before it; empty for law."""
    own = marked or (citation is not None and citation.status is Checked.CONTRACT)
    return " [contract]" if own else ""
