"""The public names of the package: what they are does not depend on what was imported before."""

from __future__ import annotations

import subprocess
import sys

import pytest

import dealflow

BEFORE = ("pass", "import dealflow.live, dealflow.catalogue", "df.load('tiktok-2020')", "df.Live; df.deadline")


@pytest.mark.parametrize("before", BEFORE)
def test_a_public_name_is_never_hidden_by_the_module_of_that_name(before: str) -> None:
    """``live`` and ``catalogue`` are functions in a new interpreter, whatever else it has imported."""
    code = f"import dealflow as df; {before}; print(callable(df.live), callable(df.catalogue), len(df.catalogue()) > 0)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert ["True"] * 3 == done.stdout.split()


def test_every_public_name_can_be_had() -> None:
    """What ``__all__`` lists is there, and ``dir`` shows it."""
    assert all(hasattr(dealflow, name) for name in dealflow.__all__)
    assert set(dealflow.__all__) <= set(dir(dealflow))
