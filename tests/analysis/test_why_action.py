from __future__ import annotations

from datetime import date

import pytest

from dealflow.analysis.explain import why_action
from dealflow.errors import UnknownName
from small_deal import BREACH, standing


def test_closing_too_soon_is_blocked_for_every_reason_at_once() -> None:
    """No agreement, no licence, no buyer that CFIUS accepts: all three are told, with who can cure each."""
    why = why_action(*standing(), "close", date(2020, 11, 12))

    assert ("agreement:close", date(2020, 11, 12)) == (why.action, why.on)
    assert ["agreement", "cn.tech_export", "us.divestiture_order"] == [b.finding.process for b in why.blockers]
    assert all(b.finding.cure or b.next_act for b in why.blockers)


def test_a_step_stands_for_the_action_that_takes_it() -> None:
    """``sign`` is the agreement's own action, found by the step and not by its name."""
    deal, snapshot = standing()

    assert why_action(deal, snapshot, "sign") == why_action(deal, snapshot, "agreement:sign")


def test_a_blocker_names_the_clocks_on_which_its_cure_hangs() -> None:
    """The licence waits for a decision that is due on 11 November."""
    why = why_action(*standing(), "sign")
    days = {d.clock: d.day for b in why.blockers for d in b.clocks}

    assert date(2020, 11, 11) == days["cn.tech_export/letter_of_intent"]


def test_what_nothing_blocks_is_permitted() -> None:
    """The seller may take back its application on any day."""
    why = why_action(*standing(), "cn.tech_export:withdraw")

    assert why.permitted
    assert ("Seller",) == why.by


def test_the_wrong_actor_is_a_reason_of_its_own() -> None:
    """Nobody but the authority refuses an application."""
    why = why_action(*standing(), "cn.tech_export:refuse", by="seller")

    assert "wrong actor" == why.kind


def test_nobody_takes_a_lapse() -> None:
    """What falls by itself cannot be taken by anybody."""
    why = why_action(*standing(), "us.ieepa_order:take_effect")

    assert not why.permitted


def test_a_gate_opens_by_law_from_its_day() -> None:
    """Negotiating is free through 27 August 2020 and blocked from the 28th."""
    free = [why_action(*standing(date(2020, 8, n)), "agreement:sign").permitted for n in (27, 28, 29)]

    assert [True, False, False] == free


@pytest.mark.parametrize("name", ["agreement:clos", "clos", "agrement:close"])
def test_a_misspelt_action_is_answered_with_the_nearest(name: str) -> None:
    """A name that nothing answers to says what may have been meant."""
    with pytest.raises(UnknownName) as caught:
        why_action(*standing(), name)

    assert "agreement:close" == caught.value.did_you_mean


def test_a_breach_leaves_the_milestone_and_its_blockers() -> None:
    """A deal signed in breach is signed; what blocked signing is kept with the event."""
    from dealflow.analysis.story import story
    from small_deal import small

    told = [m for m in story(small(more=BREACH)) if m.kind == "breach"]

    assert ["cn.tech_export"] == [f.process for f in told[0].blockers]
    assert any(c.kind == "milestone" for c in told[0].changes)
