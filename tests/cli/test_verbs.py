from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from dealflow.cli import cli
from small_deal import BREACH, TEXT

DAY = ["--as-of", "2020-09-24"]
LETTER = "cn.tech_export/letter_of_intent"


@pytest.fixture
def deal(tmp_path: Path) -> str:
    """The small deal in a file."""
    path = tmp_path / "small.toml"
    path.write_text(TEXT, encoding="utf-8")
    return str(path)


def run(*args: str, **more: Any) -> Result:
    """The command as a test runs it."""
    return CliRunner().invoke(cli, args, **more)


def told(*args: str, status: int = 0) -> dict[str, Any]:
    """The one JSON object of a command."""
    result = run(*args, "--json")
    found: dict[str, Any] = json.loads(result.stdout)

    assert status == result.exit_code, result.stderr
    return found


def test_run_tells_what_happened_where_it_stands_and_who_acts_next(deal: str) -> None:
    """The screen of ``run`` has its parts in order, and ends with what it is not."""
    text = run("run", deal).stdout
    parts = [
        "A small deal",
        "What happened",
        "without legal effect",
        "NEW LAW",
        "Where it stands",
        "Who must act next, and by when",
        "What blocks closing: ",
        "What this rests on",
        "not legal advice",
    ]

    assert sorted(text.index(part) for part in parts) == [text.index(part) for part in parts]


def test_run_shows_a_breach_with_every_blocker(tmp_path: Path) -> None:
    """What happened although the rules refuse it is called a breach, with the reasons under it."""
    path = tmp_path / "breach.toml"
    path.write_text(TEXT.partition("[[expect]]")[0] + BREACH, encoding="utf-8")
    text = run("run", str(path)).stdout

    assert "BREACH: Seller signs" in text
    assert "! cn.tech_export: China has issued no letter of intent" in text


def test_run_as_of_an_earlier_day_knows_nothing_later(deal: str) -> None:
    """As of 27 August 2020 no licence is needed and the order stands at 12 November."""
    text = run("run", deal, "--as-of", "2020-08-27").stdout

    assert "NEW LAW" not in text
    assert "Thu 12 Nov" in text


def test_next_names_who_what_by_when_and_the_rule(deal: str) -> None:
    """One row per turn, with the time that is left and a numbered rule."""
    text = run("next", deal).stdout

    assert "Beijing or MOFCOM" in " ".join(text.split())
    assert "Wed 11 Nov  30 working days" in text
    assert "[1] " in text


@pytest.mark.parametrize(("day", "status"), [("2020-09-29", 0), ("2020-09-30", 0), ("2020-10-01", 1)])
def test_next_exits_with_1_once_something_is_overdue(deal: str, day: str, status: int) -> None:
    """The file is to be passed on by 30 September; on 1 October that is overdue."""
    assert status == run("next", deal, "--as-of", day).exit_code


def test_since_lists_what_moved(deal: str) -> None:
    """From 27 to 28 August new law brings a requirement and a blocker."""
    found = told("next", deal, "--as-of", "2020-08-28", "--since", "2020-08-27")

    assert ["required"] == [c["kind"] for c in found["moved"]["changes"]]
    assert "new blocker" in [c["kind"] for c in found["moved"]["blockers"]]
    assert "What moved since Thu 27 Aug 2020" in run("run", deal, "--since", "2020-08-27").stdout


def test_why_of_a_clock_shows_the_count(deal: str) -> None:
    """Start, holidays, make-up days, end, naive counts with how far out they are, and what follows."""
    text = " ".join(run("why", deal, LETTER, *DAY).stdout.split())

    for part in (
        "30 working days from Thu 24 Sep 2020, Chinese state calendar",
        "worked Sun 27 Sep",
        "ends Wed 11 Nov day 30",
        "would give Fri 13 Nov, 2 days too late, after us.divestiture_order/divest",
        "back to back (15 working days more): Wed 2 Dec 2020",
        "start by Fri 4 Sep 2020",
    ):
        assert part in text


def test_why_with_days_prints_each_day(deal: str) -> None:
    """Thirty numbered days, and those between them with the reason why they do not count."""
    days = told("why", deal, LETTER, *DAY, "--days")["days"]

    assert [*range(1, 31)] == [d["number"] for d in days if d["number"]]
    assert all(d["text"] for d in days if d["number"] is None)


def test_why_of_a_blocked_action_gives_all_reasons_and_exits_with_1(deal: str) -> None:
    """Agreement, licence and buyer: three reasons among those of closing, with cure and rule."""
    found = told("why", deal, "close", "--on", "2020-11-12", status=1)
    blockers = [b["finding"] for b in found["action"]["blockers"]]

    assert {"agreement", "cn.tech_export", "us.divestiture_order"} <= {b["process"] for b in blockers}
    assert all(b["citation"] for b in blockers if b["code"] == "gate")


