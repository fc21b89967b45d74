"""Expectations: every kind holds where it should, and fails with what is instead, and where."""

from __future__ import annotations

import pytest

from dealflow.errors import ScenarioError
from dealflow.scenario import Failure, check_expectations, loads
from scenario.tiny import CATALOGUE

FILE = """
format = 1
[deal]
id = "tiny"
title = "Acme to Bolt"
as_of = 2020-08-20
[parties]
acme = { name = "Acme Ltd.", role = "seller" }
[facts]
buyer_is_foreign = true
[[history]]
act = "xx.review:file"
on = 2020-08-03
by = "acme"
[[history]]
act = "agreement:negotiate"
on = 2020-08-04
by = "acme"
[[history]]
act = "agreement:sign"
on = 2020-08-05
by = "acme"
[[expect]]
"""
LINE = FILE.count("\n")


def failures(text: str) -> tuple[Failure, ...]:
    """The failures of a file with one expectation."""
    return check_expectations(loads(FILE + text, "tiny.toml", catalogue=CATALOGUE))


@pytest.mark.parametrize(
    "text",
    [
        'deadline = "xx.review/review"\nday = 2020-09-02',
        'deadline = "xx.review/review"\nday = 2020-09-02\nas_of = 2020-08-03',
        'deadline = "outside_date"\nday = 2020-12-31\n[contract]\noutside_date = 2020-12-31',
        'blocked = "agreement:close"\nbecause = "xx.review"',
        'blocked = "agreement:close"\nbecause = ["xx.review"]\non = 2020-08-25',
        'blocked = "agreement:sign"',
        'permitted = "xx.review:clear"',
        'permitted = "agreement:close"\nas_of = 2020-08-20\non = 2020-09-03',
        'required = "xx.review"',
        'required = ["xx.review", "xx.order"]',
        'not_required = "yy.licence"',
        'state = { agreement = "signed", "xx.review" = "review" }',
        'state = { "xx.review" = "cleared" }\nas_of = 2020-08-20\non = 2020-09-03',
        'state = { "xx.review" = "none" }\non = 2020-08-02',
        'milestone = "signing"',
        'milestone = "signing"\nday = 2020-08-05',
        'ending = "open"',
    ],
)
def test_what_holds(text: str) -> None:
    """An expectation that holds gives no failure."""
    assert () == failures(text)


@pytest.mark.parametrize(
    ("text", "expected", "found"),
    [
        (
            'deadline = "xx.review/review"\nday = 2020-09-01',
            "xx.review/review to end on Tue 1 Sep 2020 on Thu 20 Aug 2020",
            "its last day is Wed 2 Sep 2020",
        ),
        (
            'deadline = "outside_date"\nday = 2020-12-30\n[contract]\noutside_date = 2020-12-31',
            "outside_date to end on Wed 30 Dec 2020",
            "its last day is Thu 31 Dec 2020",
        ),
        ('deadline = "xx.order/effective"\nday = 2020-09-01', "xx.order/effective to end", "the clock never ran"),
        ('blocked = "xx.review:clear"', "xx.review:clear to be blocked", "it is possible"),
        (
            'blocked = "agreement:close"\nbecause = "xx.order"',
            "because of xx.order",
            "it is blocked because of xx.review",
        ),
        ('permitted = "agreement:close"', "agreement:close to be possible", "it is blocked: the review is not cleared"),
        ('permitted = "agreement:sign"', "agreement:sign to be possible", "it is blocked"),
        (
            'required = ["xx.review", "yy.licence"]',
            "xx.review, yy.licence to be required",
            "not required are yy.licence",
        ),
        ('not_required = "xx.review"', "xx.review not to be required", "required are xx.review: the buyer is foreign"),
        ('state = { agreement = "closed" }', "agreement to be closed", "agreement is signed"),
        ('milestone = "closing"', "closing to be reached", "it is not reached"),
        ('milestone = "signing"\nday = 2020-08-06', "on Thu 6 Aug 2020", "it was reached on Wed 5 Aug 2020"),
        ('ending = "closed"', "the deal to be closed", "it is open"),
    ],
)
def test_what_does_not_hold(text: str, expected: str, found: str) -> None:
    """A failure says what was expected, what is instead, and where the expectation stands."""
    (failure,) = failures(text)

    assert expected in failure.expected
    assert found in failure.found
    assert (LINE, 1) == (failure.line, failure.column)
    assert str(failure).startswith(f"tiny.toml:{LINE}:1: expected ")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "about one thing, and this one about none"),
        ('ending = "open"\nmilestone = "signing"', "and this one about 2"),
        ('ending = "won"', 'no ending called "won"'),
        ('milestone = "singing"', 'did you mean "signing"'),
        ('deadline = "xx.review/review"', "day is missing"),
        ('ending = "open"\nbecause = ["xx.review"]', "because says nothing of ending"),
        ('ending = "open"\nday = 2020-08-01', "day says nothing of ending"),
        ('ending = "open"\nas_of = 2020-08-02\non = 2020-08-01', "on lies before as_of"),
        ('blocked = "xx.review:run_out"', "falls by itself"),
        ('state = { "xx.revue" = "cleared" }', 'did you mean "xx.review"'),
        ('state = { "xx.review" = "clear" }', 'did you mean "cleared"'),
        ('required = ["xx.revue"]', 'did you mean "xx.review"'),
    ],
)
def test_expectations_about_nothing(text: str, said: str) -> None:
    """What no deal could fulfil is a mistake in the file."""
    with pytest.raises(ScenarioError, match=r"tiny\.toml") as caught:
        failures(text)
    assert said in str(caught.value)
