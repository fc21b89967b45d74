"""What can be said of an act from the definitions alone: its action, who takes it, and the details that it carries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

from attrs import frozen

from dealflow.beliefs.belief import LONGEST, bounded_length
from dealflow.kernel.plan import plan_of
from dealflow.model import CLOCK, Deal, Detail, Transition, Unit
from dealflow.scenario.places import Path
from dealflow.scenario.problems import Problems, listed, quoted, shown
from dealflow.scenario.words import mended

__all__ = ["Acts"]

_WANTED: Final = {"days": "a whole number", "length": "a length in words", "date": "a date", "text": "text"}


@frozen
class Acts:
    """The acts that are possible in a deal, whatever state it is in."""

    deal: Deal
    problems: Problems

    def rows(self, action: str) -> tuple[Transition, ...]:
        """The rows of an action (``us.cfius:accept``) that somebody can take."""
        process, _, name = action.rpartition(":")
        bound = next((b for b in self.deal.processes if b.id == process), None)
        rows = bound.process.transitions if bound else ()
        return tuple(row for row in rows if row.action == name and row.by != (CLOCK,))

    def known(self, action: str, path: Path) -> bool:
        """True if the deal has that action; else the problem is told."""
        if self.rows(action):
            return True
        process, colon, name = action.rpartition(":")
        bound = next((b for b in self.deal.processes if b.id == process), None)
        if not colon:
            meant = [each for each in self.deal.actions if each.endswith(f":{action}")]
            hint = listed(action, meant[:1] or self.deal.actions)
            self.problems.add(path, f"{quoted(action)} names no process", f'write "process:action"; {hint}')
        elif bound is None:
            known = [b.id for b in self.deal.processes]
            self.problems.unknown(path, "process", process, known)
        elif any(row.action == name for row in bound.process.transitions):
            message = f"{quoted(action)} falls by itself when its clock runs out: nobody takes it"
            self.problems.add(path, message, "leave it out; it is found when the days are counted")
        else:
            can = dict.fromkeys(row.action for row in bound.process.transitions if row.by != (CLOCK,))
            self.problems.unknown(path, f"action of {process}", name, can)
        return False

    def actor(self, action: str, by: str, path: Path, *, breach: bool = False) -> None:
        """Tell of an actor whom nobody knows, or who can never take the action (which a *breach* may do)."""
        plan = plan_of(self.deal)
        process = action.rpartition(":")[0]
        i = plan.index[process]
        may = set().union(*(plan.actors(i, row.by) for row in self.rows(action)))
        if by in may or self.problems.spoiled("parties", by):
            return
        known = self.actors()
        if by not in known:
            self.problems.unknown(path, "party or role", by, known)
            return
        if breach:
            return
        takers = dict.fromkeys(role for row in self.rows(action) for role in row.by if role != CLOCK)
        filled = self.deal.processes[i].roles
        who = ", ".join(" or ".join(filled[role]) if role in filled else role for role in takers)
        message = f"{quoted(by)} does not take {action}: it is for {who}"
        happened = path[:1] == ("history",)
        self.problems.add(
            path, message, "name one of them" + ("; if it happened nevertheless, add breach = true" if happened else "")
        )

    def actors(self) -> list[str]:
        """Everybody who is named in the deal, and every role in which somebody can act."""
        roles = (r for b in self.deal.processes for row in b.process.transitions for r in row.by if r != CLOCK)
        named = (role for p in self.deal.parties if (role := p.role))
        return list(dict.fromkeys([*(p.id for p in self.deal.parties), *roles, *named]))

    def details(
        self, action: str, given: Mapping[str, Any], path: Path, places: Mapping[str, Path], keys: Iterable[str]
    ) -> None:
        """Tell of details that no row of the action takes, or that are of another kind, or that are missing.

        *places* says where each is written; *keys* are the other keys of its table, one of which may be meant.
        """
        rows = self.rows(action)
        kinds = {d.name: d for row in rows for d in row.details}
        for name, value in given.items():
            if name not in kinds:
                hint = listed(name, [*kinds, *keys])
                self.problems.add(places[name], f"{action} takes no detail {quoted(name)}", hint, at_key=True)
            else:
                self._detail(rows, kinds[name], value, places[name])
        needed = [
            d for d in kinds.values() if all(any(x.name == d.name and x.required for x in r.details) for r in rows)
        ]
        for detail in (d for d in needed if d.name not in given):
            message = f"{action} needs the detail {quoted(detail.name)}: {detail.text}"
            self.problems.add(path, message, f"add {detail.name} = {_example(detail, self.deal)}")

    def _detail(self, rows: tuple[Transition, ...], detail: Detail, value: Any, path: Path) -> None:
        if detail.kind == "days":
            most = max((LONGEST[_unit(self.deal, row)] for row in rows), default=LONGEST[Unit.DAYS])
            good = isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= most
            self._kind(good, detail, value, path, f"write a number from 1 to {most}, without quotation marks")
        elif detail.kind == "length":
            self._length(detail, value, path)
        elif detail.kind == "date":
            self._kind(isinstance(value, date), detail, value, path, "write it without quotation marks: 2020-11-12")
        elif not isinstance(value, str):
            self._kind(False, detail, value, path, "write it in quotation marks")  # noqa: FBT003 - it is not text
        elif detail.kind in ("terms", "party"):
            known = list(self.deal.terms) if detail.kind == "terms" else [p.id for p in self.deal.parties]
            if value not in known:
                self.problems.unknown(path, detail.kind, value, known)

    def _length(self, detail: Detail, value: Any, path: Path) -> None:
        try:
            bounded_length(value if isinstance(value, str) else shown(value))
        except ValueError:
            self.problems.add(path, f"{detail.name} {shown(value)} is not a length", mended(str(value)))

    def _kind(self, good: bool, detail: Detail, value: Any, path: Path, hint: str) -> None:  # noqa: FBT001 - the finding
        if not good:
            wanted = _WANTED.get(detail.kind, "text")
            self.problems.add(path, f"{detail.name} must be {wanted}, not {shown(value)}: {detail.text}", hint)


def _unit(deal: Deal, row: Transition) -> Unit:
    """The unit in which a bare number of the row's clock is meant."""
    name = next(iter(row.extends), row.sets_length)
    process = next((b.process for b in deal.processes if row in b.process.transitions), None)
    return process.clock(name).unit if name and process else Unit.DAYS


def _example(detail: Detail, deal: Deal) -> str:
    if detail.kind == "terms":
        return quoted(next(iter(deal.terms)))
    if detail.kind == "party":
        return quoted(next((p.id for p in deal.parties), "..."))
    return {"days": "15", "length": '"15 days"', "date": "2020-11-12"}.get(detail.kind, '"..."')
