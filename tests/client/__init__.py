"""Tests of the client: mirror and outbox, what is painted, what keys do, and the screens."""
