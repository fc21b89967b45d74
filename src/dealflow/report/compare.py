"""The screens of ``compare``: alternatives with their differences, what the result hangs on, break-even, advice."""

from __future__ import annotations

from datetime import date

from dealflow.analysis.compare.advice import Advice, Choice
from dealflow.analysis.compare.alternatives import Compared, Comparison
from dealflow.analysis.compare.difference import Difference
from dealflow.analysis.compare.even import BreakEven
from dealflow.analysis.compare.sensitivity import Grid, Sensitivity
from dealflow.analysis.outcomes.law import Method
from dealflow.report.chances import change, percent, value
from dealflow.report.outcomes import endings
from dealflow.report.terminal import Screen
from dealflow.report.words import contract, first_upper, on, spaced

__all__ = ["advised", "alternatives", "even", "gridded", "swings"]

_SHOWN, _WIDE, _NUMBERS = 12, 16, 42


def alternatives(screen: Screen, found: Compared, by: date | None = None) -> None:
    """The deal as it is, then each alternative with what it changes; *by* is a day by which closing counts."""
    endings(screen, found.law)
    for k, each in enumerate(found, 1):
        _alternative(screen, each, by)
        if k == len(found) or found.comparisons[k].method != each.method:
            _method(screen, each.method)
    if not found.comparisons:
        screen.line()
        screen.line("The file names no alternatives; say one: --terms, --move, --undo, --drop, --date, --set, --law")


def _alternative(screen: Screen, each: Comparison, by: date | None) -> None:
    text = f": {each.text}" if each.text and each.text != each.name else ""
    screen.head(f"{_called(each.name)}{text}")
    for one in each.redline:
        screen.bullet(one.text + contract(None, marked=one.contract))
    for text in each.fallen:
        screen.bullet(f"no longer stands: {text}", "bad", mark="!")
    if each.redline or each.fallen:
        screen.line()
    named = [(each.closes, f"closes by {on(by)}" if by else ""), *((d, "") for d in each.differences)]
    rows = [_difference(d, name) for d, name in named if d.before or d.after]
    screen.columns(("", "as it is", "otherwise", "change"), rows, flexible=())
    old, new = each.median
    if new != old:
        screen.line(f"median closing day: {on(old) if old else 'never'} -> {on(new) if new else 'never'}", indent=2)
    sooner = each.paired.sooner
    if sooner is not None and sooner[0]:
        days, sure = sooner
        how, low, high = ("sooner", sure.low, sure.high) if days > 0 else ("later", -sure.high, -sure.low)
        said = f"where it closes in both, {abs(days):.1f} days {how} on average ({low:.1f} to {high:.1f})"
        screen.line(said, indent=2, hang=2)


def _called(name: str) -> str:
    """What an alternative is called: a name of the file in words, what was typed as it is."""
    return first_upper(spaced(name)) if name.isidentifier() else name


def _difference(found: Difference, name: str = "") -> tuple[str, str, str, str]:
    return (
        name or spaced(found.name),
        f"{percent(found.before):>8}",
        f"{percent(found.after):>8}",
        change(found.change, found.interval),
    )


def _method(screen: Screen, method: Method) -> None:
    if not method.exact:
        because = f"; not exact because {method.reason}" if method.reason else ""
        screen.line(f"{method}{because}", "quiet", indent=2, hang=2)


def swings(screen: Screen, found: Sensitivity) -> None:
    """The numbers by how far each alone swings the chance."""
    screen.head(f"What the chance hangs on: {spaced(found.target)}, now {percent(found.chance)}")
    widest = max((s.size for s in found.swings), default=0.0)
    for each in found.swings[:_SHOWN]:
        mark = "#" * max(1, round(_WIDE * each.size / widest)) if widest else ""
        moved = f"{percent(each.at_low):>8} .. {percent(each.at_high):<8}"
        screen.line(each.number, indent=2)
        screen.item(f"{value(each.low)} .. {value(each.high)}", f"{moved} {mark}", indent=6, at=_NUMBERS)
    if len(found.swings) > _SHOWN:
        screen.line(f"and {len(found.swings) - _SHOWN} more that move it less (all with --json)", "quiet", indent=2)
    for name in found.left_out:
        screen.bullet(f"{name} cannot be moved: the history or the file stands against it", "warn", mark="!")
    _told(screen, found.method)


def _told(screen: Screen, method: Method) -> None:
    screen.line()
    screen.line(f"{first_upper(str(method))}.", indent=2, hang=2)


def gridded(screen: Screen, found: Grid) -> None:
    """The chance for each pair of values."""
    screen.head(f"{first_upper(spaced(found.target))}, by {found.x} (down) and {found.y} (across)")
    header = ("", *(f"{value(y):>8}" for y in found.ys))
    rows = [
        (value(x), *(f"{percent(chance):>8}" for chance in row)) for x, row in zip(found.xs, found.chances, strict=True)
    ]
    screen.columns(header, rows, flexible=())
    _told(screen, found.method)


def even(screen: Screen, found: BreakEven) -> None:
    """The value at which a chance comes to a wanted level."""
    screen.head(f"Where {spaced(found.target)} comes to {percent(found.wanted)}, by {found.number}")
    low, high = found.reached
    looked = f"from {value(found.low)} to {value(found.high)}"
    if found.at is None:
        screen.line(f"nowhere {looked}: it stays between {percent(low)} and {percent(high)}", "warn", indent=2, hang=2)
    else:
        screen.item("at", f"{value(found.at)} ({percent(found.chance)}); now {value(found.value)}", at=12)
        screen.item("before", value(found.before), at=12)
        if found.crossings > 1:
            text = f"it is crossed {found.crossings} times {looked}; this is the first"
            screen.bullet(text, "warn", mark="!")
    _told(screen, found.method)


def advised(screen: Screen, found: Advice) -> None:
    """The choices, the best first, and what cannot be advised."""
    screen.head(f"What to choose: {spaced(found.target)}, now {percent(found.chance)}")
    rows = [_choice(choice) for choice in found.choices if choice.open]
    screen.columns(("choice", "chance", "gain"), rows, flexible=(0,))
    for choice in (c for c in found.choices if not c.open):
        for text in choice.unlawful:
            screen.bullet(f"{_called(choice.name)} is unlawful: {text}", "bad", mark="!")
        for text in choice.not_theirs:
            screen.bullet(f"{_called(choice.name)} is no choice of the parties: {text}", "warn", mark="!")
    best = found.best
    screen.line()
    if best is None or best.difference is None:
        screen.line("No choice is shown to raise the chance.", indent=2)
    else:
        gain = change(best.difference.change, best.difference.interval)
        looking = ", in hindsight" if best.hindsight else ""
        screen.line(f"Best{looking}: {_called(best.name)}, {gain} points.", "good", indent=2, hang=2)
    _told(screen, found.method)


def _choice(choice: Choice) -> tuple[str, str, str]:
    found = choice.difference
    mark = " (in hindsight)" if choice.hindsight else ""
    if found is None:
        return _called(choice.name) + mark, "-", "-"
    return _called(choice.name) + mark, f"{percent(found.after):>8}", change(found.change, found.interval)
