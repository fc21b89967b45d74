"""Writes explanation/track-record.md: forecasts of the real deals, what happened, the scores, and what they prove.

Usage: python docs/track_record.py [--check]

It takes about half a minute, so the page is kept; --check writes nothing and fails if the page says something else.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from dealflow import __version__
from dealflow.analysis.track.cases import CLOSED, OUTCOMES
from dealflow.analysis.track.record import Track, track_record
from dealflow.analysis.track.scores import SCORES, came_true, needed, power
from dealflow.scenario import load, names

PAGE = Path(__file__).parent / "explanation" / "track-record.md"
SIZES = (30, 100, 200, 400)
OFF = 0.1


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    """The lines of a table."""
    names = list(head)
    yield f"| {' | '.join(names)} |"
    yield f"| {' | '.join('---' for _ in names)} |"
    yield from (f"| {' | '.join(row)} |" for row in rows)
    yield ""


def page(track: Track) -> str:
    """The text of the page."""
    return "\n".join([*_opening(track), *_forecasts(track), *_scores(track), *_proof(track), *_untold(track)])


def _opening(track: Track) -> Iterator[str]:
    done, cases = len(track.forecast), len(track.cases)
    late = sum(one.forecast.late for one in track.scored)
    asked = f"{', '.join(map(str, track.ages[1:-1]))} and {track.ages[-1]} days"
    yield f"""\
<!-- made by docs/track_record.py; do not edit -->

# Track record

How good are forecasts that rest on nothing but counted base rates?
The {track.deals} [real deals](../reference/deals.md) have histories that are known, so they can be asked.

**They show how scoring works. They do not show that the forecasts are good: {_verdict(track)}.**

## How it was done

- A deal is asked on the day its agreement was signed and {asked} later, while it had neither closed nor been given up.
  The ages are fixed, for a day chosen by the outcome would give it away.
  The question sees what was learned by its day and nothing later.
- What authorities do has the [base rates](../how-to/write-beliefs.md) that the library ships, with their uncertainty.
- What parties do is made up, the same for every deal: they close within days of the last condition, go on after the
  last date as often as not, and give up one deal in ten for other reasons. Their delays are log-normal.
  These numbers were written down before the first score was seen, and none was changed after it.
- Where the history has overtaken a delay (the parties took longer to file), the act comes with a long tail instead,
  half within 120 days. Such forecasts have a star.
- Each forecast is {track.histories:,} sampled histories, seed {track.seed}, followed for three years.
  Half a history is added to each outcome, for what never came in so many is not impossible.
- There are three outcomes: the agreement **closed** (a sale by order, too); it **lapsed**, ended after its last date;
  or it was **stopped**: prohibited, given up, or still open after three years.
  Where the deal file knows of no last date, nothing can lapse.
- The base rate beside it is the share of outcomes among the other deals that were still undecided at that age, half a
  deal added to each: the forecast of somebody who knows how long a deal has waited and nothing else of it.

{cases} of the {track.deals} deals have a signed agreement that waited at least a day.
{done} of them could be forecast on at least one of the days, in {len(track.scored)} forecasts.
In {late} of these a rate was counted only after the day of the question: nobody could have made them then.

Made with dealflow {__version__} by `python docs/track_record.py`.
"""


def _verdict(track: Track) -> str:
    """What the Brier scores say, in one sentence."""
    briers = [score for score in track.scores if score.name == "Brier"]
    worse = [str(s.age) for s in briers if s.shown and s.difference.mean > 0]
    better = [str(s.age) for s in briers if s.shown and s.difference.mean < 0]
    first = briers[0]
    said = "worse" if first.difference.mean > 0 else "better"
    sure = "" if first.shown else ", though so few cannot prove it"
    words = [f"on the day of signing they scored {said} than the base rate{sure}"]
    words += [
        f"{how} by more than luck {' and '.join(ages)} days later"
        for how, ages in (("worse", worse), ("better", better))
        if ages
    ]
    return "; ".join(words)


def _forecasts(track: Track) -> Iterator[str]:
    yield "## What was said and what happened\n"
    rows = []
    for one in sorted(track.scored, key=lambda s: (s.forecast.case.scenario.title, s.forecast.age)):
        said, case = one.forecast, one.forecast.case
        median = said.closing.quantile(0.5)
        rows.append(
            [
                case.scenario.title + (" *" if said.overtaken else ""),
                str(said.age),
                *(_chance(said.chances[name], here=name == case.outcome) for name in OUTCOMES),
                *(f"{one.base[name]:.0%}" for name in OUTCOMES),
                median.isoformat() if median else "",
                case.ended.isoformat() if case.outcome == CLOSED else f"{case.outcome} {case.ended.isoformat()}",
                f"{one.pit:.2f}",
            ]
        )
    heads = ("Deal", "Age", "Closed", "Lapsed", "Stopped", "Base: closed", "lapsed", "stopped")
    yield from table((*heads, "Closing, median", "What happened", "PIT"), rows)
    yield (
        "The chance of what happened is in bold. The median is that of the closing day, if it closes. The PIT is where "
        'the closing day fell in its law, "never" at the end, drawn at random where days tie: over many deals it would '
        "be spread evenly from 0 to 1.\n"
    )


def _chance(chance: float, *, here: bool) -> str:
    text = f"{chance:.1%}"
    return f"**{text}**" if here else text


def _scores(track: Track) -> Iterator[str]:
    yield "## Scores\n"
    rows = []
    for score in track.scores:
        digits = 0 if score.name == "CRPS" else 2
        found = score.difference.interval
        within = f"{found.low:+.{digits}f} to {found.high:+.{digits}f}" if found else ""
        verdict = "" if not score.shown else "worse" if score.difference.mean > 0 else "better"
        numbers = (
            f"{score.ours.mean:.{digits}f}",
            f"{score.theirs.mean:.{digits}f}",
            f"{score.difference.mean:+.{digits}f}",
        )
        rows.append([str(score.age), str(score.ours.n), score.name, *numbers, within, verdict])
    yield from table(("Age", "Deals", "Score", "Ours", "Base rate", "Difference", "95 %", "Shown"), rows)
    yield f"""\
