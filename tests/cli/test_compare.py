"""``dealflow compare``: alternatives by name and by option, sensitivity, grid, break-even, advice, wrong usage."""

from __future__ import annotations

import json
from typing import Any

import pytest
from click.testing import CliRunner, Result

from dealflow.cli import cli

DEAL = "three-authorities"
PROHIBIT = "birch/first_investigation:prohibit"


def run(*args: str) -> Result:
    """The command as a test runs it."""
    return CliRunner().invoke(cli, args)


def told(*args: str) -> dict[str, Any]:
    """The one JSON object of a command."""
    result = run(*args, "--json")
    assert 0 == result.exit_code, result.stderr
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def test_all_named_alternatives_are_compared() -> None:
    """The deal as it is, then each alternative with red lines and differences."""
    text = run("compare", DEAL).stdout
    parts = [
        "How it can end",
        "Longer: the outside date lies three months later",
        "90 days later [contract]",
        "Filed sooner",
        "median closing day: Mon 6 Jul 2026 -> ",
        "Without cedar",
        "cedar: mandatory -> not required",
        "Stricter birch",
        "Beliefs: 27 groups illustrative",
        "not legal advice",
    ]

    assert [text.index(part) for part in parts] == sorted(text.index(part) for part in parts)
    assert "  closes                  87.1 %    87.6 %   +0.49" in text


def test_options_make_one_alternative() -> None:
    """What was typed is one alternative, beside those that are named."""
    found = told(
        "compare", DEAL, "longer", "--drop", "cedar", "--set", f"{PROHIBIT}=0.2", "--date", "outside_date=2027-04-05"
    )
    one, other = found["alternatives"]

    assert ("dealflow.compare/1", "exact", 2020) == (found["schema"], found["method"], found["seed"])
    assert ("longer", f"cedar not needed, outside_date 2027-04-05, {PROHIBIT} 0.2") == (one["name"], other["name"])
    assert sum(found["endings"].values()) == pytest.approx(1.0, abs=1e-12)
    assert sum(other["endings"].values()) == pytest.approx(1.0, abs=1e-12)
    assert {"contract date", "requirement"} == {change["kind"] for change in other["redline"]}
    assert other["closes"]["change"] == pytest.approx(other["closing"]["chance"] - found["closing"]["chance"])
    assert other["closes"]["interval"] == [other["closes"]["change"]] * 2


def test_sampled_differences_have_intervals_of_their_own() -> None:
    """Pairs on the same luck, with the seed and the reason."""
    text = run("compare", DEAL, "longer", "--method", "sampling", "--histories", "3000", "--seed", "4").stdout
    found = told("compare", DEAL, "longer", "--method", "sampling", "--histories", "3000", "--seed", "4")
    closes = found["alternatives"][0]["closes"]

    assert "3,000 sampled histories, seed 4, pairs on the same luck" in text
    assert closes["interval"][0] <= closes["change"] <= closes["interval"][1]
    assert (3000, 4) == (closes["histories"], found["seed"])


def test_an_undone_act() -> None:
    """An event undone cuts the history."""
    text = run("compare", DEAL, "--undo", "agreement:sign").stdout

    assert "agreement:sign of Mon 5 Jan 2026 does not happen" in text
    assert "median closing day: Mon 6 Jul 2026 -> never" in text


def test_the_law_of_another_day() -> None:
    """Before 28 August 2020 no licence was needed for the algorithm; that is red-lined."""
    given = ("--as-of", "2020-09-13", "--law", "2020-08-27", "--method", "reference", "--histories", "3")
    (found,) = told("compare", "tiktok-2020", *given)["alternatives"]

    assert ("mandatory", "voluntary") in {
        (c["old"], c["new"]) for c in found["redline"] if c["subject"] == "cn.tech_export"
    }


