"""``dealflow check`` of beliefs: what can never come true is found with its line, what may come true is not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dealflow.cli import cli
from small_deal import TEXT

PLANTED = (
    TEXT.partition("[[expect]]")[0]
    + """
[[beliefs]]
process = "cn.tech_export"
state = "letter_valid"
basis = { kind = "illustrative" }
alternatives = [
    { action = "apply_licence", chance = 0.9, delay = "20 days" },
    { action = "none", chance = 0.1 },
]

[[beliefs]]
process = "us.divestiture_order"
state = "ordered"
basis = { kind = "illustrative" }
alternatives = [
    { action = "propose_buyer", chance = 0.5, delay = "on the last day of cn.tech_export/licence" },
    { action = "propose_buyer", chance = 0.3, delay = "60 to 90 days" },
    { action = "none", chance = 0.2 },
]

[alternatives.soon]
text = "the board hurries"

[[alternatives.soon.beliefs]]
process = "cn.tech_export"
state = "licence_review"
basis = { kind = "illustrative" }
alternatives = [{ action = "grant", chance = 1, delay = "5 days" }]
"""
)


def check(path: Path, *args: str, text: str = PLANTED) -> Result:
    """``check`` of a file that says *text*."""
    path.write_text(text, encoding="utf-8")
    return CliRunner().invoke(cli, ["check", str(path), *args])


def line_of(part: str) -> int:
    """The line of the planted file on which *part* stands."""
    return 1 + PLANTED[: PLANTED.index(part)].count("\n")


def test_every_belief_that_can_never_come_true_is_found_with_its_line(tmp_path: Path) -> None:
    """Where it stands, what it is, why, and what to do; and the verb has found something."""
    result = check(tmp_path / "planted.toml")
    said = " ".join(result.stdout.split())

    assert 1 == result.exit_code
    assert "Beliefs that can never come true: 3" in said
    for part in ('{ action = "apply_licence"', '{ action = "propose_buyer"', '{ action = "grant"'):
        assert f"planted.toml:{line_of(part)}:" in "".join(said.split())  # a long path is broken anywhere
    assert "cn.tech_export/letter_valid:apply_licence" in said
    assert "us.divestiture_order/ordered:propose_buyer" in said
    assert "cn.tech_export/licence, a clock that never runs" in said
    assert "cn.tech_export/licence_review:grant of alternative 'soon'" in said
    assert "Traceback" not in result.stdout + result.stderr


def test_the_same_as_json(tmp_path: Path) -> None:
    """Each with kind, reason, remedy and place."""
    found = json.loads(check(tmp_path / "planted.toml", "--json").stdout)["beliefs"]

    assert "2020-09-24" == found["as_of"]
    assert ["not reached", "no clock", "not reached"] == [one["kind"] for one in found["never"]]
    assert ["", "", "soon"] == [one["alternative"] for one in found["never"]]
    assert line_of('{ action = "apply_licence"') == found["never"][0]["line"]
    assert all(one["why"] and one["todo"] for one in found["never"])


def test_a_belief_that_the_history_refutes_is_found(tmp_path: Path) -> None:
    """What should have happened by now and did not."""
    late = TEXT.partition("[[expect]]")[0] + (
        '[[beliefs]]\nprocess = "us.divestiture_order"\nstate = "ordered"\nbasis = { kind = "illustrative" }\n'
        'alternatives = [{ action = "propose_buyer", chance = 1, delay = "1 day" }]\n'
    )
    result = check(tmp_path / "late.toml", text=late)

    assert 1 == result.exit_code
    assert "the history refutes the belief of us.divestiture_order in ordered" in " ".join(result.stdout.split())


@pytest.mark.parametrize("day", ["2020-08-30", "2020-09-24", "2020-11-25", "2021-06-10"])
def test_beliefs_are_judged_on_the_day_of_the_file(day: str) -> None:
    """A question of another day finds nothing wrong with beliefs that are written for one day."""
    result = CliRunner().invoke(cli, ["check", "tiktok-2020", "--as-of", day])

    assert "Beliefs that" not in result.stdout
    assert 0 == result.exit_code


def test_dead_ends_are_told_and_fail_nothing() -> None:
    """Nobody is believed to hand over what has been approved."""
    result = CliRunner().invoke(cli, ["check", "two-approvals"])

    assert 0 == result.exit_code
    assert "dead end: cn.tech_export: in 'approved' it stands in the way of close" in " ".join(result.stdout.split())
