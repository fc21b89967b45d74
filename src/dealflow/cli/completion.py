"""``dealflow completion``: the script that makes a shell complete verbs, options, deals and ids."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from dealflow.cli.group import Verb, cli
from dealflow.cli.output import as_object, versions

__all__ = ["verb"]

_VARIABLE = "_DEALFLOW_COMPLETE"
_WHERE = {
    "bash": "~/.bashrc",
    "zsh": "~/.zshrc",
    "fish": "~/.config/fish/completions/dealflow.fish",
}


@click.command(
    "completion",
    cls=Verb,
    example='eval "$(dealflow completion bash)"     # in ~/.bashrc, or the like for zsh\n'
    "dealflow completion fish > ~/.config/fish/completions/dealflow.fish",
)
@click.argument("shell", type=click.Choice(tuple(_WHERE)))
@click.option("--json", "as_json", is_flag=True, help="The script in one JSON object.")
def verb(shell: str, *, as_json: bool) -> None:
    """Print the completion script of a shell."""
    found = get_completion_class(shell)
    if found is None:
        raise click.UsageError(f"this version of click has no completion for {shell}")
    script = found(cli, {}, "dealflow", _VARIABLE).source()
    click.echo(as_object("completion", versions(), {"shell": shell, "script": script}) if as_json else script)
