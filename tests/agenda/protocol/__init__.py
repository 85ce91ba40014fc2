"""The local protocol."""
