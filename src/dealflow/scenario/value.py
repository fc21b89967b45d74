"""The scenario as a value: the deal, what happened, what is believed and expected, and the day of the question."""

from __future__ import annotations

from datetime import date

from attrs import evolve, field, frozen

from dealflow.beliefs import Belief, Cause
from dealflow.catalogue import Catalogue
from dealflow.log import Entry, Record, fold
from dealflow.model import Deal
from dealflow.model.deadline import on as _on
from dealflow.scenario.expect import Expect, Failure, check_expect
from dealflow.scenario.kinds import EARLIEST, LATEST
from dealflow.scenario.shape import ScenarioFile

__all__ = ["Scenario", "check_expectations"]


@frozen
class Scenario:
    """A deal with its history, beliefs and expectations, and the day the question is asked for.

    *file* is what is written; the rest follows from it under the definitions. Two scenarios are equal if their files
    say the same. *history* holds all entries of the file; ``record`` shows those that are known on a day.
    """

    file: ScenarioFile = field(repr=False)
    deal: Deal = field(eq=False, repr=False)
    history: tuple[Entry, ...] = field(eq=False, repr=False)
    beliefs: tuple[Belief, ...] = field(eq=False, repr=False)
    expects: tuple[Expect, ...] = field(eq=False, repr=False)
    start: date = field(eq=False, repr=False)
    path: str = field(eq=False, repr=False)
    catalogue: Catalogue = field(eq=False, repr=False)
    text: str = field(default="", eq=False, repr=False)
    causes: tuple[Cause, ...] = field(default=(), eq=False, repr=False)
    _records: dict[date, Record] = field(factory=dict, init=False, eq=False, repr=False)

    @property
    def id(self) -> str:
        """The id of the deal."""
        return self.file.deal.id

    @property
    def title(self) -> str:
        """What the deal is called."""
        return self.file.deal.title

    @property
    def as_of(self) -> date:
        """The day the question is asked for: nothing learned later is known."""
        return self.file.deal.as_of

    @property
    def summary(self) -> str:
        """The deal in a few sentences."""
        return self.file.deal.summary

    @property
    def notes(self) -> tuple[str, ...]:
        """The author's remarks."""
        return self.file.deal.notes

    def __repr__(self) -> str:
        known = sum(e.visible(self.as_of) for e in self.history)
        return f"<Scenario {self.id} as of {_on(self.as_of)}: {known} entries, {len(self.beliefs)} beliefs>"

    def at(self, as_of: date) -> Scenario:
        """The same scenario asked for another day: what is learned later is unknown.

        Raises ValueError for a day outside the years that deals lie in.
        """
        if not EARLIEST <= as_of <= LATEST:
            raise ValueError(f"as_of {as_of} is no day on which a deal can be: {EARLIEST:%Y} to {LATEST:%Y}")
        return evolve(self, file=evolve(self.file, deal=evolve(self.file.deal, as_of=as_of)))

    def record(self, as_of: date | None = None) -> Record:
        """The deal as it is known on a day, with the steps that led there and the entries that do not stand."""
        day = as_of or self.as_of
        if day not in self._records:
            self._records[day] = fold(self.deal, self.history, start=self.start, as_of=day)
        return self._records[day]


def check_expectations(scenario: Scenario) -> tuple[Failure, ...]:
    """The expectations of the file that do not hold, each with its line."""
    judged = (
        check_expect(scenario.deal, expect, lambda day: scenario.record(day).snapshot, scenario.as_of, scenario.path)
        for expect in scenario.expects
    )
    return tuple(failure for failure in judged if failure is not None)
