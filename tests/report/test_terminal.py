from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from dealflow.report.terminal import Screen

TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]) | st.just(" "), max_size=200)
WIDTHS = st.integers(40, 110)


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        """It is one."""
        return True


def lines(screen_width: int, *acts: tuple[str, tuple[object, ...], dict[str, object]]) -> list[str]:
    """What a screen of that width shows."""
    stream = io.StringIO()
    screen = Screen(stream, width=screen_width)
    for name, args, more in acts:
        getattr(screen, name)(*args, **more)
    return stream.getvalue().splitlines()


@given(TEXTS, WIDTHS, st.integers(0, 6), st.integers(0, 4))
def test_no_line_runs_over_the_edge(text: str, width: int, indent: int, hang: int) -> None:
    """Whatever the text, each line fits, wide characters counted twice."""
    shown = lines(width, ("line", (text,), {"indent": indent, "hang": hang}), ("bullet", (text,), {}))

    assert all(width >= cell_len(line) for line in shown)


@given(st.lists(st.tuples(TEXTS, TEXTS, TEXTS), min_size=1, max_size=4), WIDTHS)
def test_no_column_runs_over_the_edge(rows: list[tuple[str, str, str]], width: int) -> None:
    """Rows wrap within their columns, or become lines of their own on a narrow screen."""
    shown = lines(width, ("columns", (("who", "what", "why"), rows, (0, 1, 2)), {}))

    assert all(width >= cell_len(line) for line in shown)


@given(st.lists(st.text("abc xyz", min_size=1, max_size=30), max_size=8), WIDTHS)
def test_nothing_is_lost_by_wrapping(words: list[str], width: int) -> None:
    """The words come out as they went in."""
    text = " ".join(words)

    assert text.split() == " ".join(lines(width, ("line", (text,), {"hang": 2}))).split()


def test_a_title_and_a_day_share_a_line_where_they_fit() -> None:
    """The day stands at the right end, or below."""
    assert [40] == [len(line) for line in lines(40, ("title", ("A title", "as of today"), {}))]
    assert 2 <= len(lines(40, ("title", ("A title that is rather long for this", "as of today"), {})))


def test_an_item_hangs_at_its_column() -> None:
    """A label, then the text, whose further lines stand below it."""
    shown = lines(40, ("item", ("[1]", "a rule that takes more than a line of text"), {}))

    assert ["  [1] a rule that takes more than a line", "      of text"] == shown


@pytest.mark.parametrize("setting", [("NO_COLOR", "1"), ("TERM", "dumb")])
def test_colours_are_left_out_where_they_are_not_wanted(
    monkeypatch: pytest.MonkeyPatch, setting: tuple[str, str]
) -> None:
    """Not one escape sequence, though the stream is a terminal."""
    monkeypatch.setenv(*setting)
    stream = Terminal()
    Screen(stream, width=80).line("overdue", "bad")

    assert "overdue\n" == stream.getvalue()


def test_a_terminal_gets_its_colours(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing speaks against them, and the word stands there all the same."""
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    stream = Terminal()
    Screen(stream, width=80).line("overdue", "bad")

    assert "\x1b[" in stream.getvalue()
    assert "overdue" in stream.getvalue()


def test_what_is_no_terminal_gets_80_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    """Unless COLUMNS says otherwise."""
    monkeypatch.delenv("COLUMNS", raising=False)
    assert 80 == Screen(io.StringIO()).width

    monkeypatch.setenv("COLUMNS", "50")
    assert 50 == Screen(io.StringIO()).width
