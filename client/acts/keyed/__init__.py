"""The keys by where they are of use, in the order in which they are offered."""
