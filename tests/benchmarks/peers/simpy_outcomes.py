"""The scenario three-authorities in SimPy 4: an Environment for each history, a process for each authority and one
for the deal. Written as SimPy's own documentation writes such things."""

import random
from math import ceil, log

NAME = "SimPy"
REVIEW, INVESTIGATION, OUTSIDE, MORE, REFILINGS = 45, 45, 365, 90, 2
#: Median and spread of the time to file, chance of clearance in review; of clearance, undertakings, refiling after.
AUTHORITIES = (
    (log(40), 0.5, 0.45, 0.50, 0.75, 0.93),
    (log(60), 0.6, 0.35, 0.45, 0.75, 0.90),
    (log(20), 0.4, 0.80, 0.60, 0.85, 0.95),
)


def authority(env, numbers, rnd, cleared, blocked):
    mu, sigma, at_once, clear, undertakings, refile = numbers
    yield env.timeout(ceil(rnd.lognormvariate(mu, sigma)))
    for filing in range(REFILINGS + 1):
        yield env.timeout(REVIEW)
        if rnd.random() < at_once:
            cleared.succeed()
            return
        yield env.timeout(INVESTIGATION)
        x = rnd.random()
        if x < clear:
            cleared.succeed()
            return
        if x < undertakings:
            yield env.timeout(rnd.randint(30, 60))
            cleared.succeed()
            return
        if x >= refile or filing == REFILINGS:
            if not blocked.triggered:
                blocked.succeed()
            return


def deal(env, rnd, clearances, blocked, closing_day):
    everybody, end = env.all_of(clearances), env.timeout(OUTSIDE + 0.5)
    yield env.any_of([everybody, blocked, end])
    extended, closing = False, None
    while True:
        if blocked.processed:
            return 2
        if everybody.processed and closing is None:
            closing = env.timeout(closing_day[int(env.now)] - int(env.now))
        if closing is not None and closing.processed:
            return 1 if extended else 0
        if end.processed:
            if extended:
                return 4
            if rnd.random() >= 0.5:
                return 3
            extended, end = True, env.timeout(MORE)
        if closing is None:  # a condition that stood inside one that has fired never fires again: make it anew
            everybody = env.all_of(clearances)
        yield env.any_of([end, *([closing] if closing is not None else [everybody, blocked])])


def counts(n, seed, closing_day):
    """How often each of the five ends comes in n histories."""
    import simpy

    rnd, found = random.Random(seed), [0] * 5
    for _ in range(n):
        env = simpy.Environment()
        clearances, blocked = [env.event() for _ in AUTHORITIES], env.event()
        for numbers, cleared in zip(AUTHORITIES, clearances):
            env.process(authority(env, numbers, rnd, cleared, blocked))
        found[env.run(until=env.process(deal(env, rnd, clearances, blocked, closing_day)))] += 1
    return found
