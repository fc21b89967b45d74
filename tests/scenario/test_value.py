"""The scenario as a value: by name and by path, on another day, and with one thing otherwise."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dealflow import kernel
from dealflow.errors import ScenarioError, UnknownName
from dealflow.scenario import check_expectations, dumps, load, loads, moved, names, under
from scenario.tiny import CATALOGUE
from scenario.tiny_file import FILED, tiny


class TestOtherwise:
    """The same scenario with one thing otherwise."""

    def test_other_terms(self) -> None:
        """Other terms at the start change who is required, and nothing in the scenario asked."""
        scenario = tiny(FILED)
        other = under(scenario, "less")

        assert kernel.applicability(scenario.deal, scenario.record().snapshot, "yy.licence").required
        assert not kernel.applicability(other.deal, other.record().snapshot, "yy.licence").required
        assert other != scenario
        assert other == loads(dumps(other), catalogue=CATALOGUE)
        with pytest.raises(UnknownName, match="did you mean 'less'"):
            under(scenario, "lest")

    def test_an_act_on_another_day(self) -> None:
        """An act that is moved takes its clocks along; acts that no longer stand are named, not dropped."""
        text = FILED + '[[history]]\nact = "xx.review:extend"\non = 2020-08-20\nby = "Ministry"\ndays = 3\n'
        earlier = moved(tiny(text), "xx.review:file", date(2020, 7, 30))
        later = moved(tiny(text), "xx.review:file", date(2020, 8, 25))

        assert date(2020, 9, 1) == kernel.deadlines(earlier.deal, earlier.record().snapshot)[0].day
        assert ["xx.review:extend"] == [f.entry.name for f in later.record().fallen]
        with pytest.raises(UnknownName, match=r"xx\.review:file"):
            moved(tiny(text), "xx.review:fil", date(2020, 8, 25))
        with pytest.raises(UnknownName, match="number 2"):
            moved(tiny(text), "xx.review:file", date(2020, 8, 25), 2)


class TestFiles:
    """Bundled scenarios by name, one's own by path."""

    def test_by_name_and_by_path(self, tmp_path: Path) -> None:
        """A bundled scenario copied to a file is the same scenario."""
        path = tmp_path / "mine.toml"
        path.write_bytes(load("two-approvals").text.encode())

        assert load("two-approvals") == load(path) == load(str(path))
        assert load("two-approvals").at(date(2021, 2, 9)) == load(path, "2021-02-09")
        assert str(path) == load(path).path
        assert "two-approvals" in names()

    def test_it_says_what_it_is(self) -> None:
        """A scenario shows its id, day and size; its parts are there by name."""
        scenario = load("two-approvals")

        assert "<Scenario two-approvals as of Mon 15 Mar 2021: 5 entries, 2 beliefs>" == repr(scenario)
        assert ("two-approvals", date(2021, 3, 15)) == (scenario.id, scenario.as_of)
        assert "made up" in scenario.title
        assert "Lark Inc." in scenario.summary
        assert 1 == len(scenario.notes)

    @pytest.mark.parametrize(
        ("name", "error", "said"),
        [
            ("two-aprovals", UnknownName, "did you mean 'two-approvals'"),
            ("mydeal", UnknownName, r"mydeal\.toml"),
            ("missing.toml", ScenarioError, r"missing\.toml:1:1: the file cannot be read: no such file"),
            ("no/where", ScenarioError, "cannot be read"),
            (".", ScenarioError, "directory"),
            ("a\0b.toml", ScenarioError, "cannot be read"),
        ],
    )
    def test_files_that_cannot_be_read(self, name: str, error: type[Exception], said: str) -> None:
        """A name that is nothing and a file that is not there are told in a sentence with a remedy."""
        with pytest.raises(error, match=said):
            load(name)

    def test_a_day_that_is_none(self) -> None:
        """An as_of that is no date is the caller's mistake, not the file's."""
        with pytest.raises(ValueError, match="2020-13-01"):
            load("two-approvals", "2020-13-01")

    def test_expectations_of_another_day(self) -> None:
        """Expectations that name their day hold whatever day the scenario is asked for."""
        scenario = tiny(FILED + '[[expect]]\nas_of = 2020-08-03\nstate = { "xx.review" = "review" }')

        assert () == check_expectations(scenario.at(date(2020, 12, 1)))
