"""Parties, assets and terms: who buys what from whom, and the facts that the rules of application ask about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from attrs import field, frozen

from dealflow.citation import Citation
from dealflow.errors import DefinitionError

__all__ = ["Applicability", "Asset", "Fact", "Need", "Party", "Terms"]


@frozen
class Party:
    """Someone who acts in the deal: *role* is the part they play ("seller", "CFIUS"), *country* an ISO code."""

    id: str
    name: str
    role: str = ""
    country: str = ""


@frozen
class Asset:
    """A thing that can stand inside or outside a sale.

    *technology* names it in the words of the technology catalogues, *exporter* is the ISO country it would leave.
    """

    id: str
    name: str
    technology: str = ""
    exporter: str = ""


_FACT_KINDS: dict[str, tuple[type, ...]] = {
    "yes/no": (bool,),
    "number": (int, float),
    "text": (str,),
    "date": (date,),
    "countries": (tuple,),
}
_COUNTRY = re.compile("[A-Z]{2}")


@frozen
class Fact:
    """A fact of the terms that a rule of application asks about.

    *kind* is "yes/no", "number", "text", "date" or "countries" (ISO codes of two letters); *question* is what to ask
    the client if it is missing.
    """

    name: str
    kind: str
    question: str
    citation: Citation | None = None

    def __attrs_post_init__(self) -> None:
        if self.kind not in _FACT_KINDS:
            raise DefinitionError(f"fact {self.name!r}", [f"kind {self.kind!r} is none of {sorted(_FACT_KINDS)}"])

    def accepts(self, value: object) -> bool:
        """True if *value* is of this fact's kind."""
        if self.kind == "number" and isinstance(value, bool):
            return False
        if isinstance(value, tuple) and not all(isinstance(x, str) and _COUNTRY.fullmatch(x) for x in value):
            return False
        return isinstance(value, _FACT_KINDS[self.kind])


def _assets(value: Iterable[Asset]) -> tuple[Asset, ...]:
    return tuple(sorted(value, key=lambda a: a.id))


def _facts(value: Mapping[str, Any] | Iterable[tuple[str, Any]]) -> tuple[tuple[str, Any], ...]:
    pairs = value.items() if isinstance(value, Mapping) else value
    return tuple(sorted((name, tuple(v) if isinstance(v, list) else v) for name, v in pairs))


@frozen
class Terms:
    """One named alternative of what is sold, by whom, to whom.

    *sold* are the assets that change hands, *licensed* those that the buyer may use, *accessed* those that it may
    inspect or be served by; the three together are the perimeter. *facts* answer the questions of the rules of
    application ("buyer_is_foreign": True); a fact that is not given is missing, never assumed.
    """

    name: str
    text: str = ""
    buyer: str = ""
    sold: tuple[Asset, ...] = field(default=(), converter=_assets)
    licensed: tuple[Asset, ...] = field(default=(), converter=_assets)
    accessed: tuple[Asset, ...] = field(default=(), converter=_assets)
    facts: tuple[tuple[str, Any], ...] = field(default=(), converter=_facts)

    @property
    def perimeter(self) -> tuple[Asset, ...]:
        """Every asset that the buyer gets to own, use or see."""
        return _assets({*self.sold, *self.licensed, *self.accessed})

    def fact(self, name: str) -> Any:
        """The value of a fact, or None if it is missing."""
        return dict(self.facts).get(name)

    def covered(self, names: Iterable[str]) -> tuple[tuple[str, Any], ...]:
        """The named facts as an approval remembers them; ``buyer``, ``perimeter`` and the like are facts too."""
        return tuple((name, self._one(name)) for name in sorted(names))

    def _one(self, name: str) -> Any:
        if name in ("sold", "licensed", "accessed", "perimeter"):
            return tuple(asset.id for asset in getattr(self, name))
        return self.buyer if name == "buyer" else self.fact(name)


class Need:
    """Whether a regime applies: the four possible answers."""

    NONE = "not applicable"
    VOLUNTARY = "voluntary"
    MANDATORY = "mandatory"
    UNKNOWN = "unknown"
    ALL = (NONE, VOLUNTARY, MANDATORY, UNKNOWN)


@frozen
class Applicability:
    """Whether a regime applies to some terms on some day, why, and on whose word.

    *status* is one of ``Need``; *category* a class that the rule puts the deal in ("restricted"); *missing* the facts
    that would decide it, *question* what to ask for. An unknown counts as required and blocks with the question.
    """

    status: str
    reason: str
    citation: Citation | None = None
    category: str = ""
    missing: tuple[str, ...] = ()
    question: str = ""

    def __attrs_post_init__(self) -> None:
        if self.status not in Need.ALL:
            raise DefinitionError("applicability", [f"status {self.status!r} is none of {Need.ALL}"])
        if self.status == Need.UNKNOWN and not self.question:
            raise DefinitionError("applicability", ["an unknown must say which question to ask"])

    @property
    def required(self) -> bool:
        """True if the step cannot be taken without it: mandatory, or unknown."""
        return self.status in (Need.MANDATORY, Need.UNKNOWN)
