"""What each line of a stored record led to, recomputed; the writer and the verifier share it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from attrs import evolve

from dealflow.kernel.values import Refusal, Snapshot
from dealflow.log.entry import Entry, day_in
from dealflow.log.fold import Fold, Mark, Record
from dealflow.log.lines import Lapsed, LogLine
from dealflow.model.deadline import on as _on
from dealflow.model.deal import Deal

__all__ = ["Replay", "differences"]


class Replay:
    """Entries in the order they were written down, and after each what it changed.

    An entry learned late, of a day before the last one, makes the fold begin again.
    """

    def __init__(self, deal: Deal, start: date | None) -> None:
        self.deal = deal
        self.start = start
        self.entries: list[Entry] = []
        self._fold: Fold | None = None
        self._before: tuple[Fold, Mark] | None = None

    def add(self, entry: Entry) -> LogLine:
        """Take *entry* and say what it led to."""
        before = None if self._fold is None else self._fold.record()
        self._before = None if self._fold is None else (self._fold, self._fold.mark())
        day = day_in(self.deal, entry)
        self.entries.append(evolve(entry))  # an object of its own: the same entry may be recorded twice
        if self._fold is None or day < self._fold.snapshot.day:
            self._again()
        else:
            self._fold.take(self.entries[-1])
        return self._line(before, self.record())

    def undo(self) -> None:
        """Take back the entry added last; once only."""
        self.entries.pop()
        if self._before is None:
            self._fold = None
        else:
            self._fold, mark = self._before
            self._fold.back(mark)

    def record(self) -> Record:
        """Where the entries so far lead; raises ValueError while there are none."""
        if self._fold is None:
            raise ValueError("nothing is recorded yet: the deal has not started")
        return self._fold.record()

    def refusal(self) -> Refusal | None:
        """Why the entry added last does not stand, if it does not."""
        return next((f.refusal for f in self.record().fallen if f.entry is self.entries[-1]), None)

    def _again(self) -> None:
        ordered = sorted(self.entries, key=lambda e: day_in(self.deal, e))
        self._fold = Fold(self.deal, self.start or day_in(self.deal, ordered[0]))
        for entry in ordered:
            self._fold.take(entry)

    def _line(self, before: Record | None, after: Record) -> LogLine:
        old = () if before is None else _lapses(before)
        new = _lapses(after)
        return LogLine(
            len(self.entries),
            self.entries[-1],
            self._states(None if before is None else before.snapshot, after.snapshot),
            tuple(lapse for lapse in new if lapse not in old),
            tuple(lapse for lapse in old if lapse not in new),
            self._fallen(after),
        )

    def _states(self, before: Snapshot | None, after: Snapshot) -> dict[str, str]:
        act = self.entries[-1].act
        own = act.action.rpartition(":")[0] if act is not None else ""
        was = before or Fold(self.deal, after.day).snapshot
        return {
            id: now.state
            for id, old, now in zip(after.ids, was.processes, after.processes, strict=True)
            if id == own or (old.state, old.visit) != (now.state, now.visit)
        }

    def _fallen(self, record: Record) -> tuple[int, ...]:
        gone = [f.entry for f in record.fallen]
        return tuple(n for n, e in enumerate(self.entries, 1) if any(e is one for one in gone))


def _lapses(record: Record) -> tuple[Lapsed, ...]:
    return tuple((event.id, event.on, event.now) for event in record.lapses)


def differences(stored: LogLine, now: LogLine) -> Iterator[str]:
    """In what way a line leads elsewhere *now* than it did when it was *stored*, in words."""
    for id in sorted({*stored.states, *now.states}):
        was, leads = stored.states.get(id), now.states.get(id)
        if was is None:
            yield f"{id} stayed where it was then and goes to {leads!r} now"
        elif leads is None:
            yield f"{id} went to {was!r} then and stays where it is now"
        elif was != leads:
            yield f"{id} went to {was!r} then and goes to {leads!r} now"
    for action, day, _ in (x for x in stored.lapses if x not in now.lapses):
        yield f"the lapse {action} of {_on(day)} does not fall now"
    for action, day, _ in (x for x in now.lapses if x not in stored.lapses):
        yield f"the lapse {action} of {_on(day)} falls now and did not then"
    if stored.undone != now.undone:
        yield "the lapses that it takes back are others now"
    if stored.fallen != now.fallen:
        yield f"the entries that no longer stand were {list(stored.fallen)} then and are {list(now.fallen)} now"
