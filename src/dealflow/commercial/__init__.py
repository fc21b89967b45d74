"""What the parties do among themselves: bids, the agreement, approvals, and what a contract declares for itself."""
