"""Mistakes of every part of a file, each told with its cause and its remedy; those in bad/ show whole messages."""

from __future__ import annotations

import pytest
from attrs import evolve

from dealflow.errors import ScenarioError
from dealflow.scenario import Scenario, loads
from dealflow.scenario.alternatives import changed
from scenario.tiny import CATALOGUE
from scenario.tiny_file import FILED, HEAD, tiny, wrong

CONDITION = '[[contract.condition]]\nclause = "s. 7"\n'
CLOCK = '[[contract.clock]]\nid = "cure"\ntext = "t"\nclause = "s. 9"\n'
BELIEF = '[[beliefs]]\nprocess = "xx.review"\nstate = "review"\nbasis = { kind = "illustrative" }\nalternatives = '


@pytest.mark.parametrize(
    ("text", "said", "remedy"),
    [
        (CONDITION + 'id = "staff"', "text is missing: the condition in words", 'add text = "..."'),
        (CONDITION + 'process = "xx.review"\n' + CONDITION + 'process = "xx.review"', "is listed twice", "keep one"),
        (
            CONDITION + 'id = "a"\ntext = "x"\n' + CONDITION + 'id = "a"\ntext = "y"',
            "is declared twice",
            "another name",
        ),
        (CONDITION + 'id = "a"\ntext = "x"\nwaived_by = "buyer"', "cannot be waived", "add waivable = true"),
        (CONDITION + 'id = "a b"\ntext = "x"', '"a b" cannot be an id', "without spaces, colons and slashes"),
        (CONDITION + 'id = "a"\ntext = "x"\nstep = "klose"', 'step "klose" is unknown', 'did you mean "close"?'),
        (CLOCK + 'length = "2 weeks"\nrolls = true', "a last day that rolls is counted in a calendar", "add calendar"),
        (CLOCK + 'length = "2 weeks"\nfirst_day = 3', "a whole number from 0 to 1, not 3", "write a number like 0"),
        (CLOCK + 'length = "2 weeks"\nkind = "takes efect"', "is unknown", 'did you mean "takes effect"?'),
        ("[contract]\nconditions = []", 'unknown key "conditions"', 'did you mean "condition"?'),
        ("[contract]\nclosing = 1", "closing must be a date, not 1", "without quotation marks: 2020-11-12"),
    ],
)
def test_the_contract(text: str, said: str, remedy: str) -> None:
    """Mistakes in what the contract declares."""
    told = wrong(text)

    assert said in told
    assert remedy in told


@pytest.mark.parametrize(
    ("text", "said", "remedy"),
    [
        ("days = 0", "days must be a whole number, not 0", "write a number from 1 to 36525"),
        ('days = "15"', 'days must be a whole number, not "15"', "without quotation marks"),
        ("days = 99999999999999999999", "one value", "write one value"),
        ("days = nan", "must be true or false, a number, a text or a date, not NaN", "write one value"),
        ("days = [15]", 'unknown key "days"', "known: act"),
        ("days = 15\ndetails = { days = 15 }", "detail 'days' is written twice", "keep one of the two"),
        ("days = 41", "may not exceed 40 days in all", "if it happened nevertheless, add breach = true"),
        ("day = 15", 'xx.review:extend takes no detail "day"', 'did you mean "days"?'),
        ("", 'xx.review:extend needs the detail "days": how many days more', "add days = 15"),
    ],
)
def test_details_of_an_act(text: str, said: str, remedy: str) -> None:
    """A detail that is missing, misspelt, of another kind, or beyond what the rule allows."""
    told = wrong(FILED + '[[history]]\nact = "xx.review:extend"\non = 2020-08-10\nby = "Ministry"\n' + text)

    assert said in told
    assert remedy in told


@pytest.mark.parametrize(
    ("text", "said", "remedy"),
    [
        ('act = "contract.cure:extend"\nlength = 15', "length 15 is not a length", 'did you mean "15 days"?'),
        ('act = "contract.cure:extend"', 'needs the detail "length"', 'add length = "15 days"'),
        ('act = "agreement:extend_outside_date"\nday = "soon"', 'day must be a date, not "soon"', "2020-11-12"),
        ('act = "agreement:extend_outside_date"', 'needs the detail "day"', "add day = 2020-11-12"),
        ('act = "agreement:amend_terms"\nterms = 3', "terms must be text, not 3", "in quotation marks"),
        ('act = "agreement:amend_terms"\nterms = "al"', 'no terms called "al"', 'did you mean "all"?'),
        ('act = "agreement:amend_terms"', 'needs the detail "terms"', 'add terms = "all"'),
        ('act = "bid.one:withdraw"\nreason = 3', "reason must be text, not 3: why", "in quotation marks"),
        ('act = "bid.one:withdraw"', '"acme" does not take bid.one:withdraw: it is for coil or bolt', "breach = true"),
    ],
)
def test_details_of_other_kinds(text: str, said: str, remedy: str) -> None:
    """Lengths, dates, terms and texts that are none, and actors who fill no role."""
    rest = '[bids.one]\nbidder = ["coil", "bolt"]\n' + CLOCK + 'length = "5 days"\n'
    told = wrong(rest + '[[history]]\non = 2020-08-10\nby = "acme"\n' + text)

    assert said in told
    assert remedy in told


