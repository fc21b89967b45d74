"""Replay the TikTok case and question it, day by day, as an importer of the library would."""

from datetime import date

import dealflow as df

REJECTION = date(2020, 9, 13)
RECEIPT = date(2020, 9, 24)
US_DATE = date(2020, 11, 12)


def main() -> None:
    """Ask on the day of the rejection, on the day of the application, and on the last day of the order."""
    case = df.load("tiktok-2020", as_of=REJECTION)
    deal = df.live(case)
    print(f"{case.title}, {deal.day}: {deal.states['bid.microsoft']}")
    for deadline in deal.deadlines():
        print(f"  {deadline}")

    refused = deal.act("agreement:sign", on=REJECTION, by="bytedance")
    print(f"\nSigning with the algorithm: {'taken' if refused else 'refused'}")
    for blocker in refused.blockers if isinstance(refused, df.Refusal) else ():
        print(f"  {blocker.authority}: {blocker.reason}")

    without = deal.act("agreement:amend_terms", on=REJECTION, by="bytedance", terms="without_algorithm")
    signed = deal.act("agreement:sign", on=REJECTION, by="bytedance")
    print(f"\nWithout the algorithm: {without and without.action}, then {signed and signed.action}")

    later = df.live(df.load("tiktok-2020", as_of=RECEIPT))
    letter = next(d for d in later.deadlines() if d.clock == "cn.tech_export/letter_of_intent")
    print(f"\n{letter}")
    for line in letter.count:
        print(f"  {line}")
    for naive in letter.naive:
        print(f"  {naive.rule} would give {naive.day}, {naive.out_by:+d} days")

    last = df.live(df.load("tiktok-2020", as_of=US_DATE))
    why = last.why("agreement:close")
    print(f"\nClosing on {US_DATE}:")
    for cause in why.blockers:
        print(f"  {cause}")


if __name__ == "__main__":
    main()
