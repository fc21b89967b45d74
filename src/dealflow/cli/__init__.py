"""The command ``dealflow``: verbs, each loaded when it is asked for. The only reader of the wall clock."""

from __future__ import annotations

from dealflow.cli.group import cli

__all__ = ["cli", "main"]


def main() -> None:
    """Run the command and exit with its status."""
    cli.main(prog_name="dealflow")
