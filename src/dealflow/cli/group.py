"""The command's verbs by name, their help, and what becomes of an error: one sentence, a remedy and an exit status."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Sequence
from typing import Any, NoReturn

import click

from dealflow.cli.failures import Failure, failure_of, said
from dealflow.errors import suggest

__all__ = ["Verb", "Verbs", "cli"]

# The verbs in the order in which a newcomer meets them: module, and one line of help.
VERBS: dict[str, tuple[str, str]] = {
    "run": ("dealflow.cli.run", "Play a deal: what happened, where it stands, who acts next."),
    "next": ("dealflow.cli.next", "Who must act next and by when; what may be done today."),
    "why": ("dealflow.cli.why", "Why that last day (the count), or why not (all reasons)."),
    "check": ("dealflow.cli.check", "Is the file right, do its expectations hold, what is open?"),
    "deadline": ("dealflow.cli.deadline", "Any statutory clock from a date, with its count."),
    "laws": ("dealflow.cli.laws", "One deal under the law of two days, side by side."),
    "simulate": ("dealflow.cli.simulate", "How it can end: chances, days, one history told."),
    "compare": ("dealflow.cli.compare", "What an alternative changes; what it hangs on."),
    "examples": ("dealflow.cli.examples", "The deals that come with dealflow."),
    "new": ("dealflow.cli.new", "Start a deal file of your own."),
    "schema": ("dealflow.cli.schema", "The JSON Schema of the deal file, for editors."),
    "completion": ("dealflow.cli.completion", "Completion for bash, zsh or fish."),
}

EXAMPLE = """\
Example:
  $ dealflow run tiktok-2020 --as-of 2020-09-24
  $ dealflow why tiktok-2020 cn.tech_export/letter_of_intent --as-of 2020-09-24
"""

ABOUT = """\
Plays a cross-border acquisition forward: who must act next and by when, how
every date was counted and under which rule, and what blocks closing.
DEAL is a file, or the name of one that `dealflow examples` lists.
"""

STATUS = """\
Every verb: --json (one object), --as-of DATE (nothing later is visible),
--no-color (as NO_COLOR does), --help (an example, then the options).

Exit status: 0 done; 1 a finding (blocked, overdue, a check failed); 2 wrong
usage; 3 the deal file is wrong; 4 an optional part is not installed;
130 interrupted. A model of public rules, not legal advice.
"""


class Verb(click.Command):
    """A verb whose help starts with an example."""

    def __init__(self, *args: Any, example: str = "", **kwargs: Any) -> None:
        self.example = example
        super().__init__(*args, **kwargs)

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the example, then what click writes."""
        if self.example:
            formatter.write("Example:\n")
            for line in self.example.splitlines():
                formatter.write(f"  $ {line}\n")
            formatter.write("\n")
        super().format_help(ctx, formatter)


class Verbs(click.Group):
    """The verbs, imported one at a time."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """The verbs in their order."""
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - likewise
        """The verb called *cmd_name*, or None."""
        if cmd_name not in VERBS:
            return None
        module = importlib.import_module(VERBS[cmd_name][0])
        found: click.Command = module.verb
        return found

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The verb that *args* begin with; an unknown one is answered with the nearest."""
        if args[0] not in VERBS and not args[0].startswith("-") and not ctx.resilient_parsing:
            near = suggest(args[0], VERBS)
            remedy = f"did you mean {near!r}?" if near else f"the verbs are {', '.join(VERBS)}"
            raise click.UsageError(f"no verb called {args[0]!r}; {remedy}", ctx)
        return super().resolve_command(ctx, args)

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - likewise
        """Write an example, what the command is for, and its verbs; no verb is imported for that."""
        formatter.write(EXAMPLE + "\nUsage: dealflow VERB [DEAL] [OPTIONS]\n\n" + ABOUT + "\nVerbs:\n")
        for name, (_, text) in VERBS.items():
            formatter.write(f"  {name:<11}{text}\n")
        formatter.write("\nOptions:\n  --version  The version, and that of the law data.\n  -h, --help\n\n" + STATUS)

    def main(self, args: Sequence[str] | None = None, prog_name: str | None = None, **extra: Any) -> NoReturn:  # type: ignore[override]
        """Run, and exit with one of the statuses of the help."""
        given = list(sys.argv[1:] if args is None else args)
        standalone = extra.pop("standalone_mode", True)
        forgiving(sys.stdout)
        forgiving(sys.stderr)
        try:
            status = super().main(given, prog_name or "dealflow", standalone_mode=False, **extra)
            sys.stdout.flush()
        except BrokenPipeError:
            _close_quietly()
            status = 0
        except (click.exceptions.Exit, SystemExit) as e:
            status = getattr(e, "exit_code", getattr(e, "code", 0))
        except BaseException as e:
            failure = failure_of(e)
            if failure is None:
                raise
            status = _told(failure, given)
        if not standalone:
            return status  # type: ignore[misc]
        sys.exit(status if isinstance(status, int) else 0)


def forgiving(stream: Any) -> None:
    """Let *stream* replace what its encoding cannot show."""
    if hasattr(stream, "reconfigure"):
        stream.reconfigure(errors="replace")


def _told(failure: Failure, args: Sequence[str]) -> int:
    """Say what went wrong: on the error stream for people, and as the one object if JSON was asked for."""
    try:
        click.echo(said(failure), err=True)
        if "--json" in args:
            from dealflow.cli.output import failed

            click.echo(failed(failure))
    except BrokenPipeError:
        _close_quietly()
    return failure.status


def _close_quietly() -> None:
    """Whoever read our output has had enough: let nothing be flushed into a closed pipe at the exit."""
    with open(os.devnull, "w", encoding="utf-8") as nowhere:  # noqa: PTH123 - devnull is no path of the user's
        try:
            os.dup2(nowhere.fileno(), sys.stdout.fileno())
        except (OSError, ValueError):  # a stream that is no file
            sys.stdout = None


@click.group(cls=Verbs, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--version", is_flag=True, is_eager=True, help="The version, and that of the law data.")
@click.pass_context
def cli(ctx: click.Context, *, version: bool) -> None:
    """Play a cross-border acquisition forward."""
    if version:
        from dealflow.cli.output import versions

        found = versions()
        click.echo(f"dealflow {found['dealflow']}, calendars {found['calendars']}")
    elif ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())
