"""Alternatives that can never be taken: none that a history takes is reported, and each reason has its example."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as configured

from dealflow.analysis.idle.find import Never, nevers
from dealflow.analysis.idle.possible import possible
from dealflow.analysis.outcomes.believed import setting_for
from dealflow.analysis.sampling.groups import Choice
from dealflow.analysis.sampling.reference import Walk
from dealflow.analysis.sampling.setting import Setting
from dealflow.kernel.plan import Row
from dealflow.scenario import Scenario, load, otherwise
from dealflow.testing.beliefs import settings
from scenario.tiny_file import FILED, tiny

_SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]


class Watched(Walk):
    """A history that remembers which alternatives were taken, and by which rows."""

    def taken(self) -> set[tuple[Row, Choice]]:
        """Every alternative taken in the history."""
        self.seen: set[tuple[Row, Choice]] = set()
        self.history()
        return self.seen

    def _takeable(self):  # type: ignore[no-untyped-def]
        found = super()._takeable()
        if found is not None:
            self.seen.add((found[1], found[0].choice))
        return found


def judged(setting: Setting, histories: int) -> None:
    """No history takes what is reported, and everything that a history does was thought possible."""
    found = possible(setting)
    never = {id(g.choices[n.k]) for n in nevers(found) if n.share == 1 for g in setting.groups if g.belief is n.belief}
    for index in range(histories):
        for row, choice in Watched(setting, 3, index, every_day=False).taken():
            assert id(choice) not in never
            assert (row, choice) in found.taken


@configured(max_examples=150, deadline=None, suppress_health_check=_SLOW)
@given(settings())
def test_what_is_reported_is_taken_in_no_history(setting: Setting) -> None:
    """Over random deals, beliefs and histories so far."""
    judged(setting, 12)


@pytest.mark.parametrize("name", ["three-authorities", "two-approvals"])
def test_no_shipped_belief_is_idle(name: str) -> None:
    """What histories of the shipped deals take is possible, and nothing is reported of them."""
    setting = setting_for(load(name))

    assert () == nevers(possible(setting))
    judged(setting, 20)


def test_the_founding_case_takes_only_what_is_possible() -> None:
    """As it stands, and under each of its alternatives."""
    tiktok = load("tiktok-2020")

    assert () == nevers(possible(setting_for(tiktok)))
    judged(setting_for(tiktok), 30)
    for what in tiktok.file.alternatives.values():
        judged(setting_for(otherwise(tiktok, what)), 3)


def belief(process: str, state: str, *alternatives: str) -> str:
    """A table of beliefs; each alternative as it stands between braces, its chance left out."""
    shares = "".join(f'{{ chance = "1/{len(alternatives) + 1}", {one} }}, ' for one in alternatives)
    return f"""
