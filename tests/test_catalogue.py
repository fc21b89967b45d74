"""The catalogue finds every definition by itself, and gives the date of any clock in it."""

from __future__ import annotations

import pkgutil
import warnings
from datetime import date
from typing import Any

import pytest

import dealflow as df
from dealflow import commercial, regimes
from dealflow.catalogue import catalogue, deadline
from dealflow.errors import ProvisionalDate, RecalledRule, UndeclaredLapse, UnknownName
from dealflow.model import Kind, Length, Unit

NINETY = Length(90, Unit.DAYS)
RELIED_ON = (
    "us.cfius/review",
    "us.cfius/investigation",
    "us.cfius/president",
    "us.cfius/declaration",
    "us.divestiture_order/divest",
    "us.ieepa_order/effective",
    "cn.tech_export/letter_of_intent",
    "cn.tech_export/licence",
)


def quiet(clock: str, start: str, **more: Any) -> df.Deadline:
    """A date, its warnings left to its own field."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return deadline(clock, start, **more)


def test_every_module_of_the_rooms_is_found() -> None:
    """Each file in regimes/ and commercial/ that defines processes is in the catalogue, named nowhere."""
    rooms = [(regimes, "dealflow.regimes"), (commercial, "dealflow.commercial")]
    names = [f"{name}.{m.name}" for room, name in rooms for m in pkgutil.iter_modules(room.__path__)]
    defined = {p.id for n in names for p in getattr(__import__(n, fromlist=["x"]), "PROCESSES", ())}

    assert defined == set(catalogue().ids)
    assert len(catalogue()) == len(list(catalogue()))


@pytest.mark.parametrize("clock", RELIED_ON)
def test_clocks_that_others_rely_on_keep_their_ids(clock: str) -> None:
    """The ids of clocks are public."""
    assert clock in df.catalogue().clocks


@pytest.mark.parametrize(
    ("clock", "start", "more", "day"),
    [
        ("us.cfius/review", "2021-09-14", {}, "2021-10-28"),
        ("us.cfius/investigation", "2021-10-28", {}, "2021-12-13"),
        ("us.cfius/review", "2018-07-13", {}, "2018-08-13"),
        ("us.cfius/president", "2016-11-17", {}, "2016-12-02"),
        ("us.cfius/review", "2025-08-20", {"tolled": [("2025-10-01", "2025-11-12")]}, "2025-11-17"),
        ("us.cfius/review", "2025-08-20", {"tolled": [(date(2025, 10, 1), date(2025, 11, 12))]}, "2025-11-17"),
        ("us.divestiture_order/divest", "2020-08-14", {"length": 90}, "2020-11-12"),
        ("us.divestiture_order/divest", "2020-08-14", {"length": "90 days", "extensions": [15, 7]}, "2020-12-04"),
        ("us.divestiture_order/divest", "2020-08-14", {"length": NINETY, "extensions": ["30 days"]}, "2020-12-12"),
        ("us.ieepa_order/effective", "2020-08-06", {}, "2020-09-20"),
        ("us.ieepa_order/effective", "2020-08-06", {"length": 30}, "2020-09-05"),
        ("cn.tech_export/letter_of_intent", "2020-09-23", {}, "2020-11-10"),
        ("cn.tech_export/letter_of_intent", "2020-09-24", {"readings": "acceptance"}, "2020-11-11"),
        ("cn.tech_export/licence", "2020-11-11", {}, "2020-12-02"),
        ("us.cfius/declaration", "2024-12-11", {"readings": ["day_0"]}, "2025-01-10"),
        ("us.cfius/investigation", "2025-11-17", {"extensions": [15], "readings": "raw_end"}, "2026-01-16"),
        ("us.cfius/investigation", "2025-11-17", {"extensions": [15]}, "2026-01-20"),
    ],
)  # fmt: skip
def test_dates(clock: str, start: str, more: dict[str, Any], day: str) -> None:
    """Published and computed dates, with stops, extensions, orders' own lengths and both readings."""
    assert date.fromisoformat(day) == quiet(clock, start, **more).day


