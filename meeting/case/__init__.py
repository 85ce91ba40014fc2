"""The hearing of one case: a module a topic, put together in ``hearing``."""