@pytest.mark.parametrize(
    ("text", "said", "remedy"),
    [
        (BELIEF + "[]", "alternatives must be a list of at least 1", "between [ and ]"),
        (BELIEF + '[{ action = "none", chance = "1/0" }]', 'from 0 to 1, not "1/0"', '"1/3"'),
        (BELIEF + '[{ action = "none", chance = -0.1 }]', "from 0 to 1, not -0.1", "write 0.3"),
        (BELIEF + '[{ action = "none", chance = 1e-300 }]', "from 0 to 1", "write 0.3"),
        (BELIEF + '[{ action = "none", chance = 1, delay = "5 days" }]', "none has no delay", "nothing is done"),
        (BELIEF + '[{ action = "none", chance = 1, days = 5 }]', "none has no days", "nothing is done"),
        (BELIEF + '[{ action = "cleer", chance = 1, delay = "5 days" }]', 'called "cleer"', 'did you mean "clear"?'),
        (BELIEF + '[{ action = "run_out", chance = 1, delay = "5 days" }]', "not possible in state review", "possible"),
        (BELIEF + '[{ action = "clear", chance = 1, delay = "5 days", by = "acme" }]', "does not take", "one of them"),
        (BELIEF + '[{ action = "extend", chance = 1, delay = "5 days" }]', 'needs the detail "days"', "add days = 15"),
        (BELIEF + '[{ action = "clear", chance = 1, delay = [] }]', "delay must be a list of at least 1", "["),
        (
            BELIEF + '[{ action = "clear", chance = 1, delay = [{ after = "5 days", chance = 0.5 }] }]',
            "the chances of the delays add to 0.5, not to 1",
            "chances of one group add to 1",
        ),
        (
            BELIEF + '[{ action = "clear", chance = "2/3", delay = "at once" }]',
            'the chances of the alternatives add to "2/3", not to 1',
            'add { action = "none", chance = "1/3" }',
        ),
        (
            BELIEF + '[{ action = "clear", chance = 1, delay = "at once" }, { action = "none", chance = 1 }]',
            "add to 2, not to 1",
            "chances of one group add to 1",
        ),
        (
            BELIEF + '[{ action = "clear", chance = 1, delay = "on the last day of xx.review/revue" }]',
            'no clock called "xx.review/revue"',
            'did you mean "xx.review/review"?',
        ),
        (BELIEF.replace("xx.review", "xx.revue") + "[]", "alternatives must be", "between"),
        (BELIEF.replace("xx.review", "xx.revue") + '[{ action = "none", chance = 1 }]', '"xx.revue"', '"xx.review"?'),
        (BELIEF.replace("basis", 'calendar = "cn.stat"\nbasis') + '[{ action = "none", chance = 1 }]', '"cn.stat"',
         '"cn.state"?'),
    ],
)  # fmt: skip
def test_beliefs(text: str, said: str, remedy: str) -> None:
    """Mistakes in odds and delays."""
    told = wrong(text)

    assert said in told
    assert remedy in told


