"""Answers to the questions that rules of application ask: yes, no, or open with the facts that would decide."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from attrs import field, frozen

from dealflow.citation import Citation
from dealflow.model.terms import Applicability, Fact, Need, Terms

__all__ = ["NO", "YES", "Answer", "all_said", "any_said", "at_least", "more_than", "said", "unknown"]


def _names(value: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value))


@frozen
class Answer:
    """True, False, or None with the names of the facts that would tell; combine with ``&``, ``|`` and ``~``.

    What is known decides as far as it can: a no makes a conjunction no, a yes a disjunction yes, whatever is missing.
    """

    value: bool | None
    missing: tuple[str, ...] = field(default=(), converter=_names)

    def __and__(self, other: Answer) -> Answer:
        return all_said(self, other)

    def __or__(self, other: Answer) -> Answer:
        return any_said(self, other)

    def __invert__(self) -> Answer:
        return self if self.value is None else Answer(not self.value)


YES: Final = Answer(value=True)
NO: Final = Answer(value=False)


def all_said(*parts: Answer) -> Answer:
    """Yes if every one of *parts* is, no if one is no, else open with all that is missing."""
    if any(p.value is False for p in parts):
        return NO
    return _open(parts) if any(p.value is None for p in parts) else YES


def any_said(*parts: Answer) -> Answer:
    """Yes if one of *parts* is, no if every one is no, else open with all that is missing."""
    if any(p.value for p in parts):
        return YES
    return _open(parts) if any(p.value is None for p in parts) else NO


def _open(parts: Iterable[Answer]) -> Answer:
    return Answer(None, tuple(name for p in parts if p.value is None for name in p.missing))


def said(terms: Terms, fact: Fact) -> Answer:
    """What *terms* say of a yes/no fact."""
    value = terms.fact(fact.name)
    return Answer(None, (fact.name,)) if value is None else Answer(bool(value))


def at_least(terms: Terms, fact: Fact, least: float) -> Answer:
    """Whether a number is *least* or more, in the unit that the fact's question states."""
    value = terms.fact(fact.name)
    return Answer(None, (fact.name,)) if value is None else Answer(value >= least)


def more_than(terms: Terms, fact: Fact, bound: float) -> Answer:
    """Whether a number is above *bound*, in the unit that the fact's question states."""
    value = terms.fact(fact.name)
    return Answer(None, (fact.name,)) if value is None else Answer(value > bound)


def unknown(answer: Answer, facts: Iterable[Fact], reason: str, citation: Citation | None = None) -> Applicability:
    """That it cannot be told whether a regime applies, with the question of every fact that *answer* misses.

    Where countries are missing they are asked for alone, the target's first: they often make every other question
    needless.
    """
    asked = {fact.name: fact for fact in facts}
    countries = sorted(
        (name for name in answer.missing if name in asked and asked[name].kind == "countries"), reverse=True
    )
    first = countries or answer.missing
    question = " ".join(asked[name].question if name in asked else name for name in first)
    return Applicability(Need.UNKNOWN, reason, citation, missing=answer.missing, question=question)
