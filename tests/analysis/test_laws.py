"""One deal under two laws; and every change of law in the catalogue tried on both sides of its day."""

from __future__ import annotations

import json
import warnings
from datetime import date, timedelta

import pytest
from click.testing import CliRunner

import dealflow as df
from dealflow.analysis.laws import two_laws
from dealflow.catalogue import catalogue
from dealflow.cli.group import cli
from dealflow.model import Need
from dealflow.scenario import loads

_ONE = timedelta(days=1)
FOREIGN = """
format = 1
[deal]
id = "foreign"
title = "A foreign buyer of an American business"
as_of = 2021-03-01
[facts]
target_countries = ["US"]
buyer_countries = ["DE"]
buyer_is_foreign = true
us_business = true
foreign_control = true
"""
CHANGES = [
    (f"{p.id}/{c.name}", edition.in_force)
    for p in catalogue()
    for c in p.clocks
    for edition in c.length.editions[1:]
    if edition.in_force is not None
]


@pytest.mark.parametrize(("clock", "day"), CHANGES, ids=str)
def test_every_edition_begins_on_its_day(clock: str, day: date) -> None:
    """The day before, the old rule counts; on the day and after, the new one, cited as its own."""
    found = catalogue().clocks[clock]
    old, new = found.length.at(day - _ONE), found.length.at(day)
    assert found.length.at(day + _ONE) == new
    assert old != new
    for period, start in ((old, day - _ONE), (new, day)):
        if period is not None:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                assert df.deadline(clock, start).period.citation == period.citation


def test_the_founding_case_under_the_law_before_the_catalogue_of_2020() -> None:
    """On 27 August 2020 the algorithm was free to sell; a day later the licence is required."""
    scenario = df.load("tiktok-2020")
    found = two_laws(scenario.deal, scenario.record().snapshot, date(2020, 8, 27), date(2020, 8, 28))
    licence = next(n for n in found.needs if n.process == "cn.tech_export")
    assert (licence.one.status, licence.other.status) == (Need.VOLUNTARY, Need.MANDATORY)
    assert licence.other.category == "restricted"


def test_a_clock_is_counted_under_both_laws() -> None:
    """CFIUS reviewed for 30 days until 12 August 2018, and for 45 since; one extension is possible since then."""
    scenario = loads(FOREIGN)
    found = two_laws(scenario.deal, scenario.record().snapshot, date(2018, 8, 12), date(2018, 8, 13))
    clocks = {c.clock: c for c in found.clocks}
    assert clocks["us.cfius/review"].later == 15
    assert clocks["us.cfius/review"].start == date(2021, 3, 1)
    assert "de.awv/opening" not in clocks


def test_one_law_beside_itself_is_the_same() -> None:
    """Nothing differs between a day and itself, nor between two days without new law."""
    scenario = df.load("tiktok-2020")
    deal, now = scenario.deal, scenario.record().snapshot
    assert two_laws(deal, now, date(2020, 9, 13), date(2020, 9, 13)).same
    assert two_laws(deal, now, date(2020, 9, 13), date(2020, 9, 14)).same


def test_the_two_directions_mirror_each_other() -> None:
    """What is later one way is earlier the other."""
    scenario = df.load("tiktok-2020")
    deal, now = scenario.deal, scenario.record().snapshot
    there = two_laws(deal, now, date(2018, 1, 8), date(2026, 1, 8))
    back = two_laws(deal, now, date(2026, 1, 8), date(2018, 1, 8))
    assert [c.later for c in there.clocks] == [None if c.later is None else -c.later for c in back.clocks]
    assert [(n.process, n.one, n.other) for n in there.needs] == [(n.process, n.other, n.one) for n in back.needs]


def test_the_command_shows_and_serialises_it() -> None:
    """The screen names both days and what differs; JSON carries the same."""
    arguments = ["laws", "tiktok-2020", "--law", "2020-08-27"]
    shown = CliRunner().invoke(cli, arguments)
    assert shown.exit_code == 0
    assert "The law of Thu 27 Aug 2020 beside that of Sun 13 Sep 2020." in shown.output
    assert "Chinese technology export licence" in shown.output
    told = json.loads(CliRunner().invoke(cli, [*arguments, "--json"]).output)
    assert told["laws"]["needs"][0]["process"] == "cn.tech_export"
    assert told["same"] is False
