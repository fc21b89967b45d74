"""The exact law of outcomes, where the structure of the deal allows one: no sampling, the sum checked."""

from __future__ import annotations

from datetime import date
from typing import Final

from dealflow.analysis.outcomes.causes import Causes, causes_of, combined
from dealflow.analysis.outcomes.chart import Charts, Kept
from dealflow.analysis.outcomes.entries import Waiting
from dealflow.analysis.outcomes.ground import Ground, Unsolved
from dealflow.analysis.outcomes.joint import joint_law
from dealflow.analysis.outcomes.law import Law, Method, mixture
from dealflow.analysis.outcomes.missing import NOTHING, failed_of
from dealflow.analysis.outcomes.stages import solve_stages
from dealflow.analysis.outcomes.structure import ending_at, shape_of
from dealflow.analysis.outcomes.tree import tree_law
from dealflow.analysis.sampling.setting import OPEN, Setting

__all__ = ["FOLDED", "exact_law", "law_at", "structural_law"]

_MOST_LEVELS: Final = 200
FOLDED: Final = "a convolution follows no single history to its end"
"""Why a law by convolution does not say by itself what was missing: that is computed where it is asked for."""


def exact_law(setting: Setting) -> Law:
    """The law of *setting*, computed without sampling; raises Unsolved with the reason where no method here can.

    By convolution where at most one process waits for others, as a mixture where they share a cause, by following
    every history where there are few, and by joint state where there are many that meet again in few states. A deal
    that has ended asks for none of these.
    """
    if setting.ended is not None:
        return _ended(setting, *setting.ended)
    reasons = []
    for law_of in (structural_law, tree_law, joint_law):
        try:
            return law_of(setting)
        except Unsolved as e:
            reasons.append(str(e))
    waiting, histories, states = reasons
    raise Unsolved(f"{waiting}, and there are {histories} and {states}")


def structural_law(setting: Setting) -> Law:
    """The law of *setting*, which has not ended, by convolution and mixtures; raises Unsolved where several wait."""
    ground = Ground(setting)
    causes = causes_of(ground, *shape_of(ground))
    levels = list(combined(setting, causes.shared))
    if len(levels) > _MOST_LEVELS:
        raise Unsolved(f"{len(levels)} combinations of what nobody sees")
    kept: Kept = {}
    laws = [(chance, law_at(Ground(setting, level), causes, kept)) for chance, level in levels]
    if len(laws) == 1:
        return laws[0][1]
    how = f"mixture over {len(laws)} levels of {', '.join(causes.shared)}; {laws[0][1].method.how}"
    return mixture(laws, Method("exact", how))


def law_at(ground: Ground, causes: Causes, kept: Kept) -> Law:
    """The law under the levels that *ground* stands at, with *causes* of single processes mixed inside these."""
    import numpy as np

    setting = ground.setting
    names = setting.endings[:-1]
    mass = np.zeros((len(names), ground.days))
    joint, bad = shape_of(ground)
    own = ground.beside(causes.levels(ground, joint))
    outcomes, open_ = solve_stages(Waiting(own, joint, Charts(ground, causes, kept), bad))
    last: dict[str, float] = {}
    for outcome in outcomes:
        name = ending_at(ground, outcome.i, outcome.state, last=not bad)
        if name == OPEN:
            open_ += float(outcome.law.sum())
            continue
        mass[names.index(name)] += outcome.law.reshape(-1, 3).sum(axis=1)
        if outcome.last >= 0 and name.startswith("closed"):
            id = ground.plan.ids[outcome.last]
            last[id] = last.get(id, 0.0) + float(outcome.law.sum())
    whole = sum(last.values())
    shares = {id: chance / whole for id, chance in last.items() if chance}
    how = "convolution: the processes meet only in what the deal waits for" + causes.said(ground)
    return Law(
        names,
        setting.day,
        mass,
        open_,
        Method("exact", how),
        last=shares,
        title=setting.deal.title,
        unasked=FOLDED,
    )


def _ended(setting: Setting, ending: str, day: date) -> Law:
    """The law of a deal that came to *ending* on *day*: nothing about it is open."""
    import numpy as np

    names = setting.endings[:-1]
    mass = np.zeros((len(names), (setting.horizon - setting.day).days + 1))
    mass[names.index(ending), 0] = 1.0
    failed = failed_of(setting, [(1.0, ending, day, ())], "what has happened", exact=True)
    return Law(
        names,
        setting.day,
        mass,
        0.0,
        Method("exact", "the deal has ended"),
        title=setting.deal.title,
        failed=failed,
        unasked="" if failed is not None else NOTHING,
    )
