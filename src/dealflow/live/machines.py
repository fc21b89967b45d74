"""The ``transitions`` machines of a deal: flat, unbound, one for each process, shared by all its live deals.

What moves is a small cell for each process of each live deal. A row keeps every unmet guard, not only the first, and
is recorded before any callback of the user's runs.
"""

from __future__ import annotations

from datetime import date
from typing import Any, Protocol

from transitions import Event as Trigger
from transitions import EventData, Machine, MachineError
from transitions import Transition as Arrow

from dealflow.kernel.board import Board
from dealflow.kernel.plan import Plan, Row, plan_of
from dealflow.kernel.step import begin
from dealflow.model.deal import Deal
from dealflow.model.row import CLOCK

__all__ = ["Cell", "Door", "Engine", "engine_of"]


class Driven(Protocol):
    """What a machine needs of the live deal whose cells it moves."""

    deal: Deal

    def is_met(self, row: Row) -> bool:
        """Whether every guard of a row is met."""
        ...

    def take(self, row: Row) -> None:
        """Record a row that is taken."""
        ...


class Cell:
    """The thing a machine moves: the state of one process of one live deal (``live`` leads back to it)."""

    __slots__ = ("i", "live", "state")

    def __init__(self, live: Driven, i: int, state: str) -> None:
        self.live: Driven = live
        self.i: int = i
        self.state: str = state

    def __repr__(self) -> str:
        return f"<{self.live.deal.processes[self.i].id}: {self.state}>"


class _RowArrow(Arrow):
    """A row as ``transitions`` sees it; the order of callbacks is that of ``transitions``."""

    def __init__(self, source: str, dest: Any, *callbacks: Any, row: Row) -> None:
        super().__init__(source, dest, *callbacks)
        self.row = row

    def execute(self, event_data: EventData) -> bool:
        """Take the row if every guard is met; all are judged, and those that are not are kept."""
        machine, cell = event_data.machine, event_data.model
        if self.prepare:
            machine.callbacks(self.prepare, event_data)
        if not cell.live.is_met(self.row):  # type: ignore[attr-defined]
            return False
        if machine.before_state_change or self.before:
            machine.callbacks([*machine.before_state_change, *self.before], event_data)
        self._change_state(event_data)
        if self.after or machine.after_state_change:
            machine.callbacks([*self.after, *machine.after_state_change], event_data)
        return True

    def _change_state(self, event_data: EventData) -> None:
        cell: Cell = event_data.model  # type: ignore[assignment]
        if self.dest is None:
            cell.live.take(self.row)
            return
        states = event_data.machine.states
        left, entered = states[self.source], states[self.dest]
        if left.on_exit:
            left.exit(event_data)
        cell.live.take(self.row)
        cell.state = self.dest
        event_data.state = entered
        if entered.on_enter:
            entered.enter(event_data)


class _RowTrigger(Trigger):
    """An action as ``transitions`` sees it; like its own, without the queue and the log lines that nobody reads."""

    def trigger(self, model: Any, *args: Any, **kwargs: Any) -> bool:
        """Take the first row whose guards are met; False if none is. Raises MachineError where no row leads on."""
        machine = self.machine
        state = machine.states[model.state]
        data = EventData(state, self, machine, model, args, kwargs)
        try:
            if machine.prepare_event:
                machine.callbacks(machine.prepare_event, data)
            for arrow in self._from(state.name):
                data.transition = arrow
                if arrow.execute(data):
                    data.result = True
                    break
        except Exception as error:
            data.error = error
            if not machine.on_exception:
                raise
            machine.callbacks(machine.on_exception, data)
        finally:
            if machine.finalize_event:
                machine.callbacks(machine.finalize_event, data)
        return bool(data.result)

    def _from(self, state: str) -> list[Arrow]:
        if state not in self.transitions:
            raise MachineError(f"{self.machine.name}{self.name} leads nowhere from {state}")
        return self.transitions[state]


class _FlatMachine(Machine):
    event_cls = _RowTrigger
    transition_cls = _RowArrow


class Door:
    """One action: the process it belongs to, the trigger of its machine, and its simple rows by state."""

    __slots__ = ("i", "plain", "trigger")

    def __init__(self, i: int, trigger: Any, plain: dict[str, Row]) -> None:
        self.i: int = i
        self.trigger: Any = trigger
        self.plain: dict[str, Row] = plain


class Engine:
    """The machines of a deal and the doors to them, built once."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.machines: tuple[Machine, ...] = tuple(_machine(plan, i) for i in range(len(plan.ids)))
        self.doors: dict[str, Door] = {
            action: Door(i, self.machines[i].events[name].trigger, _plain_rows(plan, i, name))
            for action, (i, name) in plan.actions.items()
        }
        self._begun: Board | None = None

    def board(self, day: date) -> Board:
        """A new board on *day*."""
        first = self._begun
        if first is None or first.day != day:
            first = self._begun = begin(self.plan, day)
        return Board(day, first.processes.copy(), first.milestones.copy(), first.terms, first.dates.copy())


def engine_of(deal: Deal) -> Engine:
    """The engine of *deal*, made once."""
    engine: Engine | None = deal.cache.get("engine")
    if engine is None:
        engine = deal.cache["engine"] = Engine(plan_of(deal))
    return engine


def _machine(plan: Plan, i: int) -> Machine:
    process = plan.deal.processes[i].process
    arrows = [
        {"trigger": row.action, "source": row.source, "dest": row.transition.target, "row": row}
        for state in process.states
        for row in plan.by_state[i, state.name]
    ]
    return _FlatMachine(
        None,
        states=[s.name for s in process.states],
        initial=process.initial.name,
        transitions=arrows,
        auto_transitions=False,
        send_event=True,
        name=plan.ids[i],
    )


def _plain_rows(plan: Plan, i: int, action: str) -> dict[str, Row]:
    """The rows of *action* that need no details, no extension and no cut-off: the quick way in."""
    out: dict[str, Row] = {}
    for state in plan.deal.processes[i].process.states:
        rows = plan.rows.get((i, state.name, action), ())
        if len(rows) == 1:
            t = rows[0].transition
            if t.by != (CLOCK,) and not t.extends and t.cutoff is None and not any(d.required for d in t.details):
                out[state.name] = rows[0]
    return out
