"""An office's own file of attestations: recalled rules that somebody there has checked, and who answers for it."""
# ruff: noqa: RUF009 - key() is attrs.field, with what the reader has to know

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from attrs import evolve, frozen

from dealflow import calendars
from dealflow.catalogue import Catalogue
from dealflow.catalogue import catalogue as _shipped
from dealflow.citation import Attestation, Citation
from dealflow.errors import ScenarioError, UnknownName
from dealflow.model.deadline import on as _on
from dealflow.model.process import Process
from dealflow.model.recited import recited
from dealflow.scenario.files import bytes_of
from dealflow.scenario.groups import ListOf
from dealflow.scenario.kinds import DATE, LOOSE_TEXT, TEXT, whole
from dealflow.scenario.places import Path
from dealflow.scenario.problems import Problems, listed, quoted
from dealflow.scenario.syntax import parse
from dealflow.scenario.tables import Table, key

__all__ = ["Attestations", "AttestedFile", "attestations"]

FORMAT: Final = 1
_YEAR: Final = re.compile(r"calendar (\S+) (?:19|20)\d\d")


@frozen
class RuleTable:
    """One rule that somebody checked."""

    rule: str = key(
        TEXT,
        'what was checked: a process, a clock, an instrument, an instrument with its place, or "calendar ID YEAR"',
        example='rule = "eu.merger/phase_1"',
    )
    instrument: str = key(TEXT, "the text that was read", example='instrument = "OJ L 24, 29.1.2004, p. 1"')
    name: str = key(TEXT, "who read it", example='name = "A. Counsel"')
    checked: date = key(DATE, "the day it was read", example="checked = 2026-11-20")
    note: str = key(LOOSE_TEXT, "a remark", default="")


@frozen
class AttestedFile:
    """A file of attestations."""

    format: int = key(whole(FORMAT, FORMAT), "the version of this form of file", example="format = 1")
    office: str = key(TEXT, "the office that answers for it", example='office = "Example LLP"')
    rule: tuple[RuleTable, ...] = key(ListOf(Table(RuleTable)), "the rules that were checked", default=())


@frozen
class Attestations:
    """What an office answers for. *unused* are attestations that find nothing recalled, each in a sentence."""

    words: tuple[Attestation, ...] = ()
    unused: tuple[str, ...] = ()

    def applied(self, catalogue: Catalogue | None = None) -> Catalogue:
        """The *catalogue* (all definitions, where none is given) with these rules no longer merely recalled."""
        known = catalogue if catalogue is not None else _shipped()
        days_off = {word.rule: word for word in self.words if word.rule.startswith("calendar ")}
        return evolve(known, processes={p.id: self._process(p) for p in known}, days_off=days_off)

    def _process(self, process: Process) -> Process:
        words = {c: w for c in process.citations if c.recalled for w in self.words if _means(w, process, c)}
        whole_ = next((w for w in self.words if w.rule == process.id), None)

        def change(cited: Citation) -> Citation:
            """*cited*, attested where it is recalled and somebody answers for it."""
            word = words.get(cited) or (whole_ or _instrument(self.words, cited) if cited.recalled else None)
            return cited.attest(word) if word is not None and _in_time(word, cited) else cited

        return recited(process, change)


def _instrument(words: Iterable[Attestation], cited: Citation) -> Attestation | None:
    return next((w for w in words if w.rule in (cited.text, cited.place)), None)


def _in_time(word: Attestation, cited: Citation) -> bool:
    """True unless the rule took force after it was checked: what was read then is another text."""
    return cited.in_force is None or word.on >= cited.in_force


def _means(word: Attestation, process: Process, cited: Citation) -> bool:
    if word.rule in (process.id, cited.text, cited.place):
        return True
    clocks = (c for c in process.clocks if word.rule == f"{process.id}/{c.name}")
    return any(cited in clock.citations for clock in clocks)


def attestations(path: str | os.PathLike[str], *, catalogue: Catalogue | None = None) -> Attestations:
    """The attestations in the file at *path*.

    Raises ScenarioError with every mistake, each with line, column and remedy: a key that does not exist, a rule that
    no definition of the *catalogue* knows.
    """
    known = catalogue if catalogue is not None else _shipped()
    top, places, _ = parse(bytes_of(path), os.fspath(path))
    problems = Problems(places, top)
    file: AttestedFile = Table(AttestedFile).read(top, (), problems)
    names = _names(known)
    for i, table in enumerate(file.rule):
        where: Path = ("rule", i, "rule")
        if not problems.spoiled(*where) and table.rule not in names and not _year(table.rule):
            problems.add(where, f"no rule is called {quoted(table.rule)}", listed(table.rule, names))
    if problems.found:
        raise ScenarioError(os.fspath(path), problems.found)
    words = tuple(Attestation(t.rule, t.instrument, t.name, t.checked, file.office, t.note) for t in file.rule)
    return Attestations(words, tuple(_unused(words, known)))


def _names(catalogue: Catalogue) -> dict[str, None]:
    """Everything that can be attested besides the years of calendars: processes, clocks, instruments, places."""
    cited = [c for p in catalogue for c in p.citations]
    return dict.fromkeys([*catalogue.ids, *catalogue.clocks, *(c.place for c in cited), *(c.text for c in cited)])


def _year(rule: str) -> bool:
    """True for the days off of a year of a calendar that exists."""
    found = _YEAR.fullmatch(rule)
    try:
        return found is not None and bool(calendars.get(found[1]))
    except UnknownName:
        return False


def _unused(words: tuple[Attestation, ...], catalogue: Catalogue) -> Iterator[str]:
    recalled = [(p, c) for p in catalogue for c in p.citations if c.recalled]
    for word in words:
        if word.rule.startswith("calendar "):
            continue
        found = [c for p, c in recalled if _means(word, p, c)]
        if not found:
            yield f"{word.rule}: nothing in it is recalled; the attestation changes nothing"
        elif late := [c for c in found if not _in_time(word, c)]:
            day = max(c.in_force for c in late if c.in_force)
            yield f"{word.rule}: checked on {_on(word.on)}, before the rule took force on {_on(day)}; check it again"
