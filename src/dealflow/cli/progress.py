"""How far a long computation is, on the error stream: after a second on a terminal, now and then in a file."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

__all__ = ["progress"]

_PATIENCE, _TTY, _FILE = 1.0, 0.2, 10.0


@contextmanager
def progress(what: str) -> Iterator[Callable[[int, int], None]]:
    """A function to be told how many of how many are done; nothing is written within the first second."""
    started = last = time.monotonic()
    terminal, written = sys.stderr.isatty(), False

    def tell(done: int, whole: int) -> None:
        nonlocal last, written
        now = time.monotonic()
        if now - started < _PATIENCE or now - last < (_TTY if terminal else _FILE):
            return
        last, written = now, True
        text = f"{what}: {done:,} of {whole:,} ({100 * done // max(whole, 1)} %)"
        click.echo(f"\r{text}\033[K" if terminal else text, err=True, nl=not terminal)

    try:
        yield tell
    finally:
        if written and terminal:
            click.echo("\r\033[K", err=True, nl=False)
