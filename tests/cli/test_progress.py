"""What a long computation says of itself: nothing within a second, then how far it is, on the error stream alone."""

from __future__ import annotations

import pytest

from dealflow.cli.progress import progress


class Watch:
    """A clock that a test sets."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *, terminal: bool) -> None:
        self.now = 100.0
        monkeypatch.setattr("dealflow.cli.progress.time.monotonic", lambda: self.now)
        monkeypatch.setattr("dealflow.cli.progress.sys.stderr.isatty", lambda: terminal, raising=False)


def test_within_a_second_nothing_is_said(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """A quick answer comes without a word about itself, and leaves nothing to wipe away."""
    watch = Watch(monkeypatch, terminal=True)
    with progress("histories") as tell:
        for k in range(10):
            watch.now += 0.099
            tell(k, 10)
    assert capsys.readouterr() == ("", "")


def test_in_a_pipe_it_says_now_and_then_how_far_it_is(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """In a file or a pipe that is a line every ten seconds, never on the standard output."""
    watch = Watch(monkeypatch, terminal=False)
    with progress("histories") as tell:
        for k in range(1, 31):
            watch.now += 1.0
            tell(k * 1000, 30_000)
    out, err = capsys.readouterr()
    assert out == ""
    lines = err.splitlines()
    assert lines[-1] == "histories: 30,000 of 30,000 (100 %)"
    assert len(lines) == 3


def test_in_a_terminal_one_line_is_written_over_and_wiped(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The line goes when the answer comes, after an interruption too."""
    watch = Watch(monkeypatch, terminal=True)

    def interrupted() -> None:
        with progress("histories") as tell:
            watch.now += 1.5
            tell(5, 10)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    out, err = capsys.readouterr()
    assert out == ""
    assert "\n" not in err
    assert err == "\rhistories: 5 of 10 (50 %)\033[K\r\033[K"