def test_why_of_a_permitted_action_exits_with_0(deal: str) -> None:
    """The seller may withdraw its application."""
    result = run("why", deal, "cn.tech_export:withdraw", *DAY)

    assert 0 == result.exit_code
    assert "is permitted" in result.stdout


def test_check_of_a_right_file_says_what_it_rests_on(deal: str) -> None:
    """Expectations that hold, readings by default, breaches that stand, and what each terms need."""
    result = run("check", deal)

    assert 0 == result.exit_code
    for part in ("ok: 2", "reading: cn.tech_export/letter_of_intent", "standing breach", "'without algorithm' need"):
        assert part in " ".join(result.stdout.split())


def test_check_exits_with_1_if_an_expectation_fails(tmp_path: Path) -> None:
    """A wrong day is named with its place."""
    path = tmp_path / "wrong.toml"
    path.write_text(TEXT.replace("day = 2020-11-11", "day = 2020-11-13"), encoding="utf-8")
    result = run("check", str(path))

    assert 1 == result.exit_code
    assert "FAILED" in result.stdout
    assert "Wed 11 Nov 2020" in result.stdout


def test_check_exits_with_3_if_the_file_is_wrong(tmp_path: Path) -> None:
    """File, line, cause and remedy; never a traceback."""
    path = tmp_path / "wrong.toml"
    path.write_text(TEXT.replace("perimeter", "").replace('buyer = "oracle"', 'buyr = "oracle"', 1), encoding="utf-8")
    result = run("check", str(path))

    assert 3 == result.exit_code
    assert "wrong.toml:" in result.stderr
    assert "buyer" in result.stderr
    assert "Traceback" not in result.stderr


def test_a_wrong_file_is_one_json_object_too(tmp_path: Path) -> None:
    """With --json the problems come with line and column."""
    path = tmp_path / "wrong.toml"
    path.write_text("format = 1\n", encoding="utf-8")
    found = told("check", str(path), status=3)

    assert "dealflow.error/1" == found["schema"]
    assert found["problems"][0]["line"]


def test_deadline_computes_any_clock_from_a_day() -> None:
    """Forty-five days from a Saturday with a shutdown in between, as the law counts them."""
    found = told("deadline", "us.cfius/review", "--from", "2018-11-24", "--tolled", "2018-12-22..2019-01-25")

    assert "2019-02-11" == found["deadline"]["day"]


def test_deadline_takes_lengths_and_extensions_in_numbers_and_in_words() -> None:
    """Ninety days set by the order, then 15 and 7 more: Friday 4 December 2020."""
    args = ["us.divestiture_order/divest", "--from", "2020-08-14", "--length", "90", "--extend", "15"]

    assert "2020-12-04" == told("deadline", *args, "--extend", "7 days")["deadline"]["day"]


def test_deadline_of_a_clock_without_a_length_says_how_to_give_one() -> None:
    """The order sets the length; the remedy names the option."""
    result = run("deadline", "us.divestiture_order/divest", "--from", "2020-08-14")

    assert 2 == result.exit_code
    assert "--length" in result.stderr


def test_examples_lists_what_can_be_named_in_place_of_a_file() -> None:
    """Each bundled deal with its name."""
    from dealflow import scenario

    found = told("examples")["examples"]

    assert list(scenario.names()) == [e["name"] for e in found]


def test_new_writes_a_file_that_passes_check(tmp_path: Path) -> None:
    """The starter is right as it stands."""
    path = tmp_path / "mine.toml"

    assert 0 == run("new", str(path)).exit_code
    assert 0 == run("check", str(path)).exit_code


def test_new_begins_on_the_day_it_is_told(tmp_path: Path) -> None:
    """Without the wall clock the same command writes the same file."""
    path = tmp_path / "mine.toml"
    run("new", str(path), "--as-of", "2024-05-06")

    assert "as_of = 2024-05-06" in path.read_text(encoding="utf-8")


def test_new_like_another_deal_copies_it(tmp_path: Path, deal: str) -> None:
    """A copy of the text, comments included."""
    path = tmp_path / "mine.toml"
    run("new", "--like", deal, str(path))

    assert TEXT == path.read_text(encoding="utf-8")


def test_new_does_not_replace_a_file_unless_told_to(tmp_path: Path) -> None:
    """What is there stays, and the remedy is named."""
    path = tmp_path / "mine.toml"
    path.write_text("mine", encoding="utf-8")
    result = run("new", str(path))

    assert (2, "mine") == (result.exit_code, path.read_text(encoding="utf-8"))
    assert "--yes" in result.stderr
    assert 0 == run("new", "--yes", str(path)).exit_code


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_prints_a_script(shell: str) -> None:
    """A script that asks the command for what fits."""
    assert "_DEALFLOW_COMPLETE" in run("completion", shell).stdout


