"""Which technology is restricted on which day, and when the licence is required at all."""

from __future__ import annotations

import json
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from dealflow.citation import Checked
from dealflow.errors import DefinitionError
from dealflow.model import Applicability, Asset, Need, Terms
from dealflow.regimes.cn_tech_export import (
    CATEGORIES,
    IN_FORCE,
    TECH_EXPORT,
    TECHNOLOGIES,
    VERSIONS,
    Change,
    applies,
    article,
    classify,
    reconciled,
)

KNOWN = json.loads((Path(__file__).parents[1] / "data" / "china_vectors.json").read_text(encoding="utf-8"))
PUSH = "personalised_information_push"
ONE = timedelta(days=1)
DAYS = st.dates(date(1998, 1, 1), date(2027, 12, 31))

ALGORITHM = Asset("algorithm", "the algorithm", PUSH, "CN")
GENES = Asset("genes", "the gene editor", "human_cell_cloning_and_gene_editing", "CN")
PLAYER = Asset("player", "the player", "unlisted:video player", "CN")
GYRO = Asset("gyro", "the gyroscope", "dual_use:gyroscope", "CN")
UNNAMED = Asset("unnamed", "the source code", "", "CN")
MISSPELT = Asset("misspelt", "the feed", "personalized_information_push", "CN")
NOWHERE = Asset("nowhere", "the copy", PUSH, "")
AMERICAN = Asset("american", "the US copy", PUSH, "US")
OPERATIONS = Asset("operations", "US operations")
EVERYTHING = [ALGORITHM, GENES, PLAYER, GYRO, UNNAMED, MISSPELT, NOWHERE, AMERICAN, OPERATIONS]


def asked(*assets: Asset, on: str = "2024-06-03", **facts: Any) -> Applicability:
    """What the rule of application says of licensing *assets*."""
    return applies(Terms("these", licensed=assets, facts=facts), date.fromisoformat(on))


class TestTheCatalogueAddsUp:
    """The totals of each version follow from the one before it by what the notice says it changed."""

    @pytest.mark.parametrize("known", KNOWN["catalogue"], ids=lambda k: k["version"])
    def test_totals(self, known: dict[str, Any]) -> None:
        """First day, prohibited, restricted and total of each version are the known ones."""
        version = next(v for v in VERSIONS if v.id == known["version"])

        assert date.fromisoformat(known["first_day"]) == version.day
        assert (known["prohibited"], known["restricted"]) == (version.prohibited, version.restricted)
        assert known["total"] == version.total

    @given(st.sampled_from([v for v in VERSIONS if v.change]), st.sampled_from(["prohibited", "restricted"]))
    def test_a_wrong_total_is_refused(self, version: Any, which: str) -> None:
        """One entry too many anywhere is found when the table is loaded, and named."""
        wrong = evolve(version, **{which: getattr(version, which) + 1})

        with pytest.raises(DefinitionError, match=f"version {version.id}: {which} entries come to"):
            reconciled([wrong if v is version else v for v in VERSIONS])

    def test_a_wrong_count_of_changes_is_refused(self) -> None:
        """The 53 entries touched in 2020 are the sum of those struck, added and modified."""
        change = Change(prohibited_out=4, restricted_out=5, restricted_in=23, modified=22, touched=53)
        wrong = [evolve(v, change=change) if v.id == "2020" else v for v in VERSIONS]

        with pytest.raises(DefinitionError, match="54 entries are touched, the notice says 53"):
            reconciled(wrong)

    def test_a_change_of_nothing_known_is_refused(self) -> None:
        """A notice cannot be checked against a version whose totals nobody has read."""
        with pytest.raises(DefinitionError, match="totals are not known"):
            reconciled([VERSIONS[0], evolve(VERSIONS[1], change=Change())])

    def test_two_versions_on_one_day_are_refused(self) -> None:
        """One day has one catalogue."""
        with pytest.raises(DefinitionError, match="on one day"):
            reconciled([VERSIONS[0], evolve(VERSIONS[1], day=VERSIONS[0].day)])


