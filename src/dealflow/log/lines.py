"""The lines of a stored record: one object each, chained by checksums so that an edited line is found."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final, TypeVar

from attrs import field, frozen

from dealflow.errors import LogError
from dealflow.log.entry import Entry, from_plain, to_plain

__all__ = ["FORMAT", "Header", "Lapsed", "LogLine", "parse_header", "parse_line", "seal"]

T = TypeVar("T")

FORMAT: Final = 1
_SEALED: Final = re.compile(rb'(\{.*),"sum":"([0-9a-f]{64})"\}', re.DOTALL)
_EDITED: Final = "restore the line from a copy: a stored record is only ever added to"

Lapsed = tuple[str, date, str]
"""A lapse as a line keeps it: the action with its process, its day, and the state it led to."""


@frozen
class Header:
    """The first line: which deal, written by which version, and the day the deal starts if that was fixed."""

    deal: str
    version: str
    start: date | None = None


@frozen
class LogLine:
    """An entry as it is stored, with what it led to.

    *states* are the processes that moved since the line before and where they went, *lapses* the clocks that ran out
    since then, *undone* lapses that an entry learned late has taken back, *fallen* the numbers of entries that do not
    stand any more after this one.
    """

    n: int
    entry: Entry
    states: Mapping[str, str] = field(factory=dict)
    lapses: tuple[Lapsed, ...] = ()
    undone: tuple[Lapsed, ...] = ()
    fallen: tuple[int, ...] = ()


def seal(value: Header | LogLine, before: str) -> tuple[bytes, str]:
    """The bytes of a line after one whose checksum is *before*, line end included, and its own checksum."""
    plain = _header_plain(value) if isinstance(value, Header) else _line_plain(value)
    text = json.dumps(plain, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    # A lone surrogate becomes its JSON escape, which reads back as the same character.
    body = text.encode("utf-8", "backslashreplace")[:-1]
    total = _sum(before, body)
    return body + b',"sum":"' + total.encode() + b'"}\n', total


def parse_header(raw: bytes, *, path: str) -> tuple[Header, str]:
    """The header that *raw* (without its line end) carries and its checksum; raises LogError."""
    return _parsed(_header, raw, "", path, 1, 0)


def parse_line(raw: bytes, before: str, n: int, *, path: str, offset: int) -> tuple[LogLine, str]:
    """The *n*-th entry that *raw* carries and its checksum, after a line whose checksum is *before*.

    Raises LogError with line and byte.
    """
    return _parsed(lambda plain: _line(plain, n), raw, before, path, n + 1, offset)


def _parsed(
    read: Callable[[dict[str, Any]], T], raw: bytes, before: str, path: str, line: int, offset: int
) -> tuple[T, str]:
    def wrong(message: str, hint: str = _EDITED) -> LogError:
        return LogError(path, f"{message} (byte {offset})", line=line, offset=offset, hint=hint)

    found = _SEALED.fullmatch(raw)
    if found is None:
        raise wrong("this is no line of a record: it does not end with its checksum")
    body, total = found[1], found[2].decode()
    if _sum(before, body) != total:
        raise wrong("the line was changed after it was written, or a line before it is missing: its checksum is wrong")
    try:
        plain = json.loads(raw)
        del plain["sum"]
        return read(plain), total
    except (ValueError, TypeError, RecursionError) as e:
        raise wrong(f"the line cannot be read: {e}", "it was written by another program, or by a newer dealflow") from e


def _sum(before: str, body: bytes) -> str:
    return hashlib.sha256(before.encode() + body).hexdigest()


def _header_plain(header: Header) -> dict[str, Any]:
    plain: dict[str, Any] = {"dealflow_log": FORMAT, "deal": header.deal, "dealflow": header.version}
    return plain | ({"start": header.start.isoformat()} if header.start else {})


def _line_plain(line: LogLine) -> dict[str, Any]:
    plain: dict[str, Any] = {"n": line.n, "entry": to_plain(line.entry)}
    for name in ("lapses", "undone"):
        if lapses := getattr(line, name):
            plain[name] = [[action, day.isoformat(), now] for action, day, now in lapses]
    if line.states:
        plain["states"] = dict(line.states)
    if line.fallen:
        plain["fallen"] = list(line.fallen)
    return plain


def _header(plain: dict[str, Any]) -> Header:
    if plain.get("dealflow_log") != FORMAT:
        raise ValueError(f"it is of format {plain.get('dealflow_log')!r:.20}, this dealflow reads format {FORMAT}")
    deal, version = plain.get("deal"), plain.get("dealflow")
    if not isinstance(deal, str) or not isinstance(version, str):
        raise TypeError("it does not say which deal it is the record of")
    return Header(deal, version, date.fromisoformat(plain["start"]) if "start" in plain else None)


def _line(plain: dict[str, Any], n: int) -> LogLine:
    if plain.get("n") != n:
        raise ValueError(f"entry {n} is expected here, and it says {plain.get('n')!r:.20}")
    states, fallen = plain.get("states", {}), plain.get("fallen", [])
    if not isinstance(states, dict) or not all(isinstance(s, str) for s in states.values()):
        raise ValueError("states must map processes to states")
    if not all(isinstance(k, int) for k in fallen):
        raise ValueError("fallen must be numbers of entries")
    lapses, undone = (tuple(_lapsed(x) for x in plain.get(name, [])) for name in ("lapses", "undone"))
    return LogLine(n, from_plain(plain.get("entry")), states, lapses, undone, tuple(fallen))


def _lapsed(plain: Any) -> Lapsed:
    action, day, now = plain
    if not isinstance(action, str) or not isinstance(now, str):
        raise TypeError("a lapse is an action, a day and a state")
    return action, date.fromisoformat(day), now
