"""From bytes to a TOML table with the places of its keys, or an error with line and column; never a traceback."""

from __future__ import annotations

import re
import tomllib
from decimal import Decimal
from typing import Any, Final

from dealflow.errors import ScenarioError, ScenarioProblem
from dealflow.scenario.places import Places, places_of

__all__ = ["LARGEST", "parse"]

LARGEST: Final = 2_000_000
"""Bytes; a text beyond that is no scenario."""

_AT: Final = re.compile(r" ?\(at (?:line (\d+), column (\d+)|end of document)\)$")
_REMEDIES: Final = (
    ("overwrite a value", "a key stands once in its table; to add an entry to a list write [[...]] above it"),
    ("twice", "a table stands once only; to add an entry to a list write it in double brackets: [[history]]"),
    ("immutable", "what is written within { } is complete; add to it there"),
    ("Expected '='", "write key = value; a key with dots, slashes or spaces stands in quotation marks"),
    ("Unterminated", "close the quotation mark"),
    ("character '\\n'", "close the quotation mark on the same line, or use three for a text of several lines"),
    ("Illegal character", "take the character out, or write it as an escape: \\u0000"),
    ("Unclosed", "close the bracket"),
    ("Invalid date", "write a date as 2020-11-12, without quotation marks"),
    ("escape", "write a backslash twice, or the text in single quotation marks"),
    ("Invalid value", "texts stand in quotation marks, dates do not: 2020-11-12; yes and no are true and false"),
    ("Expected newline", "one key = value stands on a line; close quotation marks and brackets before it ends"),
    ("Expected ']'", "close the bracket"),
)


def parse(data: str | bytes, path: str) -> tuple[dict[str, Any], Places, str]:
    """The table that *data* writes, the places in it, and the text; numbers with a point come as Decimal.

    Raises ScenarioError.
    """
    text = _decoded(data, path).removeprefix("\ufeff").replace("\r\n", "\n")
    try:
        return tomllib.loads(text, parse_float=_number), places_of(text), text
    except tomllib.TOMLDecodeError as e:
        raise _syntax_error(str(e), text, path) from None
    except RecursionError:
        offset = _deepest(text)
        raise _error(path, text, offset, "brackets are nested too deeply", "a scenario needs three levels") from None
    except ValueError:
        offset = _longest_number(text)
        raise _error(path, text, offset, "the number is too long", "write a number that a person can read") from None


def _decoded(data: str | bytes, path: str) -> str:
    size = len(data)
    if size > LARGEST:
        raise _error(path, "", 0, f"the file has {size} bytes, too many for a scenario", f"at most {LARGEST} are read")
    if isinstance(data, str):
        return data
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as e:
        before = data[: e.start].decode("utf-8").replace("\r\n", "\n")
        message = f"byte {e.start} (0x{data[e.start]:02x}) is not UTF-8"
        raise _error(path, before, len(before), message, "save the file as UTF-8") from None


def _number(text: str) -> Decimal:
    try:
        return Decimal(text)
    except ArithmeticError:
        return Decimal("NaN")


def _error(path: str, text: str, offset: int, message: str, hint: str) -> ScenarioError:
    place = Places(text).place(offset)
    return ScenarioError(path, [ScenarioProblem(message, line=place.line, column=place.column, hint=hint)])


def _syntax_error(said: str, text: str, path: str) -> ScenarioError:
    found = _AT.search(said)
    message = _AT.sub("", said)
    hint = next((remedy for part, remedy in _REMEDIES if part in message), "see how a line is written: key = value")
    place = Places(text).place(len(text))
    line, column = (int(found[1]), int(found[2])) if found and found[1] else place
    problem = ScenarioProblem(
        f"this is not TOML: {message[:1].lower()}{message[1:]}", line=line, column=column, hint=hint
    )
    return ScenarioError(path, [problem])


def _deepest(text: str) -> int:
    """The offset of the first bracket that stands deeper than any scenario needs."""
    depth = 0
    for found in re.finditer(r"[\[\]{}]", text):
        depth += 1 if found[0] in "[{" else -1
        if depth > 20:
            return found.start()
    return 0


def _longest_number(text: str) -> int:
    return max(re.finditer(r"\d+", text), key=lambda found: len(found[0]), default=re.match("", text)).start()  # type: ignore[union-attr]
