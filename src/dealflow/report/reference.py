"""A reference page for one process, in Markdown, made from its definition so that it cannot say anything else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from dealflow.citation import Checked, Citation
from dealflow.model import CLOCK, Clock, Detail, Process, State, Transition
from dealflow.report.rules import asked, counted_so, extended_so, silence_of
from dealflow.report.words import first_upper, joined, on

__all__ = ["diagram", "page"]

_STATUS = {
    Checked.READ: "checked",
    Checked.DERIVED: "derived by us",
    Checked.RECALLED: "recalled, not checked",
    Checked.ATTESTED: "checked by an office",
    Checked.CONTRACT: "contract",
}


def page(process: Process) -> str:
    """The page of *process*."""
    parts = [
        [f"# {process.name}", f"`{process.id}`, authority: {process.authority}, days of the zone {process.zone}."],
        ["## States", *_table(("State", "Meaning", "Notes"), map(_state, process.states))],
        ["## Diagram", "```mermaid", *diagram(process), "```"],
        [
            "## What can happen",
            *_table(("From", "Action", "To", "Who", "Requires", "Effect", "Rule"), map(_row, process.transitions)),
        ],
        ["## Clocks", *(line for clock in process.clocks for line in _clock(process, clock))] if process.clocks else [],
        ["## Gates", *_table(("Step", "Requires", "If it is closed", "Asked", "Rule"), _gates(process))]
        if process.gates
        else [],
        ["## When it applies", *_applies(process)],
        ["## Limits", *(f"- {first_upper(text)}." for text in process.limits)] if process.limits else [],
        ["## Sources", *_table(("Rule", "In force", "Status", "Note"), map(_source, process.citations))],
    ]
    return "\n".join(_spaced(line for part in parts for line in part)) + "\n"


def _spaced(lines: Iterable[str]) -> Iterator[str]:
    """*lines* with an empty one wherever Markdown wants one."""
    before, fenced = "", False
    for line in lines:
        joins = fenced or (before[:1] in ("|", "-") and line[:1] == before[:1])
        if before and not joins:
            yield ""
        yield line
        if line.startswith("```"):
            fenced = not fenced
        before = line


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield "| " + " | ".join(header) + " |"
    yield "|" + " --- |" * len(header)
    for row in rows:
        yield "| " + " | ".join(_cell(cell) for cell in row) + " |"


def _state(state: State) -> tuple[str, ...]:
    notes = [
        "where it starts" if state.initial else "",
        f"an ending: {state.ends}" if state.ends else "",
        "approval in force" if state.approval else "",
        f"forbids {joined(state.forbids, 'and')}" if state.forbids else "",
        f"lifts what {joined(state.lifts, 'and')} forbids" if state.lifts else "",
        f"goes on with {joined(state.continues, 'and')}" if state.continues else "",
    ]
    return f"`{state.name}`", state.text, "; ".join(filter(None, notes))


def _row(row: Transition) -> tuple[str, ...]:
    who = "the calendar" if row.by == (CLOCK,) else joined(row.by)
    source = ", ".join(f"`{name}`" for name in row.source)
    target = f"`{row.target}`" if row.target else "(stays)"
    return source, f"`{row.action}`", target, who, asked(row.requires), _effect(row), _cite(row.cite)


def _effect(row: Transition) -> str:
    parts = [row.text]
    for verb, value in (
        ("reaches", row.reaches),
        ("withdraws", row.withdraws),
        ("extends", ", ".join(row.extends)),
        ("sets the length of", row.sets_length),
        ("sets the day of", row.sets_day),
        ("moves", row.moves),
        ("counts from the end of", row.counts_from),
        *(("stops", name) for name in row.stops),
        *(("resumes", name) for name in row.resumes),
        *(("restarts", name) for name in row.restarts),
    ):
        if value:
            parts.append(f"{verb} `{value}`")
    if row.selects:
        parts.append("its terms become the deal's")
    if row.cutoff:
        parts.append(f"after {row.cutoff.hour}:00 it counts from the next working day")
    return "; ".join(filter(None, (*parts, *map(_detail, row.details))))


def _detail(detail: Detail) -> str:
    optional = "" if detail.required else ", may be left out"
    return f"takes `{detail.name}` ({detail.kind}): {detail.text}{optional}"


def _cite(citation: Citation | None) -> str:
    return "" if citation is None else str(citation)


def _clock(process: Process, clock: Clock) -> Iterator[str]:
    yield f"### `{process.id}/{clock.name}`"
    starts = (
        f"started by {joined(f'`{a}`' for a in sorted(clock.started_by))}"
        if clock.started_by
        else "started by entering"
    )
    runs = ", ".join(f"`{s.name}`" for s in process.states if s.name in clock.runs_in)
    yield f"{first_upper(clock.text)}. Kind: {clock.kind.value}. Runs in {runs}, {starts}."
    yield from _table(("In force", "Length", "Counted", "Rule"), _lengths(clock))
    if clock.follows:
        yield f"- follows `{clock.follows}`"
    if clock.edition_of:
        yield f"- its edition is that of the day on which `{clock.edition_of}` started"
    for edition in clock.tolled_by.editions:
        since = f", for cases begun from {on(edition.in_force)}" if edition.in_force else ""
        for toll in edition.value:
            states = joined(f"`{name}`" for name in sorted(toll.states))
            yield f"- stopped while `{toll.process}` is in {states}{since} ({toll.citation})"
    for rule in clock.extensions:
        yield f"- can be extended {extended_so(rule)} ({rule.citation})"
    yield f"- if it runs out: {silence_of(clock)}"
    for reading in clock.readings:
        choices = "; or ".join(
            reading.text(c) + (" (default)" if c == reading.default else "") for c in reading.choices
        )
        yield f"- two readings, {choices}" + (f" ({reading.why})" if reading.why else "")
    for text in clock.limits:
        yield f"- limit: {text}"


def _lengths(clock: Clock) -> Iterator[tuple[str, ...]]:
    for edition in clock.length.editions:
        since = f"from {on(edition.in_force)}" if edition.in_force else "always"
        period = edition.value
        if period is None:
            yield since, "set by an order or an act", "", _cite(clock.citation)
        else:
            yield since, str(period), counted_so(period), _cite(period.citation or clock.citation)
    for name, period in clock.variants.items():
        yield f"variant `{name}`", str(period), counted_so(period), _cite(period.citation)


def _gates(process: Process) -> Iterator[tuple[str, ...]]:
    for gate in process.gates:
        when = "only where the contract lists it" if gate.listed else "while it is required"
        yield f"`{gate.step}`", asked(gate.guard), gate.text, when, _cite(gate.citation)


def _applies(process: Process) -> Iterator[str]:
    said = (process.applies.__doc__ or "").strip().split("\n\n")[0]
    yield " ".join(said.split()) or "No rule of application: it is part of every deal."
    if process.asks:
        rows = [(f"`{f.name}`", f.kind, f.question, _cite(f.citation)) for f in process.asks]
        yield from _table(("Fact", "Kind", "Question", "Rule"), rows)
    if process.law_days:
        yield f"The answer can change on {joined((on(day) for day in process.law_days), 'and')}."
    if process.covers:
        covered = joined((f"`{name}`" for name in process.covers), "and")
        yield f"An approval covers {covered}; once one of these differs it must be asked again."


def _source(citation: Citation) -> tuple[str, ...]:
    where = f"{citation.text}, {citation.pinpoint}" if citation.pinpoint else citation.text
    force = f"from {on(citation.in_force)}" if citation.in_force else ""
    until = f" through {on(citation.until)}" if citation.until else ""
    return where, force + until, _STATUS[citation.status], citation.note


def diagram(process: Process) -> Iterator[str]:
    """The states and rows of *process* as a Mermaid state diagram; rows that stay are left out."""
    yield "stateDiagram-v2"
    yield f"    [*] --> {process.initial.name}"
    arrows: dict[tuple[str, str], list[str]] = {}
    for row in process.transitions:
        for source in row.source if row.target else ():
            arrows.setdefault((source, row.target or ""), []).append(row.action)
    for (source, target), actions in arrows.items():
        yield f"    {source} --> {target}: {', '.join(dict.fromkeys(actions))}"
    for state in process.states:
        if state.ends:
            yield f"    {state.name} --> [*]"
