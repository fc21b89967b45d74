from __future__ import annotations

import json
from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from dealflow.analysis.basis import Basis, ProvisionalDay
from dealflow.analysis.explain import what_next, why_action, why_deadline
from dealflow.report.plain import answer, plain
from small_deal import standing

DAYS = st.dates(date(2020, 8, 1), date(2021, 1, 31))
LETTER = "cn.tech_export/letter_of_intent"


@given(DAYS)
def test_every_answer_can_be_written_as_json(day: date) -> None:
    """An outlook of any day goes through JSON and back unchanged."""
    found = plain(what_next(*standing(day)))

    assert found == json.loads(json.dumps(found))


def test_a_deadline_carries_its_count_and_its_rules() -> None:
    """The day, each line of the count, the naive counts, the citations with their status."""
    found: dict[str, Any] = plain(why_deadline(*standing(), LETTER))["deadline"]

    assert "2020-11-11" == found["day"]
    assert {"first", "last", "kind", "text", "source"} == set(found["count"][0])
    assert {"rule", "day", "out_by"} == set(found["naive"][0])
    assert {"checked", "derived", "recalled"} >= {c["status"] for c in found["citations"]}


def test_a_blocked_action_says_so() -> None:
    """Computed properties are part of the answer."""
    found = plain(why_action(*standing(), "close"))

    assert found["permitted"] is False
    assert found["blockers"]


def test_what_an_answer_rests_on_stands_at_its_end() -> None:
    """Several bases come together, each thing once."""
    day = ProvisionalDay("a/b", date(2030, 1, 1), "not announced")
    found = answer("x", {"dealflow": "1"}, {"result": 1}, [Basis((day,)), Basis((day,))])

    assert [{"clock": "a/b", "day": "2030-01-01", "because": "not announced"}] == found["provisional"]
    assert ["dealflow", "schema", "input", "calendars", "seed", "result"] == list(found)[:6]
