"""Small random deals: one to three authorities that wait for nobody, and parties that wait for them."""

from __future__ import annotations

import random
from datetime import date, timedelta
from fractions import Fraction

from attrs import evolve

from dealflow.analysis.sampling.opening import setting_of_deal
from dealflow.analysis.sampling.reference import sample
from dealflow.analysis.sampling.setting import Setting
from dealflow.beliefs import NONE, Alternative, Basis, Belief, Cause, Delay, parse_delay
from dealflow.citation import Checked, Citation
from dealflow.model import (
    CLOCK,
    Bound,
    Clock,
    Deal,
    Detail,
    Ending,
    Gate,
    Gates,
    InState,
    Kind,
    OnOrBefore,
    Permitted,
    Process,
    State,
    Transition,
    days,
    weeks,
    working_days,
)

__all__ = ["START", "later", "small", "unsure"]

START = date(2026, 1, 5)
CITE = Citation("made up for a test", status=Checked.DERIVED)
BASIS = Basis("illustrative")
PLAIN = ("at once", "1 days", "0 to 3 days", "2 to 9 days", "3 working days", "1 to 4 working days", "1 weeks")
ODD = ("log-normal, median 6 days, sigma 0.5", "1 months", "observed 2, 2, 5 days")
SHORT = ("at once", "1 days", "2 days", "1 working days", "0 to 1 days")
OF_CLOCK = ("on the last day of {id}/c", "2 days before the last day of {id}/c")
Acts = list[tuple[str, tuple[tuple[str, object], ...]]]


def small(seed: int, *, tiny: bool = False) -> Setting:
    """The setting with this *seed*; a *tiny* one has few histories, and its parties may have to sign first."""
    r = random.Random(seed)
    words = SHORT if tiny else (*PLAIN, *ODD)
    ids = r.sample(["alder", "birch", "cedar"], r.randint(1, 2 if tiny else 3))
    before = [id for id in ids if r.random() < 0.5]
    beliefs: list[Belief] = []
    processes = {id: _authority(r, id, beliefs, words) for id in ids}
    signed = not tiny or r.random() < 0.5
    parties = _parties(signed=signed)
    beliefs += _of_parties(r, words, signed=signed)
    order = [*(processes[id] for id in before), parties, *(processes[id] for id in ids if id not in before)]
    endings = [Ending(name, InState("parties", {name})) for name in ("closed", "lapsed", "left")]
    for id in ids:
        if r.random() < 0.5:
            endings.insert(r.randint(0, len(endings)), Ending(f"blocked_{id}", InState(id, {"refused"})))
    deal = Deal(
        "small",
        "small",
        [Bound(p.id, p) for p in order],
        dates={"outside_date": START + timedelta(r.randint(2, 6) if tiny else r.randint(10, 40))},
        endings=endings,
    )
    return setting_of_deal(deal, beliefs, start=START, horizon=START + timedelta(r.choice([20, 60, 120])))


def later(seed: int) -> Setting | None:
    """The same deal asked some days later, after what one of its histories brought by then; None if it had ended."""
    r, whole = random.Random(seed), small(seed)
    history = sample(whole, 3, r.randint(0, 50))
    day = START + timedelta(r.randint(1, 25))
    if history.day <= day:
        return None
    return setting_of_deal(
        whole.deal,
        whole.beliefs,
        start=START,
        day=day,
        events=[event for event in history.events if event.on < day],
        horizon=whole.horizon,
    )


def unsure(seed: int, *, tiny: bool = False) -> Setting:
    """The same deal, the chances of some groups depending on causes: of one process, of one group, or of several."""
    r, plain = random.Random(seed + 1000), small(seed, tiny=tiny)
    causes: dict[str, Cause] = {}
    beliefs = []
    for belief in plain.beliefs:
        name = r.choice(["", belief.process, belief.process, belief.name, "weather"])
        if not name:
            beliefs.append(belief)
            continue
        if name not in causes:
            causes[name] = _cause(r, name)
        beliefs.append(_under(r, belief, causes[name]))
    return setting_of_deal(plain.deal, beliefs, start=START, horizon=plain.horizon, causes=causes.values())


def _cause(r: random.Random, name: str) -> Cause:
    parts = [r.randint(1, 4) for _ in range(2)]
    return Cause(name, [(f"level {k}", Fraction(n, sum(parts))) for k, n in enumerate(parts)], BASIS)


def _under(r: random.Random, belief: Belief, cause: Cause) -> Belief:
    """*belief* with chances thrown anew for each level of *cause*."""
    each = {}
    for level, _ in cause.levels:
        weights = [Fraction(r.randint(0, 5)) for _ in belief.alternatives]
        weights[0] += not any(weights)
        each[level] = [weight / sum(weights) for weight in weights]
    alternatives = [
        evolve(
            one,
            chance=sum((share * each[level][k] for level, share in cause.levels), Fraction(0)),
            under=[(level, chances[k]) for level, chances in each.items()],
        )
        for k, one in enumerate(belief.alternatives)
    ]
    return evolve(belief, cause=cause.name, alternatives=alternatives)


