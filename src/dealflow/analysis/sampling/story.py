"""One history told as dated events, each with the reason why it happens then."""

from __future__ import annotations

from attrs import frozen

from dealflow.analysis.sampling.groups import Group
from dealflow.analysis.sampling.history import History
from dealflow.analysis.sampling.setting import OPEN, Setting
from dealflow.citation import Citation
from dealflow.kernel.plan import Row
from dealflow.kernel.values import Event
from dealflow.model.deadline import on as _on

__all__ = ["Telling", "summary", "tell"]


@frozen
class Telling:
    """An event of a history in words: what happens, why then, and the rule that lets it."""

    event: Event
    text: str
    why: str
    citation: Citation | None = None

    def __str__(self) -> str:
        return f"{_on(self.event.on)}  {self.event.id}: {self.text} ({self.why})"


def tell(setting: Setting, history: History) -> tuple[Telling, ...]:
    """*history* event by event; its last line is the event that ends it, where one does."""
    return tuple(_telling(setting, event) for event in history.events)


def summary(history: History) -> str:
    """How *history* ends, in a line."""
    if history.ending == OPEN:
        return f"history {history.index}: still open on {_on(history.day)}"
    by = f", by {history.by}" if history.by else ""
    return f"history {history.index}: {history.ending} on {_on(history.day)}{by}"


def _telling(setting: Setting, event: Event) -> Telling:
    plan = setting.plan
    i = plan.index[event.process]
    process = plan.deal.processes[i].process
    row = next(r for r in plan.rows[i, event.was, event.action] if r.target == event.now)
    text = row.transition.text or process.state(event.now).text
    why = _lapse(setting, row) if event.kind == "lapse" else _belief(setting, row, event)
    return Telling(event, text, why, row.transition.cite)


def _lapse(setting: Setting, row: Row) -> str:
    clocks = setting.plan.clocks[row.i]
    name = next(n for n, c in clocks.items() if c.clock.lapse == row.action and row.source in c.clock.runs_in)
    return f"clock {clocks[name].id} has run out"


def _belief(setting: Setting, row: Row, event: Event) -> str:
    groups: tuple[Group, ...] = setting.by_state.get((row.i, row.source), ())
    for group in groups:
        for one, choice in zip(group.belief.alternatives, group.choices, strict=True):
            same = choice.act is not None and choice.action == event.action
            if same and all(dict(event.details).get(name) == value for name, value in choice.details.items()):
                delays = " or ".join(dict.fromkeys(str(delay) for _, delay in one.delays))
                who = setting.deal.who(event.by)
                return f"by {who}; believed with chance {float(one.chance):.3g}, after {delays}"
    return f"by {setting.deal.who(event.by)}"
