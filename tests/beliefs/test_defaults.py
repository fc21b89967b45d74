"""Default beliefs: who gets them, from which counts, and that a deal left to them comes to its ends."""

from __future__ import annotations

from collections import Counter
from datetime import date
from fractions import Fraction
from functools import cache

import pytest
from attrs import evolve

import dealflow as df
from dealflow.analysis.sampling.opening import setting_of_deal
from dealflow.analysis.sampling.reference import sample
from dealflow.analysis.sampling.setting import Setting
from dealflow.beliefs import NONE, Alternative, Basis, Belief, parse_delay
from dealflow.beliefs.defaults import defaults_for
from dealflow.beliefs.rates import BASES_OF
from dealflow.commercial.endings import ENDINGS
from dealflow.model import Bound, Condition, Deal, Party, Terms

DAY = date(2026, 3, 2)
COUNTED = sorted(BASES_OF)
NOTIFIABLE = {
    "target_countries": ("US", "CN", "GB", "DE"),
    "buyer_countries": ("JP",),
    "cn_merger_notifiable": True,
    "eu_merger_notifiable": True,
    "uk_nsia_notifiable": True,
    "us_hsr_notifiable": True,
}
ILLUSTRATIVE = Basis("illustrative")


def surely(process: str, state: str, action: str, delay: str) -> Belief:
    """The belief that *action* is taken after *delay*."""
    alternative = Alternative(action, Fraction(1), ((Fraction(1), parse_delay(delay)),))
    return Belief(process, state, (alternative,), ILLUSTRATIVE)


PARTIES_ACT = (
    surely("agreement", "none", "negotiate", "at once"),
    surely("agreement", "negotiating", "sign", "1 day"),
    surely("agreement", "signed", "close", "5 days"),
)


@cache
def deal(*authorities: str, **facts: object) -> Deal:
    """A deal before the counted *authorities*, notifiable everywhere; CFIUS as a condition of the contract."""
    known = df.catalogue()
    named = authorities or tuple(COUNTED)
    needed = ("us.appropriations",) if "us.cfius" in named else ()
    return Deal(
        "everywhere",
        "A deal that must be notified everywhere",
        [known[id] for id in ("agreement", *needed, *named)],
        parties=[Party("hare", "Hare", "buyer"), Party("tortoise", "Tortoise", "seller")],
        terms={"all": Terms("all", buyer="hare", facts={**NOTIFIABLE, **facts})},
        conditions=[Condition(id, "s. 7.1") for id in named if id == "us.cfius"],
        endings=ENDINGS,
    )


def test_every_counted_authority_that_is_required_gets_beliefs() -> None:
    """Those whose filing is mandatory, and those that the contract lists."""
    found = defaults_for(deal(), DAY, PARTIES_ACT)
    assert COUNTED == sorted(found.given)
    assert COUNTED == sorted({belief.process for belief in found.beliefs})


def test_an_author_who_has_said_something_of_an_authority_is_left_alone() -> None:
    """One belief of a process is enough: nothing is mixed into it."""
    own = surely("us.hsr", "not_filed", "file", "at once")
    assert "us.hsr" not in defaults_for(deal(), DAY, [own]).given


def test_an_authority_that_is_not_required_gets_none() -> None:
    """Nothing in the United States, no HSR."""
    found = defaults_for(deal("us.hsr", target_countries=("DE",)), DAY)
    assert () == found.beliefs
    assert () == found.given


def test_an_authority_nobody_has_counted_is_named_as_missing() -> None:
    """Required, and no count: it says so and makes nothing up."""
    found = defaults_for(deal("kr.kftc", target_countries=("KR",), kr_kftc_notifiable=True), DAY)
    assert ("kr.kftc",) == found.missing
    assert ("kr.kftc is required, and no cases of it are counted: nobody is taken to act in it",) == found.notes


def test_the_notes_say_what_the_beliefs_are() -> None:
    """That they are base rates, of how many cases, and what the counts do not tell."""
    notes = defaults_for(deal("us.hsr"), DAY).notes
    assert (
        "beliefs of us.hsr are base rates (waiting: 12145 cases, FY2020 to FY2024); what parties do between is made up"
        == notes[0]
    )
    assert any("early termination is not counted" in note for note in notes)


