"""The command ``dealflow``: verbs, each loaded when it is asked for. The only reader of the wall clock."""

from __future__ import annotations

import gc

from dealflow.cli.group import cli

__all__ = ["cli", "main"]


def main() -> None:
    """Run the command and exit with its status."""
    # A command is short and makes many small values that stay: looking for cycles among them is wasted.
    gc.set_threshold(100_000, 20, 50)
    cli.main(prog_name="dealflow")
