"""Base rates: counts that add up, pooled over years, with an uncertainty that years which differ make wide."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

import dealflow as df
from dealflow.beliefs.rates import BASES_OF, Base, Rate, beta_nodes, known, pooled
from dealflow.beliefs.rates.rate import counted
from dealflow.citation import Checked, Citation
from dealflow.errors import DefinitionError
from dealflow.model import CLOCK

SOURCE = Citation("a table")
BASES = pytest.mark.parametrize("base", BASES_OF.values(), ids=list(BASES_OF))


def rates(*years: tuple[int, int, int]) -> tuple[Rate, ...]:
    """Rates of one action: (year, k, n)."""
    return tuple(r for year, k, n in years for r in counted("x", "s", str(year), date(year, 12, 31), n, SOURCE, act=k))


# ------------------------------------------------------------------------------------------------------- the data


@BASES
def test_no_year_has_more_outcomes_than_cases(base: Base) -> None:
    """The cases of one state and period agree on their number, and outcomes do not exceed it."""
    cases: dict[tuple[str, str], list[Rate]] = defaultdict(list)
    for rate in base.rates:
        cases[rate.state, rate.period].append(rate)
    for held in cases.values():
        assert 1 == len({rate.n for rate in held})
        assert sum(rate.k for rate in held) <= held[0].n


@BASES
def test_every_counted_action_is_one_of_the_authority_s_own_rows(base: Base) -> None:
    """Rates, lags and steps name states, actions and clocks that the definition has."""
    process = df.catalogue()[base.process]
    clocks = {f"{process.id}/{clock.name}" for clock in process.clocks}
    wanted = {(r.state, r.action) for r in base.rates} | {(s.state, a) for s in base.steps for a, _ in s.chances}
    for state, action in wanted:
        assert action in {row.action for row in process.rows(state) if row.by != (CLOCK,)}, (state, action)
    states = {state.name for state in process.states}
    assert {lag.state for lag in base.lags} <= states
    delays = [*(lag.delay for lag in base.lags), *(step.delay for step in base.steps)]
    assert {delay.clock for delay in delays if delay.clock} <= clocks


@BASES
def test_every_count_says_what_it_rests_on(base: Base) -> None:
    """An instrument, and one of the marks; nothing read is dated before it could have been."""
    for rate in base.rates:
        assert rate.source.text
        assert rate.source.status in (Checked.READ, Checked.DERIVED, Checked.RECALLED)
    assert base.limits


@pytest.mark.parametrize(
    ("period", "action", "expected"),
    [
        ("2020", "clear", (81, 126)),
        ("2021", "reject_declaration", (2, 164)),
        ("2022", "request_notice", (50, 154)),
        ("2024", "say_unable", (7, 116)),
    ],
)
def test_declarations_by_year(period: str, action: str, expected: tuple[int, int]) -> None:
    """As the annual reports have them."""
    (found,) = (
        r
        for r in BASES_OF["us.cfius"].rates
        if (r.state, r.period, r.action) == ("declaration_assessment", period, action)
    )
    assert expected == (found.k, found.n)


def test_the_pilot_programme_and_the_shorter_review_are_kept_and_not_pooled() -> None:
    """Before 2020 declarations, before 2019 notices were under other rules."""
    left_out = {(r.state, r.period) for r in BASES_OF["us.cfius"].rates if not r.pooled}
    assert {
        ("declaration_assessment", "2018"),
        ("declaration_assessment", "2019"),
        ("review", "2015"),
        ("review", "2016"),
        ("review", "2017"),
        ("review", "2018"),
        ("investigation", "2018"),
    } == left_out


def test_counts_that_cannot_be_are_refused() -> None:
    """More than there are, or of none."""
    for k, n in ((3, 2), (-1, 2), (0, 0)):
        with pytest.raises(DefinitionError, match="cannot be counted"):
            rates((2020, k, n))


# ------------------------------------------------------------------------------------------------------ taken together


def test_a_pool_adds_half_a_case_to_each_action() -> None:
    """One year of 3 in 9: the mean of the posterior with half a case before it."""
    pool = pooled(rates((2020, 3, 9)))
    assert (("act", Fraction(7, 20)), ("none", Fraction(13, 20))) == pool.shares
    assert 10 == pool.weight


def test_an_action_never_seen_keeps_a_chance() -> None:
    """None of nine is not never."""
    assert Fraction(1, 20) == dict(pooled(rates((2020, 0, 9))).shares)["act"]


def test_years_that_agree_are_worth_all_their_cases() -> None:
    """The same share each year: as if it were one year."""
    assert 301 == pooled(rates((2020, 50, 100), (2021, 50, 100), (2022, 50, 100))).weight


def test_years_that_differ_are_worth_fewer() -> None:
    """20, 50 and 80 in a hundred: worth a handful of cases, not three hundred."""
    weight = pooled(rates((2020, 20, 100), (2021, 50, 100), (2022, 80, 100))).weight
    assert 1 < weight < 5


def test_two_years_cannot_tell_how_much_years_differ() -> None:
    """So they count in full, and that is said nowhere as knowledge."""
    assert 201 == pooled(rates((2020, 20, 100), (2021, 80, 100))).weight


def test_only_one_state_is_pooled() -> None:
    """Counts of two states, or none, are no pool."""
    other = counted("x", "t", "2020", date(2020, 12, 31), 10, SOURCE, act=1)
    for held in ((), (*rates((2020, 1, 10)), *other)):
        with pytest.raises(ValueError, match="one state"):
            pooled(held)


def test_more_outcomes_than_cases_are_refused() -> None:
    """Two actions of 7 and 5 out of 10."""
    with pytest.raises(ValueError, match="more actions than cases"):
        pooled(counted("x", "s", "2020", date(2020, 12, 31), 10, SOURCE, a=7, b=5))


@pytest.mark.parametrize(("day", "periods"), [(date(2021, 12, 31), ["2020"]), (date(2022, 1, 1), ["2020", "2021"])])
def test_what_is_known_grows_with_the_day(day: date, periods: list[str]) -> None:
    """A year is known from the day after its end."""
    seen, early = known(rates((2020, 1, 10), (2021, 1, 10)), day)
    assert periods == [r.period for r in seen]
    assert early


def test_what_was_counted_later_is_used_and_marked() -> None:
    """Nothing was counted by 2019: everything is used, and the mark is False."""
    seen, early = known(rates((2020, 1, 10)), date(2019, 1, 1))
    assert (1, False) == (len(seen), early)


# ---------------------------------------------------------------------------------------------- points for a posterior


@given(a=st.integers(1, 4000), b=st.integers(1, 4000), half=st.booleans(), m=st.integers(2, 4))
def test_points_of_a_beta_law_meet_its_moments(a: int, b: int, half: bool, m: int) -> None:
    """Weights are positive and sum to one; the mean is exact, the first 2m - 1 moments nearly."""
    first, second = Fraction(a, 2 if half else 1), Fraction(b, 2 if half else 1)
    points = beta_nodes(first, second, m)
    assert 1 == sum(w for _, w in points)
    assert all(w > 0 and 0 < x < 1 for x, w in points)
    assert sorted(x for x, _ in points) == [x for x, _ in points]
    moment = Fraction(1)
    for j in range(2 * m - 1):
        moment *= (first + j) / (first + second + j)
        found = sum((w * x ** (j + 1) for x, w in points), Fraction(0))
        assert abs(found - moment) < Fraction(1, 10**5)
    assert first / (first + second) == sum((w * x for x, w in points), Fraction(0))


def test_three_points_of_an_even_law_are_those_of_legendre() -> None:
    """Beta(1, 1): the middle and sqrt(3/5)/2 to either side, with weights 5/18, 8/18, 5/18."""
    (low, light), (middle, heavy), (_, last) = beta_nodes(Fraction(1), Fraction(1))
    assert 0.1127016653792583 == pytest.approx(float(low), abs=1e-6)
    assert Fraction(1, 2) == middle
    assert [5 / 18, 8 / 18, 5 / 18] == pytest.approx([float(light), float(heavy), float(last)], abs=1e-5)


@pytest.mark.parametrize(("a", "b", "m"), [(0, 1, 3), (1, 0, 3), (1, 1, 1)])
def test_no_points_for_what_is_no_law(a: int, b: int, m: int) -> None:
    """A parameter of nought, or one point."""
    with pytest.raises(ValueError, match="no Beta"):
        beta_nodes(Fraction(a), Fraction(b), m)


@BASES
def test_the_points_of_a_pool_have_its_mean(base: Base) -> None:
    """At every point the chances sum to one; over the points each has its mean, exactly."""
    seen, _ = known(base.rates, date(2026, 11, 1))
    for state in {r.state for r in seen}:
        pool = pooled(r for r in seen if r.state == state)
        nodes = pool.nodes()
        assert len(nodes) in (1, 3, 9)
        assert 1 == sum(weight for weight, _ in nodes)
        for _, shares in nodes:
            assert 1 == sum(share for _, share in shares)
            assert all(0 <= share <= 1 for _, share in shares)
        for action, mean in pool.shares:
            assert mean == sum((weight * dict(shares)[action] for weight, shares in nodes), Fraction(0))


def test_few_cases_make_wide_points() -> None:
    """Seven of nine second phases: the points lie far apart; of 1,682 notices they lie close together."""

    def width(process: str, state: str, action: str) -> float:
        pool = pooled(r for r in BASES_OF[process].rates if r.state == state)
        chances = [float(dict(shares)[action]) for _, shares in pool.nodes()]
        return max(chances) - min(chances)

    assert width("eu.merger", "phase_2", "clear_with_conditions") > 0.4
    assert width("uk.nsia", "review", "call_in") < 0.03
