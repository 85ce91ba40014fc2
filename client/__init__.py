"""What runs at the table: link, mirror and screens, for every role the same."""

from client.private import forget_settings

# Textual reads its settings when it is imported, which everything here that needs it does later.
forget_settings()
