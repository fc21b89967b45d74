"""``dealflow schema``: what a deal file may say, as a JSON Schema."""

from __future__ import annotations

import json

import click

from dealflow.cli.group import Verb

__all__ = ["verb"]


@click.command("schema", cls=Verb, example="dealflow schema > dealflow.schema.json")
@click.option("--json", "as_json", is_flag=True, help="The same: a schema is JSON.")
def verb(*, as_json: bool) -> None:  # noqa: ARG001 - there is one form only
    """Print the JSON Schema of the deal file; editors complete and check by it."""
    from dealflow import scenario

    click.echo(json.dumps(scenario.schema(), indent=2))