def _authority(r: random.Random, id: str, beliefs: list[Belief], words: tuple[str, ...]) -> Process:
    """An authority with a clock that counts in some way, silence that means something, and perhaps a circle."""
    length = r.choice(
        [days(r.randint(2, 12), CITE), working_days(r.randint(2, 8), "us.hsr_observed", CITE), weeks(1, CITE)]
    )
    kind = r.choice(list(Kind)) if r.random() < 0.4 else Kind.LAST_DAY
    again = r.random() < 0.4
    rows = [
        Transition("new", "file", "review", "party"),
        Transition("review", "clear", "cleared", id),
        Transition("review", "refuse", "refused", id),
        Transition("review", "lapse", r.choice(["cleared", "second", "refused"]), CLOCK),
        Transition("review", "deepen", "second", id),
        Transition("second", "clear", "cleared", id),
        Transition("second", "refuse", "refused", id),
        *([Transition("second", "refile", "review", "party")] if again else []),
    ]
    beliefs.append(_belief(r, words, id, "new", [("file", ())]))
    if r.random() < 0.5:
        beliefs.append(_belief(r, words, id, "review", [("clear", ()), ("refuse", ()), ("deepen", ())], clock=True))
    else:
        beliefs.append(_belief(r, words, id, "review", [("clear", ())], "one", clock=True))
        beliefs.append(_belief(r, words, id, "review", [("refuse", ()), ("deepen", ())], "other", clock=True))
    second: Acts = [("clear", ()), ("refuse", ()), *([("refile", ())] if again else [])]
    beliefs.append(_belief(r, words, id, "second", second))
    return Process(
        id,
        id,
        id,
        [
            State("new", "new", initial=True),
            State("review", "review"),
            State("second", "second"),
            State("cleared", "cleared", ends="cleared", approval=True),
            State("refused", "refused", ends="refused"),
        ],
        rows,
        [Clock("c", "c", ("review",), length, lapse="lapse", kind=kind)],
        [Gate("close", InState("", {"cleared"}), CITE)],
        citation=CITE,
    )


def _parties(*, signed: bool) -> Process:
    return Process(
        "parties",
        "parties",
        "parties",
        [
            *([] if signed else [State("talking", "talking", initial=True)]),
            State("signed", "signed", initial=signed),
            State("closed", "closed", ends="closed"),
            State("lapsed", "lapsed", ends="lapsed"),
            State("left", "left", ends="left"),
        ],
        [
            *([] if signed else [Transition("talking", "sign", "signed", "party", reaches="signing")]),
            Transition("signed", "close", "closed", "party", Gates("close") & Permitted("close")),
            Transition("signed", "terminate", "lapsed", "party", ~OnOrBefore("outside_date")),
            Transition(("signed",) if signed else ("talking", "signed"), "leave", "left", "party"),
            Transition(
                "signed", "extend", None, "party", moves="outside_date", details=(Detail("day", "date", "until"),)
            ),
        ],
        citation=CITE,
    )


def _of_parties(r: random.Random, words: tuple[str, ...], *, signed: bool) -> list[Belief]:
    close: Acts = [("close", ()), *([("leave", ())] if r.random() < 0.3 else [])]
    groups = [
        _belief(r, words, "parties", "signed", close, "closing"),
        _belief(r, words, "parties", "signed", [("terminate", ())], "end"),
    ]
    if r.random() < 0.6:
        later = START + timedelta(r.randint(40, 70))
        groups.append(_belief(r, words, "parties", "signed", [("extend", (("day", later),))], "extension"))
    if r.random() < 0.3:
        groups.append(_belief(r, words, "parties", "signed", [("leave", ())], "change of mind"))
    r.shuffle(groups)
    if not signed:
        groups.append(_belief(r, words, "parties", "talking", [("sign", ())], "signing"))
        groups.append(_belief(r, words, "parties", "talking", [("leave", ())], "no deal"))
    return groups


def _belief(
    r: random.Random,
    words: tuple[str, ...],
    id: str,
    state: str,
    acts: Acts,
    group: str = "",
    *,
    clock: bool = False,
) -> Belief:
    weights = [Fraction(r.randint(1, 5)) for _ in acts] + [Fraction(r.randint(0, 3))]
    whole = sum(weights)
    found = [
        Alternative(action, weight / whole, _delays(r, words, id, clock=clock), "", details)
        for (action, details), weight in zip(acts, weights, strict=False)
    ]
    found.append(Alternative(NONE, weights[-1] / whole))
    return Belief(id, state, found, BASIS, group=group, calendar="us.hsr_observed")


def _delays(r: random.Random, words: tuple[str, ...], id: str, *, clock: bool) -> list[tuple[Fraction, Delay]]:
    known = [*words, *(OF_CLOCK * 2 if clock else ())]
    drawn = [parse_delay(r.choice(known).format(id=id)) for _ in range(2)]
    if r.random() < 0.25:
        return [(Fraction(1, 3), drawn[0]), (Fraction(2, 3), drawn[1])]
    return [(Fraction(1), drawn[0])]
