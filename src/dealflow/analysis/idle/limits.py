"""Extensions that a belief asks for and the rule of the clock never allows, whatever happens before."""

from __future__ import annotations

from dealflow.analysis.sampling.groups import Choice
from dealflow.kernel.plan import Plan, Row
from dealflow.model import Extension, Length

__all__ = ["beyond"]


def beyond(plan: Plan, row: Row, choice: Choice) -> str:
    """Why *choice* can never extend a clock by *row*, in words; empty if it may."""
    t, details = row.transition, choice.details
    given = next((details[d.name] for d in t.details if d.kind in ("days", "length") and d.name in details), None)
    for name in t.extends:
        clock = plan.clocks[row.i][name]
        rule = clock.clock.extension(t.under)
        asked = given or (rule.fixed if rule else None)
        if rule is not None and asked is not None and _over(rule, asked):
            return f"clock {clock.id} can be extended {rule.words}, and {asked} are asked"
    return ""


def _over(rule: Extension, asked: Length) -> bool:
    """True if one extension by *asked* alone is more than *rule* allows, or another length than it fixes."""
    each, total = rule.each, rule.total
    if each is not None and (asked != each if rule.exactly else asked.unit != each.unit or asked.n > each.n):
        return True
    return total is not None and (asked.unit is not total.unit or asked.n > total.n)
