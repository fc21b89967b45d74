"""Pages over the whole catalogue, in Markdown: what silence means, and what every rule rests on, by age."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from attrs import frozen

from dealflow.citation import Checked, Citation
from dealflow.model import CLOCK, Clock, Process
from dealflow.report.rules import silence_of
from dealflow.report.words import counted, on

__all__ = ["Source", "listed", "silence_page", "sources", "sources_page"]

_ORDER = (Checked.RECALLED, Checked.DERIVED, Checked.ATTESTED, Checked.READ)
_INTRO = """\
Every place in the law that a definition rests on, by how far it was checked and, in each part, by the day since which \
it is in force, newest first. An office can [attest](../how-to/attest-a-rule.md) a recalled rule."""
_SILENT = """\
What follows when a clock runs out and nobody has acted. Where no row falls by itself, nothing follows: the clock goes \
on, overdue."""
_HEADS = {
    Checked.RECALLED: "Recalled: written from memory, read by nobody",
    Checked.DERIVED: "Derived by us from a rule that was read",
    Checked.ATTESTED: "Recalled by us, checked by an office",
    Checked.READ: "Read in a copy of the source",
}


@frozen
class Source:
    """A place in the law, and the processes that rest on it."""

    citation: Citation
    processes: tuple[str, ...]


def sources(processes: Iterable[Process]) -> tuple[Source, ...]:
    """Every place in the law that *processes* rest on: what nobody has read first, in each part the newest law first.

    What is the deal's own contract is left out: it is not law.
    """
    by: dict[Citation, list[str]] = {}
    for process in processes:
        for cited in process.citations:
            if cited.status in _ORDER:
                by.setdefault(cited, []).append(process.id)
    found = [Source(cited, tuple(dict.fromkeys(ids))) for cited, ids in by.items()]
    return tuple(sorted(found, key=_rank))


def _rank(source: Source) -> tuple[int, int, str]:
    cited = source.citation
    return _ORDER.index(cited.status), -(cited.in_force or date.min).toordinal(), cited.place


def listed(found: Iterable[Source]) -> Iterator[str]:
    """*found* as lines of text: status, first day in force, the day it was checked, the place, and who rests on it."""
    for source in found:
        cited = source.citation
        since = cited.in_force.isoformat() if cited.in_force else "long since"
        checked = cited.checked_on.isoformat() if cited.checked_on else "-"
        place = " ".join(cited.place.split())
        yield f"{cited.status.value:<9} {since:<10} {checked:<10} {place}  [{', '.join(source.processes)}]"


def sources_page(processes: Iterable[Process]) -> str:
    """The page of all sources."""
    found = sources(processes)
    lines = [
        "# Sources",
        "",
        _INTRO,
    ]
    for status in _ORDER:
        part = [s for s in found if s.citation.status is status]
        if part:
            lines += ["", f"## {_HEADS[status]}", "", f"{counted(len(part), 'place')}.", ""]
            lines += ["| Rule | In force from | Used by | Note |", "| --- | --- | --- | --- |", *map(_row, part)]
    return "\n".join(lines) + "\n"


def _row(source: Source) -> str:
    cited = source.citation
    used = ", ".join(f"[`{id}`](processes/{id}.md)" for id in source.processes)
    until = f" until {on(cited.until)}" if cited.until else ""
    since = (on(cited.in_force) if cited.in_force else "") + until
    return f"| {_cell(cited.place)} | {since} | {used} | {_cell(cited.note)} |"


def silence_page(processes: Iterable[Process]) -> str:
    """The page of what silence means: every clock, what follows when nobody acts, and whether that is an approval."""
    lines = [
        "# What silence means",
        "",
        _SILENT,
        "",
        "| Clock | What for | If it runs out | Falls by itself | Gives an approval |",
        "| --- | --- | --- | --- | --- |",
    ]
    for process in processes:
        lines += [_silence(process, clock) for clock in process.clocks]
    return "\n".join(lines) + "\n"


def _silence(process: Process, clock: Clock) -> str:
    rows = [r for r in process.transitions if r.by == (CLOCK,) and r.action == clock.lapse and r.target]
    gives = "yes" if any(process.state(r.target).approval for r in rows if r.target) else ""
    falls = ", ".join(dict.fromkeys(f"`{r.action}`" for r in rows))
    link = f"[`{process.id}/{clock.name}`](processes/{process.id}.md#clocks)"
    return f"| {link} | {_cell(clock.text)} | {_cell(silence_of(clock))} | {falls or 'nothing'} | {gives} |"


def _cell(text: str) -> str:
    return " ".join(text.replace("|", "\\|").split())
