"""Alternatives: how a file names them, what is wrong with one that cannot be, and what each makes of the scenario."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

import dealflow as df
from dealflow import kernel
from dealflow.analysis.blocked import why_action
from dealflow.errors import DealflowError, UnknownName
from dealflow.model import Need
from dealflow.scenario import (
    MoveTable,
    Scenario,
    UndoTable,
    WhatIfTable,
    alternative,
    dumps,
    loads,
    numbers,
    otherwise,
)
from scenario.tiny_file import FILED, tiny, wrong

NAMED = (
    FILED
    + """
[[history]]
act = "xx.review:extend"
on = 2020-08-20
by = "Ministry"
days = 10
[[beliefs]]
process = "xx.review"
state = "review"
basis = { kind = "illustrative" }
alternatives = [ { action = "clear", chance = 0.6, delay = "20 to 40 days" }, { action = "none", chance = 0.4 } ]
[alternatives.less]
text = "less is sold"
terms = "less"
[alternatives.sooner]
move = [ { act = "xx.review:file", to = 2020-08-01 } ]
[alternatives.shorter]
undo = [ { act = "xx.review:extend", falls = [] } ]
[alternatives.surer]
numbers = { "xx.review/review:clear" = 0.9 }
[[alternatives.other.beliefs]]
process = "xx.review"
state = "review"
basis = { kind = "judgement" }
alternatives = [ { action = "none", chance = 1 } ]
"""
)


def named() -> Scenario:
    """A file that names alternatives of every kind."""
    return tiny(NAMED)


def chances(scenario: Scenario) -> dict[str, Fraction]:
    """The chances of the one belief."""
    return {one.action: one.chance for one in scenario.beliefs[0].alternatives}


class TestForm:
    """What a file can say, and what is told of it."""

    def test_what_is_written_is_read_and_written_again(self) -> None:
        """Every key of an alternative survives a round trip; none written and an empty list are two things."""
        scenario = named()
        again = loads(dumps(scenario), "again.toml", catalogue=scenario.catalogue)

        assert scenario.file == again.file
        assert ("less", "sooner", "shorter", "surer", "other") == tuple(again.file.alternatives)
        assert again.file.alternatives["shorter"].undo == (UndoTable(act="xx.review:extend", falls=()),)
        assert UndoTable(act="a:b").falls is None

    @pytest.mark.parametrize(
        ("text", "says"),
        [
            ("[alternatives.a]\nterms = 'les'", 'alternatives "a": no terms called "les"'),
            ("[alternatives.a]\nterm = 'less'", 'unknown key "term"'),
            ("[alternatives.a]\ntext = 'nothing'", "the alternative changes nothing"),
            ("[alternatives.a]\ndrop = ['xx.revew']", 'no process called "xx.revew"'),
            ("[alternatives.a]\ndates = { outside = 2021-01-01 }", 'no date of the contract called "outside"'),
            ("[alternatives.a]\nfacts = { foreign = true }", 'no fact called "foreign"'),
            ("[alternatives.a]\nmove = [{ act = 'xx.review:file' }]", "to is missing"),
            ("[alternatives.a]\nmove = [{ act = 'xx.review:fil', to = 2020-08-01 }]", "no act in the history called"),
            ("[alternatives.a]\nundo = [{ act = 'xx.review:file', number = 2 }]", "it stands there 1 times"),
            ("[alternatives.a]\nundo = [{ act = 'xx.review:file', falls = ['x:y'] }]", "no act in the history called"),
            ("[alternatives.a]\nnumbers = { outside_date = 2021-01-01 }", 'no number called "outside_date"'),
            ("[alternatives.a]\nnumbers = { 'xx.review/review:clear' = 2 }", "2 does not lie between 0 and 1"),
            ("[alternatives.a]\nnumbers = { 'xx.review:file' = 'soon' }", "is a day: 'soon' is none"),
        ],
    )
    def test_a_mistake_is_told_with_its_place(self, text: str, says: str) -> None:
        """Each has a line, a column and a remedy, and names the alternative."""
        told = wrong(NAMED.partition("[alternatives")[0] + text)
        place = told.partition(" ")[0].split(":")

        assert says in told
        assert "tiny.toml" == place[0]
        assert int(place[1]) > NAMED.partition("[alternatives")[0].count("\n")
        assert told.count("tiny.toml:") == 1

    def test_a_delay_that_is_none_is_told_where_an_alternative_names_numbers(self) -> None:
        """The number of a belief that cannot be read is not looked for."""
        said = wrong(NAMED.replace('"20 to 40 days"', '"20 to 40 dais"', 1))

        assert 'delay "20 to 40 dais" is not a duration' in said
        assert "no number" not in said

    def test_beliefs_in_an_alternative_are_checked_like_others(self) -> None:
        """Chances that do not add to one are an error there too."""
        told = wrong(NAMED.replace('{ action = "none", chance = 1 }', '{ action = "none", chance = 0.5 }'))

        assert "the chances of the alternatives add to 0.5, not to 1" in told
        assert 'alternatives "other"' in told


class TestOtherwise:
    """What an alternative makes of the scenario."""

    def test_terms(self) -> None:
        """Other terms are in force at the start; a name of terms serves as one of an alternative."""
        scenario = named()

        assert "less" == otherwise(scenario, alternative(scenario, "less")).record().snapshot.terms
        assert "all" == otherwise(scenario, alternative(scenario, "all")).record().snapshot.terms
        with pytest.raises(UnknownName, match="did you mean 'sooner'"):
            alternative(scenario, "soner")

    def test_a_moved_act_takes_its_clock_with_it(self) -> None:
        """The filing goes in two days sooner, and what follows stands."""
        scenario = named()
        moved = otherwise(scenario, alternative(scenario, "sooner"))

        assert date(2020, 8, 1) == moved.history[0].on
        assert not moved.record().fallen

    def test_an_undone_act_cuts_the_history_or_falls_alone(self) -> None:
        """Cut, the question is asked on its day, and nothing after it is there; with a list, all else stays."""
        scenario = named()
        cut = otherwise(scenario, WhatIfTable(undo=(UndoTable(act="xx.review:extend"),)))
        alone = otherwise(scenario, WhatIfTable(undo=(UndoTable(act="xx.review:file", falls=()),)))
        both = otherwise(scenario, WhatIfTable(undo=(UndoTable(act="xx.review:file", falls=("xx.review:extend",)),)))

        assert (date(2020, 8, 20), 1) == (cut.as_of, len(cut.history))
        assert (scenario.as_of, 1, 1) == (alone.as_of, len(alone.history), len(alone.record().fallen))
        assert (0, ()) == (len(both.history), both.record().fallen)

    def test_a_belief_takes_the_place_of_that_of_its_group(self) -> None:
        """One belief stays one."""
        scenario = named()
        other = otherwise(scenario, alternative(scenario, "other"))

        assert [("judgement", {"none": Fraction(1)})] == [(b.basis.kind, chances(other)) for b in other.beliefs]

    def test_changes_are_taken_one_after_the_other(self) -> None:
        """Two alternatives together are both."""
        scenario = named()
        both = otherwise(scenario, alternative(scenario, "less"), alternative(scenario, "surer"))

        assert "less" == both.record().snapshot.terms
        assert Fraction(9, 10) == chances(both)["clear"]

    def test_a_dropped_approval_is_not_needed(self) -> None:
        """No gate of it is asked, and nothing is believed of it."""
        scenario = df.load("three-authorities")
        other = otherwise(scenario, WhatIfTable(drop=("cedar",)))

        found = kernel.applicability(other.deal, other.record().snapshot, "cedar")
        why = why_action(other.deal, other.record().snapshot, "close")

        assert Need.NONE == found.status
        assert {"alder", "birch"} == {blocker.finding.process for blocker in why.blockers}
        assert all(belief.process != "cedar" for belief in other.beliefs)
        assert "cedar" in {b.process for b in scenario.beliefs}
        with pytest.raises(UnknownName):
            otherwise(scenario, WhatIfTable(drop=("cedr",)))

    def test_the_law_of_another_day(self) -> None:
        """Before 28 August 2020 the algorithm needed no licence, whatever the day of the question."""
        scenario = df.load("tiktok-2020", as_of="2020-09-24")
        law = otherwise(scenario, WhatIfTable(law=date(2020, 8, 27)))
        needs = [
            next(r.found.required for r in df.live(s).next().requirements if r.process == "cn.tech_export")
            for s in (scenario, law)
        ]

        assert [True, False] == needs


class TestNumbers:
    """Every number of a scenario has a name and can have another value."""

    def test_the_others_of_a_group_keep_their_proportions(self) -> None:
        """A chance that rises is taken from the others in proportion."""
        scenario = df.load("three-authorities")
        other = otherwise(scenario, WhatIfTable(numbers={"alder/first_investigation:clear": "0.75"}))
        found = next(b for b in other.beliefs if (b.process, b.state) == ("alder", "first_investigation"))

        assert [Fraction(3, 4), Fraction(1, 8), Fraction(9, 100), Fraction(7, 200)] == [
            a.chance for a in found.alternatives
        ]

    @pytest.mark.parametrize(
        ("name", "value", "says"),
        [
            ("alder/not_filed:file.delay", 50, "log-normal, median 50 days, sigma 0.5"),
            ("alder/undertakings:clear.delay", 40, "25 to 55 days"),
            ("agreement/signed/closing:close.delay", 7, "7 working days"),
            ("alder/first_review:clear.delay", 3, "3 days before the last day of alder/review"),
        ],
    )
    def test_a_delay_is_shifted_as_a_whole(self, name: str, value: int, says: str) -> None:
        """The number that stands for a delay becomes another, and the rest goes with it."""
        scenario = df.load("three-authorities")
        file = next(n for n in numbers(scenario.file) if n.name == name).at(value)
        now = next(n for n in numbers(file) if n.name == name)

        assert value == now.value
        assert says in [one.delay for table in file.beliefs for one in table.alternatives]

    def test_days_dates_facts_and_levels(self) -> None:
        """What is not in a belief has a name too, and a value is read from text."""
        scenario = df.load("three-authorities")
        file = otherwise(scenario, WhatIfTable(numbers={"outside_date": "2027-03-01", "agreement:sign": "2026-01-05"}))
        assert date(2027, 3, 1) == file.deal.dates["outside_date"]

        levels = tiny('[causes.mood]\nlevels = { good = 0.5, bad = 0.5 }\nbasis = { kind = "illustrative" }\n')
        other = otherwise(levels, WhatIfTable(numbers={"causes.mood.good": 0.8, "facts.turnover": 7}))
        assert {"good": Fraction(4, 5), "bad": Fraction(1, 5)} == dict(other.causes[0].levels)
        assert 7 == other.file.facts["turnover"]

    def test_a_certain_act_can_be_doubted(self) -> None:
        """The only alternative of a group at less than one leaves nothing being done."""
        scenario = df.load("three-authorities")
        other = otherwise(scenario, WhatIfTable(numbers={"cedar/not_filed:file": 0.9}))
        found = next(b for b in other.beliefs if (b.process, b.state) == ("cedar", "not_filed"))

        assert {"file": Fraction(9, 10), "none": Fraction(1, 10)} == {a.action: a.chance for a in found.alternatives}

    @pytest.mark.parametrize(
        ("name", "value"),
        [("outside_date", "soon"), ("alder/first_review:clear", -1), ("alder/not_filed:file.delay", 1.5)],
    )
    def test_a_value_that_cannot_be_is_refused(self, name: str, value: Any) -> None:
        """A chance beyond one, a delay of half a day, a day that is none."""
        with pytest.raises(ValueError, match=name):
            otherwise(df.load("three-authorities"), WhatIfTable(numbers={name: value}))

    def test_every_number_can_have_its_own_value(self) -> None:
        """Written as it is, each number leaves the deal as it is believed to be."""
        for name in ("three-authorities", "two-approvals"):
            scenario = df.load(name)
            for one in numbers(scenario.file):
                try:
                    other = otherwise(scenario, WhatIfTable(numbers={one.name: one.value}))
                except DealflowError as e:
                    pytest.fail(f"{one.name}: {e}")
                assert scenario.beliefs == other.beliefs, one.name


def test_a_move_table_says_which_of_several() -> None:
    """The second act of a name is moved by its number."""
    with pytest.raises(UnknownName, match="number 2"):
        otherwise(named(), WhatIfTable(move=(MoveTable(act="xx.review:file", to=date(2020, 8, 1), number=2),)))
