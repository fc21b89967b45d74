"""What silence approves is what was before the authority, not what the parties have agreed since."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from dealflow import kernel
from dealflow.catalogue import catalogue
from dealflow.kernel import Act, Refusal, Snapshot
from dealflow.model import CLOCK, Asset, Deal, Party, Terms
from test_catalogue_gates import deal_of

US = Asset("us", "the US operations", exporter="US")
SILENT = [
    p.id
    for p in catalogue()
    if p.covers
    and not p.contract
    and any(g.step == "close" and not g.listed for g in p.gates)
    and any(r.by == (CLOCK,) and r.target and p.state(r.target).approval for r in p.transitions)
]


def two_buyers(id: str) -> Deal:
    """A deal with the authority *id*, required, and terms that differ in buyer and assets."""
    deal = deal_of(catalogue()[id])
    terms = {name: Terms(name, buyer=name, sold=[US][:n]) for n, name in enumerate(("a", "b"))}
    return Deal("d", "two buyers", deal.processes, parties=[Party("a", "A"), Party("b", "B")], terms=terms)


def silently_approved(deal: Deal, id: str, *, amended: bool) -> Snapshot | None:
    """The signed deal after the first silence that approves, with the terms *amended* while its clock ran or not."""
    process = catalogue()[id]
    for row in process.rows(process.initial.name):
        clocks = [c for c in process.clocks if c.lapse and row.target in c.runs_in and not c.started_by]
        lapses = [r for c in clocks for r in process.rows(row.target or "") if r.action == c.lapse]
        if row.target is None or not any(r.target and process.state(r.target).approval for r in lapses):
            continue
        now = kernel.start(deal, date(2027, 3, 1))
        acts: list[tuple[str, str, dict[str, str]]] = [
            ("agreement:negotiate", "seller", {}),
            ("agreement:sign", "seller", {}),
        ]
        acts.append((f"{id}:{row.action}", row.by[0], {d.name: "x" for d in row.details if d.required}))
        acts += [("agreement:amend_terms", "seller", {"terms": "b"})] if amended else []
        for action, by, details in acts:
            event = kernel.breach(deal, now, Act(action, now.day, by, details=details))
            now = kernel.evolve(deal, now, event)
        for event in kernel.advance(deal, now, now.day + timedelta(days=400)):
            now = kernel.evolve(deal, now, event)
            if process.state(now.process(id).state).approval:
                return now
    return None


@pytest.mark.parametrize("id", SILENT)
def test_silence_does_not_approve_another_buyer(id: str) -> None:
    """Filed for A and amended to B while the clock runs: the lapse clears A, and B does not close on it."""
    deal = two_buyers(id)
    plain = silently_approved(deal, id, amended=False)
    if plain is None:
        return
    changed = silently_approved(deal, id, amended=True)
    assert changed is not None
    assert kernel.decide(deal, plain, Act("agreement:close", plain.day, "seller"))
    refused = kernel.decide(deal, changed, Act("agreement:close", changed.day, "seller"))
    assert isinstance(refused, Refusal)
    assert id in {b.process for b in refused.blockers}


def test_the_test_above_reaches_real_authorities() -> None:
    """Among them those whose silence is met most."""
    reached = {id for id in SILENT if silently_approved(two_buyers(id), id, amended=False) is not None}
    assert {"us.hsr", "us.itar", "eu.merger"} <= reached
    assert len(reached) >= 4
