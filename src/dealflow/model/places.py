"""Where target and buyer are at home: the two facts that most rules of application ask for first."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

from dealflow.model.answer import Answer
from dealflow.model.terms import Fact, Terms

__all__ = [
    "BUYER_COUNTRIES",
    "TARGET_COUNTRIES",
    "buyer_from",
    "buyer_from_outside",
    "member_states",
    "target_in",
]

TARGET_COUNTRIES: Final = Fact(
    "target_countries",
    "countries",
    "In which countries does the target have a legal person, assets or sales (ISO codes)?",
)
BUYER_COUNTRIES: Final = Fact(
    "buyer_countries",
    "countries",
    "In which countries are the buyer and those who control it established (ISO codes)?",
)

_MEMBERS: Final = tuple(
    "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK".split()  # noqa: SIM905
)
_LEFT: Final = date(2020, 2, 1)
"""The first day on which the United Kingdom is no Member State."""


def member_states(day: date) -> tuple[str, ...]:
    """The Member States of the European Union on *day*, as ISO codes; the accessions before 2014 are left out."""
    return _MEMBERS if day >= _LEFT else tuple(sorted((*_MEMBERS, "GB")))


def target_in(terms: Terms, *countries: str) -> Answer:
    """Whether the target has anything in one of *countries*."""
    return _meets(terms, TARGET_COUNTRIES, countries)


def buyer_from(terms: Terms, *countries: str) -> Answer:
    """Whether the buyer, or somebody who controls it, is established in one of *countries*."""
    return _meets(terms, BUYER_COUNTRIES, countries)


def buyer_from_outside(terms: Terms, *countries: str) -> Answer:
    """Whether the buyer, or somebody who controls it, is established outside *countries*."""
    named = terms.fact(BUYER_COUNTRIES.name)
    if named is None:
        return Answer(None, (BUYER_COUNTRIES.name,))
    return Answer(any(country not in countries for country in named))


def _meets(terms: Terms, fact: Fact, countries: Iterable[str]) -> Answer:
    named = terms.fact(fact.name)
    return Answer(None, (fact.name,)) if named is None else Answer(not set(countries).isdisjoint(named))
