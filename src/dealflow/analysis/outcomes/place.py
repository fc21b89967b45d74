"""Where a deal stands, whatever brought it there: what can be taken from there, what that does, and which lapses fall.

Each answer is asked of the kernel once and kept. Days are counted from the day of the question.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final, NamedTuple

from dealflow.analysis.outcomes.kept import Keeping, Kept
from dealflow.analysis.outcomes.matters import Matters
from dealflow.analysis.outcomes.missing import closing_rows
from dealflow.analysis.outcomes.stand import NEVER, Drawn
from dealflow.analysis.outcomes.stand import Due as Over
from dealflow.analysis.sampling.setting import Setting
from dealflow.analysis.sampling.taking import due_day, row_of, take
from dealflow.kernel.board import Board
from dealflow.kernel.forecast import turning_days
from dealflow.kernel.plan import Plan, Row
from dealflow.kernel.step import Due, next_due, next_moment

__all__ = ["Fallen", "Offer", "Place", "Places", "Step"]

_ONE: Final = timedelta(days=1)


class Offer(NamedTuple):
    """What of a group is available (bits of *open*) from *first* until before *until*, and when last days are over."""

    first: int
    until: int
    open: int
    over: Over
    rows: tuple[Row | None, ...]


class Step(NamedTuple):
    """An event: the *place* after it, the *ending* it brings if any, and what moved.

    *i* is the process that entered *state* (-1: none), *approval* the one that approved (-1: none), *passed* the bits
    of the states that closing leaves.
    """

    place: Place
    ending: str
    i: int
    state: str
    approval: int
    passed: int


class Fallen(NamedTuple):
    """What falls next if nobody acts, the *day* then, and whether nobody acts on it any more."""

    steps: tuple[Step, ...]
    day: int
    over: bool


class Places:
    """Every place of one question that was come to."""

    def __init__(self, setting: Setting) -> None:
        self.setting: Setting = setting
        self.plan: Plan = setting.plan
        self.matters: Matters = Matters(setting)
        self.keeping: Keeping = Keeping(self.matters)
        self.after: int = (setting.horizon - setting.day).days + 1
        self.announced: list[int] = [(day - setting.day).days for day in setting.announcements]
        self.sources: dict[tuple[int, str], int] = {}
        for row in closing_rows(self.plan):
            self.sources.setdefault((row.i, row.source), len(self.sources))
        self._known: dict[Kept, Place] = {}

    def of(self, board: Board, before: Kept | None = None) -> Place:
        """The place that *board* shows, which showed *before*."""
        key = self.keeping.kept(board, before)
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = Place(self, key)
        return known

    def __len__(self) -> int:
        return len(self._known)

    def date(self, day: int) -> date:
        """The date of a numbered day."""
        return self.setting.day + timedelta(day)

    def told_after(self, day: int) -> int:
        """The next day on which a calendar learns of something."""
        n = bisect_right(self.announced, day)
        return self.announced[n] if n < len(self.announced) else NEVER

    def ending(self, board: Board) -> str:
        """The ending that is met on *board*, or nothing."""
        return next((e.name for e, truth in self.setting.endings_judged if truth(board)), "")

    def bit(self, i: int, state: str) -> int:
        """The bit of a state that closing leaves; 0 for any other."""
        n = self.sources.get((i, state))
        return 0 if n is None else 1 << n


class Place:
    """One place, with what is known of it."""

    __slots__ = ("_due", "_fallen", "_offers", "_taken", "ahead", "kept", "places")

    def __init__(self, places: Places, kept: Kept) -> None:
        self.places: Places = places
        self.kept: Kept = kept
        self.ahead: frozenset[str] | None = None
        self._offers: dict[int, Offer] = {}
        self._taken: dict[tuple[int, int, int], Step] = {}
        self._fallen: dict[tuple[int, int], Fallen] = {}
        self._due: tuple[int, int, Due | None] = (0, -1, None)

    def board(self, day: int) -> Board:
        """A board that shows this place on *day*."""
        processes, milestones, terms, dates = self.kept
        return Board(self.places.date(day), list(processes), list(milestones), terms, list(dates))

    @property
    def terms(self) -> str:
        """The terms in force."""
        return self.kept[2]

    def states(self) -> Iterator[tuple[int, str]]:
        """Where each process stands."""
        return ((i, p.state) for i, p in enumerate(self.kept[0]))

    def offer(self, drawn: Drawn, day: int) -> Offer:
        """What of a group is available on *day*."""
        known = self._offers.get(drawn.number)
        if known is None or not known.first <= day < known.until:
            known = self._offers[drawn.number] = self._offer(drawn, day)
        return known

    def _offer(self, drawn: Drawn, day: int) -> Offer:
        board, plan, i = self.board(day), self.places.plan, drawn.group.i
        rows = tuple(
            row_of(plan, board, i, choice) if of is not None else None
            for choice, of in zip(drawn.group.choices, drawn.alternatives, strict=True)
        )
        open_ = sum(1 << k for k, row in enumerate(rows) if row is not None)
        seen = self.places.setting.day
        over = (due_day(plan, board, wait, board.day, seen) for wait in drawn.waits)
        days = tuple(NEVER if day is None else (day - seen).days for day in over)
        turns = ((turn - seen).days for turn in self._turns(drawn, board) if turn > board.day)
        return Offer(day, min(self.places.told_after(day), min(turns, default=NEVER)), open_, days, rows)

    def _turns(self, drawn: Drawn, board: Board) -> Iterator[date]:
        """The days on which what is available can change by the calendar alone."""
        plan, i = self.places.plan, drawn.group.i
        yield from plan.deal.processes[i].process.law_days
        for choice, of in zip(drawn.group.choices, drawn.alternatives, strict=True):
            for row in choice.rows if of is not None else ():
                for part in row.parts:
                    yield from turning_days(plan, part, i, board)

    def taken(self, drawn: Drawn, k: int, day: int) -> Step:
        """The event of taking alternative *k* of a group on *day*."""
        key = (drawn.group.position, k, day)
        known = self._taken.get(key)
        if known is None:
            known = self._taken[key] = self._take(drawn, k, day)
        return known

    def _take(self, drawn: Drawn, k: int, day: int) -> Step:
        row, board = self.offer(drawn, day).rows[k], self.board(day)
        if row is None:
            raise ValueError("what is not available cannot be taken")
        take(self.places.plan, board, row, drawn.group.choices[k])
        return self._step(board, row.i, row.source, row.target, moved=row.transition.target is not None)

    def _step(self, board: Board, i: int, was: str, now: str, *, moved: bool) -> Step:
        process, all_ = self.places.plan.deal.processes[i].process, self.places
        approves = process.state(now).approval and not process.state(was).approval
        passed = all_.bit(i, was) | all_.bit(i, now)
        place, ending = all_.of(board, self.kept), all_.ending(board)
        return Step(place, ending, i if moved else -1, now, i if approves else -1, passed)

    def falls_before(self, day: int, until: int) -> bool:
        """True if something falls from *day* on before *until* begins, or may because something is announced then."""
        due = self.due(day)
        if due is not None and (due.day, due.at) < (self.places.date(until), 1):
            return True
        return self.places.told_after(day) == until

    def due(self, day: int) -> Due | None:
        """The next lapse that falls if nobody acts."""
        first, until, due = self._due
        if not first <= day < until:
            due = next_due(self.places.plan, self.board(day))
            until = self.places.told_after(day)
            if due is not None:
                until = min(until, max((due.day - self.places.setting.day).days, day + 1))
            self._due = (day, until, due)
        return due

    def fallen(self, day: int, until: int) -> Fallen:
        """What falls next from *day* on, at most *until* another."""
        key = (day, until)
        known = self._fallen.get(key)
        if known is None:
            known = self._fallen[key] = self._fall(day, until)
        return known

    def _fall(self, day: int, until: int) -> Fallen:
        all_, board = self.places, self.board(day)
        due, steps = self.due(day), []
        for fell in next_moment(all_.plan, board, all_.date(until)):
            if fell.on > all_.setting.horizon:
                break
            steps.append(self._step(board, all_.plan.index[fell.process], fell.was, fell.now, moved=True))
            if steps[-1].ending:
                break
        over = bool(steps) and due is not None and due.at == 1
        return Fallen(tuple(steps), (board.day - all_.setting.day).days, over)
