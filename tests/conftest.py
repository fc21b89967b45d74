"""Settings of the whole test suite: the Hypothesis profiles, and which warnings are none of our bugs.

The profile `dev`, the default, looks for new examples on every run and remembers failures; `ci`, chosen where the
variable CI is set, tries the same examples each time, so that a build fails for a reason in the change; `thorough`
looks ten times as long. Choose one with HYPOTHESIS_PROFILE=name.
"""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, settings

# A slow machine is not a finding: no deadline per example, and drawing slowly is no failure.
settings.register_profile("dev", deadline=None)
settings.register_profile(
    "ci", deadline=None, derandomize=True, print_blob=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile(
    "thorough", deadline=None, max_examples=1000, print_blob=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if os.environ.get("CI") else "dev"))


def pytest_configure(config: pytest.Config) -> None:
    """Let dealflow's own warnings through: they say something of the deal at hand, and a test may look at them."""
    config.addinivalue_line("filterwarnings", "default::dealflow.errors.DealflowWarning")
