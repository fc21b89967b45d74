"""What would be otherwise: alternatives on the same luck, what the result hangs on, and which choice is best."""