def test_a_date_says_what_it_is() -> None:
    """The kind, the readings used, the rules and the days out of the ordinary come with the date."""
    found = quiet("us.ieepa_order/effective", "2020-08-06")
    letter = quiet("cn.tech_export/letter_of_intent", "2020-09-24")

    assert Kind.TAKES_EFFECT is found.kind
    assert any("the default reading" in said for said in letter.readings)
    assert letter.citations
    assert {"worked", "closed", "starts", "ends"} == {line.kind for line in letter.count}
    assert found.last_day == found.day


@pytest.mark.parametrize(
    ("clock", "start", "more", "error", "text"),
    [
        ("us.cfius/reviw", "2020-01-02", {}, UnknownName, "did you mean 'us.cfius/review'"),
        ("us.cfius/review", "2020-01-02", {"variant": "x"}, UnknownName, "no variant"),
        ("us.cfius/review", "2020-01-02", {"readings": "x"}, UnknownName, "no reading"),
        ("us.cfius/review", "2020-01-02", {"readings": {"rule": "x"}}, UnknownName, "no reading"),
        ("us.cfius/review", "2020-01-02", {"length": 30}, ValueError, "the law sets its length"),
        ("us.divestiture_order/divest", "2020-01-02", {}, ValueError, "no length of its own"),
        ("cn.tech_export/technical_review", "2009-05-19", {}, ValueError, "did not exist on 2009-05-19"),
        ("us.cfius/review", "2020-01-02", {"tolled": [("2020-02-02", "2020-02-01")]}, ValueError, "before it begins"),
        ("us.cfius/review", "2020-01-02", {"extensions": ["some days"]}, ValueError, "is not a length"),
    ],
)  # fmt: skip
def test_what_cannot_be_counted_says_why(
    clock: str, start: str, more: dict[str, Any], error: type[Exception], text: str
) -> None:
    """A wrong question is answered with what was wrong and what to do."""
    with pytest.raises(error, match=text):
        deadline(clock, start, **more)


def test_a_known_lapse_that_is_not_passed_is_said() -> None:
    """Nothing is tolled unless passed; a lapse that is known to have tolled the clock is named."""
    with pytest.warns(UndeclaredLapse, match="1 Oct 2025 to Wed 12 Nov 2025"):
        found = deadline("us.cfius/review", "2025-08-20")

    assert date(2025, 10, 3) == found.day
    assert any("lapse of appropriations" in said for said in found.warnings)
    assert () == quiet("us.cfius/review", "2025-08-20", tolled=[("2025-10-01", "2025-11-12")]).warnings
    assert () == quiet("us.cfius/review", "2013-09-20").warnings


def test_a_date_past_the_announced_days_is_provisional() -> None:
    """A count into a year whose holidays nobody has announced says so, in the value and as a warning."""
    with pytest.warns(ProvisionalDate, match="lies outside the days announced"):
        found = deadline("cn.tech_export/letter_of_intent", "2026-12-15")

    assert found.provisional
    assert found.provisional_because in found.warnings[0]


def test_a_recalled_rule_or_day_is_said() -> None:
    """A date that rests on something nobody has read says so."""
    with pytest.warns(RecalledRule, match="recalled rule"):
        deadline("cn.tech_export/letter_validity", "2021-01-04")
    with pytest.warns(RecalledRule, match="recalled day"):
        found = deadline("us.cfius/review", "2018-12-03", tolled=[("2018-12-22", "2019-01-25")])

    assert found.recalled
    assert [date(2019, 2, 20)] == [line.first for line in found.recalled_days]


@pytest.mark.parametrize(
    ("clock", "extensions", "text"),
    [
        ("us.cfius/review", [10], "no rule of this clock allows"),
        ("us.cfius/investigation", [15, 15], "allows 1 extension"),
        ("us.cfius/investigation", [20], "at most 15 days"),
    ],
)
def test_an_extension_beyond_the_rule_is_counted_and_said(clock: str, extensions: list[int], text: str) -> None:
    """The date is given, with the warning that no rule allows it."""
    with pytest.warns(UserWarning, match=text):
        deadline(clock, "2023-03-01", extensions=extensions)
