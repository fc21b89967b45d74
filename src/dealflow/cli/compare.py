"""``dealflow compare``: what alternatives would change, on the same luck; what it hangs on; what to choose."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

import click
from click.shell_completion import CompletionItem

from dealflow.cli.group import Verb
from dealflow.cli.loading import load
from dealflow.cli.options import DAY, deal, output_options
from dealflow.cli.output import Form, show
from dealflow.cli.progress import progress
from dealflow.cli.sampling import Asked, law_options, usage
from dealflow.errors import DealflowError, UnknownName

if TYPE_CHECKING:
    from dealflow.analysis.compare.target import How
    from dealflow.scenario import Scenario, WhatIfTable

__all__ = ["verb"]

EXAMPLE = """\
dealflow compare three-authorities --date outside_date=2027-04-01
dealflow compare three-authorities --set "birch/first_investigation:prohibit=0.2" --drop cedar
dealflow compare three-authorities --sensitivity
dealflow compare three-authorities --break-even outside_date --chance 0.8"""


class Pair(click.ParamType[Any]):
    """``NAME=VALUE``; the last equals sign divides them."""

    name = "pair"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, str]:
        """The name and the value."""
        if isinstance(value, tuple):
            return value
        name, equals, given = str(value).rpartition("=")
        if not equals or not name.strip() or not given.strip():
            self.fail(f"{value!r} is not {param.metavar if param else 'NAME=VALUE'}", param, ctx)
        return name.strip(), given.strip()


PAIR = Pair()


def _named(ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The alternatives of the deal named before, and those of its terms."""
    from dealflow import scenario

    try:
        found = scenario.load(ctx.params.get("name", ""))
    except (DealflowError, OSError, ValueError):
        return []
    return [CompletionItem(n) for n in (*found.file.alternatives, *found.deal.terms) if n.startswith(incomplete)]


@click.command("compare", cls=Verb, example=EXAMPLE)
@deal
@click.argument("names", metavar="[ALTERNATIVE]...", nargs=-1, shell_complete=_named)
@click.option("--terms", metavar="NAME", help="Other terms at the start.")
@click.option("--move", type=PAIR, multiple=True, metavar="ACT=DATE", help="An act of the history on another day.")
@click.option("--undo", multiple=True, metavar="ACT", help="An act undone: the history is cut there.")
@click.option("--falls", multiple=True, metavar="ACT", help="With --undo: what falls with it; the rest stays.")
@click.option("--drop", multiple=True, metavar="PROCESS", help="An approval that is not needed.")
@click.option("--date", "dates", type=PAIR, multiple=True, metavar="NAME=DATE", help="A date of the contract.")
@click.option("--set", "numbers", type=PAIR, multiple=True, metavar="NUMBER=VALUE", help="A chance, delay or day.")
@click.option("--law", type=DAY, metavar="DATE", help="The law as of another day.")
@click.option("--ending", metavar="NAME", help="The ending looked at below; any closing.")
@click.option("--sensitivity", is_flag=True, help="What the chance hangs on: each number alone, lower and higher.")
@click.option("--number", "chosen", multiple=True, metavar="NUMBER", help="With --sensitivity: this one only.")
@click.option(
    "--grid", nargs=2, metavar="X[=V,V..] Y[=V,V..]", help="The chance for each pair of values of two numbers."
)
@click.option("--break-even", "even", metavar="NUMBER[=LOW,HIGH]", help="Where the chance comes to --chance.")
@click.option("--chance", type=click.FloatRange(0, 1), metavar="P", help="With --break-even (0.5).")
@click.option("--advise", is_flag=True, help="The best lawful choice among the alternatives.")
@law_options
@output_options
def verb(name: str, *, as_of: date | None, asked: Asked, form: Form, **given: Any) -> None:
    """What would be otherwise: paired differences on the same luck, red-lined dates and requirements.

    Alternatives are named in the file, or said by options; all options together make one alternative.
    """
    modes = [mode for mode in ("sensitivity", "grid", "even", "advise") if given[mode]]
    if len(modes) > 1:
        raise click.UsageError("choose one of --sensitivity, --grid, --break-even and --advise")
    mode = modes[0] if modes else "alternatives"
    _check_company(mode, given)
    found, made_by = load(name, as_of)
    asked.check(found.as_of)
    what = _otherwise(given)
    _check_names(found, what)
    alternatives = (*given["names"], *([what] if what is not None else []))
    with usage():
        if mode not in ("alternatives", "advise") and alternatives:
            found = _taken(found, alternatives)
        with progress("computing") as tell:
            answer, draw = _MODES[mode](found, alternatives, given, asked, tell)
    _show(name, found, made_by, asked, mode, answer, draw, form)
    if mode == "alternatives" and any("interrupted" in each.method.reason for each in answer):
        click.get_current_context().exit(130)


