"""From the text of a file to a scenario, or to every mistake in it at once."""

from __future__ import annotations

from datetime import date

from attrs import evolve

from dealflow.catalogue import Catalogue
from dealflow.catalogue import catalogue as _shipped
from dealflow.errors import ScenarioError
from dealflow.scenario.acts import Acts
from dealflow.scenario.causes import causes_of
from dealflow.scenario.deal import deal_of
from dealflow.scenario.expect import expects_of
from dealflow.scenario.history import check_record, entries_of, start_of
from dealflow.scenario.opinions import beliefs_of
from dealflow.scenario.otherwise import check_alternatives
from dealflow.scenario.places import Places
from dealflow.scenario.problems import Problems
from dealflow.scenario.shape import DealTable, ScenarioFile
from dealflow.scenario.syntax import parse
from dealflow.scenario.tables import Table
from dealflow.scenario.value import Scenario

__all__ = ["believing", "built", "changed", "loads"]


def loads(
    text: str | bytes, path: str = "<text>", *, catalogue: Catalogue | None = None, as_of: date | None = None
) -> Scenario:
    """The scenario that *text* writes; *path* is what its errors call it, *as_of* another day of the question.

    Raises ScenarioError with every mistake, each with line, column and remedy.
    """
    top, places, plain = parse(text, path)
    problems = Problems(places, top)
    file: ScenarioFile = Table(ScenarioFile).read(top, (), problems)
    known = catalogue if catalogue is not None else _shipped()
    scenario = _scenario(file, known, problems, path, plain)
    if problems.found or scenario is None:
        raise ScenarioError(path, problems.found)
    return scenario if as_of is None else scenario.at(as_of)


def built(file: ScenarioFile, catalogue: Catalogue, path: str) -> Scenario:
    """The scenario that *file* means; acts that no longer stand are left to its record to name.

    Raises ScenarioError for names that do not exist.
    """
    problems = Problems(Places(""), {})
    scenario = _scenario(file, catalogue, problems, path, "", judged=False)
    if problems.found or scenario is None:
        raise ScenarioError(path, problems.found)
    return scenario


def _scenario(
    file: ScenarioFile, catalogue: Catalogue, problems: Problems, path: str, text: str, *, judged: bool = True
) -> Scenario | None:
    about: DealTable | None = file.deal  # None if it could not be read
    deal = None if about is None else deal_of(file, catalogue, problems)
    if about is None or deal is None:
        return None
    acts = Acts(deal, problems)
    entries = entries_of(file.history, about.start, acts)
    start = start_of(about.start, entries, about.as_of)
    if about.start and about.as_of < about.start:
        problems.add(("deal", "start"), "the deal starts after as_of", "ask for a day on or after the start")
    if judged and not problems.material():
        wrong = (table for i, table in enumerate(file.history) if i not in entries)
        tainted = {table.act.rpartition(":")[0] for table in wrong}
        check_record(deal, entries, start, tainted, problems)
    causes = causes_of(file.causes, problems)
    beliefs = beliefs_of(file.beliefs, file.causes, acts)
    expects = expects_of(file.expect, acts)
    check_alternatives(file, acts)
    return Scenario(file, deal, tuple(entries.values()), beliefs, expects, start, path, catalogue, text, causes)


def changed(scenario: Scenario, file: ScenarioFile) -> Scenario:
    """*scenario* with another *file*, under the same definitions."""
    return evolve(built(file, scenario.catalogue, scenario.path), text=scenario.text)


def believing(scenario: Scenario, file: ScenarioFile) -> Scenario:
    """*scenario* with the beliefs and causes of *file*, which says the same of all else: its deal serves again.

    Raises ScenarioError for names that do not exist.
    """
    problems = Problems(Places(""), {})
    acts = Acts(scenario.deal, problems)
    causes, beliefs = causes_of(file.causes, problems), beliefs_of(file.beliefs, file.causes, acts)
    if problems.found:
        raise ScenarioError(scenario.path, problems.found)
    return evolve(scenario, file=file, beliefs=beliefs, causes=causes)
