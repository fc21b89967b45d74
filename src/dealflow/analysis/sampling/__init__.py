"""Histories drawn one by one from what the law allows and what is believed."""
