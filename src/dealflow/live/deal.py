"""The live deal: acts by people, judged by the kernel's guards, moved by machines, recorded before anything follows."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, cast

from transitions import Machine

from dealflow import kernel
from dealflow.analysis.blocked import ActionWhy, why_action
from dealflow.analysis.explain import DeadlineWhy, why_deadline
from dealflow.analysis.names import target_called
from dealflow.analysis.outlook import Outlook, what_next
from dealflow.errors import ActionRefused, UnknownName
from dealflow.kernel.board import Board, board_of
from dealflow.kernel.plan import Row
from dealflow.kernel.step import apply, move_to, snapshot_of
from dealflow.kernel.values import Act, Event, Option, Refusal, Snapshot
from dealflow.live.entries import entry_of
from dealflow.live.machines import Cell, engine_of
from dealflow.live.refused import Refused
from dealflow.log import Entry, Fallen, Log, Record, fold
from dealflow.model.deadline import Deadline
from dealflow.model.deal import Deal
from dealflow.model.guard import Finding, Guard

__all__ = ["Live"]


class Live:
    """A deal as people drive it.

    ``act`` returns the Event, or a falsy Refusal with every blocker; a refusal changes nothing but the day. ``record``
    keeps all that was tried, refusals and lapses too. With a *log*, each accepted act, breach and statement is in the
    file before the deal moves: if it cannot be written, nothing has happened.
    """

    __slots__ = (
        "_act",
        "_began",
        "_board",
        "_cells",
        "_engine",
        "_unmet",
        "_wanted",
        "deal",
        "fallen",
        "log",
        "record",
    )

    def __init__(self, deal: Deal, day: date, *, log: Log | None = None) -> None:
        self.deal: Deal = deal
        self._engine = engine = engine_of(deal)
        self._board = board = engine.board(day)
        self._cells = [Cell(self, i, p.state) for i, p in enumerate(board.processes)]
        self._began = day
        self._act: tuple[Any, ...] = ()
        self._wanted: str | None = None
        self._unmet: tuple[Guard, ...] = ()
        self.record: list[Event | Refusal | Entry] = []
        self.fallen: tuple[Fallen, ...] = ()
        self.log: Log | None = log

    def __repr__(self) -> str:
        soonest = min(self.deadlines(), key=lambda d: d.day, default=None)
        after = f"; next: {soonest}" if soonest else ""
        moved = [f"{c!r}"[1:-1] for c, p in zip(self._cells, self._board.processes, strict=True) if p.visit > 1]
        return f"<Live {self.deal.id} on {self.day}: {', '.join(moved) or 'nothing has happened'}{after}>"

    @property
    def day(self) -> date:
        """The day the deal stands at; it never goes back."""
        day: date = self._board.day
        return day

    @property
    def states(self) -> dict[str, str]:
        """The state of each process, as its machine has it."""
        return {b.id: c.state for b, c in zip(self.deal.processes, self._cells, strict=True)}

    @property
    def snapshot(self) -> Snapshot:
        """Where the deal stands, as a value for the kernel and the analyses."""
        return snapshot_of(self._engine.plan, self._board)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """What is recorded, in the order of recording: acts, breaches and statements, without refusals and lapses."""
        return tuple(
            entry_of(item) if isinstance(item, Event) else item
            for item in self.record
            if isinstance(item, Entry) or (isinstance(item, Event) and item.kind != "lapse")
        )

    def act(
        self,
        action: str,
        on: date | datetime | None = None,
        by: str = "",
        *,
        effective: date | datetime | None = None,
        recorded: date | None = None,
        latest: date | None = None,
        evidence: str | None = None,
        source: str | None = None,
        **details: Any,
    ) -> Event | Refusal:
        """Try *action*, on a day (default: the day the deal stands at), by someone; details by keyword.

        Returns the Event, or a falsy Refusal that carries every blocker. An act of an earlier day is refused, unless
        *recorded* says that it is learned late: then the record is folded anew and ``fallen`` names the acts that no
        longer stand. *latest* is the last day it can have been, where *on* is only the first.

        Raises ValueError for a datetime without a zone, LogError if the log cannot be written.
        """
        board = self._board
        if on is None:
            on = board.day
        door = self._engine.doors.get(action)
        given = effective or recorded or latest
        slow = details or given is not None or self.log is not None or type(on) is not date
        if door is None or slow or on < board.day:
            return self._decide(Act(action, on, by, effective, details, evidence, source, recorded, latest))
        if on != board.day:
            self.advance(on)
        cell = self._cells[door.i]
        row = door.plain.get(cell.state)
        if row is None or by not in row.actors:
            return self._decide(Act(action, on, by, None, (), evidence, source))
        self._act = (on, on, by, "act", (), evidence, source, None, ())
        if door.trigger(cell):
            return cast(Event, self.record[-1])
        refused = Refused(self.deal, self._copy(), (action, on, by, None, (), evidence, source), self._unmet)
        self.record.append(refused)
        return refused

    def act_or_raise(self, action: str, on: date | datetime | None = None, by: str = "", **more: Any) -> Event:
        """As ``act``; raises ActionRefused with every blocker instead of returning a refusal."""
        got = self.act(action, on, by, **more)
        if isinstance(got, Refusal):
            raise ActionRefused(got)
        return got

    def advance(self, day: date) -> tuple[Event, ...]:
        """Let the days pass to *day*; returns the lapses that fall. Raises ValueError if *day* lies behind."""
        if day < self.day:
            raise ValueError(f"the deal stands at {self.day}: the day never goes back to {day}")
        fallen = move_to(self._engine.plan, self._board, day)
        for event in fallen:
            self._go(event)
        return tuple(fallen)

    def breach(
        self,
        action: str,
        on: date | datetime,
        by: str,
        *,
        effective: date | datetime | None = None,
        evidence: str | None = None,
        source: str | None = None,
        **details: Any,
    ) -> Event:
        """Record that *action* happened although the definitions refuse it; the blockers are kept with it.

        Raises DefinitionError if there is no such row from where the process stands, or the day lies behind.
        """
        act = Act(action, on, by, effective, details, evidence, source)
        event = kernel.breach(self.deal, self.snapshot, act)
        self._write(Entry("breach", event.on, by, act, source=source, evidence=evidence))
        self.advance(event.on)
        self._go(event)
        return event

    def state(self, text: str, on: date, by: str, *, source: str | None = None, evidence: str | None = None) -> None:
        """Record a statement: it has no legal effect and moves nothing but the day."""
        entry = Entry("statement", on, by, text=text, source=source, evidence=evidence)
        self._write(entry)
        self.advance(max(on, self.day))
        self.record.append(entry)

    def options(self) -> tuple[Option, ...]:
        """Every row that leaves a current state, with all its findings."""
        return kernel.options(self.deal, self.snapshot)

    def deadlines(self) -> tuple[Deadline, ...]:
        """The dates of all clocks that run, each with its count."""
        return kernel.deadlines(self.deal, self.snapshot)

    def next(self) -> Outlook:
        """Who must act next and by when, what is open to whom, and what blocks the steps of the deal."""
        return what_next(self.deal, self.snapshot)

    def why(self, target: str, on: date | None = None) -> ActionWhy | DeadlineWhy:
        """Why a clock (``us.cfius/review``) ends when it does, or why an action or step is blocked on a day."""
        kind, name = target_called(self.deal, target)
        if kind == "clock":
            return why_deadline(self.deal, self.snapshot, name)
        return why_action(self.deal, self.snapshot, name, on or self.day)

    def standing(self) -> tuple[Finding, ...]:
        """Standing breaches: gates closed since a step was taken whose result still lasts."""
        return kernel.standing(self.deal, self.snapshot)

    def machine(self, process: str) -> Machine:
        """The ``transitions`` machine of a process, to hang callbacks on; all live deals of one Deal share it.

        A callback gets the EventData, whose ``model.live`` is the live deal. Raises UnknownName.
        """
        if process not in self._engine.plan.index:
            raise UnknownName("process", process, self._engine.plan.ids)
        return self._engine.machines[self._engine.plan.index[process]]

    def is_met(self, row: Row) -> bool:
        """Called by the machines: True if every guard of *row* is met; those that are not are kept."""
        if self._wanted is not None:
            return row.target == self._wanted
        board = self._board
        unmet = [n for n, truth in enumerate(row.truths) if truth(board) is False]
        if unmet:
            self._unmet = tuple(row.parts[n] for n in unmet)
            return False
        return True

    def take(self, row: Row) -> None:
        """Called by the machines when *row* is taken: the event is kept and the board moves."""
        act = self._act
        on, effective, plan = act[0], act[1], self._engine.plan
        event = Event(plan.ids[row.i], row.action, row.source, row.target, *act)
        self.record.append(event)
        if event.kind != "lapse":
            apply(plan, self._board, row, on, effective, act[4], event.until)

    def _decide(self, act: Act) -> Event | Refusal:
        got = kernel.decide(self.deal, self.snapshot, act)
        if isinstance(got, Refusal):
            if got.kind == "earlier than the record" and act.recorded is not None:
                return self._learn(act)
            self.advance(max(got.day, self.day))
            self.record.append(got)
            return got
        self._write(entry_of(got))
        self.advance(got.on)
        self._go(got)
        return got

    def _go(self, event: Event) -> None:
        """Take *event*, already judged, through its machine; a lapse has already fallen on the board."""
        i = self._engine.plan.index[event.process]
        self._act, self._wanted = event[4:], event.now
        try:
            self._engine.machines[i].events[event.action].trigger(self._cells[i])
        finally:
            self._wanted = None

    def _write(self, entry: Entry) -> None:
        if self.log is not None:
            refused = self.log.append(self.deal, entry)
            if isinstance(refused, Refusal):
                raise ActionRefused(refused)

    def _copy(self) -> Board:
        board = self._board
        return Board(board.day, board.processes.copy(), board.milestones.copy(), board.terms, board.dates.copy())

    def _learn(self, act: Act) -> Event | Refusal:
        """Fold the record anew with an act that was learned late."""
        zone = self.deal.bound(act.action.rpartition(":")[0]).process.zone
        entry = Entry.of(act, zone=zone)
        began = min(self._began, entry.on)
        again = fold(self.deal, [*self.entries, entry], start=began, as_of=max(self.day, entry.learned))
        refused = next((f.refusal for f in again.fallen if f.entry is entry), None)
        if refused is not None:
            self.record.append(refused)
            return refused
        self._write(entry)
        self.stand(again)
        return next(step.event for step in again.steps if step.entry is entry and step.event is not None)

    def stand(self, again: Record) -> None:
        """Stand where a folded record stands; entries of it that do not hold are named in ``fallen``."""
        self._board = board_of(again.snapshot)
        for cell, process in zip(self._cells, self._board.processes, strict=True):
            cell.state = process.state
        self.record = [item for step in again.steps if (item := step.event or step.entry) is not None]
        self.fallen = (*self.fallen, *again.fallen)
