"""How a deal can end, how likely, and when: laws computed exactly where that can be done, else sampled."""
