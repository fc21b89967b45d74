"""When an authority's rules apply: pure, dated, asking for what is missing, and never turned by learning more."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dealflow.catalogue import catalogue
from dealflow.model import Applicability, Asset, Fact, Need, Process, Terms
from regime_tests import regime_tests

ALL = [p for p in catalogue() if p.asks]
FIRST, LAST = date(2000, 1, 3), date(2029, 12, 31)
PLACES = sorted({"US", "CN", "DE", "FR", "GB", "IT", "JP", "CA", "AU", "IN", "KR", "NL", "CH", "BR"})
#: Numbers that the law wants small, by their fact (of one process: "process/fact"), with the reason: the regime's own
#: test file names them.
FALLING: dict[str, str] = {k: v for module in regime_tests() for k, v in vars(module).get("FALLING", {}).items()}
#: Facts that are somebody's word on the whole question, nexus included: counsel's, and those that a test file names.
COUNSEL = {f.name for p in ALL for f in p.asks if f.name.endswith("_notifiable")}
DETERMINED = COUNSEL.union(*(vars(module).get("DETERMINED", ()) for module in regime_tests()))
_ASSETS = [
    Asset("algorithm", "the algorithm", "personalised_information_push", "CN"),
    Asset("us", "the US operations", exporter="US"),
]


def _numbers(fact: Fact) -> st.SearchStrategy[float]:
    large = st.sampled_from([0, 1, 10, 25, 50, 100, 101, 250, 500, 1000, 2500, 5000, 12000, 10**6, 10**9])
    return st.one_of(st.integers(0, 120), large)


def value_of(fact: Fact) -> st.SearchStrategy[Any]:
    """Values that a fact may have."""
    return {
        "yes/no": st.booleans(),
        "number": _numbers(fact),
        "text": st.sampled_from(["", "other"]),
        "date": st.dates(FIRST, LAST),
        "countries": st.lists(st.sampled_from(PLACES), max_size=4, unique=True).map(tuple),
    }[fact.kind]


@st.composite
def facts_of(draw: st.DrawFn, process: Process, *, complete: bool = False) -> dict[str, Any]:
    """Facts that a process asks about, all of them or some; it often has to do with the deal.

    What is somebody's word on the whole question is left out: drawn facts would contradict it.
    """
    chosen = {}
    for fact in process.asks:
        if fact.name not in DETERMINED and (complete or draw(st.booleans())):
            chosen[fact.name] = draw(value_of(fact))
    if "target_countries" in chosen and draw(st.booleans()):
        chosen["target_countries"] = tuple(PLACES)
    return chosen


def terms_of(facts: dict[str, Any]) -> Terms:
    """Terms with these facts and two assets."""
    return Terms("t", buyer="b", sold=_ASSETS, facts=facts)


days = st.dates(FIRST, LAST)
IDS = {p.id: p for p in ALL}
each = pytest.mark.parametrize("id", IDS)


@each
@given(data=st.data())
@settings(max_examples=40)
def test_an_answer_says_why_and_asks_for_what_it_misses(id: str, data: Any) -> None:
    """Twice alike, with a reason; an unknown names the facts that are missing, declares them, and asks."""
    process = IDS[id]
    terms, day = terms_of(data.draw(facts_of(process))), data.draw(days)
    found = process.applies(terms, day)
    assert isinstance(found, Applicability)
    assert found == process.applies(terms, day)
    assert found.reason
    declared = {fact.name for fact in process.asks}
    assert all(name in declared or "." in name for name in found.missing)
    if found.status == Need.UNKNOWN:
        assert found.question
        assert found.missing
        assert all(terms.fact(name) is None for name in found.missing)


@each
@given(data=st.data())
@settings(max_examples=60)
def test_learning_more_never_turns_what_is_decided(id: str, data: Any) -> None:
    """What is decided with facts missing stays so whatever they turn out to be: a missing fact is never a guess."""
    process = IDS[id]
    some, rest = data.draw(facts_of(process)), data.draw(facts_of(process, complete=True))
    day = data.draw(days)
    early, late = (process.applies(terms_of(facts), day).status for facts in (some, {**rest, **some}))
    allowed = {
        Need.UNKNOWN: Need.ALL,
        Need.VOLUNTARY: (Need.VOLUNTARY, Need.NONE),
        Need.MANDATORY: (Need.MANDATORY,),
        Need.NONE: (Need.NONE,),
    }
    assert late in allowed[early], f"{process.id} on {day}: {early} with {some}, {late} with {rest} as well"


@each
@given(data=st.data())
@settings(max_examples=40)
def test_an_answer_changes_only_on_a_day_of_law(id: str, data: Any) -> None:
    """Between two of the days that a regime lists its answer stays the same."""
    process = IDS[id]
    turns = [FIRST, *(d for d in process.law_days if FIRST < d < LAST), LAST + timedelta(days=1)]
    first, after = data.draw(st.sampled_from([pair for pair in pairwise(turns) if pair[0] < pair[1]]))
    terms = terms_of(data.draw(facts_of(process)))
    stretch = st.dates(first, after - timedelta(days=1))
    one, other = (process.applies(terms, data.draw(stretch)) for _ in range(2))
    assert (one.status, one.category, one.missing) == (other.status, other.category, other.missing)


@each
@given(data=st.data())
@settings(max_examples=60)
def test_a_larger_deal_is_never_less_regulated(id: str, data: Any) -> None:
    """Raising a turnover, a stake or a value never takes a duty away, but where the law says so."""
    process = IDS[id]
    numbers = [
        f for f in process.asks if f.kind == "number" and not {f.name, f"{process.id}/{f.name}"}.intersection(FALLING)
    ]
    if not numbers:
        return
    facts, day = data.draw(facts_of(process, complete=True)), data.draw(days)
    fact = data.draw(st.sampled_from(numbers))
    more = {**facts, fact.name: facts[fact.name] + data.draw(_numbers(fact))}
    order = (Need.NONE, Need.VOLUNTARY, Need.UNKNOWN, Need.MANDATORY)
    before, after = (process.applies(terms_of(x), day).status for x in (facts, more))
    if Need.UNKNOWN not in (before, after):
        assert order.index(before) <= order.index(after)


@each
@given(data=st.data())
@settings(max_examples=25)
def test_counsel_decides_where_the_law_reaches_at_all(id: str, data: Any) -> None:
    """What counsel has determined is the answer, whatever the numbers say, and a no is never required."""
    process = IDS[id]
    own = [f.name for f in process.asks if f.name in COUNSEL]
    if len(own) != 1:
        return
    facts, day = data.draw(facts_of(process)), data.draw(days)
    said = process.applies(terms_of({**facts, own[0]: False}), day)
    assert said.status in (Need.NONE, Need.VOLUNTARY) or not said.required or own[0] not in said.missing


@each
def test_nothing_to_do_with_the_country_means_no_question(id: str) -> None:
    """A target and a buyer elsewhere decide it at once, wherever the regime asks for countries at all."""
    process = IDS[id]
    if not any(fact.kind == "countries" for fact in process.asks):
        return
    away = terms_of({"target_countries": ("XX",), "buyer_countries": ("XX",)})
    for year in range(2000, 2030):
        found = process.applies(away, date(year, 6, 3))
        assert found.status in (Need.NONE, Need.MANDATORY), f"{year}: {found.reason}"
        assert found.status == Need.NONE or not process.gates, f"{year}: {found.reason}"