class TestClassificationIsAMatterOfTheDay:
    """Codes and points move; the day decides."""

    @pytest.mark.parametrize(
        ("technology", "day", "category", "code", "point"),
        [
            (PUSH, "2020-08-27", "free", "", ""),
            (PUSH, "2020-08-28", "restricted", "056101X", "21"),
            (PUSH, "2020-08-29", "restricted", "056101X", "21"),
            (PUSH, "2023-12-20", "restricted", "056101X", "21"),
            (PUSH, "2023-12-21", "restricted", "086501X", "18"),
            (PUSH, "2026-01-22", "restricted", "086501X", "18"),
            ("ai_interactive_interface", "2020-08-27", "free", "", ""),
            ("ai_interactive_interface", "2020-08-28", "restricted", "056101X", "18"),
            ("speech_synthesis", "2020-08-28", "restricted", "056101X", "17"),
            ("human_cell_cloning_and_gene_editing", "2023-12-20", "free", "", ""),
            ("human_cell_cloning_and_gene_editing", "2023-12-21", "prohibited", "", ""),
            ("uav", "2023-12-21", "restricted", "203912X", ""),
            ("battery_cathode", "2025-07-14", "free", "", ""),
            ("battery_cathode", "2025-07-15", "restricted", "252604X", ""),
            ("lithium_extraction", "2025-07-14", "free", "", ""),
            ("lithium_extraction", "2025-07-15", "restricted", "", ""),
            ("gallium_extraction", "2025-07-15", "restricted", "", ""),
            ("unlisted:video player", "2026-01-22", "free", "", ""),
            ("dual_use:gyroscope", "2026-01-22", "dual_use", "", ""),
            ("nuclear_technology", "2026-01-22", "dual_use", "", ""),
        ],
    )
    def test_named_technologies(self, technology: str, day: str, category: str, code: str, point: str) -> None:
        """The technologies that were read stand where each version puts them, to the day."""
        found = classify(technology, date.fromisoformat(day))

        assert (category, code, point, True) == (found.category, found.code, found.point, found.known)

    @pytest.mark.parametrize(("before", "after"), list(pairwise(VERSIONS)), ids=lambda v: v.id)
    def test_versions_change_on_their_day(self, before: Any, after: Any) -> None:
        """The day before the old version stands, on the day and after it the new one."""
        assert before.id == classify(PUSH, after.day - ONE).version
        assert (after.id, after.id) == (classify(PUSH, after.day).version, classify(PUSH, after.day + ONE).version)

    @given(st.sampled_from([*TECHNOLOGIES, "unlisted", "dual_use:x", "nothing known"]), DAYS)
    def test_it_changes_with_a_version_and_never_between(self, technology: str, day: date) -> None:
        """Whatever the day, a technology has one of four categories, and keeps its place until the next version."""
        today, before = classify(technology, day), classify(technology, day - ONE)

        assert today.category in CATEGORIES
        if day not in {v.day for v in VERSIONS}:
            assert (before.category, before.code, before.point) == (today.category, today.code, today.point)

    @pytest.mark.parametrize(
        ("technology", "day"),
        [("gallium_extraction", "2025-07-14"), ("aerospace_bearings", "2020-08-27"), ("lasers", "2024-01-02")],
    )
    def test_what_was_not_read_is_not_known(self, technology: str, day: str) -> None:
        """A treatment that nobody has read, or a word that nobody knows, is free by law and unknown to us."""
        found = classify(technology, date.fromisoformat(day))

        assert ("free", False) == (found.category, found.known)

    def test_a_point_that_was_only_recalled_says_so(self) -> None:
        """The new numbers of the neighbours of point 18 were inferred: the citation carries the mark."""
        assert Checked.RECALLED is classify("ai_interactive_interface", date(2024, 1, 2)).citation.status
        assert Checked.READ is classify(PUSH, date(2024, 1, 2)).citation.status


@pytest.mark.parametrize(
    ("day", "pinpoint", "status"),
    [
        ("2019-03-01", "art. 32 (then art. 35)", Checked.READ),
        ("2019-03-02", "art. 32 (then art. 33)", Checked.DERIVED),
        ("2020-11-28", "art. 32 (then art. 33)", Checked.DERIVED),
        ("2020-11-29", "art. 32", Checked.READ),
    ],
)
def test_articles_bear_the_number_of_their_day(day: str, pinpoint: str, status: Checked) -> None:
    """The thirty working days stand in article 35, then 33, then 32."""
    found = article(32, date.fromisoformat(day))

    assert (pinpoint, status) == (found.pinpoint, found.status)


