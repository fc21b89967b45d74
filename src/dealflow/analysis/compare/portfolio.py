"""Many deals in one table: the next decisive day of each, the chance that it closes in time, what moved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date

from attrs import field, frozen

from dealflow.analysis.compare.difference import is_whole
from dealflow.analysis.compare.target import How
from dealflow.analysis.outcomes.ask import outcomes
from dealflow.analysis.outcomes.intervals import Interval, wilson
from dealflow.analysis.outcomes.law import Law
from dealflow.analysis.outlook import what_next
from dealflow.errors import BeliefRefuted
from dealflow.kernel import contract_dates
from dealflow.model import Kind
from dealflow.scenario import Scenario
from dealflow.scenario.portfolio import Holding

__all__ = ["Row", "keys_of", "table_of"]


@frozen(eq=False)
class Row:
    """One deal: *next_day* is the next day on which a clock runs out and *next_clock* which, *by* the day that counts.

    *chance* is that of closing by then, *ever* that of closing at all, *change* what moved since the last run. *error*
    says why there is no law.
    """

    name: str
    title: str
    as_of: date
    next_day: date | None
    next_clock: str
    by: date | None
    chance: float | None
    interval: Interval | None
    ever: float | None
    median: date | None
    change: float | None = None
    error: str = ""
    law: Law | None = field(default=None, repr=False)


def table_of(
    holdings: Iterable[Holding],
    *,
    last: Mapping[str, float] | None = None,
    how: How = How(),  # noqa: B008 - a frozen value
) -> tuple[Row, ...]:
    """A row for each of *holdings*; *last* are the chances of the last run, by the names of the deals (``keys_of``)."""
    some = list(holdings)
    rows = []
    for k, (key, one) in enumerate(zip(keys_of(one.name for one in some), some, strict=True), 1):
        rows.append(_row(one, (last or {}).get(key), how))
        how.tell(k, len(some))
    return tuple(rows)


def keys_of(names: Iterable[str]) -> tuple[str, ...]:
    """What the rows of a portfolio are told apart by: the name of the deal, and its number from the second time on."""
    seen: Counter[str] = Counter()
    keys = []
    for name in names:
        seen[name] += 1
        keys.append(name if seen[name] == 1 else f"{name}#{seen[name]}")
    return tuple(keys)


def _row(one: Holding, last: float | None, how: How) -> Row:
    scenario = one.scenario
    day, clock = _next(scenario)
    by = one.by or contract_dates(scenario.deal, scenario.record().snapshot).get("outside_date")
    try:
        law = outcomes(scenario, seed=how.seed, histories=how.histories, horizon=how.horizon, method=how.method)
    except BeliefRefuted as e:
        return Row(one.name, scenario.title, scenario.as_of, day, clock, by, None, None, None, None, None, str(e))
    if not is_whole(law.method):
        raise KeyboardInterrupt
    closing = law.closing_day
    chance = closing.chance if by is None else closing.by(by)
    sure = Interval(chance, chance)
    if not law.method.exact:
        sure = wilson(round(chance * law.method.histories), law.method.histories)
    change = None if last is None else chance - last
    median = closing.quantile(0.5)
    return Row(
        one.name, scenario.title, scenario.as_of, day, clock, by, chance, sure, closing.chance, median, change, law=law
    )


def _next(scenario: Scenario) -> tuple[date | None, str]:
    """The next last day of a clock that runs, or date of the contract."""
    deal, snapshot = scenario.deal, scenario.record().snapshot
    ahead = [(t.day, t.id) for t in what_next(deal, snapshot).turns if t.day and t.kind == Kind.LAST_DAY.value]
    ahead += [(day, name) for name, day in contract_dates(deal, snapshot).items() if day]
    ahead = [(day, name) for day, name in ahead if day >= scenario.as_of]
    return min(ahead, default=(None, ""))
