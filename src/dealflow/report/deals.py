"""The page on the real deals, in Markdown: how much of what happened the definitions take as acts, and what not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from attrs import frozen

from dealflow.kernel import Event
from dealflow.report.words import counted, first_upper, on
from dealflow.scenario import Scenario
from dealflow.scenario.shape import ExpectTable, HistoryTable

__all__ = ["HOW", "Told", "breaches", "deals_page", "told"]

HOW: Final = ("act", "breach", "date", "statement", "missing")
"""The ways in which an event can stand in a file, the best first."""

_WHY: Final[Mapping[str, str]] = {
    "concern": "a warning decides nothing: what follows is an act of its own",
    "deadline": "a date of a paper that no definition counts",
    "enforcement_pause": "a promise not to enforce moves no process of this deal",
    "interest": "interest is neither talks nor an offer",
    "lapse": "nothing falls due by it, and no rule gives it an effect",
    "litigation": "a suit suspends nothing by itself",
    "rule_change": "the definitions carry the law of each day: a change of it is no act in a deal",
    "statement": "words without legal effect",
    "target_action": "the company's own affair: no process waits for it",
}
"""Why an event is a statement where its entry does not say so itself, by the kind of the event."""
_ELSE: Final = "it moves no process of this deal"


@frozen
class Told:
    """An event of a chronology, and the entries and expectations of a file that carry its number."""

    number: int
    event: Mapping[str, Any]
    entries: tuple[HistoryTable, ...]
    expects: tuple[ExpectTable, ...]

    @property
    def how(self) -> str:
        """The best way in which it stands in the file, one of HOW."""
        if any(entry.act for entry in self.entries):
            return "breach" if any(entry.breach for entry in self.entries) else "act"
        if any(expect.deadline for expect in self.expects):
            return "date"
        return "statement" if self.entries else "missing"

    @property
    def why(self) -> str:
        """Why it is a statement: what its entry says of that, or what holds of every event of its kind."""
        said = next((entry.note for entry in self.entries if entry.note), "")
        return said or _WHY.get(self.event["kind"], _ELSE)


def told(scenario: Scenario, events: Iterable[Mapping[str, Any]]) -> tuple[Told, ...]:
    """Each of *events*, in order, with what carries its number in the file of *scenario*."""
    file = scenario.file
    return tuple(
        Told(
            number,
            event,
            tuple(entry for entry in file.history if str(number) in entry.ref),
            tuple(expect for expect in file.expect if str(number) in expect.ref),
        )
        for number, event in enumerate(events)
    )


def breaches(scenario: Scenario) -> tuple[Event, ...]:
    """What happened in *scenario* although the definitions refuse it, with the reasons kept."""
    days = [entry.learned for entry in scenario.history]
    record = scenario.record(max([*days, scenario.as_of]))
    return tuple(event for event in record.events if event.kind == "breach")


def deals_page(deals: Iterable[tuple[Scenario, Mapping[str, Any]]]) -> str:
    """The page of all *deals*, each with its chronology."""
    found = [(scenario, fact, told(scenario, fact["events"])) for scenario, fact in deals]
    every = [one for _, _, some in found for one in some]
    shares = [_counts(some) for _, _, some in found]
    lines = [
        "# Real deals",
        "",
        _heading(len(found), len(every)),
        "",
        _share(every),
        "",
        "| Deal | How it ended | Events | Acts | Breaches | Dates | Statements |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    for (scenario, fact, some), share in zip(found, shares, strict=True):
        numbers = " | ".join(str(share[how]) for how in HOW[:4])
        name = f"[{_cell(scenario.title)}](#{scenario.id})"
        lines.append(f"| {name} | {_cell(_ended(fact))} | {len(some)} | {numbers} |")
    for scenario, _, some in found:
        lines += ["", *_deal(scenario, some)]
    return "\n".join(lines) + "\n"


def _heading(deals: int, events: int) -> str:
    return (
        f"{counted(deals, 'real deal')} with {counted(events, 'event')}, replayed. An event is an act where a process "
        "takes it, a breach where it happened although the rules refuse it, a date where the definitions count the "
        "day that fell due, and else a statement, with the reason."
    )


def _counts(some: Iterable[Told]) -> dict[str, int]:
    numbers = dict.fromkeys(HOW, 0)
    for one in some:
        numbers[one.how] += 1
    return numbers


def _share(every: list[Told]) -> str:
    numbers = _counts(every)
    taken = numbers["act"] + numbers["breach"]
    per_cent = 100 * taken / len(every) if every else 0.0
    counted_too = 100 * (taken + numbers["date"]) / len(every) if every else 0.0
    return (
        f"**{taken} of {len(every)} events ({per_cent:.1f} %) are acts, {numbers['breach']} of them breaches;** "
        f"with the {counted(numbers['date'], 'date')} that the definitions compute, {counted_too:.1f} %. "
        f"{counted(numbers['statement'], 'event')} are statements."
    )


def _ended(fact: Mapping[str, Any]) -> str:
    return str(fact["outcome"]).replace("_", " ")


def _deal(scenario: Scenario, some: tuple[Told, ...]) -> Iterator[str]:
    yield f"## {scenario.title} {{ #{scenario.id} }}"
    yield ""
    yield f"`dealflow run {scenario.id}`. {scenario.summary.strip()}"
    dates = [expect for expect in scenario.file.expect if expect.deadline]
    if dates:
        yield ""
        yield "| Clock | Seen from | Last day |"
        yield "| --- | --- | --- |"
        yield from (f"| `{e.deadline}` | {on(e.as_of or scenario.as_of)} | {on(e.day)} |" for e in dates if e.day)
    left = list(_unusual(scenario, some))
    if left:
        yield ""
        yield "| Event | Stands as | Why |"
        yield "| --- | --- | --- |"
        yield from left
    notes = scenario.notes
    if notes:
        yield ""
        yield from (f"- {first_upper(note)}" for note in notes)


def _unusual(scenario: Scenario, some: tuple[Told, ...]) -> Iterator[str]:
    ran_over = {event.id: "; ".join(f.reason for f in event.blockers) for event in breaches(scenario)}
    for one in some:
        what = _cell(f"{one.event['date']}, {one.event['actor']}: {one.event['detail']}")
        if one.how == "breach":
            reasons = "; ".join(ran_over.get(e.act, "") for e in one.entries if e.breach)
            yield f"| {what} | breach | {_cell(first_upper(reasons))} |"
        elif one.how in ("statement", "missing"):
            yield f"| {what} | {one.how} | {_cell(first_upper(one.why))} |"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
