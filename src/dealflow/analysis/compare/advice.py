"""Advice over a stated set of choices of the parties: which is best, by how much, and never one that is unlawful.

A choice is an alternative that lies in the hands of the parties: terms, the day of an act of theirs, a date of their
contract, what they do themselves in a state. One whose acts the rules refuse, or under which a breach stands, is told
as unlawful and never advised. In the histories themselves nobody acts unlawfully: the rules are asked at every act.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from attrs import field, frozen

from dealflow.analysis.compare.difference import CLOSES, Difference
from dealflow.analysis.compare.redline import fallen
from dealflow.analysis.compare.target import Asked, How, Target
from dealflow.analysis.outcomes.law import Law, Method
from dealflow.analysis.people import PARTY_ROLES
from dealflow.errors import BeliefRefuted
from dealflow.kernel import standing
from dealflow.model import CLOCK, Deal, Finding
from dealflow.scenario import Scenario, WhatIfTable, alternative, otherwise

__all__ = ["Advice", "Choice", "advise"]


@frozen
class Choice:
    """One choice: the chance under it, the gain over the deal as it is, and why it cannot be advised if it cannot.

    *hindsight* marks one that changes what has happened: it tells what would have been best.
    """

    name: str
    text: str
    difference: Difference | None
    unlawful: tuple[str, ...] = ()
    not_theirs: tuple[str, ...] = ()
    hindsight: bool = False

    @property
    def open(self) -> bool:
        """True if the parties can lawfully choose it."""
        return not self.unlawful and not self.not_theirs and self.difference is not None


@frozen(eq=False)
class Advice:
    """The choices, the best first, then those that cannot be advised; *best* is None where none is shown to gain.

    *law* is that of the deal as it is.
    """

    target: str
    chance: float
    choices: tuple[Choice, ...]
    law: Law = field(repr=False)

    @property
    def method(self) -> Method:
        """How the chances were computed."""
        return self.law.method

    @property
    def best(self) -> Choice | None:
        """The lawful choice with the highest chance, if its gain is beyond doubt."""
        first = next((choice for choice in self.choices if choice.open), None)
        gains = first is not None and first.difference is not None and first.difference.interval.low > 0.0
        return first if gains else None

    def __str__(self) -> str:
        best = self.best
        if best is None or best.difference is None:
            return f"{self.target}: no choice is shown to raise the chance of {self.chance:.2%}"
        gain = f"by {best.difference.change:+.2%} to {best.difference.after:.2%}"
        return f"{self.target}: {best.name} raises the chance {gain}"


def advise(
    scenario: Scenario,
    choices: Iterable[str | WhatIfTable | Mapping[str, Any]] = (),
    *,
    ending: str = CLOSES,
    by: date | None = None,
    how: How = How(),  # noqa: B008 - a frozen value
) -> Advice:
    """Which of the *choices* makes *ending* by a day most likely, with the gain of each over the deal as it is.

    Choices are alternatives as ``compare`` takes them; all of the file where none is given.
    """
    asked = Asked(scenario, Target(ending, by), how)
    named = list(_named(scenario, tuple(choices) or tuple(scenario.file.alternatives)))
    found = []
    for k, (name, what) in enumerate(named, 1):
        found.append(_choice(asked, name, what))
        how.tell(k, len(named))
    found.sort(key=_rank)
    base = asked.law(asked.base)
    return Advice(str(asked.target), asked.target.of(base), tuple(found), base)


def _rank(choice: Choice) -> tuple[bool, float, str]:
    return not choice.open, -choice.difference.after if choice.difference else 0.0, choice.name


def _named(
    scenario: Scenario, choices: tuple[str | WhatIfTable | Mapping[str, Any], ...]
) -> Iterator[tuple[str, WhatIfTable]]:
    for k, one in enumerate(choices, 1):
        if isinstance(one, str):
            yield one, alternative(scenario, one)
        else:
            what = one if isinstance(one, WhatIfTable) else WhatIfTable(**one)
            yield what.text or f"choice {k}", what


def _choice(asked: Asked, name: str, what: WhatIfTable) -> Choice:
    scenario = asked.scenario
    not_theirs = tuple(dict.fromkeys(_not_theirs(scenario.deal, what)))
    other = otherwise(scenario, what)
    breaches = {_breached(f) for f in standing(scenario.deal, scenario.record().snapshot)}
    unlawful = (*fallen(scenario, other), *_standing(other, breaches))
    try:
        difference = asked.difference(asked.base, asked.way(what))
    except BeliefRefuted as e:
        return Choice(name, what.text, None, unlawful, (*not_theirs, str(e)))
    return Choice(name, what.text, difference, unlawful, not_theirs, bool(what.move or what.undo))


def _breached(finding: Finding) -> tuple[str, str]:
    """What a standing breach is a breach of, wherever its process stands now."""
    return finding.process, finding.reason.partition(" (now: ")[0]


def _standing(other: Scenario, known: set[tuple[str, str]]) -> Iterator[str]:
    for finding in standing(other.deal, other.record().snapshot):
        if _breached(finding) not in known:
            yield f"{finding.process}: {finding.reason}"


def _not_theirs(deal: Deal, what: WhatIfTable) -> Iterator[str]:
    """Why *what* does not lie in the hands of the parties."""
    if what.law is not None:
        yield "the law of another day is nobody's to choose"
    if what.as_of is not None:
        yield "the day of the question is no choice"
    yield from (f"the approval of {id} is not theirs to drop" for id in what.drop)
    yield from (f"the fact {name} is as it is" for name in what.facts)
    acts = [*(m.act for m in what.move), *(u.act for u in what.undo), *(n for u in what.undo for n in u.falls or ())]
    for act in acts:
        process, _, action = act.partition("#")[0].rpartition(":")
        if not theirs(deal, process, action):
            yield f"{act} is not an act of the parties"
    for belief in what.beliefs:
        others = [
            a.action for a in belief.alternatives if a.action != "none" and not theirs(deal, belief.process, a.action)
        ]
        yield from (f"what {belief.process} decides ({action}) is not theirs to choose" for action in others)
    for name in what.numbers:
        yield from _number_not_theirs(deal, name)


def _number_not_theirs(deal: Deal, name: str) -> Iterator[str]:
    if name.startswith(("facts.", "terms.", "causes.")):
        yield f"{name} is not theirs to choose"
    elif ":" in name:
        where, _, rest = name.rpartition(":")
        action = rest.partition(".")[0].partition("#")[0]
        process = where.partition("/")[0]
        acts = [a for a in (action,) if a != "none"] or [
            r.action for r in deal.bound(process).process.rows(where.split("/")[1]) if r.by != (CLOCK,)
        ]
        if not all(theirs(deal, process, act) for act in acts):
            yield f"{name} is not theirs to choose"


def theirs(deal: Deal, process: str, action: str) -> bool:
    """True if a row of that action is for the people who make the deal."""
    rows = [r for r in deal.bound(process).process.transitions if r.action == action]
    return any(set(row.by) & PARTY_ROLES for row in rows)
