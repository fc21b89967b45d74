"""Prints src/dealflow/calendars/china_days.py from two packages: run by hand when a new notice is out.

    python tests/calendars/freeze_china.py > new && mv new src/dealflow/calendars/china_days.py

`chinese_calendar` says which days are off and worked; `holidays` says which worked weekend pays for which day off,
and gives the lunar dates. The two must agree on every day, else nothing is printed. What a later notice changed is
put back here by hand, because both packages keep only the last version.
"""

from __future__ import annotations

import sys
from datetime import date, timedelta
from typing import Any

import chinese_calendar
import chinese_calendar.constants as witness
import holidays
from holidays.calendars.chinese import _ChineseLunisolar
from holidays.countries.china import ChinaStaticHolidays
from holidays.version import __version__

FIRST, LAST = 2007, 2026
LUNAR_LAST = 2035
ONE = timedelta(days=1)

NAMES = {
    "New Year's Day": "New Year's Day",
    "Spring Festival": "Spring Festival",
    "Tomb-sweeping Day": "Tomb-Sweeping Day",
    "Labour Day": "Labour Day",
    "Dragon Boat Festival": "Dragon Boat Festival",
    "Mid-autumn Festival": "Mid-Autumn Festival",
    "National Day": "National Day",
    "Anti-Fascist 70th Day": "70th anniversary of the victory of 1945",
}

# (day, mark, name): what the yearly notice said before it was amended; mark "" takes the day out of it.
BEFORE: tuple[tuple[date, str, str], ...] = (
    (date(2015, 9, 3), "", ""),
    (date(2015, 9, 4), "", ""),
    (date(2015, 9, 5), "", ""),
    (date(2015, 9, 6), "", ""),
    (date(2019, 4, 28), "", ""),
    (date(2019, 5, 2), "", ""),
    (date(2019, 5, 3), "", ""),
    (date(2019, 5, 4), "", ""),
    (date(2019, 5, 5), "", ""),
    (date(2020, 1, 30), "-", "Spring Festival, in exchange for Sat 1 Feb 2020"),
    (date(2020, 1, 31), "", ""),
    (date(2020, 2, 1), "+", "worked, to make up for Thu 30 Jan 2020"),
    (date(2020, 2, 2), "", ""),
)
AFTER: dict[str, tuple[date, ...]] = {
    "2015-05-13": tuple(date(2015, 9, d) for d in (3, 4, 5, 6)),
    "2019-03-22": (date(2019, 4, 28), *(date(2019, 5, d) for d in (2, 3, 4, 5))),
    "2020-01-27": (date(2020, 1, 30), date(2020, 1, 31), date(2020, 2, 1), date(2020, 2, 2)),
}


def spoken(day: date) -> str:
    """A day as a reader says it: Wed 7 Oct 2020."""
    return f"{day:%a} {day.day} {day:%b %Y}"


def pairs() -> tuple[dict[date, date], dict[date, date]]:
    """Which worked day pays for which day off, and the other way round."""
    paid: dict[date, date] = {}
    table: Any = ChinaStaticHolidays.special_public_holidays
    for year, entries in table.items():
        for entry in entries:
            if len(entry) < 4:
                continue
            paid[date(year, entry[0], entry[1])] = date(entry[4] if len(entry) > 4 else year, entry[2], entry[3])
    return paid, {worked: off for off, worked in paid.items()}


def names() -> dict[date, str]:
    """Holiday name of each day off, weekends that touch the run included."""
    found = {day: NAMES[str(name)] for day, name in witness.holidays.items() if FIRST - 1 <= day.year <= LAST}
    for start in sorted(found):
        if not FIRST <= start.year <= LAST:
            continue
        for step in (ONE, -ONE):
            day = start + step
            while day.weekday() >= 5 and day not in found and day not in witness.workdays:
                found[day] = found[start]
                day += step
    return found


