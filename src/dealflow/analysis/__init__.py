"""Questions asked of a deal; each a function from values to a value."""