@pytest.mark.parametrize(
    ("old", "new", "said", "remedy"),
    [
        (
            "turnover = 5.5",
            "turnover = '5.5'",
            "turnover is of kind number",
            "a number without quotation marks: What is",
        ),
        (
            "turnover = 5.5",
            "sector = 5",
            "sector is of kind text, not 5",
            "write it in quotation marks: In which sector",
        ),
        ("turnover = 5.5", 'founded = "2001"', "founded is of kind date", "write a date without quotation marks: When"),
        ("turnover = 5.5", "founded = 2001-01-01T00:00:00", "a date without an hour", "write 2001-01-01"),
        ("turnover = 5.5", "turnover = 1e30", "must be true or false, a number", "write one value"),
        ('name = "the unit"', 'name = "the unit", exporter = "China"', "is not a country code", 'write "CN"'),
        ("[assets]", "[asets]", 'unknown key "asets"', 'did you mean "assets"?'),
        ("[parties]", "[[parties]]", "parties must be a table, not a list", "write [parties.name]"),
        ('id = "tiny"', 'id = "tiny deal"', '"tiny deal" cannot be an id', "without spaces"),
        ("as_of = 2020-09-01", 'as_of = "soon"', 'as_of must be a date, not "soon"', "2020-11-12"),
        ("as_of = 2020-09-01", "as_of = 17:00:00", "as_of must be a date, not 17:00:00", "2020-11-12"),
        ("title", "titl", 'unknown key "titl"', 'did you mean "title"?'),
        (
            'title = "Acme to Bolt"',
            "title = 1.50",
            "title must be text, not 1.50",
            'write it in quotation marks: "1.50"',
        ),
        ('title = "Acme to Bolt"', "title = true", "title must be text, not true", '"true"'),
        ('title = "Acme to Bolt"', f"title = {'9' * 1000}", "title must be text, not a very large number", "quotation"),
    ],
)
def test_the_deal_and_its_terms(old: str, new: str, said: str, remedy: str) -> None:
    """Mistakes in the head of a file."""
    with pytest.raises(ScenarioError) as caught:
        loads(HEAD.format(deal="").replace(old, new, 1), catalogue=CATALOGUE)

    assert said in str(caught.value)
    assert remedy in str(caught.value)


def test_names_of_a_misspelt_table_are_not_told_again() -> None:
    """Where the table of parties or assets is misspelt, that is one mistake, not one for every name in it."""
    for section in ("parties", "assets"):
        with pytest.raises(ScenarioError) as caught:
            loads(HEAD.format(deal="").replace(f"[{section}]", f"[{section}s]"), catalogue=CATALOGUE)
        assert [f'unknown key "{section}s"'] == [p.message for p in caught.value.problems]


def test_references_that_mean_another_process() -> None:
    """A process can be told which of several instances it refers to; misspelt ones are told."""
    text = """
    [processes."us.ieepa_order.second"]
    definition = "us.ieepa_order"
    [processes."us.ieepa_prohibition.second"]
    definition = "us.ieepa_prohibition"
    """

    def load(refs: str) -> Scenario:
        return loads(HEAD.format(deal="").replace("turnover = 5.5", "") + text + refs)

    good = load('refs = { "us.ieepa_order" = "us.ieepa_order.second" }')
    assert "us.ieepa_order.second" == good.deal.bound("us.ieepa_prohibition.second").ref("us.ieepa_order")
    with pytest.raises(ScenarioError, match=r'did you mean "us\.ieepa_order"'):
        load('refs = { "us.ieepa_orders" = "us.ieepa_order.second" }')
    with pytest.raises(ScenarioError, match=r'did you mean "us\.ieepa_order\.second"'):
        load('refs = { "us.ieepa_order" = "us.ieepa_order.secnd" }')


def test_a_catalogue_without_bids() -> None:
    """A file that bids where nothing says what a bid is."""
    without = type(CATALOGUE)({id: p for id, p in CATALOGUE.processes.items() if id != "bid"})
    with pytest.raises(ScenarioError, match="there is no definition of a bid"):
        loads(HEAD.format(deal="") + '[bids.bolt]\nbidder = "bolt"', catalogue=without)


def test_a_scenario_rebuilt_with_a_wrong_name() -> None:
    """A change that names what is not there is refused like a file that does."""
    scenario = tiny()
    with pytest.raises(ScenarioError, match='no terms called "none"'):
        changed(scenario, evolve(scenario.file, deal=evolve(scenario.file.deal, terms="none")))


def test_an_act_that_becomes_possible() -> None:
    """The refusal of an act that time alone permits says from which day on it is possible."""
    text = """
    [[history]]
    act = "xx.review:file"
    on = 2020-08-03
    by = "acme"
    [[history]]
    act = "agreement:negotiate"
    on = 2020-08-03
    by = "acme"
    [[history]]
    act = "agreement:sign"
    on = 2020-08-03
    by = "acme"
    [[history]]
    act = "agreement:close"
    on = 2020-08-20
    by = "acme"
    """
    head = HEAD.format(deal="").replace(', technology = "algorithm"', "")
    with pytest.raises(ScenarioError) as caught:
        loads(head + text, catalogue=CATALOGUE)
    told = str(caught.value)

    assert "is refused (too early)" in told
    assert "it is possible from Thu 3 Sep 2020 on; if it happened nevertheless, add breach = true" in told