class TestWhenItApplies:
    """Required as far as restricted technology leaves China under these terms on this day."""

    @pytest.mark.parametrize(
        ("assets", "status", "category"),
        [
            ([], Need.NONE, ""),
            ([OPERATIONS], Need.NONE, ""),
            ([AMERICAN], Need.NONE, ""),
            ([GYRO, OPERATIONS], Need.NONE, ""),
            ([PLAYER], Need.VOLUNTARY, "free"),
            ([PLAYER, GYRO], Need.VOLUNTARY, "free"),
            ([ALGORITHM], Need.MANDATORY, "restricted"),
            ([ALGORITHM, PLAYER, UNNAMED], Need.MANDATORY, "restricted"),
            ([GENES], Need.MANDATORY, "prohibited"),
            ([GENES, ALGORITHM, UNNAMED], Need.MANDATORY, "prohibited"),
            ([UNNAMED], Need.UNKNOWN, ""),
            ([MISSPELT, PLAYER], Need.UNKNOWN, ""),
            ([NOWHERE], Need.UNKNOWN, ""),
        ],
    )
    def test_the_gravest_asset_decides(self, assets: list[Asset], status: str, category: str) -> None:
        """Prohibited before restricted before unknown before free; dual-use and foreign assets do not count."""
        found = asked(*assets)

        assert (status, category) == (found.status, found.category)

    @pytest.mark.parametrize(
        ("terms", "way"),
        [
            (Terms("these", sold=[ALGORITHM]), "assigned"),
            (Terms("these", licensed=[ALGORITHM]), "licensed"),
            (Terms("these", accessed=[ALGORITHM]), "opened to the buyer"),
        ],
        ids=lambda value: value if isinstance(value, str) else "",
    )
    def test_each_way_of_transfer_is_an_export(self, terms: Terms, way: str) -> None:
        """Assignment, licence and technical service all count; the way is named."""
        found = applies(terms, date(2020, 9, 24))

        assert Need.MANDATORY == found.status
        assert f"the algorithm is {way}" in found.reason
        assert "056101X point 21" in found.reason

    @pytest.mark.parametrize(
        ("asset", "missing", "question"),
        [
            (UNNAMED, "unnamed.technology", "Which technology is the source code"),
            (MISSPELT, "misspelt.technology", f"Did you mean '{PUSH}'?"),
            (NOWHERE, "nowhere.exporter", "From which country would the copy leave?"),
        ],
    )
    def test_what_is_missing_is_asked(self, asset: Asset, missing: str, question: str) -> None:
        """An unknown says which fact is missing and asks for it in a sentence."""
        found = asked(asset)

        assert (missing,) == found.missing
        assert question in found.question

    def test_what_is_left_out_is_named(self) -> None:
        """Where nothing Chinese leaves, the reason says so of each asset."""
        found = asked(AMERICAN, GYRO, OPERATIONS)

        assert "the US copy would leave US, not China" in found.reason
        assert "the gyroscope is dual-use" in found.reason
        assert "US operations is not said to leave China" in found.reason

    def test_a_state_secret_is_a_class_of_its_own(self) -> None:
        """Restricted technology that is a state secret goes another way; a free one does not."""
        assert "state_secret" == asked(ALGORITHM, technology_is_state_secret=True).category
        assert "restricted" == asked(ALGORITHM, technology_is_state_secret=False).category
        assert "free" == asked(PLAYER, technology_is_state_secret=True).category

    def test_nothing_is_said_of_the_time_before_the_regulations(self) -> None:
        """The Regulations take force on 1 January 2002."""
        assert Need.NONE == asked(ALGORITHM, on="2001-12-31").status
        assert Need.VOLUNTARY == asked(ALGORITHM, on="2002-01-01").status

    @given(st.lists(st.sampled_from(EVERYTHING), unique=True), DAYS)
    def test_it_changes_on_its_law_days_only(self, assets: list[Asset], day: date) -> None:
        """The answer is the same as the day before, unless the process says that the law changes today."""
        terms = Terms("these", licensed=assets)
        if day not in TECH_EXPORT.law_days:
            assert applies(terms, day - ONE) == applies(terms, day)

    @given(st.lists(st.sampled_from(EVERYTHING), unique=True), st.sampled_from(EVERYTHING), DAYS)
    def test_more_technology_never_asks_less(self, assets: list[Asset], more: Asset, day: date) -> None:
        """Adding an asset to the terms never makes a required licence unnecessary."""
        before = applies(Terms("these", licensed=assets), day)
        after = applies(Terms("those", licensed=[*assets, more]), day)

        assert after.required or not before.required
        assert IN_FORCE <= day or not after.required
