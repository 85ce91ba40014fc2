"""Deadlines as a protocol words them (AG-4, OUT-1): read, reckoned, and compared (AG-5)."""
