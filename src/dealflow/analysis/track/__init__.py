"""How forecasts of the replayed real deals have done: who forecasts what, the scores, and what so few can prove."""