[[beliefs]]
process = "{process}"
state = "{state}"
basis = {{ kind = "illustrative" }}
alternatives = [ {shares}{{ action = "none", chance = "1/{len(alternatives) + 1}" }} ]
"""


FILES = belief("xx.review", "none", 'action = "file", delay = "5 days"')


def never(scenario: Scenario) -> dict[str, Never]:
    """What is never taken in *scenario*, by name."""
    return {one.name: one for one in nevers(possible(setting_for(scenario)))}


def test_a_belief_of_a_process_that_no_terms_need() -> None:
    """Under the terms in force the buyer is not foreign, and nothing brings the others."""
    found = never(tiny(FILES, 'terms = "less"'))["xx.review/none:file"]

    assert "asleep" == found.kind
    assert "it is not" in found.why
    assert "the terms all" in found.todo


def test_a_belief_of_a_state_that_nobody_is_believed_to_bring() -> None:
    """Nothing is filed, so that nothing is cleared; the step that is missing is named."""
    found = never(tiny(belief("xx.review", "review", 'action = "clear", delay = "5 days"')))["xx.review/review:clear"]

    assert ("not reached", "xx.review never comes to review") == (found.kind, found.why.partition(":")[0])
    assert "add a belief of xx.review in none with the action file" in found.todo


def test_a_state_behind_one_that_is_not_reached() -> None:
    """The reason goes back one step."""
    found = never(tiny(belief("xx.review", "refused", 'action = "appeal", delay = "5 days"')))

    assert "for it never comes to review either" in found["xx.review/refused:appeal"].why


def test_what_leads_there_hangs_on_something_else() -> None:
    """Filing is believed in, on the last day of a clock that never runs: what follows is not reached either."""
    files = belief("xx.review", "none", 'action = "file", delay = "on the last day of xx.review/review"')
    found = never(tiny(files + belief("xx.review", "review", 'action = "refuse", delay = "5 days"')))

    assert "no clock" == found["xx.review/none:file"].kind
    assert "xx.review/review, a clock that never runs" in found["xx.review/none:file"].why
    assert "which can itself never come" in found["xx.review/review:refuse"].why


def test_a_part_of_the_delays_that_hangs_on_a_clock_that_never_runs() -> None:
    """The share of the alternative that is lost is told."""
    delays = '[{ after = "5 days", chance = 0.75 }, { after = "on the last day of xx.review/review", chance = 0.25 }]'
    talks = belief("agreement", "none", f'action = "negotiate", delay = {delays}')
    found = never(tiny(talks))["agreement/none:negotiate"]

    assert ("no clock", 0.25) == (found.kind, found.share)


def test_an_extension_that_the_rule_never_allows() -> None:
    """Forty days in all may be given, and fifty are believed in."""
    extends = 'action = "extend", days = 50, delay = "5 days"'
    found = never(tiny(FILES + belief("xx.review", "review", extends)))["xx.review/review:extend"]

    assert "too long" == found.kind
    assert "50 days are asked" in found.why


TALKS = belief("agreement", "none", 'action = "negotiate", delay = "5 days"')
SIGNS = belief("agreement", "negotiating", 'action = "sign", delay = "5 days"')
CLOSES = belief("agreement", "signed", 'action = "close", delay = "5 days"')


def test_a_condition_that_nothing_can_meet() -> None:
    """Signing waits for a licence that nobody is believed to ask for; the step that is missing is named."""
    found = never(tiny(TALKS + SIGNS + CLOSES))
    signing = found["agreement/negotiating:sign"]

    assert "refused" == signing.kind
    assert "yy.licence never comes to granted, for it never comes to applied either" in signing.why
    assert "not reached" == found["agreement/signed:close"].kind


def test_a_belief_in_a_state_in_which_the_deal_has_ended() -> None:
    """Nothing is drawn once the deal has ended."""
    ends = belief("agreement", "negotiating", 'action = "abandon", delay = "5 days"')
    after = belief("agreement", "abandoned", 'action = "negotiate", delay = "5 days"')
    found = never(tiny(TALKS + ends + after))

    assert {"agreement/abandoned:negotiate": "ended"} == {name: one.kind for name, one in found.items()}


def test_what_the_history_has_left_behind_is_no_mistake() -> None:
    """A belief of a state that the deal has been in may serve a question of an earlier day."""
    filed = FILES + belief("xx.review", "review", 'action = "clear", delay = "5 to 60 days"')

    assert {} == never(tiny(FILED + filed))


def test_a_branch_that_the_history_has_not_taken_is_idle() -> None:
    """The licence is granted: nothing leads to a refusal any more, and nobody has to apply again."""
    granted = """
[[history]]
act = "yy.licence:apply"
on = 2020-08-03
by = "acme"

[[history]]
act = "yy.licence:grant"
on = 2020-08-20
by = "Bureau"
"""
    denies = belief("yy.licence", "applied", 'action = "deny", delay = "30 days"')
    again = belief("yy.licence", "denied", 'action = "apply", delay = "3 days"')

    assert {"yy.licence/denied:apply": "not reached"} == {
        name: one.kind for name, one in never(tiny(granted + denies + again)).items()
    }


def test_an_alternative_without_a_chance_is_no_belief() -> None:
    """Nobody believes in what has a chance of nothing."""
    nothing = FILES.replace('chance = "1/2", action = "file"', 'chance = 0, action = "file"')

    assert {} == never(tiny(nothing.replace('chance = "1/2"', "chance = 1")))
