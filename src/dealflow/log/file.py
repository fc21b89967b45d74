"""The file that keeps a record: one line per entry, only ever added to.

A line is written by one write to a descriptor that can only append, and then forced to the disk. What a crash leaves
half written is found on the next reading, named with its byte, and never dropped in silence.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final

from attrs import frozen

from dealflow.errors import DefinitionError, LogError
from dealflow.kernel.values import Refusal
from dealflow.log.entry import Entry
from dealflow.log.fold import Record
from dealflow.log.lines import Header, LogLine, parse_header, parse_line, seal
from dealflow.log.replay import Replay, differences
from dealflow.model.deadline import on as _on
from dealflow.model.deal import Deal

__all__ = ["Log", "LogLine", "Repaired"]

_FLAGS: Final = os.O_WRONLY | os.O_APPEND | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)


@frozen
class Repaired:
    """What a repair did: the bytes after *offset* were moved to *moved_to* (None: only a line end was missing)."""

    path: Path
    offset: int
    size: int
    moved_to: Path | None

    def __str__(self) -> str:
        if self.moved_to is None:
            return f"{self.path}: the last line was whole but for its end, which is added now"
        return f"{self.path}: {self.size} bytes after byte {self.offset} were moved to {self.moved_to}"


@frozen
class _Content:
    header: Header
    lines: tuple[LogLine, ...]
    offsets: tuple[int, ...]
    end: int
    total: str
    torn: bytes


class Log:
    """The stored record of one deal: an append-only file of JSON lines.

    ``Log.create`` starts one, ``Log.open`` takes up an existing one. ``append`` judges an entry and adds it, ``verify``
    replays everything under today's definitions and compares.
    """

    def __init__(self, path: Path, header: Header) -> None:
        self.path = path
        self.header = header
        self._known: tuple[_Content, Replay] | None = None

    def __repr__(self) -> str:
        return f"<Log of deal {self.header.deal} in {self.path}>"

    @classmethod
    def create(cls, path: str | os.PathLike[str], deal: Deal, *, start: date | None = None) -> Log:
        """A new record of *deal*; raises LogError if there is a file already, or none can be made."""
        where, header = Path(path), Header(deal.id, _version(), start)
        try:
            fd = os.open(where, _FLAGS | os.O_CREAT | os.O_EXCL, 0o644)
        except FileExistsError:
            raise LogError(str(where), "there is a file already", hint="Log.open takes it up") from None
        except OSError as e:
            raise LogError(str(where), f"it cannot be made: {e.strerror}") from e
        try:
            _write(fd, seal(header, "")[0], where, 1, 0)
        finally:
            os.close(fd)
        _sync_folder(where.parent)
        return cls(where, header)

    @classmethod
    def open(cls, path: str | os.PathLike[str]) -> Log:
        """The record kept in a file; raises LogError if it cannot be trusted, a torn last line left to ``repair``."""
        where = Path(path)
        return cls(where, _read(where).header)

    def read(self) -> tuple[LogLine, ...]:
        """Every line after the header; raises LogError at the first that is torn or was changed."""
        return self._content().lines

    def entries(self) -> tuple[Entry, ...]:
        """The entries in the order they were written down."""
        return tuple(line.entry for line in self.read())

    def verify(self, deal: Deal) -> Record | None:
        """The record replayed under today's definitions; None while nothing is recorded.

        Raises LogError at the first line that leads elsewhere than it did when it was written, with both.
        """
        self._check_deal(deal)
        content = self._content()
        replay = Replay(deal, content.header.start)
        for stored, offset in zip(content.lines, content.offsets, strict=True):
            line = _replayed(replay, stored, self.path, offset)
            if line != stored:
                raise _differs(self.path, stored, line, replay.refusal(), offset)
        return replay.record() if content.lines else None

    def append(self, deal: Deal, entry: Entry) -> LogLine | Refusal:
        """Judge *entry* and add it; an act that the definitions refuse is not added and comes back as a refusal.

        Raises LogError if the file is torn, was changed, or cannot be written.
        """
        self._check_deal(deal)
        with _locked(self.path) as fd:
            content, replay = self._current(fd, deal)
            self._known = None
            line = replay.add(entry)
            refusal = replay.refusal()
            if refusal is not None:
                replay.undo()
                self._known = content, replay
                return refusal
            raw, total = seal(line, content.total)
            _write(fd, raw, self.path, line.n + 1, content.end)
        more = (*content.lines, line), (*content.offsets, content.end)
        self._known = _Content(content.header, *more, content.end + len(raw), total, b""), replay
        return line

    def repair(self) -> Repaired | None:
        """Move what a crash left half written to ``<path>.torn``, and say so; None if nothing is torn."""
        with _locked(self.path) as fd:
            content = _read(self.path)
            if not content.torn:
                return None
            self._known = None
            if _whole(content, self.path):
                _write(fd, b"\n", self.path, len(content.lines) + 2, content.end)
                return Repaired(self.path, content.end, len(content.torn), None)
            aside = self.path.with_name(self.path.name + ".torn")
            with aside.open("ab") as file:
                file.write(content.torn)
                file.flush()
                os.fsync(file.fileno())
            os.truncate(self.path, content.end)
            os.fsync(fd)
        return Repaired(self.path, content.end, len(content.torn), aside)

    def _check_deal(self, deal: Deal) -> None:
        if deal.id != self.header.deal:
            raise LogError(str(self.path), f"it is the record of deal {self.header.deal!r}, not of {deal.id!r}", line=1)

    def _content(self) -> _Content:
        content = _read(self.path)
        if content.torn:
            raise _torn(self.path, content)
        return content

    def _current(self, fd: int, deal: Deal) -> tuple[_Content, Replay]:
        """What the file holds, read again only if somebody else has written since."""
        if self._known is not None and self._known[0].end == os.fstat(fd).st_size and self._known[1].deal is deal:
            return self._known
        content = self._content()
        replay = Replay(deal, content.header.start)
        for line in content.lines:
            replay.add(line.entry)
        return content, replay


def _version() -> str:
    try:
        return version("dealflow")
    except PackageNotFoundError:
        return "unknown"


def _read(path: Path) -> _Content:
    try:
        data = path.read_bytes()
    except OSError as e:
        raise LogError(str(path), f"it cannot be read: {e.strerror}") from e
    *whole, torn = data.split(b"\n")
    if not whole:
        hint = "nothing was ever recorded in it: remove it and create the record again"
        raise LogError(str(path), "the first line is missing or cut off", line=1, hint=hint)
    header, total = parse_header(whole[0], path=str(path))
    lines, offsets, end = [], [], len(whole[0]) + 1
    for number, raw in enumerate(whole[1:], 1):
        line, total = parse_line(raw, total, number, path=str(path), offset=end)
        lines.append(line)
        offsets.append(end)
        end += len(raw) + 1
    return _Content(header, tuple(lines), tuple(offsets), end, total, torn)


def _torn(path: Path, content: _Content) -> LogError:
    return LogError(
        str(path),
        f"the last line is cut off: {len(content.torn)} bytes after byte {content.end} are no whole line",
        line=len(content.lines) + 2,
        offset=content.end,
        hint=f"its entry was never confirmed; Log.repair() moves the bytes to {path.name}.torn, then record it again",
    )


def _whole(content: _Content, path: Path) -> bool:
    """True if the torn bytes are a line that lacks nothing but its end."""
    try:
        parse_line(content.torn, content.total, len(content.lines) + 1, path=str(path), offset=content.end)
    except LogError:
        return False
    return True


def _write(fd: int, raw: bytes, path: Path, line: int, offset: int) -> None:
    """One write, forced to the disk; raises LogError if less than all of it went out."""
    try:
        written = os.write(fd, raw)
        os.fsync(fd)
    except OSError as e:
        raise LogError(str(path), f"the line was not written: {e.strerror}", line=line, offset=offset) from e
    if written != len(raw):
        hint = "make room on the disk, then Log.repair()"
        raise LogError(
            str(path), f"only {written} of {len(raw)} bytes were written", line=line, offset=offset, hint=hint
        )


@contextmanager
def _locked(path: Path) -> Iterator[int]:
    """A descriptor that appends to *path*, alone among the writers where the system can lock."""
    try:
        fd = os.open(path, _FLAGS)
    except OSError as e:
        raise LogError(str(path), f"it cannot be written: {e.strerror}") from e
    try:
        _lock(fd)
        yield fd
    finally:
        os.close(fd)


def _lock(fd: int) -> None:
    try:
        import fcntl
    except ImportError:  # Windows: a second writer is found by the chain of checksums instead
        return
    fcntl.flock(fd, fcntl.LOCK_EX)


def _sync_folder(folder: Path) -> None:
    if not hasattr(os, "O_DIRECTORY"):
        return
    fd = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)


def _replayed(replay: Replay, stored: LogLine, path: Path, offset: int) -> LogLine:
    try:
        return replay.add(stored.entry)
    except (DefinitionError, ValueError) as e:
        message = f"entry {stored.n}, {stored.entry.name}, cannot be replayed: {e}"
        raise LogError(str(path), message, line=stored.n + 1, offset=offset) from e


def _differs(path: Path, stored: LogLine, now: LogLine, refusal: Refusal | None, offset: int) -> LogError:
    what = f"entry {stored.n}, {stored.entry.name} of {_on(stored.entry.on)}"
    why = "; ".join(differences(stored, now)) if refusal is None else f"today's definitions refuse it. {refusal}"
    hint = "the definitions have changed since it was written: replay it with the version in its first line"
    return LogError(str(path), f"{what}: {why}", line=stored.n + 1, offset=offset, hint=hint)
