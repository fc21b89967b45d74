"""Questions that cannot be asked as they were typed: one sentence, what to do, exit status 2, never a bug."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from dealflow.cli import cli

DEAL = "three-authorities"
QUOTE = "54.20,48.10,39,0.05"


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["simulate", DEAL, "--as-of", "0001-01-01"], "1900 to 2100"),
        (["check", DEAL, "--as-of", "2201-01-01"], "1900 to 2100"),
        (["simulate", DEAL, "--horizon", "2020-01-01"], "lies before 2026-01-05"),
        (["simulate", DEAL, "--horizon", "9999-01-01"], "within a century"),
        (["compare", DEAL, "longer", "--horizon", "2020-01-01"], "lies before 2026-01-05"),
        (["compare", DEAL, "longer", "--chance", "0.5"], "--chance goes with --break-even"),
        (["compare", DEAL, "--number", "outside_date"], "--number goes with --sensitivity"),
        (["compare", DEAL, "longer", "--ending", "closed"], "--ending goes with"),
        (["compare", DEAL, "--date", "outside_dat=2027-01-01"], "did you mean 'outside_date'"),
        (["compare", DEAL, "--terms", "other"], "no terms called 'other'"),
        (["simulate", DEAL, "--price", "54.20,48.10,39,inf"], "the yearly rate cannot be inf"),
        (["simulate", DEAL, "--price", "1e308,1e308,0,0"], "the deal price cannot be"),
        (["simulate", DEAL, "--price", QUOTE, "--break", "closed=-1"], "the price after closed cannot be -1"),
        (["simulate", "mine.toml", "--portfolio", "--price", QUOTE], "--price is about one deal"),
    ],
)
def test_a_question_that_cannot_be_is_wrong_usage(args: list[str], says: str) -> None:
    """What is wrong, in a sentence."""
    result = CliRunner().invoke(cli, args)

    assert 2 == result.exit_code
    assert says in " ".join(result.stderr.split())
    assert "Traceback" not in result.stderr


def test_an_exact_law_that_there_is_none_of_says_what_to_do() -> None:
    """The reason, and the way out."""
    result = CliRunner().invoke(cli, ["simulate", "tiktok-2020", "--method", "exact"])

    assert 1 == result.exit_code
    assert "no exact law: " in result.stderr
    assert "leave --method out" in result.stderr


def test_a_day_before_the_question_is_noted() -> None:
    """Nothing closes by then, and it is said why."""
    result = CliRunner().invoke(cli, ["simulate", DEAL, "--by", "2025-01-01"])

    assert 0 == result.exit_code
    assert "lies before 2026-01-05" in result.stderr


def test_a_file_without_alternatives_is_told_how_to_say_one() -> None:
    """The law of the deal as it is, and the options."""
    result = CliRunner().invoke(cli, ["compare", "two-approvals"])

    assert 0 == result.exit_code
    assert "The file names no alternatives" in result.stdout


def test_the_ends_of_a_search_can_stand_in_either_order() -> None:
    """From low to high or from high to low."""
    said = [
        CliRunner().invoke(cli, ["compare", DEAL, "--break-even", f"outside_date={ends}", "--chance", "0.8"]).stdout
        for ends in ("2026-01-05,2027-01-01", "2027-01-01,2026-01-05")
    ]

    assert said[0] == said[1]
    assert "Tue 6 Oct 2026" in said[0]
