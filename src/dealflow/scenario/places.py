"""Where each key and value of a TOML text stands: a scanner from key paths to lines and columns.

It reads text that ``tomllib`` has accepted, and only finds out what stands where; what a value means is tomllib's word.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from typing import Final, NamedTuple

__all__ = ["Path", "Place", "Places", "places_of"]

Path = tuple[str | int, ...]
"""Keys from the top of the file, and numbers (from 0) of the elements of lists."""


class Place(NamedTuple):
    """A line and a column, both counted from 1; columns in characters."""

    line: int
    column: int


class Places:
    """The places of all keys and values of a text."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(found.end() for found in re.finditer("\n", text))]
        self.keys: dict[Path, int] = {}
        self.values: dict[Path, int] = {}

    def place(self, offset: int) -> Place:
        """The line and column of the character at *offset*."""
        line = bisect_right(self._starts, offset)
        return Place(line, offset - self._starts[line - 1] + 1)

    def key(self, path: Path) -> Place:
        """Where the key at *path* stands; of something that is not written, where what should contain it stands."""
        return self._nearest(path, self.keys)

    def value(self, path: Path) -> Place:
        """Where the value at *path* begins; of something that is not written, where what should contain it stands."""
        written = path
        while written not in self.values and written and isinstance(written[-1], int):
            written = written[:-1]  # one value that stands for a list of one
        return self.place(self.values[written]) if written in self.values else self.key(path)

    def _nearest(self, path: Path, offsets: dict[Path, int]) -> Place:
        while path and path not in offsets:
            path = path[:-1]
        return self.place(offsets.get(path, 0))


def places_of(text: str) -> Places:
    """The places in *text*, which must be TOML that ``tomllib`` accepts, with bare line feeds."""
    scanner = _Scanner(text)
    scanner.scan()
    return scanner.places


_BLANK: Final = re.compile(r"(?:[ \t\n]|#[^\n]*)*")
_SPACE: Final = re.compile(r"[ \t]*")
_BARE_KEY: Final = re.compile(r"[^\s.=\[\]{},#\"']+")
_TEXT: Final = re.compile(
    r"""
      \"{3} (?: [^\\] | \\. )*? \"{3} (?: \"{1,2} (?!\") )?    # several lines, with escapes
    | '{3} .*? '{3} (?: '{1,2} (?!') )?                         # several lines, as written
    | \" (?: [^"\\\n] | \\. )* \"
    | ' [^'\n]* '
    """,
    re.DOTALL | re.VERBOSE,
)
_OTHER: Final = re.compile(r"[^,\]}#\n]*")


class _Scanner:
    def __init__(self, text: str) -> None:
        self.text = text
        self.i = 0
        self.places = Places(text)
        self.counts: dict[Path, int] = {}

    def scan(self) -> None:
        here: Path = ()
        while self._skip(_BLANK) < len(self.text):
            before = self.i
            if self.text[self.i] == "[":
                here = self._header()
            else:
                self._pair(here)
            if self.i == before:  # not TOML after all: never go round in a circle
                return

    def _skip(self, pattern: re.Pattern[str]) -> int:
        found = pattern.match(self.text, self.i)
        self.i = found.end() if found else self.i
        return self.i

    def _at(self, mark: str) -> bool:
        return self.text.startswith(mark, self.i)

    def _header(self) -> Path:
        start, many = self.i, self._at("[[")
        self.i += 2 if many else 1
        names = self._keys()
        self._skip(_SPACE)
        self.i += 2 if many else 1
        path: Path = ()
        for name, offset in names[:-1]:
            path = (*path, name)
            self.places.keys.setdefault(path, offset)
            if path in self.counts:
                path = (*path, self.counts[path] - 1)
        for name, offset in names[-1:]:
            path = (*path, name)
            self.places.keys.setdefault(path, offset)
        if many:
            self.counts[path] = self.counts.get(path, 0) + 1
            path = (*path, self.counts[path] - 1)
            self.places.keys.setdefault(path, start)
        self.places.values.setdefault(path, start)
        return path

    def _keys(self) -> list[tuple[str, int]]:
        """The parts of a dotted key, each with its offset."""
        found = []
        while True:
            self._skip(_SPACE)
            start = self.i
            if self.i < len(self.text) and self.text[self.i] in "\"'":
                self._skip(_TEXT)
                found.append((_unquoted(self.text[start : self.i]), start))
            else:
                self._skip(_BARE_KEY)
                found.append((self.text[start : self.i], start))
            self._skip(_SPACE)
            if not self._at("."):
                return found
            self.i += 1

    def _pair(self, here: Path) -> None:
        path = here
        for name, offset in self._keys():
            path = (*path, name)
            self.places.keys.setdefault(path, offset)
        if self._at("="):
            self.i += 1
            self._skip(_SPACE)
            self._value(path)

    def _value(self, path: Path) -> None:
        self.places.values[path] = self.i
        if self._at("["):
            self._list(path)
        elif self._at("{"):
            self._inline_table(path)
        elif self._at('"') or self._at("'"):
            self._skip(_TEXT)
        else:
            self._skip(_OTHER)

    def _list(self, path: Path) -> None:
        self.i += 1
        number = 0
        while self._skip(_BLANK) < len(self.text) and not self._at("]"):
            before = self.i
            self.places.keys.setdefault((*path, number), self.i)
            self._value((*path, number))
            number += 1
            self._comma()
            if self.i == before:
                return
        self.i += 1

    def _inline_table(self, path: Path) -> None:
        self.i += 1
        while self._skip(_BLANK) < len(self.text) and not self._at("}"):
            before = self.i
            self._pair(path)
            self._comma()
            if self.i == before:
                return
        self.i += 1

    def _comma(self) -> None:
        self._skip(_BLANK)
        if self._at(","):
            self.i += 1


def _unquoted(text: str) -> str:
    """What a quoted key says."""
    try:
        return str(tomllib.loads(f"k = {text}")["k"])
    except tomllib.TOMLDecodeError:
        return text
