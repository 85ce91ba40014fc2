"""The demonstration: a whole day of an invented area, through real processes and sockets."""
