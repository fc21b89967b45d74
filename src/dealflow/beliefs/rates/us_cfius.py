"""CFIUS: declarations and notices by calendar year, counted in the annual reports of the Committee to Congress.

Counts are of filings, not of deals: a notice filed again counts again, and so does one that follows a declaration.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from dealflow.beliefs.rates.rate import Base, Lag, Rate, Step, counted
from dealflow.citation import Checked, Citation

__all__ = ["BASE"]

ID: Final = "us.cfius"


def _report(year: int, note: str = "", status: Checked = Checked.READ) -> Citation:
    """The public report on a calendar year."""
    return Citation(f"CFIUS annual report to Congress, CY {year}", status=status, note=note)


def _recalled(year: int, note: str = "") -> Citation:
    return _report(year, note, Checked.RECALLED)


def _derived(year: int, note: str) -> Citation:
    return _report(year, note, Checked.DERIVED)


def _declarations(year: int, n: int, *, pooled: bool = True, **cases: int | tuple[int, Citation]) -> tuple[Rate, ...]:
    return counted(
        ID, "declaration_assessment", str(year), date(year, 12, 31), n, _report(year), pooled=pooled, **cases
    )


def _notices(
    year: int, n: int, investigated: int, source: Citation | None = None, *, pooled: bool = True
) -> tuple[Rate, ...]:
    rest = _derived(year, "the notices not investigated, among them the few withdrawn or rejected in review")
    cited = source or _report(year)
    clear = (n - investigated, rest)
    return counted(
        ID, "review", str(year), date(year, 12, 31), n, cited, pooled=pooled, investigate=investigated, clear=clear
    )


def _investigations(
    year: int, n: int, withdrawn: int, referred: int, source: Citation, president: Citation, *, pooled: bool = True
) -> tuple[Rate, ...]:
    rest = _derived(year, "investigations neither withdrawn nor referred; every withdrawal is taken to be from one")
    return counted(
        ID,
        "investigation",
        str(year),
        date(year, 12, 31),
        n,
        source,
        pooled=pooled,
        allow_withdrawal=withdrawn,
        refer=(referred, president),
        clear=(n - withdrawn - referred, rest),
    )


REJECTED: Final = "the two cases counted as rejected"
OTHER: Final = "counted as none of the three answers"
STATUTE: Final = Citation("50 U.S.C. 4565", "(b)", note="the length of the period; most answers come near its end")
AVERAGE_2022: Final = _report(2022, "reviews lasted 46 days on average, one more than the statutory 45")

# fmt: off
RATES: Final = (
    # Declarations. 2018 and 2019 are those of the pilot programme.
    *_declarations(2018, 21, pooled=False, clear=2),
    *_declarations(2019, 94, pooled=False, clear=35, request_notice=26, say_unable=32),
    *_declarations(2020, 126, clear=81, request_notice=28, say_unable=16),
    *_declarations(2021, 164, clear=120, request_notice=30, say_unable=12, reject_declaration=(2, _report(2021, REJECTED))),
    *_declarations(2022, 154, clear=90, request_notice=50, say_unable=14),
    *_declarations(2023, 109, clear=83, request_notice=20, say_unable=6),
    *_declarations(2024, 116, clear=91, request_notice=17, say_unable=(7, _report(2024, "one more was " + OTHER))),
    # Notices. Until 12 Aug 2018 the review had 30 days.
    *_notices(2015, 143, 66, _recalled(2015), pooled=False),
    *_notices(2016, 172, 79, _recalled(2016), pooled=False),
    *_notices(2017, 237, 172, _recalled(2017, "the 237 notices were read"), pooled=False),
    *_notices(2018, 229, 158, pooled=False),
    *_notices(2019, 231, 113),
    *_notices(2020, 187, 88),
    *_notices(2021, 272, 130),
    *_notices(2022, 286, 162, _report(2022, "others say 163")),
    *_notices(2023, 233, 128),
    *_notices(2024, 209, 116, _recalled(2024, "the 209 notices and 'over half' were read")),
    # Investigations: withdrawn, referred to the President, or concluded.
    *_investigations(2018, 158, 66, 1, _report(2018), _recalled(2018, "the order is read, its year in the table recalled"), pooled=False),
    *_investigations(2019, 113, 30, 1, _recalled(2019, "withdrawals recalled, investigations read"), _recalled(2019)),
    *_investigations(2020, 88, 29, 1, _recalled(2020, "withdrawals recalled, investigations read"), _recalled(2020)),
    *_investigations(2021, 130, 74, 0, _recalled(2021, "withdrawals recalled, investigations read"), _report(2021)),
    *_investigations(2022, 162, 88, 0, _report(2022), _report(2022)),
    *_investigations(2023, 128, 57, 0, _report(2023), _recalled(2023)),
    # What came of the notices withdrawn.
    *counted(ID, "withdrawn", "2022", date(2022, 12, 31), 88, _report(2022), abandon=12, refile=(75, _derived(2022, "the rest, after 12 abandoned and 1 rejected"))),
    *counted(ID, "withdrawn", "2023", date(2023, 12, 31), 57, _report(2023), abandon=14, refile=(43, _report(2023, "35 of them within the year"))),
)

LAGS: Final = (
    Lag(ID, "declaration_assessment", "on the last day of us.cfius/declaration", STATUTE),
    Lag(ID, "draft_under_comment", "6 to 8 working days of us.cfius", _report(2023, "average: 6.2 business days in 2021, just under 8 in 2023")),
    Lag(ID, "formal_submitted", "5 to 9 working days of us.cfius", _report(2023, "average: 9.1 business days in 2020, 6 in 2021, just under 5 in 2023")),
    Lag(ID, "review", "on the last day of us.cfius/review", AVERAGE_2022),
    Lag(ID, "investigation", "on the last day of us.cfius/investigation", STATUTE),
    Lag(ID, "president", "on the last day of us.cfius/president", STATUTE.at("(d)(2)")),
)

MADE_UP: Final = "nobody counts how fast parties file: made up"
STEPS: Final = (
    Step(ID, "not_filed", {"submit_draft": 1}, "10 working days of us.cfius", MADE_UP),
    Step(ID, "called_in", {"submit_draft": 1}, "10 working days of us.cfius", MADE_UP),
    Step(ID, "notice_requested", {"submit_draft": 1}, "10 working days of us.cfius", MADE_UP),
    Step(ID, "declaration_submitted", {"circulate": 1}, "2 working days of us.cfius", "no average is published: made up"),
    Step(ID, "draft_under_comment", {"comment": 1}, "6 to 8 working days of us.cfius", "that CFIUS comments is certain, how fast it does is counted"),
    Step(ID, "commented", {"submit_notice": 1}, "5 working days of us.cfius", MADE_UP),
    Step(ID, "formal_submitted", {"accept": 1}, "5 to 9 working days of us.cfius", "that CFIUS accepts is taken for granted, how fast it does is counted"),
    Step(ID, "withdrawn", {"refile": 1}, "10 working days of us.cfius", "how soon after a withdrawal is not published: made up"),
    Step(ID, "president", {"prohibit": 1}, "on the last day of us.cfius/president", "no deal of recent years is known to us that a President let pass at his first decision"),
)
# fmt: on

BASE: Final = Base(
    ID,
    RATES,
    LAGS,
    STEPS,
    limits=(
        "filings are counted, not deals: a notice withdrawn and filed again is counted twice",
        "a withdrawal is taken to come out of an investigation; from 2015 to 2018 two to six a year came out of a review",
        "counts of all buyers together: a Chinese buyer, or one close to defence, is not the average",
        "measures of mitigation are not part of these rates",
        "the chance that an inquiry follows a deal nobody notified cannot be told from counts of inquiries",
    ),
)
