"""An office answers for recalled rules in its own file: outputs say who checked what, and nothing else changes."""

from __future__ import annotations

import json
import warnings
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import dealflow as df
from dealflow.analysis.basis import deadline_basis
from dealflow.catalogue import catalogue
from dealflow.citation import Checked
from dealflow.cli.group import cli
from dealflow.errors import ScenarioError
from dealflow.scenario import attestations

WORD = {"instrument": "the Gazette of that year", "name": "A. Counsel", "checked": date(2026, 11, 20)}


def _startable() -> Iterator[tuple[str, str, str]]:
    """Clocks on a recalled length that one plain act starts from the beginning: clock, action and actor."""
    for process in catalogue():
        plain = [r for r in process.rows(process.initial.name) if not r.requires and not r.details]
        for clock in process.clocks if not process.roles else ():
            period = clock.length.at(date(2024, 3, 4))
            row = next((r for r in plain if r.target in clock.runs_in and not clock.started_by), None)
            if row and period is not None and period.citation is not None and period.citation.recalled:
                yield f"{process.id}/{clock.name}", f"{process.id}:{row.action}", row.by[0]


RECALLED, ACTION, ACTOR = next(_startable())


def office(folder: Path, *rules: str, **word: Any) -> Path:
    """A file in which an office answers for *rules*."""
    told = {**WORD, **word}
    text = 'format = 1\noffice = "Example LLP"\n'
    for rule in rules:
        text += f'\n[[rule]]\nrule = {json.dumps(rule)}\ninstrument = "{told["instrument"]}"\n'
        text += f'name = "{told["name"]}"\nchecked = {told["checked"]}\n'
    path = folder / "office.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_an_attested_clock_is_no_longer_merely_recalled(tmp_path: Path) -> None:
    """The date is the same, rests on no recalled rule, and says who checked it, where and when."""
    start = date(2024, 3, 4)
    known = attestations(office(tmp_path, RECALLED)).applied()
    with pytest.warns(df.errors.RecalledRule):
        before = df.deadline(RECALLED, start)
    after = df.deadline(RECALLED, start, definitions=known)

    assert after.day == before.day
    assert before.recalled
    assert any(c.status is Checked.ATTESTED for c in after.citations)
    said = [r.text for r in deadline_basis(after).attested]
    assert any("checked by A. Counsel, Example LLP on 20 Nov 2026 in the Gazette of that year" in s for s in said)


def test_what_is_not_attested_stays_as_it_was(tmp_path: Path) -> None:
    """Another process keeps its citations, and the definitions of the library are not touched."""
    known = attestations(office(tmp_path, RECALLED)).applied()
    other = next(p for p in catalogue() if not RECALLED.startswith(p.id))
    assert known[other.id].citations == other.citations
    assert all(c.status is not Checked.ATTESTED for p in catalogue() for c in p.citations)


def test_a_whole_process_is_attested_down_to_its_rule_of_application(tmp_path: Path) -> None:
    """Every recalled place of a process, also those that only its answers cite."""
    id = RECALLED.partition("/")[0]
    process = attestations(office(tmp_path, id)).applied()[id]
    assert not [c for c in process.citations if c.recalled]
    found = process.applies(df.Terms("t"), date(2024, 3, 4))
    assert found.citation is None or not found.citation.recalled


def test_a_rule_checked_before_it_took_force_is_not_attested(tmp_path: Path) -> None:
    """What was read then is another text: the rule stays recalled, and the file is told so."""
    process, cited = next((p, c) for p in catalogue() for c in p.citations if c.recalled and c.in_force)
    assert cited.in_force is not None
    early = cited.in_force.replace(year=cited.in_force.year - 1)
    found = attestations(office(tmp_path, cited.place, checked=early))
    assert "before the rule took force" in found.unused[0]
    assert cited in found.applied()[process.id].citations


