"""``dealflow new``: a deal file to start from."""

from __future__ import annotations

import sys
from datetime import date, datetime
from importlib import resources
from pathlib import Path

import click

from dealflow.cli.group import Verb
from dealflow.cli.options import DAY
from dealflow.cli.output import as_object, hint, versions

__all__ = ["verb"]

EXAMPLE = """\
dealflow new mydeal.toml
dealflow new --like tiktok-2020 mydeal.toml && dealflow check mydeal.toml"""


@click.command("new", cls=Verb, example=EXAMPLE)
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--like", metavar="NAME", help="Start from this deal instead of a short one.")
@click.option("--as-of", type=DAY, metavar="DATE", help="The day of a new deal; today if not given.")
@click.option("--yes", is_flag=True, help="Replace a file that is there already.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object that says what was written.")
def verb(file: Path, *, like: str | None, as_of: date | None, yes: bool, as_json: bool) -> None:
    """Write a deal file to start from."""
    text = _like(like) if like else _starter(as_of or datetime.now().astimezone().date())
    if file.exists() and not yes and not _agreed(file):
        raise click.UsageError(f"{file} is there already; --yes replaces it")
    file.write_text(text, encoding="utf-8", newline="\n")
    hint(f"wrote {file}; next: dealflow check {file}")
    if as_json:
        click.echo(as_object("new", versions(text), {"wrote": str(file), "like": like}))


def _like(name: str) -> str:
    from dealflow import scenario

    return scenario.load(name).text


def _starter(day: date) -> str:
    text = resources.files("dealflow.cli").joinpath("starter.toml").read_text(encoding="utf-8")
    return text.replace("2020-09-01", day.isoformat())


def _agreed(file: Path) -> bool:
    """Ask, if somebody is there to answer."""
    return sys.stdin.isatty() and click.confirm(f"{file} is there already. Replace it?", err=True)