def final() -> dict[date, tuple[str, str]]:
    """Every day off or worked out of the ordinary, as it stands after all amendments."""
    paid, made_up = pairs()
    package = holidays.country_holidays("CN", years=range(FIRST - 1, LAST + 2), language="en_US")
    table: dict[date, tuple[str, str]] = {}
    for day, name in names().items():
        if day in paid:
            name += f", in exchange for {spoken(paid[day])}"
        elif day in AFTER["2020-01-27"]:
            name += ", extended"
        elif day.weekday() < 5 and "observed" in package.get(day, ""):
            name += ", for a holiday on a rest day"
        table[day] = ("-", name)
    for day in witness.workdays:
        if day.year >= FIRST or day in made_up:
            table[day] = ("+", f"worked, to make up for {spoken(made_up[day])}" if day in made_up else "worked")
    return {day: entry for day, entry in table.items() if FIRST <= notice_of(day, entry[1], made_up) <= LAST}


def notice_of(day: date, name: str, made_up: dict[date, date]) -> int:
    """The year whose notice declares *day*: the last days of December belong to the next New Year."""
    about = made_up.get(day, day)
    if about.month == 12 and about.day >= 28:
        return about.year + 1
    return about.year


def lunar(year: int) -> tuple[date, ...]:
    """Spring Festival, Tomb-Sweeping, Dragon Boat and Mid-Autumn of *year*."""
    moon = _ChineseLunisolar()
    days = (
        moon.lunar_new_year_date(year)[0],
        moon.qingming_date(year)[0],
        moon.dragon_boat_date(year)[0],
        moon.mid_autumn_date(year)[0],
    )
    return tuple(day for day in days if day is not None)


def agree() -> list[date]:
    """The days on which the two packages differ."""
    package = holidays.country_holidays("CN", years=range(FIRST - 1, LAST + 2))
    day, bad = date(FIRST, 1, 1), []
    while day.year <= LAST:
        if package.is_working_day(day) != chinese_calendar.is_workday(day):
            bad.append(day)
        day += ONE
    return bad


def main() -> None:
    """Print the module, or stop if the sources differ."""
    bad = agree()
    if bad:
        sys.exit(f"the two sources differ: {bad}")
    _, made_up = pairs()
    now = final()
    then = dict(now)
    for day, mark, name in BEFORE:
        then.pop(day, None)
        if mark:
            then[day] = (mark, name)
    notices: dict[str, dict[date, tuple[str, str]]] = {}
    for day, entry in then.items():
        notices.setdefault(str(notice_of(day, entry[1], made_up)), {})[day] = entry
    for key, days in AFTER.items():
        notices[key] = {day: now[day] for day in days}
    print(HEAD.format(first=FIRST, last=LAST, lunar=LUNAR_LAST, holidays=__version__))
    print("DAYS: Final[Mapping[str, str]] = {")
    for key in sorted(notices):
        print(f'    "{key}": """')
        for day in sorted(notices[key]):
            mark, name = notices[key][day]
            print(f"{day} {mark} {name}")
        print('""",')
    print("}\n")
    print("LUNAR: Final[Mapping[int, tuple[date, date, date, date]]] = {")
    for year in range(FIRST, LUNAR_LAST + 1):
        row = ", ".join(f"date({d.year}, {d.month}, {d.day})" for d in lunar(year))
        print(f"    {year}: ({row}),")
    print("}")


HEAD = '''"""Days of the Chinese state calendar, {first} to {last}, as the notices declared them: data only.

Generated by tests/calendars/freeze_china.py from `chinese_calendar` (which days) and `holidays` {holidays} (which
worked weekend pays for which day off; lunar dates); not edited by hand. One text for each yearly notice, and one for
each later notice that amended it, under its day of publication. A line is a day, a mark and a name: ``-`` off,
``+`` worked. Weekends that touch a holiday are listed too, so that a count can name them.

Cross-checked: the two packages agree on every day of {first} to {last}; the tests compare this table with both again.
Limitations: since the notice for 2010 the notices name days off and days worked without pairing them; the pairs are
those of `holidays`. LUNAR (Spring Festival, Tomb-Sweeping, Dragon Boat, Mid-Autumn) ends with {lunar}.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

__all__ = ["DAYS", "LUNAR"]
'''

if __name__ == "__main__":
    main()
