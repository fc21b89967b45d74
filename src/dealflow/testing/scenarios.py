"""Hypothesis strategies for scenario files: deals that hang together, histories that the kernel accepts.

Everything generated loads; what must fail is written by hand in the tests.
"""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from attrs import evolve
from hypothesis import strategies as st

from dealflow import kernel
from dealflow.beliefs import BASES
from dealflow.catalogue import Catalogue
from dealflow.kernel import Act, Option, Refusal, Snapshot
from dealflow.model import CLOCK, Deal, Detail, Process, Transition
from dealflow.scenario import Scenario
from dealflow.scenario.reading import built
from dealflow.scenario.shape import (
    EVIDENCE,
    AlternativeTable,
    AssetTable,
    BasisTable,
    BeliefTable,
    BidTable,
    ClockTable,
    ConditionTable,
    ContractTable,
    DealTable,
    DelayTable,
    ExpectTable,
    HistoryTable,
    PartyTable,
    ProcessTable,
    ScenarioFile,
    TermsTable,
)
from dealflow.testing.strategies import EPOCH

__all__ = ["scenario_files", "texts"]

_ONE = timedelta(days=1)


def texts() -> st.SearchStrategy[str]:
    """Texts with something in them, quotation marks, backslashes, line ends and Chinese characters included."""
    odd = st.sampled_from(['"', "'", "\\", "\n", "\r", "\t", '"""', "\x7f", "\x00", "合同", "é", "#", "=", "]"])
    return st.lists(st.one_of(odd, st.text(max_size=6)), max_size=6).map(lambda parts: "x" + "".join(parts))


