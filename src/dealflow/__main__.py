"""``python -m dealflow``: the same as the command."""

from __future__ import annotations

from dealflow.cli import main

if __name__ == "__main__":
    main()