def test_completion_knows_verbs_deals_and_ids(deal: str) -> None:
    """The shell is told the clocks of the deal named on the line."""
    env = {"_DEALFLOW_COMPLETE": "bash_complete", "COMP_WORDS": f"dealflow why {deal} cn.", "COMP_CWORD": "3"}
    result = CliRunner(env=env).invoke(cli, [], prog_name="dealflow", complete_var="_DEALFLOW_COMPLETE")

    assert f"plain,{LETTER}" in result.stdout


def test_schema_is_a_json_schema() -> None:
    """What editors complete by."""
    assert "$defs" in json.loads(run("schema").stdout)


@pytest.mark.parametrize(
    "args",
    [
        ["run"],
        ["next"],
        ["why", LETTER],
        ["why", "cn.tech_export:withdraw"],
        ["check"],
    ],
)
def test_every_answer_says_what_made_it_and_what_it_rests_on(deal: str, args: list[str]) -> None:
    """Version, schema, hash of the file, calendars, seed; then the disclaimer and all that the answer rests on."""
    found = told(args[0], deal, *args[1:], *DAY)

    assert ["dealflow", "schema", "input", "calendars", "seed"] == list(found)[:5]
    assert ["disclaimer", "provisional", "recalled", "attested", "derived", "readings"] == list(found)[-6:]
    assert f"dealflow.{args[0]}/1" == found["schema"]
    assert 64 == len(found["input"])


def test_json_dates_are_iso_dates(deal: str) -> None:
    """Whoever reads the JSON can read its dates."""
    found = told("next", deal)

    assert date(2020, 9, 24) == date.fromisoformat(found["outlook"]["as_of"])


def test_the_same_question_gives_the_same_bytes(deal: str) -> None:
    """Asked twice, answered alike."""
    assert run("run", deal, "--json").stdout == run("run", deal, "--json").stdout


def test_what_the_contract_declares_is_marked(deal: str) -> None:
    """Clocks and dates of the deal's own carry the word contract."""
    text = run("run", deal).stdout
    own = next(id for id in told("why", deal, LETTER)["clock"] and _clocks(deal) if id.startswith("contract."))

    assert "Fri 15 Jan 2021 [contract]" in text
    assert f"{own} [contract]" in run("why", deal, own).stdout


def _clocks(deal: str) -> tuple[str, ...]:
    from dealflow import scenario

    return scenario.load(deal).deal.clock_ids


def test_deadline_as_of_an_earlier_day_knows_no_later_announcement() -> None:
    """Asked in 2019 before the days off of 2020 were announced, the count is provisional and another."""
    args = ["deadline", LETTER, "--from", "2020-09-24"]
    early = told(*args, "--as-of", "2019-11-01")

    assert [True, LETTER] == [early["deadline"]["provisional"], early["provisional"][0]["clock"]]
    assert "2020-11-11" == told(*args)["deadline"]["day"] != early["deadline"]["day"]


def test_what_one_may_do_under_the_contract_is_marked(deal: str) -> None:
    """An act of the contract's own carries the word as well."""
    action = next(a for a in _actions(deal) if a.startswith("contract."))

    assert f"{action} [contract]" in run("why", deal, action).stdout


def _actions(deal: str) -> tuple[str, ...]:
    from dealflow import scenario

    return scenario.load(deal).deal.actions


@pytest.mark.parametrize("args", [["new", "FILE"], ["completion", "bash"], ["schema"], ["examples"]])
def test_every_verb_can_answer_in_json(tmp_path: Path, args: list[str]) -> None:
    """One object on the standard output, nothing else."""
    result = run(*(str(tmp_path / "x.toml") if a == "FILE" else a for a in args), "--json")

    assert isinstance(json.loads(result.stdout), dict)


def test_strict_fails_where_a_date_rests_on_a_recalled_rule(tmp_path: Path) -> None:
    """A letter of intent runs on a rule that nobody has read: strict says so, and only strict fails."""
    text = TEXT.partition("[[expect]]")[0].replace("as_of = 2020-09-24", "as_of = 2020-11-30")
    for day, act in (("2020-09-25", "accept"), ("2020-11-02", "approve"), ("2020-11-09", "issue_letter")):
        text += f'\n[[history]]\nact = "cn.tech_export:{act}"\non = {day}\nby = "beijing"\n'
    path = tmp_path / "letter.toml"
    path.write_text(text, encoding="utf-8")
    loose, strict = run("check", str(path)), run("check", str(path), "--strict")

    assert (0, 1) == (loose.exit_code, strict.exit_code), loose.stdout + loose.stderr
    assert "FAILED cn.tech_export/letter_validity" in " ".join(strict.stdout.split())


def test_the_real_deals_are_listed_and_can_be_named() -> None:
    """``examples`` lists the collection, on the screen and as JSON, and a name from it can be played."""
    told = json.loads(CliRunner().invoke(cli, ["examples", "--json"]).output)
    assert len(told["deals"]) == 30
    shown = " ".join(CliRunner().invoke(cli, ["examples"]).output.split())
    assert all(name in shown for name in told["deals"])
    assert CliRunner().invoke(cli, ["check", told["deals"][0]]).exit_code == 0
