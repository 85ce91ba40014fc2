"""The documents: generated where they can be, and checked against the code where they cannot."""
