"""Lengths and delays that are misspelt: what was probably meant."""

from __future__ import annotations

import difflib
import re
from typing import Final

from dealflow.beliefs.belief import bounded_length, parse_delay

__all__ = ["mended"]

_WORDS: Final = ("day", "days", "week", "weeks", "month", "months", "year", "years", "working", "business", "calendar",
                 "to", "at", "once", "on", "the", "last", "before", "of",
                 "likely", "median", "sigma", "within", "observed")  # fmt: skip

_IN_ONE: Final = re.compile(r"\b(?:work|working|business|bus)[-.]?days?\b", re.IGNORECASE)


def mended(text: str, *, delay: bool = False) -> str:
    """The remedy for a *text* that is no length (or no *delay*): the nearest one that is, or examples."""
    plain = _IN_ONE.sub("working days", text[:60])
    words = [_near(word) for word in re.findall(r"\d+|[^\s\d]+", plain)]
    if len(words) == 1 and words[0].isdigit():
        words.append("days")
    guess = " ".join(words)
    try:
        if delay:
            return f'did you mean "{parse_delay(guess)}"?'
        return f'did you mean "{bounded_length(guess)}"?'
    except ValueError:
        pass
    if delay:
        return 'write "at once", "30 working days", "20 to 45 days" or "on the last day of us.cfius/review"'
    return 'write "30 working days", "15 days", "8 weeks" or "2 months"'


def _near(word: str) -> str:
    if word.isdigit() or "/" in word:
        return word
    near = difflib.get_close_matches(word.lower(), _WORDS, n=1, cutoff=0.6)
    return near[0] if near else word
