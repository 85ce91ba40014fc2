"""The coordinator's desk as it is asked for from the room, on the functions of the command line."""
