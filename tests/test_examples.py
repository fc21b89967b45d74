"""The programs in examples/ run as they stand and print what is recorded beside them."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import pytest

from dealflow import scenario

EXAMPLES = Path(__file__).parent.parent / "examples"
PROGRAMS = sorted(EXAMPLES.glob("*.py"))


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda p: p.stem)
@pytest.mark.parametrize("seed", ["0", "1"])
def test_an_example_prints_what_is_recorded(program: Path, seed: str) -> None:
    """The output is the recorded one, byte for byte, whatever the order of hashes.

    To record anew: python examples/NAME.py > examples/NAME.out, and read the difference.
    """
    env = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"}
    run = subprocess.run(
        [sys.executable, str(program)], capture_output=True, text=True, encoding="utf-8", env=env, check=False
    )

    assert run.returncode == 0, run.stderr
    assert program.with_suffix(".out").read_text(encoding="utf-8") == run.stdout


@pytest.mark.parametrize("case", sorted(EXAMPLES.glob("*.toml")), ids=lambda p: p.stem)
def test_a_case_in_examples_is_the_one_that_is_shipped(case: Path) -> None:
    """A scenario file found in examples/ is the very file that the package carries."""
    assert case.stem in scenario.names()
    shipped = files("dealflow") / "scenarios" / case.name
    assert shipped.read_text(encoding="utf-8") == case.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", scenario.names())
def test_every_shipped_case_holds_what_it_expects(name: str) -> None:
    """A shipped case loads, all its acts stand, and each of its expectations is met."""
    case = scenario.load(name)

    assert () == scenario.check_expectations(case)
    assert () == case.record(max(e.learned for e in case.history)).fallen
