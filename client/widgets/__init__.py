"""The widgets that screens are made of. They hold rows and drafts, and no state of the meeting."""
