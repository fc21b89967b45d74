"""Writes the reference pages that are made: each process, all clocks, silences, sources, the deals, the command.

Usage: python docs/generate.py [FOLDER], by default docs/reference beside this file; no page made is committed.
       python docs/generate.py --sources, to print every citation by how far it was checked and by age.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import click

from dealflow.catalogue import catalogue
from dealflow.cli.group import VERBS, cli
from dealflow.report.deals import deals_page
from dealflow.report.reference import page
from dealflow.report.rules import counted_so
from dealflow.report.sources import listed, silence_page, sources, sources_page
from dealflow.scenario import load, names

HEAD = "<!-- made by docs/generate.py from the definitions; do not edit -->\n\n"


def pages() -> dict[str, str]:
    """The text of every page made, by its path below the reference folder."""
    found = {f"processes/{process.id}.md": HEAD + page(process) for process in catalogue()}
    found["processes/index.md"] = HEAD + _processes()
    found["clocks.md"] = HEAD + _clocks()
    found["silence.md"] = HEAD + silence_page(catalogue())
    found["sources.md"] = HEAD + sources_page(catalogue())
    found["deals.md"] = HEAD + _deals()
    found["command.md"] = HEAD + _command()
    return found


def _processes() -> str:
    lines = ["# Processes", "", "Every authority and every step of the parties that dealflow knows.", ""]
    lines += ["| Process | What it is | Authority | Clocks |", "| --- | --- | --- | --- |"]
    for process in catalogue():
        clocks = ", ".join(f"`{clock.name}`" for clock in process.clocks)
        lines.append(f"| [`{process.id}`]({process.id}.md) | {process.name} | {process.authority} | {clocks} |")
    return "\n".join(lines) + "\n"


def _clocks() -> str:
    lines = [
        "# Clocks",
        "",
        "Every clock with its length as it is now and how it is counted; older lengths stand on its page.",
        "",
    ]
    lines += ["| Clock | What for | Length | Counted |", "| --- | --- | --- | --- |"]
    for process in catalogue():
        for clock in process.clocks:
            period = clock.length.editions[-1].value
            length = str(period) if period else "set by an order or an act"
            counted = counted_so(period) if period else ""
            link = f"[`{process.id}/{clock.name}`](processes/{process.id}.md#clocks)"
            lines.append(f"| {link} | {clock.text} | {length} | {counted} |")
    return "\n".join(lines) + "\n"


def _deals() -> str:
    """The real deals that are bundled, each with the chronology that its file replays."""
    facts = json.loads((Path(__file__).parents[1] / "tests" / "data" / "deals.json").read_text(encoding="utf-8"))
    bundled = names("deals")
    return deals_page((load(fact["id"]), fact) for fact in facts if fact["id"] in bundled)


def _command() -> str:
    context = click.Context(cli, info_name="dealflow", terminal_width=100, help_option_names=["-h", "--help"])
    parts = ["# Command", "```text\n" + cli.get_help(context).rstrip() + "\n```"]
    for name in VERBS:
        verb = cli.get_command(context, name)
        if verb is not None:
            within = click.Context(verb, info_name=name, parent=context)
            parts += [f"## {name}", "```text\n" + verb.get_help(within).rstrip() + "\n```"]
    return "\n\n".join(parts) + "\n"


def main(*given: str) -> None:
    """Write the pages, and take away those of processes that are gone; or print the sources."""
    if given == ("--sources",):
        print("\n".join(listed(sources(catalogue()))))
        return
    folder = Path(given[0]) if given else Path(__file__).parent / "reference"
    wanted = pages()
    for name, text in wanted.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            unfinished = path.with_suffix(f".{os.getpid()}")
            unfinished.write_text(text, encoding="utf-8", newline="\n")
            unfinished.replace(path)
    for path in sorted((folder / "processes").glob("*.md")):
        if f"processes/{path.name}" not in wanted:
            path.unlink()
    print(f"{len(wanted)} reference pages in {folder}")


if __name__ == "__main__":
    main(*sys.argv[1:])
