"""A portfolio file: a list of deals that are looked at together."""
# ruff: noqa: RUF009 - key() is attrs.field, with what the reader has to know

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import Final

from attrs import frozen

from dealflow.catalogue import Catalogue
from dealflow.errors import DealflowError, ScenarioError
from dealflow.scenario.files import DEALS, bytes_of, load, names
from dealflow.scenario.groups import ListOf
from dealflow.scenario.kinds import DATE, LOOSE_TEXT, TEXT, whole
from dealflow.scenario.problems import Problems
from dealflow.scenario.syntax import parse
from dealflow.scenario.tables import Table, key
from dealflow.scenario.value import Scenario

__all__ = ["Holding", "PortfolioFile", "portfolio"]

FORMAT: Final = 1


@frozen
class HoldingTable:
    """One deal of a portfolio."""

    deal: str = key(TEXT, "a file, or the name of a bundled deal", example='deal = "tiktok-2020"')
    as_of: date | None = key(DATE, "the day the question is asked for; the deal's own if not written", default=None)
    by: date | None = key(DATE, "the day by which closing counts; the outside date if not written", default=None)
    note: str = key(LOOSE_TEXT, "a remark", default="")


@frozen
class PortfolioFile:
    """A portfolio."""

    format: int = key(whole(FORMAT, FORMAT), "the version of this form of file", example="format = 1")
    title: str = key(LOOSE_TEXT, "what it is called", default="")
    deals: tuple[HoldingTable, ...] = key(
        ListOf(Table(HoldingTable), least=1), "the deals", example='[[deals]] with deal = "tiktok-2020"'
    )


@frozen(eq=False)
class Holding:
    """A deal of a portfolio, loaded; *by* is the day by which closing counts, *name* what the file calls it."""

    name: str
    scenario: Scenario
    by: date | None
    note: str


def portfolio(
    path: str | os.PathLike[str], as_of: date | None = None, *, catalogue: Catalogue | None = None
) -> tuple[str, tuple[Holding, ...]]:
    """The title and the deals of the portfolio in the file at *path*; *as_of* is one day for all of them.

    Raises ScenarioError with every mistake in it, each with line, column and remedy, or of a deal that it names.
    """
    top, places, _ = parse(bytes_of(path), os.fspath(path))
    problems = Problems(places, top)
    file: PortfolioFile = Table(PortfolioFile).read(top, (), problems)
    bundled = (*names(), *names(DEALS))
    found = []
    for i, table in enumerate(file.deals or ()):
        if problems.spoiled("deals", i):
            continue
        where = table.deal if table.deal in bundled else Path(path).parent / table.deal
        try:
            scenario = load(where, as_of or table.as_of, catalogue=catalogue)
        except ScenarioError as e:
            problems.add(("deals", i, "deal"), f"the deal {table.deal} cannot be used: {e.problems[0].message}", e.hint)
        except DealflowError as e:
            problems.add(("deals", i, "deal"), str(e))
        else:
            found.append(Holding(table.deal, scenario, table.by, table.note))
    if problems.found:
        raise ScenarioError(os.fspath(path), problems.found)
    return file.title, tuple(found)
