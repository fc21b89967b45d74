"""What is written loads to the same scenario, whatever is in it; and whatever is in a file, loading never crashes."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dealflow.errors import ScenarioError
from dealflow.scenario import Scenario, ScenarioFile, check_expectations, dumps, load, loads, names
from dealflow.scenario.writing import written
from dealflow.testing.scenarios import scenario_files
from scenario.tiny import CATALOGUE

FILES = scenario_files(CATALOGUE)
SLOW = settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


@SLOW
@given(FILES)
def test_load_dump_load(file: ScenarioFile) -> None:
    """Every generated scenario loads, is what was written, and dumps to a text that loads to the same."""
    text = written(file)
    scenario = loads(text, "generated", catalogue=CATALOGUE)

    assert file == scenario.file
    assert scenario == loads(dumps(scenario), "again", catalogue=CATALOGUE)
    assert text == dumps(scenario)


@SLOW
@given(FILES)
def test_what_is_read_from_the_record_holds(file: ScenarioFile) -> None:
    """Expectations read from the record hold when the file is loaded again, and nothing of its history falls."""
    scenario = loads(written(file), "generated", catalogue=CATALOGUE)

    assert () == check_expectations(scenario)
    assert () == scenario.record().fallen


@pytest.mark.parametrize("name", names())
def test_the_bundled_scenarios(name: str) -> None:
    """Every bundled scenario loads, dumps to an equal one, and is as its author expects."""
    scenario = load(name)

    assert scenario == loads(dumps(scenario), name)
    assert [] == [str(failure) for failure in check_expectations(scenario)]


def either(data: str | bytes) -> Scenario | None:
    """The scenario, or None after an error that says where; anything else is a crash."""
    try:
        scenario = loads(data, "x.toml")
        scenario.record()
    except ScenarioError as e:
        error = e
    else:
        return scenario
    lines = (data if isinstance(data, str) else data.decode("utf-8", "replace")).count("\n") + 1

    assert error.problems
    for problem in error.problems:
        assert 1 <= problem.line <= lines
        assert 1 <= problem.column
        assert problem.message
        assert problem.hint
    return None


@given(st.binary())
def test_arbitrary_bytes(data: bytes) -> None:
    """Any bytes are a scenario or an error with line, column, cause and remedy."""
    either(data)


@given(st.text())
def test_arbitrary_text(text: str) -> None:
    """Any text is a scenario or an error with line, column, cause and remedy."""
    either(text)


@pytest.mark.parametrize(
    ("data", "line", "column", "cause"),
    [
        (b"", 1, 1, "missing"),
        (b"format = 1\n# caf\xe9", 2, 6, "0xe9"),
        (b"\xff\xfe", 1, 1, "not UTF-8"),
        (b"format = 1\x00", 1, 11, "TOML"),
        (b"a = " + b"[" * 5000 + b"]" * 5000, 1, 25, "nested"),
        (b"a = " + b"{a=" * 3000, 1, None, "nested"),
        (b"a = " + b"9" * 10_000, 1, 5, "too long"),
        (b"a = 1e999999999999999999999", 1, 1, "unknown key"),
        (b"a." * 5000 + b"b = 1", 1, 1, "unknown key"),
        (b"[" + b"a." * 5000 + b"b]", 1, 2, "unknown key"),
        (b"#" * 2_000_001, 1, 1, "too many"),
        (b"deal = 1", 1, 8, "must be a table"),
        (b"history = 1", 1, 11, "must be a list"),
        (b"history = [1]", 1, 12, "must be a table"),
    ],
)
def test_bytes_that_hurt(data: bytes, line: int, column: int | None, cause: str) -> None:
    """Broken encodings, deep nesting and huge numbers are told like any other mistake."""
    with pytest.raises(ScenarioError) as caught:
        loads(data, "x.toml")
    found = [p for p in caught.value.problems if cause in p.message]

    assert found
    assert line == found[0].line
    assert column in (None, found[0].column)


def test_a_byte_order_mark_and_foreign_line_ends() -> None:
    """A file that an editor on Windows has saved is read like any other, and its mistakes stand where it shows them."""
    text = dumps(load("two-approvals"))

    assert loads(text) == loads(("\ufeff" + text.replace("\n", "\r\n")).encode())

    spoiled = text.replace("as_of", "asof").replace("\n", "\r\n")
    with pytest.raises(ScenarioError) as caught:
        loads(spoiled)
    assert text[: text.index("as_of")].count("\n") + 1 in [p.line for p in caught.value.problems]


TEXTS = [dumps(load("two-approvals"))]
PIECES = re.compile(r"\w+|\W")
SPLICES = st.sampled_from([*"09az._-[]{}\"'=#,\n \\é\x00", "[[", "]]", "true", "2020-01-01", "[deal]", '"x"'])


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """A valid file with lines, tokens or characters deleted, doubled or replaced."""
    text = draw(st.sampled_from(TEXTS))
    for _ in range(draw(st.integers(1, 3))):
        parts = text.splitlines(keepends=True) if draw(st.booleans()) else PIECES.findall(text)
        i, j = draw(st.integers(0, len(parts) - 1)), draw(st.integers(0, len(parts) - 1))
        parts[i] = draw(st.sampled_from(["", parts[i] * 2, parts[j], draw(SPLICES)]))
        text = "".join(parts)
        cut = draw(st.integers(0, len(text)))
        text = text[:cut] + draw(st.one_of(st.just(""), SPLICES)) + text[cut + draw(st.integers(0, 1)) :]
    return text


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(mutated())
def test_mutated_files(text: str) -> None:
    """Whatever slips of the pen spoil a file, it loads or its mistakes are told; what loads, dumps and loads again."""
    scenario = either(text)

    assert scenario is None or scenario == loads(dumps(scenario), "again")
