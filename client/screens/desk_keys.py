"""The keys of the coordinator's desk, as the footer, the help and the documents have them."""

from typing import Final

KEYS: Final = (
    ("Enter", "show", "In the list of meetings: show that one."),
    ("u", "earlier", "In a draft: the case under the cursor is heard before the one above it."),
    ("d", "later", "In a draft: it is heard after the one below it; times follow."),
    ("f", "fix a time", "In a draft: a time of its own for a case, or none; and its section."),
    ("s", "settle", "Under the cursor: what became of an action; whether two cases are the same."),
    ("g", "guest", "In a draft: who comes for the case under the cursor, and for nothing else."),
    (
        "c",
        "carry over",
        "In a draft: cases that the meeting before left, with their referrals.",
    ),
    ("i", "import", "In a draft: referrals from a file, CSV or .xlsx; a report comes first."),
    ("p", "publish", "A draft: what that opens and to whom is said first."),
    ("n", "another meeting", "Of a meeting: one of another day, with the people of its register."),
    ("e", "emergency", "Of a meeting: one case, of the same people, or restricted to those named."),
    ("y", "import all", "After the report: all of it comes into the draft."),
    ("v", "import the valid", "After the report: what is not refused comes into the draft."),
    ("h", "say what is meant", "After the report: which sheet, and headings that nobody knows."),
    ("Tab", "next pane", "The next pane."),
    ("R", "again", "Ask the server again: how things stand now."),
    ("Escape", "back", "Back to the meeting; nothing of the desk stays on this laptop."),
)
"""Each with what the footer calls it, and what it does."""
