"""``dealflow simulate``: how a deal can end, how likely and when; one history told; prices; many deals in one table."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dealflow.cli.group import Verb
from dealflow.cli.loading import Loaded, definitions, load
from dealflow.cli.options import deal, output_options
from dealflow.cli.output import Form, hint, show, versions
from dealflow.cli.progress import progress
from dealflow.cli.sampling import Asked, law_options, usage

if TYPE_CHECKING:
    from dealflow.analysis.outcomes.law import Law
    from dealflow.analysis.outcomes.market import Quote

__all__ = ["verb"]

EXAMPLE = """\
dealflow simulate three-authorities
dealflow simulate three-authorities --show 17
dealflow simulate three-authorities --price 54.20,48.10,39,0.05 --by 2026-09-30
dealflow simulate portfolio.toml --portfolio --last yesterday.json"""


@click.command("simulate", cls=Verb, example=EXAMPLE)
@deal
@law_options
@click.option("--show", "number", type=click.IntRange(0), metavar="N", help="Tell history N: dated events, reasons.")
@click.option("--csv", "csv", type=click.Path(dir_okay=False), metavar="FILE", help="Write the sampled histories.")
@click.option("--price", metavar="DEAL,CURRENT,BREAK,RATE", help="Expected value and return; what the spread implies.")
@click.option("--break", "breaks", metavar="ENDING=PRICE", multiple=True, help="The price after one ending.")
@click.option("--each-event", is_flag=True, help="One row for each event of the history: what it did to the chance.")
@click.option("--portfolio", "many", is_flag=True, help="DEAL is a TOML list of deals: one table over all.")
@click.option("--last", type=click.Path(exists=True, dir_okay=False), metavar="FILE", help="--json of the last run.")
@output_options
@click.pass_context
def verb(ctx: click.Context, /, name: str, *, as_of: date | None, asked: Asked, form: Form, **given: Any) -> None:
    """How a deal can end: chances of the endings, closing days, who is last; exact where that can be done."""
    if given["many"]:
        _alone(given)
        _portfolio(name, as_of, asked, given["last"], form)
        return
    if given["last"]:
        raise click.UsageError("--last goes with --portfolio")
    quote = _quote(given["price"], given["breaks"])
    loaded = load(name, as_of)
    asked.check(loaded.scenario.as_of)
    law = _law(loaded, asked)
    if asked.histories and law.method.exact and not given["csv"]:
        hint("note: the law is exact, --histories has no use; --method sampling samples")
    whole = "interrupted" not in law.method.reason
    if given["csv"]:
        _write(loaded, asked if whole else asked._replace(histories=law.method.histories), given["csv"])
    _shown(name, loaded, law, asked, quote, given, form)
    if not whole:
        ctx.exit(130)


def _law(loaded: Loaded, asked: Asked) -> Law:
    from dealflow.analysis.outcomes.ask import missing, outcomes, setting_for

    with progress("sampling histories") as tell, usage():
        law = outcomes(loaded.scenario, progress=tell, **asked.keywords())
    if law.failed is not None or "interrupted" in law.method.reason:
        return law
    return missing(setting_for(loaded.scenario, horizon=asked.horizon), law, asked.seed)


def _shown(
    name: str, loaded: Loaded, law: Law, asked: Asked, quote: Quote | None, given: dict[str, Any], form: Form
) -> None:
    from dealflow.analysis.basis import basis_of
    from dealflow.analysis.compare.path import path_of
    from dealflow.analysis.compare.target import How
    from dealflow.analysis.outcomes.ask import believed, rates_of, resting_on, setting_for
    from dealflow.analysis.outcomes.market import price
    from dealflow.analysis.outcomes.tell import tell
    from dealflow.report import outcomes as screens
    from dealflow.report.outlook import About, foot, rests_on
    from dealflow.report.plain_laws import plain_law

    found, made_by = loaded
    basis = basis_of(found.deal, found.record().snapshot)
    notes, resting, rates = believed(found)[1], resting_on(found), rates_of(found)
    priced = price(law, quote) if quote is not None else None
    number = given["number"]
    told = None if number is None else tell(setting_for(found, horizon=asked.horizon), asked.seed, number)
    points: Sequence[Any] = ()
    if given["each_event"]:
        with progress("events") as said:
            points = tuple(path_of(found, how=How(progress=said, **asked.keywords())))

    def draw(screen: Any, law_text: str) -> None:
        screens.opening(screen, About(name, found.title), found.as_of)
        if told is not None:
            screens.told(screen, told)
        else:
            screens.endings(screen, law, asked.by, seed=asked.seed)
            screens.weights(screen, resting, rates, notes)
        if priced is not None:
            screens.price(screen, priced)
        if given["each_event"]:
            screens.path(screen, points)
        rests_on(screen, basis)
        foot(screen, law_text)

    def result() -> dict[str, Any]:
        return {
            "deal": found.id,
            "title": found.title,
            "as_of": found.as_of,
            **plain_law(law),
            "by": {"day": asked.by, "chance": law.closing_day.by(asked.by)} if asked.by else None,
            "beliefs": dict(resting),
            "base_rates": [{"of": name, "source": source} for name, source in rates],
            "notes": notes,
            "history": plain_law(told),
            "price": plain_law(priced),
            "events": plain_law(points) if given["each_event"] else None,
        }

    show("simulate", {**made_by, "seed": asked.seed}, draw, result, basis, form=form)


# ------------------------------------------------------------------------------------------- what was typed, and files


def _alone(given: dict[str, Any]) -> None:
    """Raise UsageError for an option that says nothing of many deals."""
    for name, option in (("number", "show"), ("csv", "csv"), ("price", "price"), ("each_event", "each-event")):
        if given[name] not in (None, False):
            raise click.UsageError(f"--{option} is about one deal, --portfolio about many; choose one of the two")


def _quote(text: str | None, breaks: Iterable[str]) -> Quote | None:
    from dealflow.analysis.outcomes.market import Quote

    at = {}
    for one in breaks:
        ending, equals, number = one.partition("=")
        if not equals or not _is_number(number):
            raise click.UsageError(f"--break {one} is not ENDING=PRICE; write --break blocked_by_authority=31.50")
        at[ending.strip()] = float(number)
    if text is None:
        if at:
            raise click.UsageError("--break goes with --price DEAL,CURRENT,BREAK,RATE")
        return None
    parts = [part.strip() for part in text.split(",")]
    if len(parts) != 4 or not all(map(_is_number, parts)):
        raise click.UsageError(f"--price {text} is not DEAL,CURRENT,BREAK,RATE; write --price 54.20,48.10,39,0.05")
    deal, now, broken, rate = map(float, parts)
    try:
        return Quote(deal, now, broken, rate, at)
    except ValueError as e:
        raise click.UsageError(str(e)) from None


def _is_number(text: str) -> bool:
    try:
        return float(text) == float(text)
    except ValueError:
        return False


def _write(loaded: Loaded, asked: Asked, file: str) -> None:
    from dealflow.analysis.outcomes.listing import listed

    with Path(file).open("w", encoding="utf-8", newline="") as stream, progress("writing histories") as tell:
        stream.write("history,ending,day,last\n")
        written = 0
        for row in listed(loaded.scenario, progress=tell, **asked.keywords()):
            stream.write(",".join(row) + "\n")
            written += 1
    hint(f"{written:,} histories in {file}, seed {asked.seed}")


def _portfolio(name: str, as_of: date | None, asked: Asked, last: str | None, form: Form) -> None:
    from dealflow.analysis.compare.portfolio import table_of
    from dealflow.analysis.compare.target import How
    from dealflow.report import outcomes as screens
    from dealflow.report.plain_laws import plain_law
    from dealflow.scenario import portfolio

    title, holdings = portfolio(name, as_of, catalogue=definitions())
    with progress("deals") as tell:
        rows = table_of(holdings, last=_before(last), how=How(progress=tell, **asked.keywords()))
    show(
        "simulate",
        {**versions(Path(name).read_text(encoding="utf-8")), "seed": asked.seed},
        lambda screen, law: screens.many(screen, title, rows, law),
        lambda: {"title": title, "deals": plain_law(rows)},
        form=form,
    )


def _before(file: str | None) -> dict[str, float]:
    """The chances of the last run, by the name of the deal."""
    from dealflow.analysis.compare.portfolio import keys_of

    if file is None:
        return {}
    try:
        rows = json.loads(Path(file).read_text(encoding="utf-8"))["deals"]
        keys = keys_of(row["name"] for row in rows)
        return {key: float(row["chance"]) for key, row in zip(keys, rows, strict=True) if row["chance"] is not None}
    except (ValueError, KeyError, TypeError):
        raise click.UsageError(f"--last {file} is not what simulate --portfolio --json has printed") from None