@pytest.mark.parametrize(("day", "n"), [(date(2022, 9, 30), 5157), (date(2022, 10, 1), 8309)])
def test_a_year_counts_from_the_day_after_its_end(day: date, n: int) -> None:
    """On 30 September 2022 the fiscal year 2022 is not over."""
    (belief,) = (b for b in defaults_for(deal("us.hsr"), day).beliefs if b.state == "waiting")
    assert f"of {n} cases" in belief.text


def test_a_question_older_than_every_count_is_told_so() -> None:
    """The counts are used all the same, and a note says that they are younger."""
    notes = defaults_for(deal("us.hsr"), date(2018, 5, 1)).notes
    assert "the cases of us.hsr were counted after the day of the question" in notes


def test_a_counted_chance_carries_its_source_and_its_uncertainty() -> None:
    """Its basis is a base rate with its source; its cause has levels whose mean is the chance."""
    found = defaults_for(deal("us.cfius"), DAY)
    causes = {cause.name: cause for cause in found.causes}
    counted = [b for b in found.beliefs if b.basis.kind == "base rate"]
    assert {"declaration_assessment", "review", "investigation", "withdrawn"} == {b.state for b in counted}
    for belief in counted:
        assert "CFIUS annual report to Congress" in belief.basis.source
        levels = dict(causes[belief.cause].levels)
        assert 1 == sum(levels.values())
        for one in belief.alternatives:
            assert one.chance == sum((w * one.chance_at(level) for level, w in levels.items()), Fraction(0))


def test_what_is_recalled_is_marked_in_the_source() -> None:
    """A count from memory stays one."""
    (belief,) = (b for b in defaults_for(deal("us.hsr"), DAY).beliefs if b.state == "waiting")
    assert "fiscal year 2023, Appendix A (recalled, not checked)" in belief.basis.source
    assert "fiscal year 2024, Appendix A:" in belief.basis.source


def test_what_nobody_has_counted_is_marked_as_made_up() -> None:
    """Steps of parties, and of authorities between two counts, are illustrative."""
    kinds = {b.state: b.basis.kind for b in defaults_for(deal("us.hsr"), DAY).beliefs}
    assert {"not_filed": "illustrative", "second_request": "illustrative", "waiting": "base rate"} == kinds


def test_without_uncertainty_the_mean_chances_stand_alone() -> None:
    """No cause, the same chances."""
    plain = defaults_for(deal("us.hsr"), DAY, uncertain=False)
    full = defaults_for(deal("us.hsr"), DAY)
    assert () == plain.causes
    assert [[a.chance for a in b.alternatives] for b in full.beliefs] == [
        [a.chance for a in b.alternatives] for b in plain.beliefs
    ]


def test_clocks_are_named_as_the_process_stands_in_the_deal() -> None:
    """A second instance waits for the last day of its own clock."""
    base = deal("us.hsr")
    again = evolve(base, processes=[base.processes[0], Bound("us.hsr.second", df.catalogue()["us.hsr"])])
    (belief,) = (b for b in defaults_for(again, DAY).beliefs if b.state == "waiting")
    assert "us.hsr.second/waiting" == belief.alternatives[0].delays[0][1].clock


def setting(*authorities: str) -> Setting:
    """A deal before *authorities* that is left to the defaults from the day of the question on."""
    one = deal(*authorities)
    found = defaults_for(one, DAY, PARTIES_ACT)
    return setting_of_deal(one, (*PARTIES_ACT, *found.beliefs), causes=found.causes, start=DAY)


@pytest.mark.parametrize("authority", COUNTED)
def test_a_deal_left_to_the_defaults_closes_mostly(authority: str) -> None:
    """Each authority by itself lets most deals pass, and some belief of it fires."""
    begun = setting(authority)
    told = [sample(begun, 7, i) for i in range(60)]
    assert Counter(h.ending for h in told)["closed"] > 40
    assert all(any(e.process == authority for e in h.events) for h in told)


def test_every_alternative_of_the_defaults_fits_a_row() -> None:
    """The setting is built without a complaint, and every action has a row from its state."""
    begun = setting()
    for group in begun.groups:
        for choice in group.choices:
            assert NONE == choice.action or choice.rows
