"""The Chinese state calendar: days off and make-up working weekends as the State Council announces them.

Sources: the General Office's yearly notices for 2007 to 2026 and the three notices that amended them, read in copies
unless marked recalled; the national rule on holidays (State Council Orders 513, 644 and 795).
Cross-checked on every day of 2007 to 2026 against `chinese_calendar` and `holidays`.

Limitations: a year counts as announced through 31 December once its notice is out, although the notice for the next
year may still move the last days of December (it did for 2006, 2007, 2011 and 2018). Years without a notice go on by
rule: weekends and the statutory days, no make-up days, no days off in exchange and none for a holiday that falls on a
rest day. Lunar dates are known through 2035; later years have the fixed days only. Half holidays (8 March, 4 May,
1 June, 1 August) do not close anything and are left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from attrs import frozen

from dealflow.calendars.calendar import SATURDAY, Calendar, SpecialDay
from dealflow.calendars.china_days import DAYS, LUNAR
from dealflow.citation import Checked

__all__ = ["CALENDARS", "NOTICES", "STATE", "Notice"]


@frozen
class Notice:
    """A notice on days off: when it became public, its number where it was read, and how far the day was checked.

    *published* is the day of publication, which may be up to four days after the date that the notice bears.
    """

    published: date
    number: str = ""
    checked: Checked = Checked.READ

    @property
    def source(self) -> str:
        """The notice as a citation."""
        number = f" {self.number}" if self.number else ""
        mark = "read" if self.checked is Checked.READ else "day of publication recalled"
        return f"State Council notice{number}, published {self.published} ({mark})"


NOTICES: Final[dict[str, Notice]] = {
    "2007": Notice(date(2006, 12, 18), "Guobanfa Mingdian [2006] 49"),  # dated 14 Dec 2006
    "2008": Notice(date(2007, 12, 18)),
    "2009": Notice(date(2008, 12, 10), checked=Checked.RECALLED),
    "2010": Notice(date(2009, 12, 8), "Guobanfa Mingdian [2009] 27"),  # dated 7 Dec 2009
    "2011": Notice(date(2010, 12, 10), "Guobanfa Mingdian [2010] 40"),  # dated 9 Dec 2010
    "2012": Notice(date(2011, 12, 6), "Guobanfa Mingdian [2011] 45"),  # dated 5 Dec 2011
    # Dated 8 Dec 2012, which was read; the Monday after is the first day on which it was seen in public.
    "2013": Notice(date(2012, 12, 10), "Guobanfa Mingdian [2012] 33", Checked.RECALLED),
    "2014": Notice(date(2013, 12, 11), "Guobanfa Mingdian [2013] 28"),
    "2015": Notice(date(2014, 12, 16)),
    "2015-05-13": Notice(date(2015, 5, 13), "Guofa Mingdian [2015] 1"),
    "2016": Notice(date(2015, 12, 10), "Guobanfa Mingdian [2015] 18"),
    "2017": Notice(date(2016, 12, 1), "Guobanfa Mingdian [2016] 17"),
    "2018": Notice(date(2017, 11, 30), "Guobanfa Mingdian [2017] 12"),
    "2019": Notice(date(2018, 12, 6), "Guobanfa Mingdian [2018] 15"),  # dated 4 Dec 2018
    "2019-03-22": Notice(date(2019, 3, 22), "Guobanfa Mingdian [2019] 3"),
    "2020": Notice(date(2019, 11, 21), "Guobanfa Mingdian [2019] 16"),
    "2020-01-27": Notice(date(2020, 1, 27), "Guobanfa Mingdian [2020] 1"),  # dated 26 Jan 2020
    "2021": Notice(date(2020, 11, 25)),
    "2022": Notice(date(2021, 10, 25), "Guobanfa Mingdian [2021] 11"),
    "2023": Notice(date(2022, 12, 8), "Guobanfa Mingdian [2022] 16"),
    "2024": Notice(date(2023, 10, 25)),
    "2025": Notice(date(2024, 11, 12)),
    "2026": Notice(date(2025, 11, 4)),
}


@frozen
class _Law:
    """One version of the national rule: its first year, the day it became public, and what it makes a day off.

    *eve* and *third* say whether New Year's Eve and the third day of the Spring Festival are off, *may* how many days
    of May, *festivals* whether Tomb-Sweeping, Dragon Boat and Mid-Autumn are.
    """

    year: int
    public: date | None
    text: str
    eve: bool
    third: bool
    may: int
    festivals: bool

    def days(self, year: int) -> dict[date, str]:
        """The statutory days off of *year*, with their names."""
        found = {date(year, 1, 1): "New Year's Day"}
        found |= {date(year, 5, d): "Labour Day" for d in range(1, self.may + 1)}
        found |= {date(year, 10, d): "National Day" for d in (1, 2, 3)}
        if year not in LUNAR:
            return found
        spring, tomb, dragon, autumn = LUNAR[year]
        if self.festivals:
            moving = ((tomb, "Tomb-Sweeping Day"), (dragon, "Dragon Boat Festival"), (autumn, "Mid-Autumn Festival"))
            for day, name in moving:
                found[day] = f"{found[day]}; {name}" if day in found else name
        first, last = (-1 if self.eve else 0), (2 if self.third else 1)
        return found | {spring + timedelta(days=n): "Spring Festival" for n in range(first, last + 1)}


# The days on which the orders became public are recalled, that of Order 644 excepted.
_LAWS: Final = (
    _Law(1999, None, "State Council Order 270 (recalled)", False, True, 3, False),
    _Law(2008, date(2007, 12, 16), "State Council Order 513 (recalled)", True, False, 1, True),
    _Law(2014, date(2013, 12, 11), "State Council Order 644 (read in part)", False, True, 1, True),
    _Law(2025, date(2024, 11, 12), "State Council Order 795 (read)", True, True, 2, True),
)


def statutory(year: int) -> tuple[SpecialDay, ...]:
    """The statutory days off of a year for which no notice is out, by each law that was public before it."""
    out: list[SpecialDay] = []
    before: dict[date, str] = {}
    for law in _LAWS:
        if law.year > year:
            break
        now = law.days(year)
        # A day that a later law dropped is an ordinary day again for whoever can see that law, and for nobody else.
        out += [SpecialDay(day, day.weekday() < SATURDAY, "", law.text, law.public) for day in before if day not in now]
        out += [SpecialDay(day, False, name, law.text, law.public) for day, name in now.items()]
        before = now
    return tuple(out)


def _declared() -> Iterator[SpecialDay]:
    for key, notice in sorted(NOTICES.items(), key=lambda item: item[1].published):
        for line in DAYS[key].split("\n"):
            if line:
                day, mark, name = line.split(" ", 2)
                yield SpecialDay(date.fromisoformat(day), mark == "+", name, notice.source, notice.published)


STATE: Final = Calendar(
    "cn.state",
    "Chinese state calendar",
    "Asia/Shanghai",
    (
        "State Council General Office, yearly notices on days off for 2007 to 2026",
        "State Council notices published on 13 May 2015, 22 March 2019 and 27 January 2020",
        "State Council Orders 513, 644 and 795 on national holidays",
    ),
    special=tuple(_declared()),
    rule=statutory,
    published={int(key): notice.published for key, notice in NOTICES.items() if len(key) == 4},
    complete_from=date(2007, 1, 1),
    law_days=tuple(law.public for law in _LAWS if law.public),
)

CALENDARS: Final[dict[str, Calendar]] = {STATE.id: STATE}
