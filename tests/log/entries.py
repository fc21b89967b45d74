"""A deal, entries of its record, and logs of them, for the tests of this folder."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from dealflow.kernel import Act, Refusal
from dealflow.log import Entry, Log, LogLine
from dealflow.model import Deal
from scenario.tiny import deal

DEAL = deal()
D = date(2020, 8, 3)


def day(n: int) -> date:
    """The *n*-th day of the tests."""
    return D + timedelta(days=n)


def act(action: str, n: int, by: str, *, kind: str = "act", recorded: date | None = None, **details: Any) -> Entry:
    """The entry of an act on the *n*-th day."""
    return Entry.of(Act(action, day(n), by, None, details, recorded=recorded), kind=kind)


def said(text: str, n: int) -> Entry:
    """A statement on the *n*-th day."""
    return Entry("statement", day(n), "President", text=text)


FILE = act("xx.review:file", 0, "acme")
EXTEND = act("xx.review:extend", 10, "Ministry", days=15)
ISSUE = act("xx.order:issue", 0, "President")
ISSUE_SECOND = act("xx.order.second:issue", 0, "President")
SIGN = act("agreement:sign", 5, "acme")
SAID = said("the review will be quick", 3)

ENTRIES = st.lists(
    st.one_of(
        st.builds(act, st.sampled_from(["xx.review:file", "agreement:sign", "agreement:close"]), st.integers(0, 80),
                  st.just("acme"), kind=st.sampled_from(["act", "act", "breach"])),
        st.builds(act, st.sampled_from(["xx.review:clear", "xx.review:refuse"]), st.integers(0, 80),
                  st.just("Ministry")),
        st.builds(lambda n, d, r: act("xx.review:extend", n, "Ministry", days=d, recorded=day(n + r)),
                  st.integers(0, 80), st.integers(1, 30), st.integers(0, 20)),
        st.builds(act, st.sampled_from(["xx.order:issue", "xx.order.second:issue", "xx.order:revoke"]),
                  st.integers(0, 80), st.just("President")),
        st.builds(act, st.sampled_from(["yy.licence:apply", "nowhere:go"]), st.integers(0, 80), st.just("acme")),
        st.builds(said, st.text(max_size=20), st.integers(0, 80)),
    ),
    max_size=12,
)  # fmt: skip


def write(path: Path, entries: list[Entry], of: Deal = DEAL) -> tuple[Log, list[LogLine | Refusal]]:
    """A log of *entries*."""
    log = Log.create(path, of, start=D)
    return log, [log.append(of, e) for e in entries]


HISTORY = [
    FILE,
    ISSUE,
    SAID,
    EXTEND,
    SIGN,
    said("两天后结案; caf\u00e9 \u2028 \x00", 12),
    act("agreement:close", 50, "acme", kind="breach"),
]