All are losses, lower is better: {", ".join(SCORES[:3])} (over closed, lapsed, stopped in this order), and CRPS of the
closing day in days, where "never" counts as after the three years.
A difference is shown if its interval leaves out zero.
Among so many comparisons one in twenty would be shown by luck alone, and intervals from two to nine deals are rough.
"""
    bands, z = came_true(track.scored, 3)
    yield "Whether chances of closing came true, all forecasts in three bands:\n"
    yield from table(
        ("Forecasts", "Mean chance", "Came", "95 % (Clopper and Pearson)"),
        (
            [str(b.n), f"{b.forecast:.0%}", f"{b.came:.0%}", f"{b.interval.low:.0%} to {b.interval.high:.0%}"]
            for b in bands
        ),
    )
    yield (
        f"Spiegelhalter's z is {z:+.1f}. The same deal is in it up to six times, so the bands are narrower than the "
        "evidence and z is larger.\n"
    )


def _proof(track: Track) -> Iterator[str]:
    first = [one for one in track.scored if one.forecast.age == 0]
    chances = [one.forecast.chances[CLOSED] for one in first]
    brier = next(score for score in track.scores if score.age == 0 and score.name == "Brier")
    tries = (len(chances), *SIZES)
    shown = {n: power(chances, n, off=OFF, seed=track.seed) for n in tries}
    said = ", ".join(f"{share:.0%} of samples of {n}" for n, share in shown.items())
    closed = sum(case.outcome == CLOSED for case in track.cases)
    yield f"""\
## How little this proves

- **The deals were chosen because they are known**, many of them because they failed: {closed} of {len(track.cases)}
  closed. Of all announced deals far more do. A base rate counted over all cases of an authority must look too confident
  here, and the base rate of the other deals knows of the choice what ours cannot. Nothing here speaks of deals that
  nobody has chosen.
- **They are few.** A forecaster who gives the chances that were given on signing and is {OFF:.0%} too sure of them
  would be found out, at 95 %, in {said} deals.
- On the day of signing the mean Brier score was {brier.ours.mean:.2f} against {brier.theirs.mean:.2f}. To know such a
  difference to 0.05 either way takes about {needed(brier.difference, 0.05):,} deals.
- **They are not independent**: deals wait in the same years for the same authorities, and several forecasts are of one
  deal.
- **The rates leave out what decided these deals.** No count of an authority tells how governments get on. SAMR stopped
  clocks or let a last date pass without deciding, and no statistics count that. Beliefs of one's own are for that, and
  can be scored the same way: `brier`, `log_score`, `ranked`, `crps` and `pit` take any law.
"""


def _untold(track: Track) -> Iterator[str]:
    never = track.never
    yield f"## What could not be forecast\n\n{len(never)} of {track.deals} deals, each with the first reason:\n"
    titles = {id: load(id).title for id in never}
    yield from table(("Deal", "Why"), ([titles[id], never[id]] for id in sorted(never, key=lambda id: titles[id])))
    asked = sum(one.day is not None for one in track.untold)
    yield (
        f"Counting every day asked, {asked} forecasts were not made because closing waited for a process of which no "
        "cases are counted, or stood in a state of which none are.\n"
    )


def main() -> int:
    """Write the page, or compare it."""
    track = track_record(load(name) for name in names("deals"))
    text = page(track)
    if "--check" in sys.argv[1:]:
        same = PAGE.read_text(encoding="utf-8") == text
        print("the page is as made" if same else "the page says something else: run python docs/track_record.py")
        return 0 if same else 1
    PAGE.write_text(text, encoding="utf-8")
    print(f"{PAGE.name}: {len(track.scored)} forecasts of {len(track.forecast)} deals")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
