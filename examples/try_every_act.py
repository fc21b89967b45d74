"""Try every act of the TikTok case on one day: who may do what, and what stands in the way of the rest."""

from collections import Counter
from datetime import date

import dealflow as df
from dealflow.model import Need

DAY = date(2020, 9, 13)


def main() -> None:
    """Print what is permitted on the day and why the rest is not, then let a stranger try every act there is."""
    case = df.load("tiktok-2020", as_of=DAY)
    deal = df.live(case)

    needless = {each.process for each in deal.next().requirements if each.found.status == Need.NONE}
    options = [option for option in deal.options() if option.process not in needless]

    print(f"{case.title} on {DAY}: what may happen next, {len(needless)} processes left out that do not apply\n")
    for option in options:
        if option.permitted:
            print(f"  {option.id:45} {', '.join(option.by)}")

    print("\nWhat may not, and why\n")
    for option in options:
        for blocker in option.blockers:
            print(f"  {option.id:28} {blocker.reason}")

    kinds = Counter[str]()
    before = deal.snapshot
    for action in case.deal.actions:
        got = deal.act(action, on=DAY, by="nobody in particular")
        kinds["taken" if got else got.kind] += 1
    print(f"\nTried by a stranger: {dict(sorted(kinds.items()))}; nothing has moved: {before == deal.snapshot}")


if __name__ == "__main__":
    main()
