"""Deadlines as a protocol words them, and the dates that they come to."""
