"""The authorities: one file for each, with its processes and the rule of when they apply."""