def _show(
    name: str, found: Scenario, made_by: dict[str, Any], asked: Asked, mode: str, answer: Any, draw: Any, form: Form
) -> None:
    from dealflow.analysis.basis import basis_of
    from dealflow.analysis.outcomes.ask import believed, rates_of, resting_on
    from dealflow.report import outcomes as screens
    from dealflow.report.outlook import About, foot, rests_on
    from dealflow.report.plain_laws import plain_law

    basis = basis_of(found.deal, found.record().snapshot)
    resting, rates, notes = resting_on(found), rates_of(found), believed(found)[1]

    def screen_of(screen: Any, law: str) -> None:
        screens.opening(screen, About(name, found.title), found.as_of)
        draw(screen, answer)
        screens.weights(screen, resting, rates, notes)
        rests_on(screen, basis)
        foot(screen, law)

    def result() -> dict[str, Any]:
        cited = [{"of": name, "source": source} for name, source in rates]
        about = {"deal": found.id, "title": found.title, "as_of": found.as_of, "by": asked.by, "asked": mode}
        return {**about, **plain_law(answer), "beliefs": dict(resting), "base_rates": cited, "notes": notes}

    show("compare", {**made_by, "seed": asked.seed}, screen_of, result, basis, form=form)


# ------------------------------------------------------------------------------------------------------ what is asked

_GOES_WITH = {
    "chosen": ("--number", ("sensitivity",)),
    "chance": ("--chance", ("even",)),
    "ending": ("--ending", ("sensitivity", "grid", "even", "advise")),
}
_OPTIONS = {"sensitivity": "--sensitivity", "grid": "--grid", "even": "--break-even", "advise": "--advise"}


def _check_company(mode: str, given: dict[str, Any]) -> None:
    """Raise UsageError for an option that says nothing where it stands; fill in what was not said."""
    for name, (option, modes) in _GOES_WITH.items():
        if given[name] not in (None, ()) and mode not in modes:
            raise click.UsageError(f"{option} goes with {' or '.join(_OPTIONS[one] for one in modes)}")
    given["ending"] = given["ending"] or "closes"
    given["chance"] = 0.5 if given["chance"] is None else given["chance"]


def _check_names(found: Scenario, what: WhatIfTable | None) -> None:
    """Raise UnknownName for terms or dates of the contract that the deal does not have."""
    if what is None:
        return
    if what.terms and what.terms not in found.deal.terms:
        raise UnknownName("terms", what.terms, found.deal.terms)
    for name in what.dates:
        if name not in found.file.contract.dates:
            raise UnknownName("date of the contract", name, found.file.contract.dates)


def _how(asked: Asked, tell: Any) -> How:
    from dealflow.analysis.compare.target import How

    return How(progress=tell, **asked.keywords())


def _alternatives(found: Scenario, names: tuple[Any, ...], _given: dict[str, Any], asked: Asked, tell: Any) -> Any:
    from dealflow.analysis.compare.alternatives import compare
    from dealflow.report.compare import alternatives

    answer = compare(found, *names, by=asked.by, progress=tell, **asked.keywords())
    return answer, partial(alternatives, by=asked.by)


