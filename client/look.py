"""The colours. None of them is the only thing that says something."""

from typing import Final

from textual.theme import Theme

DEFAULTS: Final = {"quiet": "#93a4b5", "key": "#2d4258"}
"""Text in the background, and the ground of a key at the foot."""

THEME: Final = Theme(
    name="marac",
    primary="#5aa9e6",
    secondary="#8fb8de",
    accent="#5aa9e6",
    success="#6fcf97",
    warning="#f2c14e",
    error="#ff7b72",
    foreground="#e6edf3",
    background="#0e1419",
    surface="#151d25",
    panel="#1c2733",
    variables={
        **DEFAULTS,
        "text-success": "#7ddba3",
        "text-warning": "#f5cb67",
        "text-error": "#ff928a",
    },
)
