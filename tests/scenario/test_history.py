"""What happened, as a file tells it, and what is known of it on a day."""

from __future__ import annotations

from datetime import date

from dealflow import kernel
from scenario.tiny_file import FILED, tiny, wrong


class TestHistory:
    """What happened, and what is known of it on a day."""

    def test_an_act(self) -> None:
        """An act keeps what is written of it, its details among them."""
        text = """
        [[history]]
        act = "xx.review:file"
        on = 2020-08-03
        by = "acme"
        effective = 2020-08-04
        recorded = 2020-08-05
        evidence = "document"
        source = "a letter"
        note = "in person"
        [[history]]
        act = "xx.review:extend"
        on = 2020-08-20
        by = "Ministry"
        [history.details]
        days = 10
        """
        scenario = tiny(text)
        first, second = scenario.history

        assert (date(2020, 8, 3), "acme", "document", "a letter", "in person") == (
            first.on,
            first.by,
            first.evidence,
            first.source,
            first.text,
        )
        assert first.act is not None
        assert date(2020, 8, 4) == first.act.effective
        assert date(2020, 8, 5) == first.recorded
        assert second.act is not None
        assert {"days": 10} == second.act.detail
        assert date(2020, 9, 13) == kernel.deadlines(scenario.deal, scenario.record().snapshot)[0].day

    def test_what_is_learned_later_is_unknown(self) -> None:
        """An entry is seen from the day it was learned, and as_of can be moved either way."""
        scenario = tiny(FILED + "recorded = 2020-08-10\n")

        assert "none" == scenario.at(date(2020, 8, 9)).record().snapshot.process("xx.review").state
        assert "review" == scenario.at(date(2020, 8, 10)).record().snapshot.process("xx.review").state
        assert "review" == scenario.record().snapshot.process("xx.review").state
        assert "cleared" == scenario.record(date(2020, 9, 3)).snapshot.process("xx.review").state
        assert date(2020, 8, 3) == scenario.start

    def test_a_record_is_folded_once(self) -> None:
        """Asking twice for one day gives the same record."""
        scenario = tiny(FILED)

        assert scenario.record() is scenario.record(date(2020, 9, 1))

    def test_a_moment(self) -> None:
        """A moment is a date where the authority sits: two in the morning in London is the evening before there."""
        scenario = tiny(FILED.replace("2020-08-03", "2020-08-04T02:00:00Z"))

        assert date(2020, 8, 3) == scenario.history[0].on

    def test_a_breach(self) -> None:
        """What happened although it was refused is marked, and keeps its blockers."""
        text = """
        [[history]]
        act = "agreement:negotiate"
        on = 2020-08-01
        by = "acme"
        [[history]]
        act = "agreement:sign"
        on = 2020-08-03
        by = "bolt"
        """
        scenario = tiny(text + "breach = true")

        assert "signed" == scenario.record().snapshot.process("agreement").state
        assert ["yy.licence"] == [b.process for b in scenario.record().events[-1].blockers]
        assert "add breach = true" in wrong(text)
        assert "nothing stood against it" in wrong(
            text.replace('by = "acme"', 'by = "acme"\nbreach = true') + "breach = true"
        )

    def test_what_follows_from_a_mistake_is_not_told(self) -> None:
        """After one refused act the acts of its process that follow from it are not told as well."""
        text = FILED + """
        [[history]]
        act = "xx.review:clear"
        on = 2020-08-10
        by = "Ministry"
        [[history]]
        act = "xx.review:extend"
        on = 2020-08-12
        by = "Ministry"
        days = 3
        [[history]]
        act = "xx.review:refuse"
        on = 2020-08-13
        by = "Ministry"
        """  # fmt: skip

        assert 1 == wrong(text).count("is refused")
        assert 1 == wrong(text.replace("xx.review:clear", "xx.review:cleer")).count("tiny.toml:")

    def test_refusals_are_told_beside_mistakes_that_do_not_touch_them(self) -> None:
        """A misspelt key elsewhere does not hide that an act is refused."""
        told = wrong(FILED.replace("file", "clear").replace("acme", "Ministry") + "[[expect]]\nendin = 'open'")

        assert "xx.review:clear on Mon 3 Aug 2020 is refused (not from this state)" in told
        assert 'unknown key "endin"' in told
