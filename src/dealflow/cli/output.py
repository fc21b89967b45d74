"""The answer on the standard output: a screen for people, or exactly one JSON object."""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

import click

if TYPE_CHECKING:
    from dealflow.analysis.basis import Basis
    from dealflow.cli.failures import Failure
    from dealflow.report.terminal import Screen

__all__ = ["Form", "as_object", "digest", "failed", "hint", "law", "show", "versions"]


class Form(NamedTuple):
    """The form of an answer: JSON or a screen, and whether the screen must do without colours."""

    as_json: bool
    no_color: bool


def versions(text: str | None = None) -> dict[str, Any]:
    """What made the answer: the versions of the library and of the calendar data, and the hash of the input."""
    from importlib.metadata import PackageNotFoundError, version

    from dealflow.calendars.snapshot import SNAPSHOT

    try:
        own = version("dealflow")
    except PackageNotFoundError:
        own = "0+unknown"
    return {"dealflow": own, "input": digest(text) if text is not None else None, "calendars": SNAPSHOT, "seed": None}


def digest(text: str) -> str:
    """The SHA-256 of a text."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def law(found: Mapping[str, Any]) -> str:
    """Which law data an answer rests on, in words."""
    return f"Law data: dealflow {found['dealflow']}, calendars {found['calendars']}."


def show(
    verb: str,
    made_by: Mapping[str, Any],
    draw: Callable[[Screen, str], None],
    result: Callable[[], Mapping[str, Any]],
    basis: Basis | Iterable[Basis] = (),
    *,
    form: Form,
) -> None:
    """Write the answer of *verb*: *draw* it on a screen, or print *result* as JSON."""
    if form.as_json:
        click.echo(as_object(verb, made_by, result(), basis))
        return
    from dealflow.report.terminal import Screen

    draw(Screen(sys.stdout, colour=False if form.no_color else None), law(made_by))


def as_object(
    verb: str, made_by: Mapping[str, Any], result: Mapping[str, Any], basis: Basis | Iterable[Basis] = ()
) -> str:
    """The one JSON object of a verb, as text."""
    from dealflow.report.plain import answer

    return json.dumps(answer(verb, made_by, result, basis), indent=2)


def failed(failure: Failure) -> str:
    """A failure as the one JSON object."""
    problems = [
        {"line": p.line, "column": p.column, "where": p.where, "message": p.message, "hint": p.hint}
        for p in failure.problems
    ]
    found = versions()
    return json.dumps(
        {
            "dealflow": found["dealflow"],
            "schema": "dealflow.error/1",
            "status": failure.status,
            "path": failure.path or None,
            "error": failure.text,
            "remedy": failure.remedy,
            "problems": problems,
        },
        indent=2,
    )


def hint(text: str) -> None:
    """Something by the way, on the error stream."""
    click.echo(text, err=True)
