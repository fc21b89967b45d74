"""The terminal: lines, paragraphs, hanging items and columns that fit its width and do without colour.

Meaning is never carried by colour alone: a word stands beside it. NO_COLOR and a dumb terminal are obeyed, a stream
that is no terminal gets 80 columns, and what an old encoding cannot show is replaced, never an error.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Sequence
from typing import TextIO

from rich.console import Console
from rich.text import Text

__all__ = ["Screen"]

PIPED, WIDEST, NARROW = 80, 110, 64
STYLES = {"head": "bold", "bad": "bold red", "warn": "yellow", "good": "green", "quiet": "dim", "": ""}


class Screen:
    """Writes text to a stream, wrapped to its width; *colour* False refuses colours, None leaves it to the terminal."""

    def __init__(self, stream: TextIO, *, colour: bool | None = None, width: int | None = None) -> None:
        self.width: int = width or _width(stream)
        plain = colour is False or bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM") == "dumb"
        self._console = Console(
            file=stream,
            width=self.width,
            no_color=True if plain else None,
            color_system=None if plain else "auto",
            highlight=False,
            markup=False,
            emoji=False,
            soft_wrap=True,
            legacy_windows=False,
        )

    @property
    def narrow(self) -> bool:
        """True if columns would be too narrow to read."""
        return self.width < NARROW

    def line(self, text: str = "", style: str = "", *, indent: int = 0, hang: int = 0) -> None:
        """A paragraph, wrapped; lines after the first are indented by *hang* more."""
        self._put(" " * indent, " " * (indent + hang), Text(text, STYLES[style]))

    def head(self, text: str) -> None:
        """A heading with an empty line before and after it."""
        self.line()
        self.line(text, "head")
        self.line()

    def title(self, text: str, right: str) -> None:
        """A first line with something at its right end, or below it where they do not fit on one line."""
        gap = self.width - len(text) - len(right)
        if gap >= 2:
            self._put("", "", Text.assemble((text, STYLES["head"]), " " * gap, right))
        else:
            self.line(text, "head")
            self.line(right)

    def item(self, label: str, text: str, style: str = "", *, indent: int = 2, at: int = 0) -> None:
        """A label and a text that hangs at column *at*; a label too long for it stands on a line of its own."""
        start = " " * indent + label
        if at and (len(start) >= at or self.narrow):
            self.line(label, indent=indent)
            self.line(text, style, indent=min(at, indent + 4) if self.narrow else at)
            return
        first = start.ljust(at) if at else start + " "
        self._put(first, " " * len(first), Text(text, STYLES[style]))

    def bullet(self, text: str, style: str = "", *, indent: int = 2, mark: str = "-") -> None:
        """A text behind a mark."""
        self._put(" " * indent + mark + " ", " " * (indent + len(mark) + 1), Text(text, STYLES[style]))

    def columns(
        self, header: Sequence[str], rows: Iterable[Sequence[str]], flexible: Sequence[int], *, indent: int = 2
    ) -> None:
        """Rows under a header; the columns numbered in *flexible* share what width is left and wrap.

        On a narrow screen each row becomes a few lines, one for each cell that is not empty.
        """
        table = [tuple(row) for row in rows]
        if self.narrow:
            for row in table:
                self.line(row[0], indent=indent)
                for name, cell in zip(header[1:], row[1:], strict=True):
                    if cell:
                        self.line(f"{name}: {cell}", indent=indent + 2, hang=2)
            return
        widths = _widths(header, table, flexible, self.width - indent)
        self._row([Text(cell, STYLES["quiet"]) for cell in header], widths, indent)
        for row in table:
            self._row([Text(cell) for cell in row], widths, indent)

    def _row(self, cells: Sequence[Text], widths: Sequence[int], indent: int) -> None:
        wrapped = [list(cell.wrap(self._console, max(width, 1))) for cell, width in zip(cells, widths, strict=True)]
        for n in range(max(len(lines) for lines in wrapped)):
            out = Text(" " * indent)
            for lines, width in zip(wrapped, widths, strict=True):
                cell = lines[n] if n < len(lines) else Text("")
                cell.rstrip()
                out.append_text(cell)
                out.append(" " * (width - cell.cell_len + 2))
            out.rstrip()
            self._console.print(out)

    def _put(self, first: str, rest: str, text: Text) -> None:
        if not text.plain:
            self._console.print(first.rstrip())
            return
        room = max(self.width - max(len(first), len(rest)), 16)
        for n, line in enumerate(text.wrap(self._console, room)):
            line.rstrip()
            self._console.print(Text.assemble(rest if n else first, line))


def _width(stream: TextIO) -> int:
    asked = os.environ.get("COLUMNS", "")
    if asked.isdigit() and int(asked):
        return min(int(asked), WIDEST)
    if not stream.isatty():
        return PIPED
    return min(shutil.get_terminal_size((PIPED, 24)).columns, WIDEST)


def _widths(header: Sequence[str], rows: list[tuple[str, ...]], flexible: Sequence[int], room: int) -> list[int]:
    natural = [max(len(cell) for cell in column) for column in zip(header, *rows, strict=True)]
    spare = room - 2 * (len(natural) - 1) - sum(w for i, w in enumerate(natural) if i not in flexible)
    wanted = sum(natural[i] for i in flexible)
    if wanted > spare:
        for n, i in enumerate(flexible):
            share = max(spare * natural[i] // wanted, 12)
            natural[i] = share if n + 1 < len(flexible) else max(spare - sum(natural[j] for j in flexible[:-1]), 12)
    return natural
