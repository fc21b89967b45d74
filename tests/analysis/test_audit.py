from __future__ import annotations

from dealflow.analysis.audit import approvals, remarks
from small_deal import TALKS, TECHNOLOGY, small, standing


def test_each_alternative_of_the_terms_says_what_it_needs_and_why() -> None:
    """With the algorithm a licence is needed, without it none."""
    needs = {a.terms: a for a in approvals(*standing())}

    assert "cn.tech_export" in [r.process for r in needs["with_algorithm"].needed]
    assert "cn.tech_export" in [r.process for r in needs["without_algorithm"].not_needed]
    assert all(r.found.reason for a in needs.values() for r in (*a.needed, *a.not_needed))
    assert [True, False] == [a.current for a in needs.values()]


def test_readings_that_nobody_chose_are_remarked() -> None:
    """The count of the letter can start on several days; the default is named."""
    found = [r.subject for r in remarks(*standing()) if r.kind == "reading"]

    assert "cn.tech_export/letter_of_intent" in found


def test_a_reading_that_was_chosen_is_no_remark() -> None:
    """Whoever chooses a reading knows of it."""
    chosen = 'terms = "with_algorithm"\nreadings = { "cn.tech_export/letter_of_intent" = ["acceptance"] }\n\n[parties]'
    from dealflow import scenario
    from small_deal import TEXT

    found = scenario.loads(TEXT.replace('terms = "with_algorithm"\n\n[parties]', chosen).partition("[[expect]]")[0])
    kinds = [r for r in remarks(found.deal, found.record().snapshot) if r.kind == "reading"]

    assert "cn.tech_export/letter_of_intent" not in [r.subject for r in kinds]


def test_a_standing_breach_is_remarked() -> None:
    """Talks that go on without a letter of intent are a breach each day."""
    assert "standing breach" in [r.kind for r in remarks(*standing())]


def test_an_open_question_is_remarked() -> None:
    """What the algorithm is has to be asked."""
    found = small(without=(TECHNOLOGY, TALKS))
    asked = [r for r in remarks(found.deal, found.record().snapshot) if r.kind == "question"]

    assert ["cn.tech_export"] == [r.subject for r in asked]
