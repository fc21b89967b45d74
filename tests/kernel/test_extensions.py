"""How far a clock may be extended, and what is said beyond it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from dealflow import kernel
from dealflow.errors import DefinitionError
from dealflow.kernel import Act, Event, Refusal
from dealflow.model import (
    Deal,
    Detail,
    Extension,
    Length,
    Transition,
    Unit,
)
from kernel.small_clocks import CAP, CITE, NUMBER, START, case, deal_with, taken
from kernel.small_desk import PARTIES

_ONE = timedelta(days=1)


# ------------------------------------------------------------------------------------------------------ extensions


def extended(extension: Extension | None, *sizes: Any, by: str = "authority", **fields: Any) -> Event | Refusal:
    """What comes of the last of these extensions of a case filed on the first day, the ones before it granted."""
    deal = deal_with(extensions=extension or (), **fields)
    now = taken(deal, kernel.start(deal, START), "file")
    for n in sizes[:-1]:
        now = taken(deal, now, "extend", by="authority", n=n)
    return kernel.decide(deal, now, Act("case:extend", START, by, details={"n": sizes[-1]}))


FIVE = Length(5, Unit.DAYS)


@pytest.mark.parametrize(
    ("extension", "sizes", "reason"),
    [
        (Extension(CITE), [500], ""),
        (Extension(CITE, each=FIVE), [5, 4, 5], ""),
        (Extension(CITE, each=FIVE), [6], "can be extended by at most 5 days at a time, not by 6 days"),
        (Extension(CITE, each=FIVE), [Length(1, Unit.WEEKS)], "by at most 5 days at a time, not by 1 week"),
        (Extension(CITE, each=FIVE, exactly=True), [5], ""),
        (Extension(CITE, each=FIVE, exactly=True), [4], "can be extended only by 5 days at a time, not by 4 days"),
        (Extension(CITE, times=1), [9], ""),
        (Extension(CITE, times=1), [1, 1], "can be extended only once, and has been"),
        (Extension(CITE, times=2), [1, 1, 1], "can be extended only 2 times, and has been"),
        (Extension(CITE, total=Length(9, Unit.DAYS)), [5, 4], ""),
        (
            Extension(CITE, total=Length(9, Unit.DAYS)),
            [5, 5],
            "may not exceed 9 days in all; 5 are used, 5 days more are asked",
        ),
        (Extension(CITE, total=Length(9, Unit.DAYS)), [Length(1, Unit.WEEKS)], "may not exceed 9 days in all; 0 are"),
        (Extension(CITE, in_force=START), [1], ""),
        (
            Extension(CITE, in_force=START + _ONE),
            [1],
            "of a case begun on Mon 2 Mar 2020 cannot be extended: that came on Tue 3 Mar 2020",
        ),
    ],
)
def test_how_far_a_clock_can_be_extended(extension: Extension, sizes: list[Any], reason: str) -> None:
    """Up to its size, number and total an extension is granted; beyond it the refusal says the limit and the date."""
    got = extended(extension, *sizes)

    assert bool(got) == (not reason)
    if isinstance(got, Refusal):
        assert ("condition unmet", 1) == (got.kind, len(got.blockers))
        assert reason in got.blockers[0].reason
        assert got.blockers[0].reason.startswith(("clock case/review ", "the extensions of clock case/review may "))
        assert "; its date stands at " in got.blockers[0].reason
        assert ("extension", CITE) == (got.blockers[0].code, got.blockers[0].citation)


def test_every_limit_of_an_extension_is_told() -> None:
    """Too long, too often and too much in all are three blockers."""
    got = extended(Extension(CITE, each=FIVE, times=1, total=Length(6, Unit.DAYS)), 5, 6)

    assert isinstance(got, Refusal)
    assert 3 == len(got.blockers)


def test_a_clock_that_does_not_run_cannot_be_extended() -> None:
    """A clock that never started or has ended cannot be extended, and an extension says by how much."""
    rows = [Transition("open", "early", None, "authority", extends="review", details=[NUMBER])]
    deal = deal_with(rows=rows)
    got = kernel.decide(deal, kernel.start(deal, START), Act("case:early", START, "authority", details={"n": 5}))
    assert isinstance(got, Refusal)
    assert "clock case/review is not running: there is nothing to extend" == got.blockers[0].reason

    vague = Detail("n", "days", "how many", required=False)
    deal = deal_with(rows=[Transition("review", "prolong", None, "authority", extends="review", details=[vague])])
    filed = taken(deal, kernel.start(deal, START), "file")
    silent = kernel.decide(deal, filed, Act("case:prolong", START, "authority"))
    assert isinstance(silent, Refusal)
    assert "case:prolong does not say by how much clock case/review is extended" == silent.blockers[0].reason


def test_an_order_names_its_own_cap_and_extender() -> None:
    """Where the rule leaves them to the order, its cap and extender bind, and a new order forgets those of the old."""
    who = Detail("who", "party", "who extends", required=False)
    order = Transition("review", "order", None, "authority", sets_length="review", details=[NUMBER, CAP, who])
    rule = Extension(CITE, total_detail="cap", by_detail="who")
    rows = [order, Transition("review", "grant", None, ("authority", "s", "b"), extends="review", details=[NUMBER])]
    process = case(length=None, citation=CITE, rows=rows, extensions=rule)
    deal = Deal("d", "d", [process], parties=PARTIES)
    now = taken(deal, kernel.start(deal, START), "file")
    ordered = taken(deal, now, "order", by="authority", n=90, cap="30 days", who="b")

    def granted(by: str, n: int, where: Any = ordered) -> str:
        got = kernel.decide(deal, where, Act("case:grant", START, by, details={"n": n}))
        return "" if got else got.blockers[0].reason

    assert "" == granted("b", 30)
    assert "clock case/review is extended by the buyer, not by the seller" in granted("s", 30)
    assert "may not exceed 30 days in all; 0 are used, 31 days more are asked" in granted("b", 31)
    again = taken(deal, ordered, "order", by="authority", n=60)
    assert "" == granted("s", 99, again)
    assert [("n", Length(60, Unit.DAYS))] == list(again.process("case").data)


# ------------------------------------------------------------------------------ several rules of extension, one clock

_SHORT, _LONG = Length(3, Unit.DAYS), Length(7, Unit.DAYS)
TWO_RULES = (
    Extension(CITE, each=_SHORT, exactly=True, times=1, name="remedies"),
    Extension(CITE, total=_LONG),
)


def two_rules() -> Deal:
    """A clock that remedies extend by three days, once, and a request by up to seven in all."""
    offer = Transition("review", "offer_remedies", None, "seller", extends="review", under="remedies")
    return deal_with(extensions=TWO_RULES, rows=[offer])


def test_each_rule_of_extension_has_limits_of_its_own() -> None:
    """What one rule gave does not use up the other, a fixed length needs no detail, and neither is exceeded."""
    deal = two_rules()
    now = taken(deal, kernel.start(deal, START), "file")
    now = taken(deal, now, "extend", by="authority", n=7)
    now = taken(deal, now, "offer_remedies")
    run = now.process("case").runs[0]

    assert (_LONG, _SHORT) == run.extensions
    assert (_SHORT,) == run.extended("remedies")
    assert START + timedelta(days=20) == kernel.deadlines(deal, now)[0].day
    for action, by, details in (("extend", "authority", {"n": 1}), ("offer_remedies", "seller", {})):
        refused = kernel.decide(deal, now, Act(f"case:{action}", START, by, details=details))
        assert isinstance(refused, Refusal)
        assert "extension" in {b.code for b in refused.blockers}


def test_how_far_several_rules_can_move_a_clock() -> None:
    """The furthest date counts what is left of every rule."""
    deal = two_rules()
    now = taken(deal, kernel.start(deal, START), "file")
    assert START + timedelta(days=20) == kernel.furthest(deal, now, "case/review")
    assert START + timedelta(days=20) == kernel.furthest(deal, taken(deal, now, "offer_remedies"), "case/review")


def test_a_row_extends_under_a_rule_that_exists() -> None:
    """A name that no rule has, or lengths that disagree, are found when the process is built."""
    offer = Transition("review", "offer", None, "seller", extends="review", under="remedy")
    with pytest.raises(DefinitionError, match="extends clock 'review' under 'remedy', which says nothing"):
        deal_with(extensions=TWO_RULES, rows=[offer])
