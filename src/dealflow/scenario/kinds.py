"""The kinds of values in a scenario file.

Each reads itself, with a remedy for what is wrong, and says what it is in JSON Schema, so that the two cannot drift
apart.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from calendar import monthrange
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from attrs import frozen

from dealflow.scenario.places import Path
from dealflow.scenario.problems import Problems, listed, quoted, shown

__all__ = [
    "CHANCE",
    "DATE",
    "FACT",
    "FLAG",
    "LOOSE_TEXT",
    "MISSING",
    "MOMENT",
    "SCALAR",
    "TEXT",
    "WHEN",
    "Kind",
    "Month",
    "one_of",
    "whole",
    "wrong",
]

MISSING: Final = object()
"""What a kind reads from a value that is none of its own: the problem is remembered, the value is left out."""

_MONTH: Final = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])")
EARLIEST: Final = date(1900, 1, 1)
LATEST: Final = date(2100, 12, 31)
"""The days that deals lie between; anything else is a slip of the pen."""


class Kind(ABC):
    """A kind of value."""

    @abstractmethod
    def read(self, value: Any, path: Path, problems: Problems) -> Any:
        """*value* as this kind keeps it, or MISSING after telling *problems* what is wrong with it."""

    @abstractmethod
    def schema(self) -> dict[str, Any]:
        """This kind in JSON Schema, with dates as text in ISO form."""


def wrong(value: Any, path: Path, problems: Problems, wanted: str, hint: str) -> Any:
    """MISSING, after telling *problems* that *value* is not what is *wanted*."""
    name = next((part for part in reversed(path) if isinstance(part, str)), "value")
    problems.add(path, f"{name} must be {wanted}, not {shown(value)}", hint)
    return MISSING


@frozen
class _Text(Kind):
    """Text in quotation marks; *wanted* says what it should be, *known* are the only values it can have."""

    wanted: str = "text"
    known: tuple[str, ...] = ()
    empty: bool = False

    def read(self, value: Any, path: Path, problems: Problems) -> Any:
        """*value* if it is of this kind, else MISSING."""
        if not isinstance(value, str):
            return wrong(value, path, problems, self.wanted, f'write it in quotation marks: "{_bare(value)}"')
        if self.known and value not in self.known:
            problems.add(path, f"{path[-1]} {quoted(value)} is unknown", listed(value, self.known))
            return MISSING
        if not self.empty and not value.strip():
            problems.add(path, f"{path[-1]} is empty", "write something, or leave the key out")
            return MISSING
        return value

    def schema(self) -> dict[str, Any]:
        """This kind in JSON Schema."""
        least = {} if self.empty or self.known else {"pattern": r"\S"}
        return {"type": "string"} | least | ({"enum": list(self.known)} if self.known else {})


def _bare(value: Any) -> str:
    return shown(value) if isinstance(value, (bool, int, Decimal, date)) else "..."


@frozen
class _Date(Kind):
    """A date without quotation marks, with *hours* also a moment that says its offset from UTC."""

    hours: bool = False

    def read(self, value: Any, path: Path, problems: Problems) -> Any:
        """*value* if it is of this kind, else MISSING."""
        hint = f"write it without quotation marks: {_meant(value)}"
        if isinstance(value, datetime):
            if not self.hours:
                return wrong(value, path, problems, "a date without an hour", f"write {value.date()}")
            if value.tzinfo is None:
                hint = f"write the offset as well, {value.isoformat()}-04:00, or only the date, {value.date()}"
                return wrong(value, path, problems, "a date, or a moment with its offset from UTC", hint)
        elif not isinstance(value, date):
            return wrong(value, path, problems, "a date", hint)
        day = value.date() if isinstance(value, datetime) else value
        if not EARLIEST <= day <= LATEST:
            hint = f"write a year from {EARLIEST:%Y} to {LATEST:%Y}"
            return wrong(value, path, problems, "a day on which a deal can be", hint)
        return value

    def schema(self) -> dict[str, Any]:
        """This kind in JSON Schema."""
        plain: dict[str, Any] = {"type": "string", "format": "date"}
        return {"anyOf": [plain, {"type": "string", "format": "date-time"}]} if self.hours else plain


def _meant(value: Any) -> str:
    try:
        return str(date.fromisoformat(value[:10])) if isinstance(value, str) else "2020-11-12"
    except ValueError:
        return "2020-11-12"


@frozen
class Month:
    """Some day of a month: all that is known of when something happened."""

    first: date
    last: date

    def __str__(self) -> str:
        return f"{self.first:%Y-%m}"


@frozen
class _When(Kind):
    """A date, a moment, or a month in quotation marks where the day is not known."""

    def read(self, value: Any, path: Path, problems: Problems) -> Any:
        """*value* if it is of this kind, else MISSING."""
        if isinstance(value, str) and _MONTH.fullmatch(value):
            first = date(int(value[:4]), int(value[5:]), 1)
            if MOMENT.read(first, path, problems) is MISSING:
                return MISSING
            return Month(first, date(first.year, first.month, monthrange(first.year, first.month)[1]))
        return MOMENT.read(value, path, problems)

    def schema(self) -> dict[str, Any]:
        """This kind in JSON Schema."""
        return {"anyOf": [*MOMENT.schema()["anyOf"], {"type": "string", "pattern": f"^{_MONTH.pattern}$"}]}


@frozen
class _Flag(Kind):
    """Yes or no: true or false without quotation marks."""

    def read(self, value: Any, path: Path, problems: Problems) -> Any:
        """*value* if it is of this kind, else MISSING."""
        if isinstance(value, bool):
            return value
        return wrong(value, path, problems, "true or false", "write true or false without quotation marks")

    def schema(self) -> dict[str, Any]:
        """This kind in JSON Schema."""
        return {"type": "boolean"}


@frozen
class _Whole(Kind):
    """A whole number from *least* to *most*."""

    least: int
    most: int

    def read(self, value: Any, path: Path, problems: Problems) -> Any:
        """*value* if it is of this kind, else MISSING."""
        if isinstance(value, int) and not isinstance(value, bool) and self.least <= value <= self.most:
            return value
        if self.least == self.most:
            return wrong(value, path, problems, str(self.least), f"this version of dealflow reads {self.least} only")
        wanted = f"a whole number from {self.least} to {self.most}"
        return wrong(value, path, problems, wanted, f"write a number like {self.least}, without quotation marks")

    def schema(self) -> dict[str, Any]:
        """This kind in JSON Schema."""
        return {"type": "integer", "minimum": self.least, "maximum": self.most}


@frozen
class _Chance(Kind):
    """A chance from 0 to 1: a decimal number taken as it is written, or a fraction in quotation marks ("1/3")."""

    def read(self, value: Any, path: Path, problems: Problems) -> Any:
        """*value* if it is of this kind, else MISSING."""
        found = _fraction(value)
        if found is not None and 0 <= found <= 1:
            return found
        percent = found is not None and 1 < found <= 100
        hint = f"write {float(found) / 100:.12g}" if percent and found else 'write 0.3, or a fraction: "1/3"'
        return wrong(value, path, problems, "a chance from 0 to 1", hint)

    def schema(self) -> dict[str, Any]:
        """This kind in JSON Schema."""
        number = {"type": "number", "minimum": 0, "maximum": 1}
        return {"anyOf": [number, {"type": "string", "pattern": r"^[0-9]{1,9}/[0-9]{1,9}$"}]}


def _fraction(value: Any) -> Fraction | None:
    if isinstance(value, int) and not isinstance(value, bool):
        return Fraction(value)
    if isinstance(value, Decimal):
        plain = value.is_finite() and len(value.as_tuple().digits) <= 40 and -40 <= value.adjusted() <= 1
        return Fraction(value) if plain else None
    if isinstance(value, str):
        above, slash, below = value.partition("/")
        plain = bool(slash) and all(x.isascii() and x.isdigit() and len(x) <= 9 for x in (above, below))
        return Fraction(int(above), int(below)) if plain and int(below) else None
    return None


@frozen
class _Scalar(Kind):
    """Yes or no, a number, a text or a date: whatever a detail can be; with *lists* also texts, as a fact can."""

    lists: bool = False

    def read(self, value: Any, path: Path, problems: Problems) -> Any:
        """*value* if it is of this kind, else MISSING."""
        if isinstance(value, bool | str):
            return value
        if isinstance(value, date):
            return DATE.read(value, path, problems)
        if self.lists and isinstance(value, list) and all(isinstance(x, str) for x in value):
            return tuple(value)
        number = _plain_number(value)
        if number is None:
            return wrong(value, path, problems, "true or false, a number, a text or a date", "write one value")
        return number

    def schema(self) -> dict[str, Any]:
        """This kind in JSON Schema."""
        plain: dict[str, Any] = {"type": ["boolean", "number", "string"]}
        return {"anyOf": [plain, {"type": "array", "items": {"type": "string"}}]} if self.lists else plain


def _plain_number(value: Any) -> int | float | None:
    """A number that a fact can be: whole where it is written so, at most eighteen digits before the point."""
    if isinstance(value, int):
        return value if abs(value) < 10**18 else None
    if isinstance(value, Decimal) and value.is_finite() and value.adjusted() < 18:
        return float(value)
    return None


TEXT: Final = _Text()
LOOSE_TEXT: Final = _Text(empty=True)
DATE: Final = _Date()
MOMENT: Final = _Date(hours=True)
WHEN: Final = _When()
FLAG: Final = _Flag()
CHANCE: Final = _Chance()
SCALAR: Final = _Scalar()
FACT: Final = _Scalar(lists=True)


def whole(least: int, most: int) -> Kind:
    """A whole number from *least* to *most*."""
    return _Whole(least, most)


def one_of(*known: str) -> Kind:
    """One of these words."""
    return _Text(known=known)
