"""Every exception and warning that dealflow raises on purpose.

An error says what was tried, where we stand, what is missing, on which authority, and what to do.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from typing import Any

__all__ = [
    "ActionRefused",
    "BeliefRefuted",
    "BoundExceeded",
    "ChanceWithoutBasis",
    "DealflowError",
    "DealflowWarning",
    "DefinitionError",
    "LogError",
    "MissingExtra",
    "ProvisionalDate",
    "RecalledRule",
    "ScenarioError",
    "ScenarioProblem",
    "UndeclaredLapse",
    "UnknownName",
    "suggest",
]


def suggest(word: str, known: Iterable[str]) -> str | None:
    """The known name nearest to *word*, or None if none is near."""
    names = sorted(set(known))
    lowered = {name.lower(): name for name in reversed(names)}
    near = difflib.get_close_matches(word.lower(), lowered, n=1, cutoff=0.55)
    if near:
        return lowered[near[0]]
    tails = [name for name in names if word and name.lower().endswith("." + word.lower())]
    return tails[0] if len(tails) == 1 else None


class DealflowError(Exception):
    """Root of all errors that dealflow raises on purpose."""


class DefinitionError(DealflowError, ValueError):
    """A definition contradicts itself; *problems* lists every contradiction found, not just the first."""

    def __init__(self, what: str, problems: Iterable[str]) -> None:
        self.what = what
        self.problems: tuple[str, ...] = tuple(problems)
        lines = "".join(f"\n  - {problem}" for problem in self.problems)
        count = len(self.problems)
        super().__init__(f"{what}: {count} problem{'' if count == 1 else 's'}{lines}")


class UnknownName(DealflowError, KeyError):
    """A name that nothing answers to; *did_you_mean* is the nearest known name, if any is near."""

    def __init__(self, kind: str, name: str, known: Iterable[str], hint: str = "") -> None:
        self.kind = kind
        self.name = name
        self.known: tuple[str, ...] = tuple(sorted(set(known)))
        self.did_you_mean: str | None = suggest(name, self.known)
        text = f"no {kind} called {name!r}"
        if self.did_you_mean:
            text += f"; did you mean {self.did_you_mean!r}?"
        elif self.known:
            shown = ", ".join(self.known[:8]) + (", ..." if len(self.known) > 8 else "")
            text += f"; known: {shown}"
        if hint:
            text += f" ({hint})"
        self.text = text
        super().__init__(text)

    def __str__(self) -> str:
        return self.text


class ScenarioProblem:
    """One mistake in a scenario file: where it stands, what it is, and the remedy."""

    __slots__ = ("column", "hint", "line", "message", "where")

    def __init__(self, message: str, *, line: int, column: int, where: str = "", hint: str = "") -> None:
        self.message: str = message
        self.line: int = line
        self.column: int = column
        self.where: str = where
        self.hint: str = hint

    def __repr__(self) -> str:
        return f"ScenarioProblem({self.line}:{self.column} {self.where}: {self.message})"


class ScenarioError(DealflowError, ValueError):
    """A scenario file that cannot be used; *problems* lists every mistake with line, column and remedy."""

    def __init__(self, path: str, problems: Iterable[ScenarioProblem]) -> None:
        self.path = path
        self.problems: tuple[ScenarioProblem, ...] = tuple(sorted(problems, key=lambda p: (p.line, p.column)))
        super().__init__("\n".join(self.lines()))

    @property
    def line(self) -> int:
        """Line of the first mistake, counted from 1."""
        return self.problems[0].line

    @property
    def column(self) -> int:
        """Column of the first mistake, counted from 1."""
        return self.problems[0].column

    @property
    def hint(self) -> str:
        """Remedy for the first mistake."""
        return self.problems[0].hint

    def lines(self) -> list[str]:
        """One paragraph for each mistake: ``file:line:column: place: cause`` and an indented remedy."""
        out: list[str] = []
        for p in self.problems:
            place = f"{p.where}: " if p.where else ""
            out.append(f"{self.path}:{p.line}:{p.column}: {place}{p.message}")
            if p.hint:
                out.append(f"    {p.hint}")
        return out


class ActionRefused(DealflowError):
    """An act that the definitions do not allow, raised by ``act_or_raise``; *refusal* carries every blocker."""

    def __init__(self, refusal: Any) -> None:
        self.refusal = refusal
        super().__init__(str(refusal))


class LogError(DealflowError):
    """A stored log that cannot be trusted; says the line, the byte offset and what to do."""

    def __init__(self, path: str, message: str, *, line: int = 0, offset: int = 0, hint: str = "") -> None:
        self.path = path
        self.line = line
        self.offset = offset
        self.hint = hint
        text = f"{path}:{line}: {message}" if line else f"{path}: {message}"
        super().__init__(text + (f"\n    {hint}" if hint else ""))


class BeliefRefuted(DealflowError, ValueError):
    """The history of a deal cannot be under what is believed: by now one of the alternatives should have happened."""

    def __init__(self, belief: str, why: str) -> None:
        self.belief = belief
        super().__init__(f"the history refutes the belief of {belief}: {why}")


class BoundExceeded(DealflowError):
    """A computation ran into a stated bound before it was done; nothing is dropped in silence."""


class MissingExtra(DealflowError, ImportError):
    """An optional part is not installed; the message names the command that installs it."""

    def __init__(self, feature: str, extra: str) -> None:
        self.extra = extra
        super().__init__(f"{feature} needs an optional part: pip install 'dealflow[{extra}]'")


class DealflowWarning(UserWarning):
    """Root of all warnings that dealflow gives on purpose."""


class ProvisionalDate(DealflowWarning):
    """A date rests on days of a calendar that has not been announced yet."""


class RecalledRule(DealflowWarning):
    """A date rests on a rule that was recalled and not read at the source."""


class UndeclaredLapse(DealflowWarning):
    """A known lapse of appropriations falls inside a clock that it tolls, but was not passed as tolled."""


class ChanceWithoutBasis(DealflowWarning):
    """A chance was given without saying what it rests on."""
