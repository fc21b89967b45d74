"""What went wrong, for the person who typed it: one sentence, a remedy, and the exit status."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any, NamedTuple

import click

from dealflow.errors import (
    BoundExceeded,
    DealflowError,
    LogError,
    MissingExtra,
    ScenarioError,
    ScenarioProblem,
    UnknownName,
)

__all__ = ["Failure", "failure_of", "said"]

DEBUG = "DEALFLOW_DEBUG"
BUG = 70


class Failure(NamedTuple):
    """A failure in words, its exit status, and the mistakes of a file if there are any."""

    status: int
    text: str
    remedy: str = ""
    problems: tuple[ScenarioProblem, ...] = ()
    path: str = ""


def failure_of(error: BaseException) -> Failure | None:
    """What *error* means for the user; None if it should go on as it is."""
    if os.environ.get(DEBUG) and not isinstance(error, click.ClickException):
        return None
    return next((form(error) for kind, form in _FORMS if isinstance(error, kind)), None)


def _usage(error: click.UsageError) -> Failure:
    where = error.ctx.command_path if error.ctx else "dealflow"
    return Failure(2, error.format_message().rstrip("."), f"{where} --help shows an example and the options")


def _system(error: OSError) -> Failure:
    name = f"{error.filename}: " if error.filename else ""
    return Failure(2, f"{name}{error.strerror or error}")


def _bug(error: Exception) -> Failure:
    text = f"this is a bug in dealflow: {type(error).__name__}: {error}"
    return Failure(BUG, text, f"run it again with {DEBUG}=1 for the details, and please report them")


_FORMS: tuple[tuple[type[BaseException] | tuple[type[BaseException], ...], Callable[[Any], Failure]], ...] = (
    ((KeyboardInterrupt, click.Abort), lambda _: Failure(130, "interrupted")),
    (click.UsageError, _usage),
    (click.ClickException, lambda e: Failure(e.exit_code, e.format_message())),
    (ScenarioError, lambda e: Failure(3, "\n".join(e.lines()), problems=e.problems, path=e.path)),
    (DealflowError, lambda e: Failure(_status(e), str(e))),
    (OSError, _system),
    (Exception, _bug),
)


def _status(error: DealflowError) -> int:
    if isinstance(error, MissingExtra):
        return 4
    if isinstance(error, (UnknownName, BoundExceeded)):
        return 2
    return 3 if isinstance(error, (LogError, ValueError)) else 1


def said(failure: Failure) -> str:
    """The failure as it is shown."""
    if failure.status == 130:
        return failure.text
    remedy = f"\n    {failure.remedy}" if failure.remedy else ""
    return f"{failure.text}{remedy}" if failure.problems else f"error: {failure.text}{remedy}"
