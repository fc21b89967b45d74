"""A deal that has ended: one ending, known without a mixture, a sample, or a history followed."""

from __future__ import annotations

import pytest

import dealflow as df
from dealflow.analysis.outcomes.ask import setting_for
from dealflow.analysis.outcomes.exact import exact_law
from dealflow.analysis.outcomes.missing import NOTHING
from dealflow.analysis.outcomes.replaying import replayed

#: Real deals that have ended, of which the base rates leave 27, 729 and 177,147 combinations of levels.
ENDED = ("applied-kokusai", "broadcom-vmware", "syngenta-chemchina", "ralls")


@pytest.mark.parametrize("name", ENDED)
def test_nothing_is_left_to_compute(name: str) -> None:
    """The ending it came to, for certain, however many causes its beliefs name; and what was missing on that day."""
    setting = setting_for(df.load(name))
    assert setting.ended is not None
    law = exact_law(setting)
    assert str(law.method) == "exact, the deal has ended"
    assert law.chance(setting.ended[0]) == 1.0
    assert law.open == 0.0
    drawn = replayed(setting, 1, 1)
    if drawn is None:
        assert (law.failed, law.unasked) == (None, NOTHING)
    else:
        assert law.failed is not None
        assert dict(law.failed.seen) == dict(drawn.seen)
        assert law.failed.number == 0
