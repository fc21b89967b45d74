"""The real deals: every event of their chronologies stands in their files, on its day, and they end as they ended."""

from __future__ import annotations

import json
import re
from datetime import date, datetime
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from dealflow.kernel import applicability, deadline
from dealflow.model import Need
from dealflow.report.deals import HOW, breaches, deals_page, told
from dealflow.scenario import Scenario, check_expectations, load, names
from dealflow.scenario.kinds import Month
from dealflow.scenario.shape import ExpectTable, HistoryTable

FACTS: dict[str, dict[str, Any]] = {
    fact["id"]: fact
    for fact in json.loads((Path(__file__).parents[1] / "data" / "deals.json").read_text(encoding="utf-8"))
}
NEVER_ENDED = {"shelved", "pending"}
EACH = pytest.mark.parametrize("id", [id for id in FACTS if id in names("deals")])


@cache
def deal(id: str) -> Scenario:
    """The deal on its own day."""
    return load(id)


@cache
def whole(id: str) -> Scenario:
    """The deal when everything has happened and is known."""
    found = deal(id)
    return found.at(max([found.as_of, *(entry.learned for entry in found.history)]))


def on(entry: HistoryTable) -> date | Month:
    """The day that is written, or the month."""
    return entry.on.date() if isinstance(entry.on, datetime) else entry.on


def is_of(entry: HistoryTable, when: str) -> bool:
    """True if *entry* stands on that day, or in that month where no day is known."""
    return str(on(entry)) == when


def falls(expect: ExpectTable, when: str) -> bool:
    """True if *expect* is of a date that falls due then."""
    return expect.day is not None and str(expect.day) == when


def test_every_deal_has_its_file() -> None:
    """The files are those of the chronologies, each once."""
    assert set(FACTS) == set(names("deals"))


@EACH
def test_every_event_stands_in_the_file_on_its_day(id: str) -> None:
    """No event is left out, and each is on the day, or in the month, that its chronology has."""
    for one in told(deal(id), FACTS[id]["events"]):
        when = one.event["date"]
        placed = any(is_of(e, when) for e in one.entries) or any(falls(e, when) for e in one.expects)
        assert placed, f"event {one.number} of {when}: {one.event['detail']}"


@EACH
def test_every_entry_with_a_number_is_of_an_event(id: str) -> None:
    """A number in a file is that of an event of the chronology, and one of its events is on the entry's day."""
    file, events = deal(id).file, FACTS[id]["events"]
    known = {str(n) for n in range(len(events))}
    for entry in file.history:
        assert set(entry.ref) <= known
        assert not entry.ref or any(is_of(entry, events[int(n)]["date"]) for n in entry.ref), entry
    for expect in file.expect:
        assert set(expect.ref) <= known


@EACH
def test_what_is_in_no_chronology_says_so(id: str) -> None:
    """An act that only must have happened says why it is there; no statement is added."""
    for entry in deal(id).file.history:
        if not entry.ref:
            assert entry.act, entry
            assert entry.evidence, entry
            assert entry.note, entry


@EACH
def test_every_entry_says_what_it_rests_on(id: str) -> None:
    """Each entry has a source, and each act a class of evidence."""
    for entry in deal(id).file.history:
        assert entry.source or not entry.ref, entry
        assert entry.evidence or not entry.act, entry


@EACH
def test_the_file_is_in_order_of_time(id: str) -> None:
    """Days never go back; a month stands where one of its days can."""
    for before, after in pairwise(deal(id).history):
        assert before.on <= after.on, after


@EACH
def test_nothing_falls_and_no_breach_is_empty(id: str) -> None:
    """Every act stands where it is; what is marked as a breach ran over something, and keeps it."""
    record = whole(id).record()
    acts = [entry for entry in whole(id).history if entry.kind == "breach"]

    assert () == record.fallen
    assert () == record.notes
    assert len(acts) == len(breaches(whole(id)))
    assert all(event.blockers for event in breaches(whole(id)))


@EACH
def test_it_ends_as_it_ended(id: str) -> None:
    """The recorded outcome is expected and holds when everything has happened; what never ended is open."""
    outcome = FACTS[id]["outcome"]
    wanted = "open" if outcome in NEVER_ENDED else outcome
    last = max(entry.on for entry in whole(id).history)
    endings = [e for e in deal(id).file.expect if e.ending and (e.on or e.as_of or deal(id).as_of) >= last]

    assert [wanted] == sorted({e.ending for e in endings})
    assert deal(id).as_of >= last


@EACH
def test_its_expectations_hold(id: str) -> None:
    """At least three: a date if any clock ran, a step that was blocked and by whom, an approval that was required."""
    expects, found = deal(id).file.expect, whole(id)
    snapshot = found.record().snapshot
    ran = [clock for clock in found.deal.clock_ids if deadline(found.deal, snapshot, clock)]

    assert () == check_expectations(deal(id))
    assert len(expects) >= 3
    assert not ran or any(e.deadline for e in expects)
    assert any(e.blocked and e.because for e in expects)
    assert any(e.required or e.not_required for e in expects)


@EACH
def test_no_question_is_left_open_silently(id: str) -> None:
    """Whatever a rule of application would still ask is named in the notes of the deal."""
    found = whole(id)
    notes = " ".join(found.notes)
    for bound in found.deal.processes:
        need = applicability(found.deal, found.record().snapshot, bound.id)
        if not bound.of and need.status == Need.UNKNOWN:
            assert all(name in notes for name in need.missing), f"{bound.id} asks: {need.question}"


def test_the_page_has_every_deal_and_counts_rightly() -> None:
    """Each bundled deal has its row and its part; the numbers of the rows add up to the total."""
    deals = [(deal(id), FACTS[id]) for id in FACTS if id in names("deals")]
    page = deals_page(deals)
    rows = [line for line in page.splitlines() if re.match(r"\| \[.*\]\(#", line)]
    numbers = [[int(cell) for cell in row.split(" | ")[-5:-1]] for row in rows]
    stated = re.search(r"\*\*(\d+) of (\d+) events", page)

    assert len(deals) == len(rows)
    assert stated is not None
    assert int(stated[2]) == sum(n[0] for n in numbers) == sum(len(fact["events"]) for _, fact in deals)
    assert int(stated[1]) == sum(n[1] + n[2] for n in numbers)
    for scenario, _ in deals:
        assert f"{{ #{scenario.id} }}" in page


def test_the_best_way_counts() -> None:
    """An event that an act and a statement carry is an act; the ways stand in that order."""
    assert ("act", "breach", "date", "statement", "missing") == HOW
