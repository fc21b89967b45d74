"""An authority of one's own in a page: states, a clock, a gate and the rule of when it applies."""

from datetime import date

import dealflow as df
from dealflow.citation import Checked, Citation
from dealflow.model import (
    Applicability,
    Clock,
    Detail,
    Extension,
    Fact,
    Gate,
    InState,
    Need,
    Party,
    Process,
    State,
    Terms,
    Transition,
    working_days,
)

ACT = Citation("Media Act of Ruritania", "s. 12", in_force=date(2019, 1, 1), status=Checked.RECALLED)
REACH = Fact("reach", "number", "How many per cent of the population does the target reach?", ACT)


def applies(terms: Terms, _day: date) -> Applicability:
    """Mandatory from a reach of 30 per cent on; a missing figure is asked for, never assumed."""
    reach = terms.fact("reach")
    if reach is None:
        question = REACH.question
        return Applicability(Need.UNKNOWN, "the reach is not known", ACT, missing=("reach",), question=question)
    status = Need.MANDATORY if reach >= 30 else Need.NONE
    return Applicability(status, f"the target reaches {reach} per cent, the Act asks from 30", ACT)


MEDIA = Process(
    "rt.media",
    "Ruritanian media review",
    "Media Council",
    states=[
        State("not_filed", "nothing has been filed", initial=True),
        State("review", "the Council examines the acquisition"),
        State("cleared", "the Council has no objection", ends="cleared", approval=True),
        State("deemed", "the Council was silent: the acquisition counts as cleared", ends="cleared", approval=True),
        State("forbidden", "the Council forbids the acquisition", ends="refused", forbids="close"),
    ],
    transitions=[
        Transition("not_filed", "file", "review", "buyer", cite=ACT, text="notifies the acquisition"),
        Transition("review", "clear", "cleared", "Media Council", cite=ACT, text="clears it"),
        Transition("review", "forbid", "forbidden", "Media Council", cite=ACT, text="forbids it"),
        Transition(
            "review", "extend", None, "Media Council", cite=ACT, text="takes more time", extends="review",
            details=[Detail("days", "days", "by how many working days")],
        ),
        Transition("review", "fall_silent", "deemed", "clock", cite=ACT, text="has not decided in time"),
    ],
    clocks=[
        Clock(
            "review", "decision of the Council", "review", working_days(20, "holidays.AT", ACT),
            lapse="fall_silent", extensions=Extension(ACT, times=1),
        ),
    ],
    gates=[Gate("close", InState("", {"cleared", "deemed"}), ACT, "the Media Council has not cleared it")],
    applies=applies,
    asks=[REACH],
    citation=ACT,
)  # fmt: skip


def main() -> None:
    """Put the authority into a deal beside the shipped agreement, and drive it."""
    deal = df.Deal(
        "tower",
        "Tower buys Gazette",
        [df.catalogue()["agreement"], MEDIA],
        parties=[Party("tower", "Tower plc", "buyer"), Party("gazette", "Gazette AG", "seller")],
        terms={"all": Terms("all", buyer="tower", facts={"reach": 41})},
    )
    live = df.live(deal, date(2025, 12, 1))
    for action, day, by in [
        ("agreement:negotiate", date(2025, 12, 1), "tower"),
        ("agreement:sign", date(2025, 12, 3), "gazette"),
        ("rt.media:file", date(2025, 12, 4), "gazette"),
        ("rt.media:file", date(2025, 12, 4), "tower"),
        ("agreement:close", date(2025, 12, 5), "tower"),
    ]:
        print(live.act(action, on=day, by=by))

    print(f"\n{live.deadlines()[0]}")
    print(live.act("rt.media:extend", by="Media Council", days=5))
    print(live.deadlines()[0])
    for lapse in live.advance(date(2026, 1, 20)):
        print(lapse)
    print(live.act("agreement:close", by="tower"))


if __name__ == "__main__":
    main()