def test_an_attestation_of_what_was_read_changes_nothing_and_says_so(tmp_path: Path) -> None:
    """The file is not wrong, but there was nothing to attest."""
    found = attestations(office(tmp_path, "us.cfius/president"))
    assert found.unused == ("us.cfius/president: nothing in it is recalled; the attestation changes nothing",)


@pytest.mark.parametrize(
    ("rule", "says"),
    [
        ("us.cfius/presidnt", 'no rule is called "us.cfius/presidnt"'),
        ("calendar cn.stat 2006", 'no rule is called "calendar cn.stat 2006"'),
        ("calendar cn.state 20060", "no rule is called"),
    ],
)
def test_a_rule_that_does_not_exist_is_told_with_its_place(tmp_path: Path, rule: str, says: str) -> None:
    """Line, column, and a suggestion where there is one."""
    with pytest.raises(ScenarioError) as wrong:
        attestations(office(tmp_path, rule))
    assert says in str(wrong.value)
    assert "office.toml:5:" in str(wrong.value)


def _on_recalled_days() -> Iterator[tuple[str, date, df.Deadline]]:
    """Dates of shipped clocks whose count meets a day that nobody has read."""
    for name in ("us.cfius/investigation", "cn.tech_export/licence", "eu.merger/phase_1"):
        for year in range(2011, 2027):
            for month in range(1, 13):
                with warnings.catch_warnings():
                    warnings.simplefilter("ignore")
                    found = df.deadline(name, date(year, month, 15))
                if found.recalled_days:
                    yield name, date(year, month, 15), found


def test_days_off_of_a_year_can_be_attested(tmp_path: Path) -> None:
    """A recalled day of a calendar is answered for by calendar and year."""
    name, start, found = next(_on_recalled_days())
    year = f"calendar {found.period.calendar} {found.recalled_days[0].first.year}"
    known = attestations(office(tmp_path, year)).applied()
    rests = deadline_basis(df.deadline(name, start, definitions=known), days_off=known.days_off)
    assert not [r for r in rests.recalled if r.attest == year]
    assert any("checked by A. Counsel" in r.text for r in rests.attested)


def deal_on_a_recalled_rule(folder: Path) -> Path:
    """A deal whose only running clock rests on a recalled rule."""
    path = folder / "deal.toml"
    path.write_text(
        f"""format = 1
[deal]
id = "recalled"
title = "A clock that nobody has read"
as_of = 2024-03-05
[facts]
target_countries = ["XX"]
buyer_countries = ["XX"]
[[history]]
act = "{ACTION}"
on = 2024-03-04
by = "{ACTOR}"
""",
        encoding="utf-8",
    )
    return path


def test_strict_fails_until_somebody_answers(tmp_path: Path) -> None:
    """``check --strict`` exits with 1 while a date rests on a recalled rule that nobody attested, and then with 0."""
    deal, file = deal_on_a_recalled_rule(tmp_path), office(tmp_path, RECALLED.partition("/")[0])
    bare = CliRunner().invoke(cli, ["check", str(deal), "--strict"])
    assert bare.exit_code == 1, bare.output
    assert "Strict: " in bare.output
    answered = CliRunner().invoke(cli, ["check", str(deal), "--strict", "--attested", str(file)])
    assert answered.exit_code == 0, answered.output
    shown = CliRunner().invoke(cli, ["next", str(deal), "--attested", str(file)])
    assert "checked by A. Counsel, Example LLP" in " ".join(shown.output.split())


def test_the_file_can_be_named_once_for_all(tmp_path: Path) -> None:
    """The variable DEALFLOW_ATTESTED does what the option does, in JSON too."""
    deal, file = deal_on_a_recalled_rule(tmp_path), office(tmp_path, RECALLED.partition("/")[0])
    done = CliRunner().invoke(cli, ["next", str(deal), "--json"], env={"DEALFLOW_ATTESTED": str(file)})
    assert json.loads(done.output)["attested"]
