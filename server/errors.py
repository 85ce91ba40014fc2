"""What can go wrong for whoever runs the server: one sentence each, that says what to do."""

from agenda.ways import Told


class OperatorError(Told):
    """Something that a person can put right. Its text is the sentence that they are shown."""


class StoreError(OperatorError):
    """The store cannot be opened, or does not hold what was asked for."""


class ServingError(OperatorError):
    """The server cannot take its place on the network."""
