"""State as the fold of entries: what happened, in the order of its days, and which entries do not stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from attrs import frozen

from dealflow import kernel
from dealflow.errors import DefinitionError
from dealflow.kernel.values import Event, Refusal, Snapshot
from dealflow.log.entry import Entry, day_in
from dealflow.model.deadline import on as _on
from dealflow.model.deal import Deal

__all__ = ["Fallen", "Fold", "Note", "Record", "Step", "fold"]


@frozen
class Step:
    """One step of a record: an entry, or a lapse where *entry* is None.

    *event* is None for a statement. *before* and *after* are the deal on its day; lapses of one moment share them.
    """

    entry: Entry | None
    event: Event | None
    before: Snapshot
    after: Snapshot

    @property
    def on(self) -> date:
        """The day of the step."""
        return self.event.on if self.event is not None else self.after.day

    @property
    def lapse(self) -> bool:
        """True if nobody acted: a clock ran out."""
        return self.entry is None


@frozen
class Fallen:
    """An entry that does not stand: the definitions refuse it at its place, with every blocker."""

    entry: Entry
    refusal: Refusal

    def __str__(self) -> str:
        return str(self.refusal)


@frozen
class Note:
    """A remark on an entry that stands."""

    entry: Entry
    text: str

    def __str__(self) -> str:
        return f"{_on(self.entry.on)}  {self.entry.name}: {self.text}"


@frozen
class Record:
    """A deal as its entries left it: where it is, the steps that led there, and the entries that do not stand."""

    snapshot: Snapshot
    steps: tuple[Step, ...]
    fallen: tuple[Fallen, ...] = ()
    notes: tuple[Note, ...] = ()

    @property
    def day(self) -> date:
        """The day on which the deal is seen."""
        return self.snapshot.day

    @property
    def events(self) -> tuple[Event, ...]:
        """Everything that moved the deal, lapses included, in order."""
        return tuple(step.event for step in self.steps if step.event is not None)

    @property
    def lapses(self) -> tuple[Event, ...]:
        """The clocks that ran out."""
        return tuple(event for event in self.events if event.kind == "lapse")


Mark = tuple[Snapshot, int, int, int]
"""Where a fold stood once: its snapshot, and how many steps, fallen entries and notes it had."""


class Fold:
    """The fold under way: takes entries in the order of their days, keeps where the deal is."""

    def __init__(self, deal: Deal, start: date) -> None:
        self.deal = deal
        self.snapshot: Snapshot = kernel.start(deal, start)
        self.steps: list[Step] = []
        self.fallen: list[Fallen] = []
        self.notes: list[Note] = []

    def settle(self, day: date) -> None:
        """Let the lapses before *day* fall; a day that lies behind changes nothing."""
        for event, before, after in _lapses(self.deal, self.snapshot, day):
            self.steps.append(Step(None, event, before, after))
            self.snapshot = after
        if day > self.snapshot.day:
            self.snapshot = kernel.settle(self.deal, self.snapshot, day)

    def take(self, entry: Entry) -> None:
        """Add *entry*, after the lapses before its day."""
        self.settle(day_in(self.deal, entry))
        before = self.snapshot
        event = self._event(entry)
        if isinstance(event, Refusal):
            self.fallen.append(Fallen(entry, event))
            return
        if event is not None:
            self.snapshot = kernel.evolve(self.deal, before, event)
        self.steps.append(Step(entry, event, before, self.snapshot))

    def _event(self, entry: Entry) -> Event | Refusal | None:
        if entry.act is None:
            return None
        got = kernel.decide(self.deal, self.snapshot, entry.act)
        if entry.kind != "breach":
            return got
        if isinstance(got, Event):
            self.notes.append(Note(entry, "is marked as a breach, but nothing stood against it"))
            return got
        if got.kind == "earlier than the record":
            return got
        try:
            return kernel.breach(self.deal, self.snapshot, entry.act)
        except DefinitionError:
            return got

    def mark(self) -> Mark:
        """Where the fold stands, to come back to."""
        return self.snapshot, len(self.steps), len(self.fallen), len(self.notes)

    def back(self, mark: Mark) -> None:
        """Forget everything since *mark*."""
        snapshot, steps, fallen, notes = mark
        self.snapshot = snapshot
        del self.steps[steps:], self.fallen[fallen:], self.notes[notes:]

    def record(self) -> Record:
        """What the entries taken so far come to."""
        return Record(self.snapshot, tuple(self.steps), tuple(self.fallen), tuple(self.notes))


def fold(deal: Deal, entries: Iterable[Entry], *, start: date | None = None, as_of: date | None = None) -> Record:
    """The deal on *as_of* as the entries known by then left it (or after the last of them, where no day is given).

    The deal starts on *start*, or on the first entry's day. Entries are taken by the day they happened, those of one
    day as they stand. One that the definitions refuse at its place is named in ``fallen`` and moves nothing.

    Raises ValueError if nothing says on which day the deal starts, or a moment does not say its time zone.
    """
    known = [(day_in(deal, e), e) for e in entries if as_of is None or e.visible(as_of)]
    known.sort(key=lambda pair: pair[0])
    began = start or (known[0][0] if known else as_of)
    if began is None:
        raise ValueError("there is no entry, no start and no as_of: nothing says on which day the deal starts")
    folding = Fold(deal, began if as_of is None else min(began, as_of))
    for _, entry in known:
        folding.take(entry)
    if as_of is not None:
        folding.settle(as_of)
    return folding.record()


def _lapses(deal: Deal, snapshot: Snapshot, day: date) -> Iterator[tuple[Event, Snapshot, Snapshot]]:
    """Each lapse that falls until *day*, with the deal before and after it."""
    waiting = list(kernel.advance(deal, snapshot, day))
    while waiting:
        together = kernel.advance(deal, snapshot, waiting[0].on)
        fell = list(together) or waiting[:1]
        after = kernel.evolve(deal, snapshot, fell[-1])
        for event in fell:
            yield event, snapshot, after
        snapshot, waiting = after, waiting[len(fell) :]