def _maybe(strategy: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(st.just(""), strategy)


def scenario_files(catalogue: Catalogue, steps: int = 6) -> st.SearchStrategy[ScenarioFile]:
    """Files of scenarios over the definitions of *catalogue*, with up to *steps* entries of history."""

    @st.composite
    def files(draw: st.DrawFn) -> ScenarioFile:  # without arguments: a strategy shows them all where it fails
        return _file(draw, catalogue, steps)

    return files()


def _file(draw: st.DrawFn, catalogue: Catalogue, steps: int) -> ScenarioFile:
    plain = draw(_without_history(catalogue))
    deal = built(plain, catalogue, "generated").deal
    history, last = draw(_histories(deal, steps))
    as_of = last + _ONE * draw(st.integers(0, 60))
    asked = evolve(plain.deal, as_of=as_of, start=draw(st.sampled_from([None, EPOCH])) if history else None)
    file = evolve(plain, deal=asked, history=history, beliefs=draw(_beliefs(deal)))
    return evolve(file, expect=draw(_expects(built(file, catalogue, "generated"))))


@st.composite
def _without_history(draw: st.DrawFn, catalogue: Catalogue) -> ScenarioFile:
    parties = {
        id: PartyTable(name=draw(texts()), role=role, country=draw(st.sampled_from(["", "US", "CN"])))
        for id, role in (("seller", "seller"), ("buyer", "buyer"), ('odd "id"', "observer"))
    }
    assets = {
        id: AssetTable(name=draw(texts()), technology=draw(st.sampled_from(["", "algorithm"])))
        for id in draw(st.lists(st.sampled_from(["unit", "a.b", "算法"]), unique=True))
    }
    facts = _facts(catalogue)
    names = st.lists(st.sampled_from(["all", "less", "a-b_c", "x y"]), min_size=1, max_size=3, unique=True)
    terms = {name: draw(_terms(list(assets), facts)) for name in draw(names)}
    bids = {
        name: BidTable(bidder=("buyer",), terms=draw(st.sampled_from(["", *terms])))
        for name in draw(st.lists(st.sampled_from(["one", "a.b", "买方"]), max_size=2, unique=True))
    }
    processes = {
        f"{p.id}.{n}": ProcessTable(definition=p.id, roles=dict.fromkeys(p.roles, ("agreement",)))
        for p in draw(st.lists(st.sampled_from([p for p in catalogue.regimes if p.roles]), max_size=2))
        for n in (1, 2)
    }
    return ScenarioFile(
        format=1,
        deal=draw(_deal_tables(list(terms))),
        parties=parties,
        assets=assets,
        facts=draw(facts),
        terms=terms,
        bids=bids if "bid" in catalogue.ids else {},
        processes=processes,
        contract=draw(_contracts(catalogue)),
    )


def _deal_tables(terms: list[str]) -> st.SearchStrategy[DealTable]:
    return st.builds(
        DealTable,
        id=st.sampled_from(["x", "a.b-c", "交易"]),
        title=texts(),
        as_of=st.just(EPOCH),
        terms=st.sampled_from(["", *terms]),
        summary=st.one_of(st.just(""), st.text(), texts()),
        notes=st.lists(texts(), max_size=2).map(tuple),
    )


def _facts(catalogue: Catalogue) -> st.SearchStrategy[dict[str, Any]]:
    values = {
        "yes/no": st.booleans(),
        "number": st.one_of(st.integers(-10, 10**9), st.floats(-1e9, 1e9)),
        "text": texts(),
        "date": st.dates(date(1990, 1, 1), date(2050, 1, 1)),
        "countries": st.lists(st.sampled_from(["AU", "CA", "CN", "DE", "FR", "GB", "US"]), unique=True).map(tuple),
    }
    asked = {fact.name: values[fact.kind] for process in catalogue for fact in process.asks}
    return st.fixed_dictionaries({}, optional=asked)


def _terms(assets: list[str], facts: st.SearchStrategy[dict[str, Any]]) -> st.SearchStrategy[TermsTable]:
    some = st.lists(st.sampled_from(assets), unique=True).map(tuple) if assets else st.just(())
    return st.builds(
        TermsTable,
        text=st.one_of(st.just(""), texts()),
        buyer=st.sampled_from(["", "buyer"]),
        sold=some,
        licensed=some,
        accessed=some,
        facts=facts,
    )


def _contracts(catalogue: Catalogue) -> st.SearchStrategy[ContractTable]:
    dated = any(row.moves == "outside_date" for process in catalogue for row in process.transitions)
    days = st.dates(EPOCH, EPOCH + 900 * _ONE)
    condition = st.builds(ConditionTable, clause=texts(), id=st.just("staff"), text=texts(), waivable=st.booleans())
    listed = st.builds(ConditionTable, clause=texts(), process=st.just("agreement"))
    clock = st.builds(
        ClockTable,
        id=st.just("cure"),
        text=texts(),
        clause=texts(),
        length=st.sampled_from(["1 day", "20 days", "3 weeks", "10 working days"]),
        calendar=st.just("weekends"),
        rolls=st.booleans(),
        blocks=st.sampled_from(["", "close"]),
    )
    return st.builds(
        ContractTable,
        dates=st.fixed_dictionaries({}, optional={"outside_date": days} if dated else {}),
        condition=st.sampled_from([0, 1, 2]).flatmap(lambda n: st.tuples(*[condition, listed][:n])),
        clock=st.lists(clock, max_size=1).map(tuple),
    )


@st.composite
def _histories(draw: st.DrawFn, deal: Deal, steps: int) -> tuple[tuple[HistoryTable, ...], date]:
    """Entries that the kernel accepts where they stand, and the day of the last."""
    snapshot, found = kernel.start(deal, EPOCH), []
    for _ in range(draw(st.integers(0, steps))):
        snapshot = kernel.settle(deal, snapshot, snapshot.day + _ONE * draw(st.integers(0, 40)))
        if draw(st.integers(0, 4)) == 0:
            found.append(draw(_said(snapshot.day)))
            continue
        option = draw(st.sampled_from(kernel.options(deal, snapshot)))
        table, snapshot = draw(_acted(deal, snapshot, option))
        found.extend(table)
    return tuple(found), snapshot.day


def _said(day: date) -> st.SearchStrategy[HistoryTable]:
    return st.builds(
        HistoryTable,
        statement=texts(),
        on=st.just(day),
        by=texts(),
        source=_maybe(texts()),
        recorded=st.sampled_from([None, day, day + _ONE]),
    )


@st.composite
def _acted(
    draw: st.DrawFn, deal: Deal, snapshot: Snapshot, option: Option
) -> tuple[tuple[HistoryTable, ...], Snapshot]:
    """The entry of taking *option*, as an act or as a breach; none if the kernel cannot apply it at all."""
    by = draw(st.sampled_from(_actors(deal, option)))
    details = {
        d.name: draw(_detail(deal, d, snapshot.day)) for d in option.row.details if d.required or draw(st.booleans())
    }
    act = Act(option.id, snapshot.day, by, None, details)
    got = kernel.decide(deal, snapshot, act)
    if isinstance(got, Refusal) and got.kind not in ("condition unmet", "too early", "too late"):
        return (), snapshot
    event = kernel.breach(deal, snapshot, act) if isinstance(got, Refusal) else got
    table = HistoryTable(
        act=option.id,
        on=snapshot.day,
        by=by,
        breach=event.kind == "breach",
        evidence=draw(st.sampled_from(["", *EVIDENCE])),
        source=draw(_maybe(texts())),
        note=draw(_maybe(texts())),
        more=details,
    )
    return (table,), kernel.evolve(deal, snapshot, event)


def _actors(deal: Deal, option: Option) -> list[str]:
    roles = deal.bound(option.process).roles
    named = [party for role in option.by for party in roles.get(role, ())]
    return [*named, *(role for role in option.by if role != CLOCK)]


def _detail(deal: Deal, detail: Detail, day: date) -> st.SearchStrategy[Any]:
    values: dict[str, st.SearchStrategy[Any]] = {
        "party": st.sampled_from([p.id for p in deal.parties]),
        "days": st.integers(1, 60),
        "length": st.sampled_from(["5 days", "2 weeks", "1 month"]),
        "date": st.integers(0, 90).map(lambda n: day + _ONE * n),
        "terms": st.sampled_from(list(deal.terms)),
    }
    return values.get(detail.kind, texts())


@st.composite
def _beliefs(draw: st.DrawFn, deal: Deal) -> tuple[BeliefTable, ...]:
    """Beliefs over states that people can leave, one group each."""
    places = [
        (b.id, b.process, s.name) for b in deal.processes for s in b.process.states if _choices(b.process, s.name)
    ]
    chosen = draw(st.lists(st.sampled_from(places), max_size=3, unique_by=lambda p: (p[0], p[2]))) if places else []
    return tuple(draw(_belief(deal, id, process, state)) for id, process, state in chosen)


def _choices(process: Process, state: str) -> list[Transition]:
    """One row for each action that people can take, of those that need no detail."""
    rows = [r for r in process.rows(state) if r.by != (CLOCK,) and not any(d.required for d in r.details)]
    free = {r.action for r in process.transitions if any(d.required for d in r.details)}
    return list({r.action: r for r in rows if r.action not in free}.values())


@st.composite
def _belief(draw: st.DrawFn, deal: Deal, id: str, process: Process, state: str) -> BeliefTable:
    rows = draw(
        st.lists(st.sampled_from(_choices(process, state)), min_size=1, max_size=3, unique_by=lambda r: r.action)
    )
    weights = draw(st.lists(st.integers(1, 20), min_size=len(rows) + 1, max_size=len(rows) + 1))
    chances = [Fraction(w, sum(weights)) for w in weights]
    delays = st.sampled_from(
        [
            "1 day",
            "20 days",
            "5 to 10 working days",
            "2 to 3 months",
            "10 to 30 days, most likely 15",
            "observed 3, 3, 5 days",
        ]
    )  # none at once: that might lead round in a circle
    if clocks := deal.clock_ids:
        delays = st.one_of(delays, st.sampled_from(clocks).map(lambda c: f"on the last day of {c}"))
    half = Fraction(1, 2)
    alternatives = [
        AlternativeTable(
            action=row.action,
            chance=chance,
            delay=draw(st.one_of(delays, st.tuples(*[st.builds(DelayTable, after=delays, chance=st.just(half))] * 2))),
        )
        for row, chance in zip(rows, chances, strict=False)
    ]
    kind = draw(st.sampled_from(list(BASES)))
    return BeliefTable(
        process=id,
        state=state,
        calendar="cn.state",
        basis=BasisTable(kind=kind, source="a count" if kind == "base rate" else "", text=draw(_maybe(texts()))),
        alternatives=(*alternatives, AlternativeTable(action="none", chance=chances[-1])),
    )


@st.composite
def _expects(draw: st.DrawFn, scenario: Scenario) -> tuple[ExpectTable, ...]:
    """Expectations that hold, because they are read from the record."""
    deal, snapshot = scenario.deal, scenario.record().snapshot
    truths = [ExpectTable(ending=kernel.ending(deal, snapshot) or "open", text="x")]
    truths += [ExpectTable(state={id: state}, as_of=snapshot.day) for id, state in snapshot.states.items()]
    truths += [ExpectTable(deadline=d.clock, day=d.day) for d in kernel.deadlines(deal, snapshot)]
    truths += [
        ExpectTable(permitted=o.id) if o.permitted else ExpectTable(blocked=o.id, on=snapshot.day)
        for o in {o.id: o for o in kernel.options(deal, snapshot)}.values()
        if sum(other.id == o.id for other in kernel.options(deal, snapshot)) == 1
    ]
    return tuple(draw(st.lists(st.sampled_from(truths), max_size=3)))