def _sensitivity(found: Scenario, _names: tuple[Any, ...], given: dict[str, Any], asked: Asked, tell: Any) -> Any:
    from dealflow.analysis.compare.sensitivity import sensitivity
    from dealflow.report.compare import swings

    how = _how(asked, tell)
    return sensitivity(found, *given["chosen"], ending=given["ending"], by=asked.by, how=how), swings


def _grid(found: Scenario, _names: tuple[Any, ...], given: dict[str, Any], asked: Asked, tell: Any) -> Any:
    from dealflow.analysis.compare.sensitivity import grid
    from dealflow.report.compare import gridded

    (x, xs), (y, ys) = (_values(one) for one in given["grid"])
    return grid(found, x, y, xs, ys, ending=given["ending"], by=asked.by, how=_how(asked, tell)), gridded


def _even(found: Scenario, _names: tuple[Any, ...], given: dict[str, Any], asked: Asked, tell: Any) -> Any:
    from dealflow.analysis.compare.even import break_even
    from dealflow.report.compare import even

    name, ends = _values(given["even"])
    if len(ends) not in (0, 2):
        raise click.UsageError("--break-even takes NUMBER or NUMBER=LOW,HIGH")
    low, high = ends or (None, None)
    target = {"ending": given["ending"], "by": asked.by, "how": _how(asked, tell)}
    return break_even(found, name, given["chance"], low, high, **target), even


def _advise(found: Scenario, names: tuple[Any, ...], given: dict[str, Any], asked: Asked, tell: Any) -> Any:
    from dealflow.analysis.compare.advice import advise
    from dealflow.report.compare import advised

    return advise(found, names, ending=given["ending"], by=asked.by, how=_how(asked, tell)), advised


_MODES = {
    "alternatives": _alternatives,
    "sensitivity": _sensitivity,
    "grid": _grid,
    "even": _even,
    "advise": _advise,
}


def _taken(found: Scenario, names: Iterable[Any]) -> Scenario:
    """The deal with all the alternatives taken together, before anything else is asked of it."""
    from dealflow.scenario import alternative, otherwise

    return otherwise(found, *(alternative(found, one) if isinstance(one, str) else one for one in names))


def _values(text: str) -> tuple[str, tuple[str, ...]]:
    name, _, values = text.partition("=")
    return name.strip(), tuple(part.strip() for part in values.split(",") if part.strip())


def _otherwise(given: dict[str, Any]) -> WhatIfTable | None:
    """The alternative that the options say, or None if they say none."""
    from dealflow.scenario import MoveTable, UndoTable, WhatIfTable

    if given["falls"] and len(given["undo"]) != 1:
        raise click.UsageError("--falls goes with one --undo ACT")
    moves = tuple(MoveTable(act=_act(act)[0], to=_day(day), number=_act(act)[1]) for act, day in given["move"])
    undone = tuple(
        UndoTable(act=_act(act)[0], number=_act(act)[1], falls=given["falls"] or None) for act in given["undo"]
    )
    said = {
        "terms": given["terms"] or "",
        "law": given["law"],
        "drop": given["drop"],
        "dates": {name: _day(day) for name, day in given["dates"]},
        "numbers": dict(given["numbers"]),
        "move": moves,
        "undo": undone,
    }
    return WhatIfTable(text=", ".join(_words(given)), **said) if any(said.values()) else None


def _words(given: dict[str, Any]) -> Iterator[str]:
    if given["terms"]:
        yield f"terms {given['terms']}"
    yield from (f"{act} on {day}" for act, day in given["move"])
    yield from (f"without {act}" for act in given["undo"])
    yield from (f"{process} not needed" for process in given["drop"])
    yield from (f"{name} {value}" for name, value in (*given["dates"], *given["numbers"]))
    if given["law"]:
        yield f"the law of {given['law']}"


def _act(text: str) -> tuple[str, int]:
    name, _, number = text.partition("#")
    return name, int(number) if number.isdigit() else 1


def _day(text: str) -> date:
    found: date = DAY.convert(text, None, click.get_current_context())
    return found
