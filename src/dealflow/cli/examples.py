"""``dealflow examples``: the deals that come with the library."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from dealflow.cli.group import Verb
from dealflow.cli.options import output_options
from dealflow.cli.output import Form, show, versions

if TYPE_CHECKING:
    from dealflow.report.terminal import Screen
    from dealflow.scenario import Scenario

__all__ = ["verb"]


@click.command("examples", cls=Verb, example="dealflow examples\ndealflow run tiktok-2020")
@output_options
def verb(*, form: Form) -> None:
    """List the bundled deals; each can be named in place of a file."""
    from dealflow import scenario

    found = [(name, scenario.load(name)) for name in scenario.names()]
    deals = scenario.names("deals")

    def draw(screen: Screen, law: str) -> None:
        _draw(screen, found, deals, law)

    show(
        "examples",
        versions(),
        draw,
        lambda: {
            "examples": [{"name": name, "title": s.title, "as_of": s.as_of} for name, s in found],
            "deals": list(deals),
        },
        form=form,
    )


def _draw(screen: Screen, found: list[tuple[str, Scenario]], deals: tuple[str, ...], law: str) -> None:
    from dealflow.report.outlook import foot

    screen.columns(("name", "as of", "deal"), [(name, str(s.as_of), s.title) for name, s in found], flexible=(2,))
    screen.head(f"Real deals, replayed: {len(deals)}")
    screen.line(", ".join(deals), indent=2)
    screen.line()
    screen.line(f"dealflow run {found[0][0] if found else 'NAME'}   plays one", "quiet", indent=2)
    foot(screen, law)
