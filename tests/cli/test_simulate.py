"""``dealflow simulate``: the screen, the object, one history, prices, the path, files written, and wrong usage."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

import dealflow as df
from dealflow.cli import cli

DEAL = "three-authorities"


def run(*args: str) -> Result:
    """The command as a test runs it."""
    return CliRunner().invoke(cli, args)


def told(*args: str) -> dict[str, Any]:
    """The one JSON object of a command."""
    result = run(*args, "--json")
    assert 0 == result.exit_code, result.stderr
    found: dict[str, Any] = json.loads(result.stdout)
    return found


class TestScreen:
    """What people see."""

    def test_it_has_bars_quantiles_drivers_method_and_seed(self) -> None:
        """The parts in order, the most likely ending first."""
        text = run("simulate", DEAL, "--by", "2026-09-30").stdout
        parts = [
            "How it can end",
            "closed                  87.1 %  ####",
            "blocked by authority    12.2 %  ####",
            "lapsed outside date     0.75 %  .",
            "The day it closes, if it closes",
            "P10   Thu 7 May 2026",
            "P50   Mon 6 Jul 2026",
            "Closed by Wed 30 Sep 2026: 79.1 %",
            "Whose approval came last",
            "birch    63.5 %  ####",
            "How this was computed",
            "Exact, convolution",
            "seed 2020",
            "Beliefs: 27 groups illustrative",
            "What this rests on",
            "not legal advice",
        ]

        assert [text.index(part) for part in parts] == sorted(text.index(part) for part in parts)

    def test_a_sampled_law_shows_its_intervals_and_says_why(self) -> None:
        """Each chance with its interval, the number of histories and the reason."""
        text = run("simulate", DEAL, "--method", "sampling", "--histories", "4000", "--seed", "7").stdout

        assert "4,000 sampled histories, seed 7" in text
        assert "Not exact because: sampling was asked for" in text
        assert " to " in next(line for line in text.splitlines() if line.strip().startswith("closed "))

    def test_a_history_is_told_as_dated_events_with_reasons(self) -> None:
        """Who did what on which day, why then, what it changed, and how it ended."""
        text = run("simulate", DEAL, "--show", "17").stdout

        assert "History 17, seed 2020" in text
        assert "Fri 6 Feb 2026   Finch files [cedar:file]" in text
        assert "why: believed at 100% in not filed since Mon 5 Jan 2026" in text
        assert "clock cedar/review started: 45 days" in text
        assert "why: nobody ended it in time: its clock ran out" in text
        assert "Tue 8 Sep 2026   THE END: closed" in text
        assert "refuse" not in text

    def test_prices(self) -> None:
        """Value, return, and the chance that the price implies beside ours."""
        text = run("simulate", DEAL, "--price", "54.20,48.10,39,0.05").stdout

        assert "closing, by this model  87.1 %" in text
        assert "closing, by the price" in text

    def test_each_event_has_a_row(self) -> None:
        """What the signing did to the chance."""
        text = run("simulate", DEAL, "--each-event").stdout

        assert "agreement:negotiate (Finch)  0.0 %" in text
        assert "+87.1" in text


class TestObject:
    """What a script reads."""

    def test_endings_method_seed_and_dates(self) -> None:
        """Names to chances that add to one; ISO dates."""
        found = told("simulate", DEAL, "--by", "2026-09-30")

        assert sum(found["endings"].values()) == pytest.approx(1.0, abs=1e-12)
        assert ("dealflow.simulate/1", "exact", 2020, 0) == (
            found["schema"],
            found["method"],
            found["seed"],
            found["histories"],
        )
        assert "2026-07-06" == found["closing"]["quantiles"]["p50"]
        assert ("2026-09-30", "2026-01-05") == (found["by"]["day"], found["as_of"])
        assert found["by"]["chance"] == pytest.approx(0.79076, abs=1e-4)
        assert found["last"]["birch"] == pytest.approx(0.635, abs=1e-3)
        assert {"illustrative": 27} == found["beliefs"]

    def test_the_same_seed_is_the_same_object(self) -> None:
        """Byte for byte; another seed is another sample."""
        arguments = ("simulate", DEAL, "--method", "sampling", "--histories", "1000", "--json")
        one, other = (run(*arguments, "--seed", "5").stdout for _ in range(2))

        assert one == other
        assert json.loads(one)["endings"] != told(*arguments[:-1], "--seed", "6")["endings"]
        assert (
            json.loads(one)["endings"] == df.outcomes(df.load(DEAL), method="sampling", histories=1000, seed=5).chances
        )

    def test_what_was_asked_beside_is_in_it(self) -> None:
        """The history, the price and the path."""
        found = told("simulate", DEAL, "--show", "3", "--price", "54.20,48.10,39,0.05", "--each-event")

        assert (3, 2020, []) == (found["history"]["number"], found["history"]["seed"], found["history"]["refusals"])
        assert all({"day", "action", "because"} <= set(event) for event in found["history"]["events"])
        assert 0 < found["price"]["implied"] < found["price"]["ours"]
        assert ["agreement:negotiate (Finch)", "agreement:sign (Finch)"] == [e["what"] for e in found["events"]]


def test_a_number_of_histories_has_no_use_where_nothing_is_sampled() -> None:
    """It is said, on the error stream."""
    assert "--histories has no use" in run("simulate", DEAL, "--histories", "5").stderr


class TestFiles:
    """What is written and read."""

    def test_histories_as_csv(self, tmp_path: Path) -> None:
        """A row for each history, the same as the law of that seed counts; the result is not disturbed."""
        file = tmp_path / "histories.csv"
        result = run("simulate", DEAL, "--csv", str(file), "--histories", "500", "--seed", "9", "--json")
        with file.open(encoding="utf-8") as stream:
            rows = list(csv.DictReader(stream))
        law = df.outcomes(df.load(DEAL), method="sampling", histories=500, seed=9)

        assert [str(k) for k in range(500)] == [row["history"] for row in rows]
        assert law.chance("closed") == pytest.approx(sum(row["ending"] == "closed" for row in rows) / 500)
        assert "500 histories in" in result.stderr
        assert "exact" == json.loads(result.stdout)["method"]

    def test_a_portfolio_and_what_moved_since_the_last_run(self, tmp_path: Path) -> None:
        """One table over many deals; the object of one run is read by the next."""
        file, last = tmp_path / "deals.toml", tmp_path / "last.json"
        file.write_text('format = 1\ntitle = "Mine"\n[[deals]]\ndeal = "three-authorities"\n', encoding="utf-8")
        found = told("simulate", str(file), "--portfolio")
        found["deals"][0]["chance"] -= 0.25
        last.write_text(json.dumps(found), encoding="utf-8")
        text = run("simulate", str(file), "--portfolio", "--last", str(last)).stdout

        assert text.startswith("Mine")
        assert "+25.0" in text
        assert "three-authorities" in text


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["--price", "1,2,3"], "is not DEAL,CURRENT,BREAK,RATE"),
        (["--price", "1,0,1,0"], "no quote"),
        (["--break", "closed=3"], "--break goes with --price"),
        (["--price", "5,4,3,0", "--break", "closed"], "is not ENDING=PRICE"),
        (["--price", "5,4,3,0", "--break", "clsed=4"], "did you mean 'closed'"),
        (["--histories", "0"], "0 is not in the range"),
        (["--seed", "-1"], "-1 is not in the range"),
        (["--last", __file__], "--last goes with --portfolio"),
        (["--method", "guess"], "'guess' is not one of"),
    ],
)
def test_wrong_usage_is_told_in_a_sentence(args: list[str], says: str) -> None:
    """Status 2, and what to write instead."""
    result = run("simulate", DEAL, *args)

    assert 2 == result.exit_code
    assert says in result.stderr


def test_a_portfolio_is_read_strictly(tmp_path: Path) -> None:
    """Status 3 with a place; a last run that is none is wrong usage."""
    file = tmp_path / "deals.toml"
    file.write_text('format = 1\n[[deals]]\ndeal = "three-authoritys"\n', encoding="utf-8")
    result = run("simulate", str(file), "--portfolio")
    assert (3, True) == (result.exit_code, "deals.toml:3:8" in result.stderr)

    file.write_text('format = 1\n[[deals]]\ndeal = "three-authorities"\n', encoding="utf-8")
    result = run("simulate", str(file), "--portfolio", "--last", str(file))
    assert (2, True) == (result.exit_code, "is not what simulate --portfolio --json has printed" in result.stderr)


def test_what_was_missing_where_it_did_not_close() -> None:
    """On the screen and in the object; still open has an interval like the others."""
    given = ("simulate", "tiktok-2020", "--histories", "60")
    text, found = run(*given).stdout, told(*given)

    assert "What was missing, where it did not close" in text
    assert "From histories 0 to 59, replayed through the rules" in text
    assert set(found["failed"]["processes"]["cn.tech_export"]) == {"share", "alone", "interval", "contract"}
    assert found["intervals"]["still open"][0] <= found["endings"]["still open"] <= found["intervals"]["still open"][1]
