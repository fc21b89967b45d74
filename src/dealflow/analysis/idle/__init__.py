"""Beliefs that can never come true in their deal, states that nothing moves on, and why."""