def test_sensitivity() -> None:
    """The widest swing first, with a bar."""
    text = run("compare", DEAL, "--sensitivity", "--number", PROHIBIT, "--number", "outside_date").stdout
    found = told("compare", DEAL, "--sensitivity", "--number", PROHIBIT, "--number", "outside_date")

    assert text.index(PROHIBIT) < text.index("outside_date")
    assert "93.1 % .. 81.1 %   ################" in text
    assert [PROHIBIT, "outside_date"] == [swing["number"] for swing in found["swings"]]
    assert ("sensitivity", "2026-12-06") == (found["asked"], found["swings"][1]["low"])


def test_what_is_asked_on_top_of_alternatives() -> None:
    """Named alternatives are taken together before the swing is measured."""
    plain = told("compare", DEAL, "--sensitivity", "--number", PROHIBIT)
    other = told("compare", DEAL, "longer", "--drop", "cedar", "--sensitivity", "--number", PROHIBIT)

    assert plain["chance"] < other["chance"]


def test_a_grid() -> None:
    """A row for each value of the first number, a column for each of the second."""
    found = told("compare", DEAL, "--grid", f"{PROHIBIT}=0,0.1,0.2", "outside_date=2026-10-05,2027-01-05")
    text = run("compare", DEAL, "--grid", f"{PROHIBIT}=0,0.1", "outside_date=2026-10-05,2027-01-05").stdout

    assert (3, 2) == (len(found["chances"]), len(found["chances"][0]))
    assert "87.1 %" in text


def test_break_even() -> None:
    """The day on which a chance comes to a level, and the day before."""
    found = told("compare", DEAL, "--break-even", "outside_date", "--chance", "0.8")
    text = run("compare", DEAL, "--break-even", f"{PROHIBIT}=0,0.05", "--chance", "0.2").stdout

    assert ("2026-10-06", "2026-10-05", 1) == (found["at"], found["before"], found["crossings"])
    assert "nowhere from 0 to 0.05" in text


def test_advice_never_names_what_is_not_theirs() -> None:
    """The best lawful choice, and why others are none."""
    text = run("compare", DEAL, "--advise", "--by", "2026-09-30").stdout

    assert "Best: Filed sooner, +" in text
    assert "Without cedar is no choice of the parties: the approval of cedar is not theirs to drop" in " ".join(
        text.split()
    )


@pytest.mark.parametrize(
    ("args", "says", "status"),
    [
        (["lnger"], "did you mean 'longer'", 2),
        (["--set", "outside_dat=2027-01-01"], "did you mean 'outside_date'", 2),
        (["--set", "alder/first_review:clear=1.4"], "1.4 does not lie between 0 and 1", 2),
        (["--set", "outside_date"], "is not NUMBER=VALUE", 2),
        (["--move", "agreement:sign=soon"], "'soon' is not a day", 2),
        (["--undo", "agreement:sing"], "did you mean 'agreement:sign'", 2),
        (["--drop", "cedr"], "did you mean 'cedar'", 2),
        (["--falls", "agreement:sign"], "--falls goes with one --undo", 2),
        (["--sensitivity", "--advise"], "choose one of", 2),
        (["--break-even", "outside_date=2026-01-01"], "NUMBER=LOW,HIGH", 2),
        (["--sensitivity", "--ending", "close"], "did you mean 'closes'", 2),
    ],
)
def test_wrong_usage_is_told_in_a_sentence(args: list[str], says: str, status: int) -> None:
    """What is wrong, and what may have been meant."""
    result = run("compare", DEAL, *args)

    assert (status, True) == (result.exit_code, says in result.stderr), result.stderr


@pytest.mark.parametrize(
    "mode",
    [
        ("--sensitivity", "--number", PROHIBIT),
        ("--grid", f"{PROHIBIT}=0,0.1", "outside_date=2027-01-05"),
        ("--break-even", f"{PROHIBIT}=0,0.05"),
        ("--advise",),
    ],
)
def test_every_mode_carries_endings_method_and_seed(mode: tuple[str, ...]) -> None:
    """The law of the deal as it is, whatever is asked on top."""
    found = told("compare", DEAL, *mode)

    assert sum(found["endings"].values()) == pytest.approx(1.0, abs=1e-12)
    assert ("exact", 2020, "2026-01-05") == (found["method"], found["seed"], found["from"])
