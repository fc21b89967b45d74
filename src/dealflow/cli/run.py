"""``dealflow run``: a deal played from its file, event by event, to where it stands."""

from __future__ import annotations

from datetime import date

import click

from dealflow.cli.group import Verb
from dealflow.cli.loading import load, moved_since
from dealflow.cli.options import deal, output_options, since
from dealflow.cli.output import Form, show

__all__ = ["verb"]

EXAMPLE = """\
dealflow run tiktok-2020
dealflow run tiktok-2020 --as-of 2020-09-24 --since 2020-08-27"""


@click.command("run", cls=Verb, example=EXAMPLE)
@deal
@since
@output_options
def verb(name: str, *, as_of: date | None, since: date | None, form: Form) -> None:
    """Play a deal: each event and what it changed or ran into; where it stands; who must act next, and by when."""
    from dealflow.analysis.audit import elsewhere
    from dealflow.analysis.explain import what_next
    from dealflow.analysis.story import story
    from dealflow.report.outlook import About
    from dealflow.report.story import played

    found, made_by = load(name, as_of)
    here = found.record().snapshot
    view, other = what_next(found.deal, here), elsewhere(found.deal, here)
    moments, moved = story(found), moved_since(found, since)
    show(
        "run",
        made_by,
        lambda screen, law: played(screen, About(name, found.title, found.summary), view, moments, moved, other, law),
        lambda: {
            "deal": found.id,
            "title": found.title,
            "events": moments,
            "moved": moved,
            "outlook": view,
            "elsewhere": other,
        },
        view.basis,
        form=form,
    )
