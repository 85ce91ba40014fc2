"""All the waiting that the tests of screens do: on conditions, never on time."""

import asyncio
from collections.abc import Callable
from time import monotonic
from typing import Any

from textual._context import visible_screen_stack
from textual.pilot import Pilot
from textual.strip import Strip
from textual.widget import Widget

from client.app import MaracApp
from client.screens.form import FormScreen
from tests.client.idle import FRAME

LONGEST_WAIT = 45.0
"""Seconds after which what a test waits for has failed to come; never a way to pass."""
AT_ONCE = 5
"""After so many looks it is no longer the screen that a test waits for, but a thread, a socket or
another process: until then there is nothing to do.
"""
STILL = 10
"""How often running the screen has to come out the same to be taken as settled."""


async def until(pilot: Pilot[Any], holds: Callable[[], bool], what: str = "") -> None:
    """Waits until ``holds``, each time for everything under way to be done."""
    ends = monotonic() + LONGEST_WAIT
    looks = 0
    while monotonic() < ends:
        if holds():
            return
        await pilot.pause()
        looks += 1
        if looks > AT_ONCE:
            await asyncio.sleep(FRAME)
    words = what or getattr(holds, "__name__", "it")
    raise AssertionError(f"never came: {words}\n{screen_text(pilot.app)}")


async def until_shown(pilot: Pilot[Any], *words: str) -> None:
    """Waits until the screen shows all of ``words``."""

    def all_are_there() -> bool:
        shown = screen_text(pilot.app)
        return all(word in shown for word in words)

    await until(pilot, all_are_there, ", ".join(words))


async def until_gone(pilot: Pilot[Any], *words: str) -> None:
    """Waits until the screen shows none of ``words``."""

    def none_is_there() -> bool:
        shown = screen_text(pilot.app)
        return not any(word in shown for word in words)

    await until(pilot, none_is_there, ", ".join(words))


async def until_still(pilot: Pilot[Any]) -> None:
    """Waits until the picture of the screen, with its colours and its focus, changes no more."""
    seen: list[object] = []

    def is_still() -> bool:
        seen.append((pilot.app.focused, [list(strip) for strip in _painted(pilot.app)]))
        return len(seen) >= STILL and all(one == seen[-1] for one in seen[-STILL:])

    await until(pilot, is_still, "the screen came to rest")


async def until_no_form(pilot: Pilot[Any]) -> None:
    """Waits until the form is gone: what was sent is acknowledged."""
    await until(pilot, lambda: not isinstance(pilot.app.screen, FormScreen), "the form closed")


async def write(pilot: Pilot[Any], text: str) -> None:
    """Types ``text``, key by key."""
    names = {" ": "space", ".": "full_stop", ":": "colon", "'": "apostrophe", "/": "slash"}
    await pilot.press(*(names.get(char, char) for char in text))


def screen_text(app: Any) -> str:
    """What is on the screen, as a person would read it, line by line."""
    text = "\n".join("".join(segment.text for segment in strip) for strip in _painted(app))
    return text.replace("\N{NO-BREAK SPACE}", " ")


def _painted(app: Any) -> list[Strip]:
    """The lines of the screen, with the screens that show behind it, as the terminal is given them.

    A question is painted over what is behind it, and keeps what it painted: asked for without
    saying what that is, it would be painted, and kept, over nothing.
    """
    visible_screen_stack.set(app._background_screens)
    strips: list[Strip] = app.screen._compositor.render_strips()
    return strips


def everything_held(app: MaracApp) -> str:
    """All that the screens, their widgets, drafts, histories and notes hold, as one text."""
    held = [screen_text(app), app.said, app.done, app.clipboard, app._clipboard]
    held.append(repr(list(app._notifications)))
    for screen in app.screen_stack:
        held += [_held(screen), *(_held(widget) for widget in screen.query("*"))]
    return "\n".join(held)


def _held(widget: Widget) -> str:
    """Everything a widget keeps, with what it can undo."""
    history = getattr(widget, "history", None)
    kept = [repr(value) for value in vars(widget).values() if not isinstance(value, Widget)]
    undo = [repr(vars(history))] if history is not None else []
    return "\n".join([*kept, *undo, str(widget.border_title), str(getattr(widget, "text", ""))])
