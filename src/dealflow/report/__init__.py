"""Answers on paper and screen; computes nothing."""
