"""Files that must fail, each with its whole message: file, line, column, place, cause and remedy."""

from __future__ import annotations

from pathlib import Path

import pytest

from dealflow.errors import ScenarioError
from dealflow.scenario import load

FOLDER = Path(__file__).parent / "bad"
BAD = sorted(FOLDER.glob("*.toml"))


def error_of(path: Path, monkeypatch: pytest.MonkeyPatch) -> ScenarioError:
    """The error of loading a file, from its own folder so that its name is the path."""
    monkeypatch.chdir(path.parent)
    with pytest.raises(ScenarioError) as caught:
        load(path.name)
    return caught.value


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_the_message(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A planted mistake is told as the file beside it says, no more and no less."""
    expected = path.with_suffix(".txt").read_text(encoding="utf-8")

    assert expected == str(error_of(path, monkeypatch)) + "\n"


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_every_problem_has_a_place_and_a_remedy(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No problem is without a line of the file, a cause and a remedy."""
    error = error_of(path, monkeypatch)
    lines = path.read_bytes().count(b"\n") + 1

    assert path.name == error.path
    for problem in error.problems:
        assert 1 <= problem.line <= lines
        assert 1 <= problem.column
        assert problem.message
        assert problem.hint
    assert (error.problems[0].line, error.problems[0].column, error.problems[0].hint) == (
        error.line,
        error.column,
        error.hint,
    )


def test_there_are_many() -> None:
    """At least forty kinds of mistake are planted, each in a file of its own with its message."""
    assert 40 <= len(BAD)
    assert {path.stem for path in BAD} == {path.stem for path in FOLDER.glob("*.txt")}


def test_ten_mistakes_are_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file with ten mistakes in ten places gives ten problems, in the order of their lines."""
    error = error_of(FOLDER / "ten-mistakes.toml", monkeypatch)
    lines = [problem.line for problem in error.problems]

    assert 10 == len(error.problems)
    assert sorted(set(lines)) == lines
