"""What runs at the table: link, mirror and screens, for every role the same."""
