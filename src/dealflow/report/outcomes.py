"""The screens of ``simulate``: how a deal can end and when, a history told, forecasts as a path, prices, many deals."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from dealflow.analysis.compare.path import Point
from dealflow.analysis.compare.portfolio import Row
from dealflow.analysis.outcomes.intervals import Interval
from dealflow.analysis.outcomes.law import Law
from dealflow.analysis.outcomes.market import Price
from dealflow.analysis.outcomes.missing import Lack
from dealflow.analysis.outcomes.tell import Told
from dealflow.report.chances import bar, change, percent, within
from dealflow.report.outlook import About, foot
from dealflow.report.terminal import Screen
from dealflow.report.words import contract, counted, first_upper, on, rule, short, spaced

__all__ = ["endings", "many", "method", "opening", "path", "price", "told", "weights"]

_QUANTILES = (0.1, 0.25, 0.5, 0.75, 0.9)
_DATE, _WIDEST = 17, 90


def opening(screen: Screen, about: About, as_of: date) -> None:
    """The title, and the day of the question."""
    screen.title(about.title, f"as of {on(as_of)}")


def endings(screen: Screen, law: Law, by: date | None = None, *, seed: int | None = None) -> None:
    """The chance of each ending with a bar, the days of closing, who was last, and how it was computed."""
    screen.head("How it can end")
    shown = [(name, chance) for name, chance in law.chances.items() if chance > 0.0]
    shown.sort(key=lambda pair: -pair[1])
    at = max((len(spaced(name)) for name, _ in shown), default=0) + 4
    sure = {name: within(law.interval(name)) for name, _ in shown}
    wide = max((len(text) for text in sure.values()), default=0)
    room = max(10, min(40, screen.width - at - wide - 14))
    for name, chance in shown:
        about = f"{sure[name]:<{wide}}  " if wide else ""
        screen.item(spaced(name), f"{percent(chance):>8}  {about}{bar(chance, room)}", at=at)
    if law.cut_off:
        screen.bullet(f"{percent(law.cut_off)} was cut off at a bound and counts as still open", "warn", mark="!")
    _closing(screen, law, by)
    _drivers(screen, law)
    _terms(screen, law)
    _missing(screen, law)
    method(screen, law, seed)


def _closing(screen: Screen, law: Law, by: date | None) -> None:
    closing = law.closing_day
    if not closing.chance:
        return
    screen.head("The day it closes, if it closes")
    for chance in _QUANTILES:
        day, span = closing.quantile(chance), closing.interval(chance)
        sure = f"   ({short(span[0], law.first)} to {short(span[1], law.first)})" if span and span[0] != span[1] else ""
        screen.item(f"P{chance * 100:.0f}", f"{on(day) if day else '-'}{sure}", at=8)
    if by is not None:
        screen.line()
        screen.line(f"Closed by {on(by)}: {percent(closing.by(by))}", "head", indent=2)


def _drivers(screen: Screen, law: Law) -> None:
    if not law.last:
        return
    screen.head("Whose approval came last, where it closed")
    at = max(len(name) for name in law.last) + 4
    for name, share in sorted(law.last.items(), key=lambda pair: -pair[1]):
        screen.item(name, f"{percent(share):>8}  {bar(share, 30)}", at=at)


def _terms(screen: Screen, law: Law) -> None:
    rows = []
    for ending in filter(lambda name: name.startswith("closed"), law.terms):
        called = "" if ending == "closed" else spaced(ending)
        for terms, chance in sorted(law.terms[ending].items(), key=lambda pair: -pair[1]):
            rows.append((spaced(terms), f"{percent(chance):>8}", within(law.interval_under(ending, terms)), called))
    if rows:
        screen.head("Under which terms it closed")
        screen.columns(("terms in force", f"{'chance':>8}", "", ""), rows, flexible=(0,))


def _missing(screen: Screen, law: Law) -> None:
    found = law.failed
    if found is None:
        return
    screen.head("What was missing, where it did not close")
    rows = [_lack(lack) for lack in found.of()]
    if found.nothing:
        rows.append(("nothing: every condition was met", f"{percent(found.nothing):>8}", "", ""))
    header = ("unmet at the end", f"{'share':>8}", "", f"{'alone':>8}")
    places = (0, 1, 2, 3) if any(row[2] for row in rows) else (0, 1, 3)
    screen.columns([header[k] for k in places], [[row[k] for k in places] for row in rows], flexible=(0,))
    closed = f"; {found.number:,} of them did not close" if found.number else ""
    screen.line(f"From {found.how}{closed}.", "quiet", indent=2, hang=2)


def _lack(lack: Lack) -> tuple[str, str, str, str]:
    called = lack.process + contract(None, marked=lack.contract)
    return called, f"{percent(lack.share):>8}", within(lack.interval), f"{percent(lack.alone):>8}"


def method(screen: Screen, law: Law, seed: int | None = None) -> None:
    """How a law was computed, and why that way; *seed* is that of histories that can still be told."""
    screen.head("How this was computed")
    screen.line(f"{first_upper(str(law.method))}.", indent=2, hang=2)
    if law.method.reason:
        screen.line(f"Not exact because: {law.method.reason}.", indent=2, hang=2)
    if law.method.exact and seed is not None:
        screen.line(f"Nothing was sampled; seed {seed} tells histories (--show 17).", indent=2, hang=2)
    screen.line(f"Followed until {on(law.horizon)}.", indent=2)


def weights(
    screen: Screen, resting: Sequence[tuple[str, int]], rates: Iterable[tuple[str, str]], notes: Iterable[str]
) -> None:
    """On what the chances rest: kinds with how many groups, base rates with who counted how many cases, and notes."""
    said = ", ".join(f"{counted(n, 'group')} {kind}" for kind, n in resting) or "none: nobody is taken to act"
    screen.line(f"Beliefs: {said}.", indent=2, hang=2)
    for name, source in rates:
        screen.bullet(f"{name}: {source}", "quiet")
    for note in notes:
        screen.bullet(note, "warn", mark="!")


def price(screen: Screen, found: Price) -> None:
    """What the deal is worth at the prices that were given."""
    screen.head("Against the market")
    at = 26
    screen.item("expected value", f"{found.expected:.2f}{_between(found.within.expected)}", at=at)
    screen.item("worth today", f"{found.present:.2f}{_between(found.within.present)}", at=at)
    screen.item("spread", f"{found.spread * 100:+.1f} %", at=at)
    annual = "-" if found.annualised is None else f"{found.annualised * 100:+.1f} % a year"
    rates = found.within.annualised
    sure = "" if rates is None or rates.low == rates.high else f" ({rates.low * 100:+.1f} to {rates.high * 100:+.1f})"
    screen.item("return", f"{annual}{sure}, over {found.days:.0f} days on average", at=at)
    sure = within(found.interval)
    screen.item("closing, by this model", percent(found.ours) + (f"  ({sure})" if sure else ""), at=at)
    implied = "no chance makes this price right" if found.implied is None else percent(found.implied)
    screen.item("closing, by the price", implied, at=at)


def _between(found: Interval) -> str:
    return "" if found.low == found.high else f"  ({found.low:.2f} to {found.high:.2f})"


def told(screen: Screen, found: Told) -> None:
    """One history, event by event."""
    screen.head(f"History {found.number}, seed {found.seed}")
    for name, level in found.levels:
        screen.line(f"Unseen: {spaced(name)} is {spaced(level)}.", indent=2)
    for event in found.events:
        who = f"{event.who} " if event.who else ""
        screen.item(on(event.day), f"{who}{event.what} [{event.action}]", at=_DATE + 2)
        if event.because:
            screen.line(f"why: {event.because}", "quiet", indent=_DATE + 2, hang=2)
        for each in event.changes:
            screen.bullet(each.text, indent=_DATE + 2)
        if event.citation is not None:
            screen.line(f"rule: {rule(event.citation)}", "quiet", indent=_DATE + 2, hang=2)
    screen.item(on(found.day), f"THE END: {spaced(found.ending)}", "head", at=_DATE + 2)
    for refusal in found.refusals:
        screen.bullet(f"the live rules refuse this: {refusal}", "bad", mark="!")


def path(screen: Screen, points: Sequence[Point]) -> None:
    """A forecast as a path: one row for each event."""
    screen.head("What each event did to the chance of closing")
    rows = []
    for each in points:
        chance = "refuted" if each.refuted else percent(each.chance)
        rows.append((_brief_day(each.day), _cut(each.what), chance, change(each.change), _brief_day(each.median)))
    screen.columns(("day", "event", "closes", "change", "median day"), rows, flexible=(1,))
    drawn = sorted({p.law.method.histories for p in points if p.law is not None and not p.law.method.exact})
    if drawn:
        many = " or ".join(f"{n:,}" for n in drawn)
        screen.line(f"{many} histories for each event; --histories draws more.", "quiet", indent=2, hang=2)


def _brief_day(day: date | None) -> str:
    return f"{day.day} {day:%b %Y}" if day else "-"


def _cut(text: str) -> str:
    """A text short enough for a column."""
    return text if len(text) <= _WIDEST else text[: _WIDEST - 4].rpartition(" ")[0] + " ..."


def many(screen: Screen, title: str, rows: Sequence[Row], law: str) -> None:
    """A portfolio in one table."""
    screen.title(title or "Portfolio", counted(len(rows), "deal"))
    screen.line()
    cells = []
    for row in rows:
        day = f"{short(row.next_day, row.as_of)}: {spaced(row.next_clock)}" if row.next_day else "no clock runs"
        by = f"by {short(row.by, row.as_of)}" if row.by else "ever"
        chance = row.error or f"{percent(row.chance)} {by}"
        median = on(row.median) if row.median else "-"
        cells.append((row.name, day, chance, change(row.change) or "-", median))
    header = ("deal", "next decisive day", "closes", "since last run", "median day")
    screen.columns(header, cells, flexible=(1, 2))
    foot(screen, law)
