"""What a history leaves open: first days, visits, and laws conditioned on what has not happened."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from attrs import evolve

from dealflow import kernel
from dealflow.analysis.sampling.opening import setting_of_deal
from dealflow.analysis.sampling.reference import sample
from dealflow.analysis.sampling.setting import OPEN, Setting
from dealflow.beliefs import Alternative, Basis, Belief, Cause, Delay
from dealflow.citation import Checked, Citation
from dealflow.errors import BeliefRefuted, DefinitionError
from dealflow.kernel import Act, Event
from dealflow.model import CLOCK, Clock, Deal, Ending, InState, Process, State, Transition, days

MADE_UP = Citation("made up for a test", status=Checked.DERIVED)
BASIS = Basis("illustrative")
START = date(2026, 1, 5)
DAY = timedelta(days=1)

DESK = Process(
    "desk", "the desk", "clerk",
    [
        State("none", "no form lies there", initial=True),
        State("open", "a form lies there"),
        State("late", "nobody looked at it", ends="late"),
        State("done", "it is done", ends="done"),
    ],
    [
        Transition("none", "begin", "open", by="clerk"),
        Transition("open", "finish", "done", by="clerk"),
        Transition("open", "note", None, by="clerk"),
        Transition("open", "expire", "late", by=CLOCK),
        Transition("late", "finish", "done", by="clerk"),
    ],
    [Clock("wait", "the wait", {"open"}, days(30, MADE_UP), lapse="expire")],
)  # fmt: skip
DEAL = Deal("desk", "a desk", [DESK], endings=[Ending("done", InState("desk", {"done"}))])


def belief(*parts: tuple[str, Fraction, Delay], state: str = "open", group: str = "", cause: str = "") -> Belief:
    """A belief of the desk; what is missing to one is nothing."""
    some = [Alternative(a, c, () if a == "none" else ((Fraction(1), d),)) for a, c, d in parts]
    rest = 1 - sum((one.chance for one in some), Fraction(0))
    more = (*some, Alternative("none", rest)) if rest else tuple(some)
    return Belief("desk", state, more, BASIS, group, cause=cause)


def opened(
    *beliefs: Belief, day: int, acts: tuple[tuple[str, int], ...] = (), causes: tuple[Cause, ...] = ()
) -> Setting:
    """The desk so many days after a form came in; *acts* happened so many days after."""
    now, events = kernel.start(DEAL, START), []
    for action, after in (("begin", 0), *acts):
        event = kernel.decide(DEAL, now, Act(f"desk:{action}", START + after * DAY, "clerk"))
        assert isinstance(event, Event)
        events.append(event)
        now = kernel.evolve(DEAL, now, event)
    return setting_of_deal(
        DEAL, beliefs, start=START, day=START + day * DAY, events=events, causes=causes, horizon=START + 400 * DAY
    )


def test_a_delay_is_conditioned_on_not_being_over() -> None:
    """On the eighth day an even delay of 1 to 10 days is one of 8 to 10 days, and has first counted from the start."""
    setting = opened(belief(("finish", Fraction(1), Delay(1, 10))), day=8)
    (one,) = setting.open
    timing = one.luck.timings[0]

    assert timing is not None
    assert [8, 9, 10] == [wait.n for wait in timing.waits]
    assert (START,) == one.first
    found = {sample(setting, 1, k).day for k in range(60)}
    assert {START + n * DAY for n in (8, 9, 10)} == found


def test_silence_grows_more_likely() -> None:
    """That nothing was done so far speaks for the alternative that nothing is done."""
    setting = opened(belief(("finish", Fraction(1, 2), Delay(1, 10))), day=6)
    share = setting.open[0].luck.cumulative[""][0]

    assert float(Fraction(1, 2) * Fraction(5, 10) / (Fraction(1, 4) + Fraction(1, 2))) == share


def test_levels_are_learned_from() -> None:
    """Under a cause, what has not happened speaks for the level under which it was unlikely."""
    half = Fraction(1, 2)
    quick = Alternative(
        "finish", half, ((Fraction(1), Delay(1, 1)),), under=(("fast", Fraction(1)), ("slow", Fraction(0)))
    )
    none = Alternative("none", half, under=(("fast", Fraction(0)), ("slow", Fraction(1))))
    cause = Cause("mood", (("fast", half), ("slow", half)), BASIS)
    setting = opened(Belief("desk", "open", (quick, none), BASIS, cause="mood"), day=3, causes=(cause,))

    assert (("fast", Fraction(0)), ("slow", Fraction(1))) == setting.levels["mood"]
    assert (("mood", "slow"),) == sample(setting, 1, 0).levels


def test_a_history_can_refute_a_belief() -> None:
    """Where everything believed should have happened by now, the error names the belief."""
    with pytest.raises(BeliefRefuted, match="refutes the belief of desk in open: finish should have happened"):
        opened(belief(("finish", Fraction(1), Delay(1, 5))), day=6)


def test_a_recorded_act_spends_its_group() -> None:
    """What was noted once in this visit is not noted again; the other group is still open."""
    noted = belief(("note", Fraction(1), Delay(1, 9)), group="note")
    other = belief(("finish", Fraction(1), Delay(12, 12)), group="finish")
    setting = opened(noted, other, day=5, acts=(("note", 2),))

    assert ["finish"] == [one.group.belief.group for one in setting.open]
    assert ["desk:finish"] == [e.id for e in sample(setting, 1, 0).events]


def test_the_last_day_comes_before_the_lapse() -> None:
    """An act on the last day of a clock is in time; without one the clock lapses at the end of that day."""
    last = Delay(last_day=True, clock="desk/wait")
    setting = opened(belief(("finish", Fraction(1), last)), day=0)
    silent = opened(belief(("finish", Fraction(1), Delay(1, 1)), state="late"), day=0)

    assert START + 30 * DAY == sample(setting, 1, 0).day
    lapse, finish = sample(silent, 1, 0).events
    assert ("lapse", START + 30 * DAY) == (lapse.kind, lapse.on)
    assert START + 31 * DAY == finish.on


def test_what_a_lapse_opens_is_taken_the_day_after() -> None:
    """An act at once after a lapse at a day's end counts from that day and is taken on the next."""
    setting = opened(belief(("finish", Fraction(1), Delay()), state="late"), day=0)

    assert START + 31 * DAY == sample(setting, 1, 0).events[-1].on


def test_still_open_and_ended() -> None:
    """Nothing believed leaves the deal open at the horizon; a deal that has ended stays so on its day."""
    assert (OPEN, START + 400 * DAY) == ((h := sample(opened(day=0), 1, 0)).ending, h.day)
    history = sample(opened(day=9, acts=(("finish", 2),)), 1, 0)
    assert ("done", START + 2 * DAY, ()) == (history.ending, history.day, history.events)


def test_beliefs_must_fit_the_deal() -> None:
    """A belief about what is not in the deal is refused by name."""
    good = belief(("finish", Fraction(1), Delay(1, 1)))
    for wrong in (
        evolve(good, process="dask"),
        evolve(good, state="opn"),
        evolve(good, cause="mood"),
        evolve(good, state="done"),
        belief(("finish", Fraction(1), Delay(1, 1)), state="done"),
    ):
        with pytest.raises(DefinitionError):
            opened(wrong, day=0)
