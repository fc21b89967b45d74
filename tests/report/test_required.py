"""What is required, on the screens: what applies is told with its reason, what does not is counted or named once."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from dealflow.cli import cli
from small_deal import COUNTRIES, TEXT


def screen(*args: str) -> str:
    """What the command prints, on one line."""
    return " ".join(CliRunner().invoke(cli, args).stdout.split())


@pytest.fixture
def bare(tmp_path: Path) -> str:
    """A deal that does not say where target and buyer are."""
    path = tmp_path / "bare.toml"
    path.write_text(TEXT.partition("[[history]]")[0].replace(COUNTRIES, ""), encoding="utf-8")
    return str(path)


@pytest.mark.parametrize("verb", ["run", "next"])
def test_what_does_not_apply_is_counted_where_the_deal_is_told(verb: str) -> None:
    """One line for all of them, with the command that names them."""
    text = screen(verb, "tiktok-2020")

    assert re.search(r"not applicable: \d+ other processes \(dealflow check tiktok-2020 names them", text)
    assert "au.fata" not in text


def test_check_names_what_does_not_apply_once() -> None:
    """Under the terms in force with every reason; under the others what is different, and how many are alike."""
    text = screen("check", "tiktok-2020")

    assert 1 == text.count("not needed: kr.kftc: the target has nothing in Korea")
    assert re.search(r"not needed: cn.tech_export: .* not needed, as above: \d+ other processes", text)


def test_the_terms_in_force_come_first() -> None:
    """Whatever their place in the file."""
    text = screen("check", "tiktok-2020", "--as-of", "2020-11-12")
    told = re.findall(r"What the terms '([\w ]+)' need(, in force)?", text)

    assert ("technology partner", ", in force") == told[0]
    assert ["with algorithm", "without algorithm"] == [name for name, _ in told[1:3]]


def test_each_question_stands_behind_the_fact_that_answers_it(bare: str) -> None:
    """So that it can be written down; countries are asked for first, and no more as long as they are not known."""
    text = screen("check", bare)

    assert "target_countries: In which countries does the target" in text
    assert "buyer_countries: In which countries are the buyer" in text
    assert "eu_merger_world_turnover" not in text


def test_processes_that_may_not_apply_do_not_drown_the_rest(bare: str) -> None:
    """Their filings are not shown before the questions are answered, and they share one line as blockers."""
    text = screen("next", bare)
    table = text.partition("Who must act next")[2].partition("What blocks")[0]
    blocked = text.partition("What blocks closing")[2].partition("What is required")[0]

    assert re.search(r"Not shown: the filings of \d+ processes that may or may not apply", table)
    assert "begins to negotiate" in table
    assert re.search(r"au\.fata, .*us\.hsr, .*not known whether they apply, counted as required", blocked)
    assert "cn.tech_export: China has issued no export licence" in blocked


def test_what_only_an_authority_can_begin_is_not_called_required() -> None:
    """A suit by the agencies may come on any day; nothing is asked of the parties until it does."""
    assert "us.hsr.challenge" not in screen("check", "tiktok-2020").partition("What the terms")[2]


def test_strict_says_by_what_name_a_rule_is_attested(tmp_path: Path) -> None:
    """The line to write into the office's own file."""
    path = tmp_path / "deal.toml"
    text = TEXT.partition("[[history]]")[0].replace("2020-09-24", "2026-10-06").replace("2020-08-01", "2026-10-05")
    text = text.replace("[facts]\n", "[facts]\neu_fsr_notifiable = true\n").replace('["XX"]', '["NL"]')
    path.write_text(text + '\n[[history]]\nact = "eu.fsr:notify"\non = 2026-10-05\nby = "oracle"\n', encoding="utf-8")

    assert 'to attest it: rule = "calendar eu.commission 2026"' in screen("check", str(path), "--strict")
