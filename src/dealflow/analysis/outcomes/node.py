"""One visit of one state: which act or lapse ends it, and how many days after it began."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from attrs import evolve

from dealflow import calendars
from dealflow.analysis.outcomes.beside import some, weights
from dealflow.analysis.outcomes.conditions import met_days
from dealflow.analysis.outcomes.ground import Ground
from dealflow.analysis.outcomes.race import race
from dealflow.analysis.sampling.groups import Choice, Group, Luck, Timing, Wait
from dealflow.analysis.sampling.taking import due_day
from dealflow.kernel.clocks import lapses
from dealflow.kernel.plan import Row
from dealflow.kernel.values import ProcessState
from dealflow.model import Unit

if TYPE_CHECKING:
    from numpy import float64, int64
    from numpy.typing import NDArray

__all__ = [
    "AT_ACT",
    "AT_END",
    "AT_START",
    "Drawn",
    "Visit",
    "Way",
    "drawn_in",
    "due_days",
    "fires",
    "lapse_of",
    "mass_of",
    "next_open",
    "open_days",
    "parts_of",
    "ways_out",
]

AT_START, AT_ACT, AT_END = 0, 1, 2
"""When within a day something falls: what takes effect at its start, acts, lapses at its end."""
_ONE: Final = timedelta(days=1)
_MOST_KEPT: Final = 4096
_MOST_WAYS: Final = 256
_PER: Final = {Unit.DAYS: 1, Unit.WEEKS: 7}


class Visit(NamedTuple):
    """A process as it stood when it entered a state on *day*: *late* if a lapse at the day's end led there.

    With *now* it is the visit under way on the day of the question, and *day* is that day.
    """

    state: ProcessState
    day: date
    late: bool = False
    now: bool = False


class Way(NamedTuple):
    """A way out of a visit: its row, at what time of the day, and its chance on each day counted from the entry.

    Where levels of causes are side by side there is a row of chances for each of them.
    """

    row: Row
    choice: Choice | None
    at: int
    chances: NDArray[float64]


class Drawn(NamedTuple):
    """A group as it is drawn in a visit: its luck, and since when each alternative counts (None: when it is open)."""

    group: Group
    luck: Luck
    first: tuple[date | None, ...]


def drawn_in(ground: Ground, i: int, visit: Visit) -> list[Drawn]:
    """The groups of *visit*, in order; of the visit under way those that the history leaves open."""
    if visit.now:
        awake = bool(ground.drawn(i, visit.state.state))
        return [Drawn(o.group, o.luck, o.first) for o in ground.setting.open if o.group.i == i and awake]
    groups = ground.drawn(i, visit.state.state)
    return [Drawn(g, g.luck, (None,) * len(g.choices)) for g in groups]


def ways_out(ground: Ground, i: int, visit: Visit, length: int) -> list[Way]:
    """Every way out of *visit* by acts believed in and lapses, over *length* days from its entry."""
    drawn = drawn_in(ground, i, visit)
    if visit.day != ground.as_of:
        return _ways_out(ground, i, visit, length, drawn)
    # Such visits stand for those of all days where nothing asks the calendar: they come up again and again.
    levels = tuple(ground.level.get(d.group.belief.cause, "") for d in drawn)
    beside = tuple((chance, *level.items()) for chance, level in ground.mixed)
    known, key = ground.known.ways, (i, visit, length, levels, beside)
    if key not in known:
        if len(known) > _MOST_WAYS:
            known.clear()
        known[key] = _ways_out(ground, i, visit, length, drawn)
        for way in known[key]:
            way.chances.setflags(write=False)
    return list(known[key])


def _ways_out(ground: Ground, i: int, visit: Visit, length: int, drawn: Sequence[Drawn]) -> list[Way]:
    import numpy as np

    sources = [ways for d in drawn if (ways := list(_group(ground, i, visit, d, length)))]
    firsts = race([[(rank, way.chances) for way in ways] for rank, ways in enumerate(sources)])
    found = [
        way._replace(chances=first)
        for ways, won in zip(sources, firsts, strict=True)
        for way, first in zip(ways, won, strict=True)
    ]
    lapse = lapse_of(ground, i, visit)
    if lapse is not None:
        day, at, row = lapse
        last = (day - visit.day).days
        open_days = last + (at == AT_END)
        left: Any = 1.0
        for ways in sources:
            left = left * (1.0 - sum(way.chances[..., :open_days].sum(axis=-1) for way in ways))
        for way in found:
            way.chances[..., open_days:] = 0.0
        if last < length:
            fallen = np.zeros((len(ground.mixed), length) if ground.mixed else length)
            fallen[..., last] = left
            found.append(Way(row, None, at, fallen))
    return [way for way in found if way.chances.any()]


def _group(ground: Ground, i: int, visit: Visit, drawn: Drawn, length: int) -> Iterator[Way]:
    """The acts of one group, none of the others looked at."""
    alike: dict[tuple[int, date | None], NDArray[float64]] = {}
    for k, weight in enumerate(weights(ground, drawn.group, drawn.luck)):
        choice, timing = drawn.group.choices[k], drawn.luck.timings[k]
        if choice.act is None or not some(weight) or timing is None:
            continue
        same = (id(timing), drawn.first[k])
        if any(row.parts for row in choice.rows):
            chances = fires(ground, i, visit, choice.rows, timing, drawn.first[k], length)
        else:
            if same not in alike:
                alike[same] = fires(ground, i, visit, choice.rows, timing, drawn.first[k], length)
            chances = alike[same]
        yield Way(choice.rows[0], choice, AT_ACT, weight * chances)


def fires(
    ground: Ground, i: int, visit: Visit, rows: Sequence[Row], timing: Timing, since: date | None, length: int
) -> NDArray[float64]:
    """The chance that an act by *rows* is taken so many days after the entry, once it is chosen.

    Its delay counts from *since*, or from the first day on which it can be taken.
    """
    import numpy as np

    chances, mass = np.zeros(length), mass_of(timing)
    open_on = open_days(ground, i, visit, rows, length)
    if open_on is None and len(timing.waits) == 1 and since is None:
        day = _due_day(ground, i, visit, timing.waits[0])
        if day is not None and max(day, int(visit.late)) < length:
            chances[max(day, int(visit.late))] = 1.0
        return chances
    for places, days in _parts_over(ground, i, visit, timing, since, open_on, length):
        chances += np.bincount(days, weights=mass[places], minlength=length + 1)[:length]
    return chances


def due_days(
    ground: Ground,
    i: int,
    visit: Visit,
    timing: Timing,
    since: date | None,
    open_on: NDArray[float64] | None,
    length: int,
) -> NDArray[int64]:
    """The day, counted from the entry, on which an act is taken under each delay of *timing*; *length* if never."""
    import numpy as np

    out = np.full(len(timing.waits), length)
    for places, days in _parts_over(ground, i, visit, timing, since, open_on, length):
        out[places] = days
    return out


def _parts_over(
    ground: Ground,
    i: int,
    visit: Visit,
    timing: Timing,
    since: date | None,
    open_on: NDArray[float64] | None,
    length: int,
) -> Iterator[tuple[NDArray[int64], NDArray[int64]]]:
    """The places of delays counted alike, with the day on which the act is taken; delays beyond *length* left out."""
    import numpy as np

    found = [0] if open_on is None else open_on.nonzero()[0].tolist()
    if not found:
        return
    earliest = max(found[0], int(visit.late))
    start = visit.day + timedelta(days=int(found[0])) if since is None else since
    for wait, numbers, places in parts_of(timing):
        if not wait.clock and since is None:
            numbers = numbers[: np.searchsorted(numbers, length)]
        days = np.maximum(_due(ground, i, visit, wait, numbers, start, length), earliest)
        days = np.minimum(days, length)
        yield places[: len(days)], days if open_on is None else next_open(open_on, length)[days]


_PARTS: Final[dict[int, tuple[Timing, NDArray[float64], list[tuple[Wait, NDArray[int64], NDArray[int64]]]]]] = {}


def mass_of(timing: Timing) -> NDArray[float64]:
    """The chance of each delay of *timing*."""
    parts_of(timing)
    return _PARTS[id(timing)][1]


def parts_of(timing: Timing) -> list[tuple[Wait, NDArray[int64], NDArray[int64]]]:
    """The delays of *timing* that are counted alike, together: one of them, all their numbers, and their places."""
    import numpy as np

    known = _PARTS.get(id(timing))
    if known is not None:
        return known[2]
    alike: dict[tuple[Unit, str, str], list[int]] = {}
    for k, wait in sorted(enumerate(timing.waits), key=lambda pair: pair[1].n):
        alike.setdefault((wait.unit, wait.calendar, wait.clock), []).append(k)
    mass = np.diff(np.array(timing.cumulative), prepend=0.0)
    parts = [
        (timing.waits[places[0]], np.array([timing.waits[k].n for k in places]), np.array(places))
        for places in alike.values()
    ]
    if len(_PARTS) > _MOST_KEPT:
        _PARTS.clear()
    _PARTS[id(timing)] = (timing, mass, parts)  # the timing is kept with it, so that its id stays its own
    return parts


def open_days(ground: Ground, i: int, visit: Visit, rows: Sequence[Row], length: int) -> NDArray[float64] | None:
    """On which days from the entry any of *rows* can be taken; None if always."""
    if not any(row.parts for row in rows):
        return None
    return met_days(ground, rows, ground.scene(i, visit.state, visit.day), length)


def next_open(open_on: NDArray[float64] | None, length: int) -> NDArray[int64]:
    """For each day, and one past the last, the first on or after it that is open; *length* where there is none."""
    import numpy as np

    if open_on is None:
        return np.arange(length + 1)
    days = np.where(open_on > 0, np.arange(length), length)
    return np.append(np.minimum.accumulate(days[::-1])[::-1], length)


def _due(
    ground: Ground, i: int, visit: Visit, wait: Wait, numbers: NDArray[int64], start: date, length: int
) -> NDArray[int64]:
    """The days, from the entry, on which delays of *numbers* like *wait* are over, as far as *length*."""
    import numpy as np

    if not wait.clock and wait.unit in _PER:
        return np.asarray((start - visit.day).days + numbers * _PER[wait.unit])
    board, days = ground.scene(i, visit.state, visit.day), []
    for n in numbers.tolist():
        due = due_day(ground.plan, board, wait if n == wait.n else evolve(wait, n=n), start, ground.as_of)
        days.append(length if due is None else (due - visit.day).days)
        if days[-1] >= length and not wait.clock:
            break
    return np.array(days, dtype=np.int64)


def _due_day(ground: Ground, i: int, visit: Visit, wait: Wait) -> int | None:
    """The day, from the entry, on which one delay is over that counts from the entry."""
    if not wait.clock and wait.unit in _PER:
        return wait.n * _PER[wait.unit]
    board = ground.scene(i, visit.state, visit.day)
    due = due_day(ground.plan, board, wait, visit.day, ground.as_of)
    return None if due is None else max(0, (due - visit.day).days)


def lapse_of(ground: Ground, i: int, visit: Visit) -> tuple[date, int, Row] | None:
    """The first lapse that ends *visit* if nobody acts: its day, whether at the start or end of it, and its row."""
    soonest: tuple[date, int, Row] | None = None
    for run in visit.state.runs:
        clock = ground.plan.clocks[i][run.clock]
        if run.ended is not None or not clock.clock.lapse:
            continue
        today = visit.day
        while (due := lapses(clock, visit.state, run, today, today)) is not None:
            period = clock.rule(visit.state, run)[0]
            told = calendars.get(period.calendar).announcements if period and period.calendar else ()
            pause = next((d for d in told if today < d <= due[0]), None)
            if pause is None:
                break
            today = pause
        if due is not None:
            at = AT_END if due[1] else AT_START
            if soonest is None or (due[0], at) < soonest[:2]:
                soonest = (due[0], at, ground.plan.rows[i, visit.state.state, clock.clock.lapse][0])
    return soonest
