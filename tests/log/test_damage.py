"""Nothing half written and nothing changed goes unnoticed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from dealflow.errors import LogError
from dealflow.log import Log, LogLine
from dealflow.log.lines import _sum
from log.entries import DEAL, FILE, HISTORY, ISSUE, SIGN, write


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the log of a test is kept."""
    return tmp_path / "deal.log"


class TestDamage:
    """A file that is not what was written is told, with its line and byte, and can be repaired."""

    def test_truncated_at_any_byte(self, path: Path) -> None:
        """A file cut anywhere is a clean beginning of the record, or is reported; it never passes for more."""
        log, _ = write(path, HISTORY)
        whole, lines = path.read_bytes(), log.read()
        ends = [i + 1 for i, byte in enumerate(whole) if byte == ord("\n")]
        for size in range(len(whole)):
            path.write_bytes(whole[:size])
            if size in ends:
                assert lines[: ends.index(size)] == Log.open(path).read()
            else:
                with pytest.raises(LogError):
                    Log.open(path).read()

    def test_any_byte_flipped(self, path: Path) -> None:
        """A file with one byte changed, whichever and however, is reported with the line."""
        write(path, HISTORY[:2])
        whole = path.read_bytes()
        for i in range(len(whole)):
            for mask in (0x01, 0x20, 0x80, whole[i] ^ ord("\n") or 0xFF):
                path.write_bytes(whole[:i] + bytes([whole[i] ^ mask]) + whole[i + 1 :])
                with pytest.raises(LogError) as caught:
                    Log.open(path).read()
                assert whole[:i].count(b"\n") + 1 == caught.value.line

    def test_torn_and_repaired(self, path: Path) -> None:
        """What a crash left half written stops reading and writing until it is moved aside, and is kept."""
        log, _ = write(path, [FILE, SIGN])
        whole = path.read_bytes()
        path.write_bytes(whole[:-7])
        start = whole[:-1].rindex(b"\n") + 1
        with pytest.raises(LogError) as caught:
            log.append(DEAL, ISSUE)

        assert (3, start) == (caught.value.line, caught.value.offset)
        assert "Log.repair() moves the bytes to deal.log.torn" in caught.value.hint
        assert whole[:-7] == path.read_bytes()

        done = Log.open(path).repair()

        assert done is not None
        assert "were moved to" in str(done)
        assert whole[start:-7] == path.with_name("deal.log.torn").read_bytes()
        assert whole[:start] == path.read_bytes()
        assert None is log.repair()
        assert isinstance(log.append(DEAL, SIGN), LogLine)
        assert whole == path.read_bytes()

    def test_only_the_line_end_is_missing(self, path: Path) -> None:
        """A whole line that lacks its end is not thrown away: it gets its end."""
        log, _ = write(path, [FILE, SIGN])
        whole = path.read_bytes()
        path.write_bytes(whole[:-1])
        with pytest.raises(LogError, match="cut off"):
            log.read()
        done = log.repair()

        assert done is not None
        assert "whole but for its end" in str(done)
        assert whole == path.read_bytes()
        assert not path.with_name("deal.log.torn").exists()

    def test_a_disk_that_takes_half_a_line(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """A short write is an error that says what to do; after the repair the log is as before."""
        log, _ = write(path, [FILE])
        before, real = path.read_bytes(), os.write
        monkeypatch.setattr(os, "write", lambda fd, raw: real(fd, raw[:20]))
        with pytest.raises(LogError, match="only 20 of"):
            log.append(DEAL, SIGN)
        monkeypatch.undo()
        with pytest.raises(LogError, match="cut off: 20 bytes"):
            log.append(DEAL, SIGN)
        log.repair()

        assert before == path.read_bytes()
        assert isinstance(log.append(DEAL, SIGN), LogLine)

    def test_a_disk_that_takes_nothing(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """A failed write is an error, and the entry is not taken for recorded."""
        log, _ = write(path, [FILE])

        def full(fd: int, raw: bytes) -> int:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(os, "write", full)
        with pytest.raises(LogError, match="No space left"):
            log.append(DEAL, SIGN)
        monkeypatch.undo()

        assert isinstance(log.append(DEAL, SIGN), LogLine)
        assert (FILE, SIGN) == log.entries()

    def test_files_that_are_no_log(self, path: Path, tmp_path: Path) -> None:
        """A missing file, a folder, an empty file and somebody else's file are refused in words."""
        for content, message in [
            (b"", "first line is missing"),
            (b"{}\n", "no line of a record"),
            (b"\0" * 50, "cut off"),
        ]:
            path.write_bytes(content)
            with pytest.raises(LogError, match=message):
                Log.open(path)
        with pytest.raises(LogError, match="cannot be read"):
            Log.open(tmp_path / "missing")
        with pytest.raises(LogError, match="cannot be read"):
            Log.open(tmp_path)
        with pytest.raises(LogError, match="a file already"):
            Log.create(path, DEAL)
        with pytest.raises(LogError, match="cannot be made"):
            Log.create(tmp_path / "no" / "folder", DEAL)

    def test_a_forged_line(self, path: Path) -> None:
        """A line with a right checksum and wrong content is refused in words as well."""
        log, _ = write(path, [FILE])
        whole = path.read_bytes()
        total = whole.splitlines()[-1][-66:-2].decode()
        bodies = [
            b'{"n":9', b'{"n":2', b'{"n":2,"entry":[]', b'{"n":2,"entry":{"kind":"act"}', b'{"n":2,"lapses":[1]',
            b'{"n":2,"states":[]', b'{"n":2,"fallen":3', b'{"n":2,"fallen":["x"]', b'{"n":2,"entry":{"x":1}',
            b'{"n":2,"lapses":[[1,2,3]]', b'{"n":2,"a":' + b"[" * 100_000 + b"]" * 100_000,
            b'{"n":2,"entry":{"kind":"act","on":"2020-08-04","by":"x","action":"a","details":[]}',
            b'{"n":2,"entry":{"kind":"act","on":"2020-08-04","by":"x","action":"a","details":{"a":[]}}',
            b'{"n":2,"entry":{"kind":"act","on":"2020-08-04","by":"x","action":"a","details":{"a":{"b":1}}}',
        ]  # fmt: skip
        for body in bodies:
            path.write_bytes(whole + body + b',"sum":"' + _sum(total, body).encode() + b'"}\n')
            with pytest.raises(LogError, match="cannot be read"):
                log.read()

    def test_a_newer_format(self, path: Path) -> None:
        """A file of another format says which format it has."""
        for body, message in [(b'{"dealflow_log":2', "format 2"), (b'{"dealflow_log":1', "which deal")]:
            path.write_bytes(body + b',"sum":"' + _sum("", body).encode() + b'"}\n')
            with pytest.raises(LogError, match=message):
                Log.open(path)
