"""Over the whole catalogue: closing waits for every approval, stops never shorten, caps are never exceeded."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

import dealflow as df
from dealflow import kernel
from dealflow.catalogue import catalogue
from dealflow.commercial.agreement import PROCESSES as AGREEMENT
from dealflow.errors import DefinitionError
from dealflow.kernel import Act, Event, Snapshot
from dealflow.model import Applicability, Bound, Clock, Deal, Extension, Length, Need, Party, Process, Terms
from dealflow.model.process import always_applies
from paths import shortest, stand_in, value_of
from regime_tests import regime_tests

_DAY = date(2027, 3, 1)
ALL = {p.id: p for p in catalogue()}
GATED = {id: p for id, p in ALL.items() if any(g.step == "close" and not g.listed for g in p.gates)}
#: States without an approval in which closing is possible, and approvals that are not enough: each read out of the law
#: by the regime's own test file.
CLOSES = {x for module in regime_tests() for x in vars(module).get("CLOSES", ())}
NOT_ENOUGH = {x for module in regime_tests() for x in vars(module).get("NOT_ENOUGH", ())}


def _idle(process: Process) -> Process:
    """*process* as one that nobody asks."""
    return evolve(process, applies=lambda _terms, _day: Applicability(Need.NONE, "not asked here"), law_days=())


def deal_of(process: Process) -> Deal:
    """A deal with this authority, required, and as many others as its rows refer to."""
    asked = Bound(process.id, evolve(process, applies=always_applies, law_days=()), roles=_roles(process))
    about: dict[str, Any] = {"parties": [Party("p0", "the party")], "terms": {"t": Terms("t", buyer="p0")}}
    try:
        return Deal("d", "one authority", [AGREEMENT[0], asked], **about)
    except DefinitionError:
        others = [Bound(p.id, _idle(p)) for p in ALL.values() if p.id not in (process.id, "agreement") and not p.roles]
        return Deal("d", "one authority among others", [AGREEMENT[0], asked, *others], **about)


def _roles(process: Process) -> dict[str, tuple[str, ...]]:
    return dict.fromkeys(process.roles, ("p0",))


def signed(deal: Deal) -> Snapshot:
    """The deal after signing."""
    now = kernel.start(deal, _DAY)
    for action in ("negotiate", "sign"):
        event = kernel.breach(deal, now, Act(f"agreement:{action}", _DAY, "seller"))
        now = kernel.evolve(deal, now, event)
    return now


def standing(id: str) -> Iterator[tuple[str, Deal, Snapshot]]:
    """The signed deal with the process *id* in each of the states that can be reached."""
    process = ALL[id]
    deal = deal_of(process)
    for state, way in shortest(process).items():
        try:
            now = stand_in(deal, signed(deal), id, way)
        except DefinitionError:
            now = None
        if now is not None and now.process(id).state == state:
            yield state, deal, now


@pytest.mark.parametrize("id", GATED)
def test_closing_waits_for_every_approval(id: str) -> None:
    """While an authority is required, closing is possible in its approvals, where the law says so, and nowhere else."""
    seen = 0
    for state, deal, now in standing(id):
        may = isinstance(kernel.decide(deal, now, Act("agreement:close", now.day, "seller")), Event)
        approval = ALL[id].state(state).approval
        wanted = (approval and (id, state) not in NOT_ENOUGH) or (id, state) in CLOSES
        assert may == wanted, f"{id} in {state}: closing is {'possible' if may else 'refused'}"
        seen += 1
    assert seen >= 0.6 * len(ALL[id].states), "too few states could be reached to say anything"


def test_the_table_of_exceptions_names_states_that_exist() -> None:
    """No exception is left over from a state that is gone."""
    for id, state in CLOSES | NOT_ENOUGH:
        assert ALL[id].state(state).approval == ((id, state) in NOT_ENOUGH)


# ---------------------------------------------------------------------------------------------------- stops, extensions

CLOCKS = {f"{p.id}/{c.name}": c for p in ALL.values() for c in p.clocks}
COUNTED = {id: c for id, c in CLOCKS.items() if c.length.editions[-1].value is not None}


def _deadline(id: str, start: date, **more: Any) -> date:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return df.deadline(id, start, **more).day


@pytest.mark.parametrize("id", COUNTED)
@given(data=st.data())
@settings(max_examples=15)
def test_a_stop_never_shortens_a_clock(id: str, data: Any) -> None:
    """However often a clock is stopped, its day never comes earlier, and more stops never bring it back."""
    start = data.draw(st.dates(date(2028, 1, 17), date(2029, 12, 1)))
    stops: list[tuple[date, date]] = []
    plain = before = _deadline(id, start)
    for _ in range(data.draw(st.integers(1, 3))):
        first = start + timedelta(days=data.draw(st.integers(1, 90)))
        stops.append((first, first + timedelta(days=data.draw(st.integers(0, 30)))))
        now = _deadline(id, start, tolled=stops)
        assert now >= before >= plain
        before = now


def _rows() -> Iterator[tuple[str, str, str]]:
    for process in ALL.values():
        for row in process.transitions:
            for clock in row.extends:
                yield process.id, row.action, clock


EXTENDING = sorted(set(_rows()))


@pytest.mark.parametrize(("id", "action", "clock"), EXTENDING, ids=str)
@given(data=st.data())
@settings(max_examples=10)
def test_no_extension_goes_beyond_its_cap(id: str, action: str, clock: str, data: Any) -> None:
    """Whatever lengths are tried, what is granted keeps to the size, the number and the total of its rule."""
    process = ALL[id]
    row = next(r for r in process.transitions if r.action == action and clock in r.extends)
    rule = process.clock(clock).extension(row.under)
    assert rule is not None
    deal = deal_of(process)
    source = next(s for s in row.source if s in process.clock(clock).runs_in or s in shortest(process))
    try:
        now = stand_in(deal, signed(deal), id, shortest(process)[source])
    except DefinitionError:
        now = None
    if now is None or now.process(id).run(clock) is None:
        return
    before = _day_of(deal, now, f"{id}/{clock}")
    for _ in range(4):
        size = Length(data.draw(st.integers(1, 70)), _unit(rule, process.clock(clock)))
        details = {d.name: size if d.kind in ("days", "length") else value_of(d) for d in row.details}
        got = kernel.decide(deal, now, Act(f"{id}:{action}", now.day, row.by[0], details=details))
        if isinstance(got, Event) and got.now == now.process(id).state:
            now = kernel.evolve(deal, now, got)
        run = now.process(id).run(clock)
        if run is None:
            return
        _within(rule, run.extended(row.under))
        after = _day_of(deal, now, f"{id}/{clock}")
        assert before is None or after is None or after >= before
        before = after


def _unit(rule: Extension, clock: Clock) -> Any:
    cap = rule.each or rule.total
    return cap.unit if cap is not None else clock.unit


def _day_of(deal: Deal, now: Snapshot, clock: str) -> date | None:
    found = kernel.deadline(deal, now, clock)
    return None if found is None else found.day


def _within(rule: Extension, had: tuple[Length, ...]) -> None:
    if rule.times is not None:
        assert len(had) <= rule.times
    if rule.each is not None:
        assert all(x.unit is rule.each.unit and x.n <= rule.each.n for x in had)
    if rule.total is not None:
        assert sum(x.n for x in had) <= rule.total.n
