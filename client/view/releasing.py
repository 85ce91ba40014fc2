"""From when who comes for some sections alone may leave, for themselves and for who leads (ATT-5).

From what this person has of the day, and of nobody else's: see ``meeting/releasing.py``.
"""

from collections.abc import Mapping
from typing import Final

from agenda.london import clock_time
from agenda.plan import Role
from client.view.rows import Line, Row, line, quiet, row
from client.view.seen import Seen, organises
from meeting.labels import listed
from meeting.releasing import Release, expected_end, release_of, releases_of
from meeting.values import AgencyId, ItemId

YOU: Final = "you"


def your_release(seen: Seen) -> Release | None:
    """For a representative: when they may leave themselves, as far as their own cases go."""
    if seen.role_in_meeting is not Role.REPRESENTATIVE or organises(seen):
        return None
    return release_of(seen.state, seen.agency, counts_closed=False)


def releases(seen: Seen) -> tuple[Release, ...]:
    """Those that this person is told of."""
    if organises(seen):
        return releases_of(seen.state)
    mine = your_release(seen)
    return () if mine is None else (mine,)


def release_words(seen: Seen) -> str:
    """``You may leave after Case 2 (With children), about 09:45.``; nothing where there is no such
    time for this person.
    """
    release = your_release(seen)
    if release is None:
        return ""
    if release.waits_for is None:
        return f"You may leave now{_unless(release)}."
    return f"You may leave {_after(seen, release)}{_unless(release)}."


def release_rows(seen: Seen, agency: AgencyId) -> tuple[Row, ...]:
    """For the board: a line below an agency that may leave before the end."""
    return tuple(
        row(quiet(f"    may leave {_after(seen, each)}{_unless(each)}"), indent=6)
        for each in releases(seen)
        if each.agency == agency and organises(seen)
    )


def lines_below(seen: Seen) -> Mapping[ItemId, tuple[Line, ...]]:
    """Who may leave after which item of the running order, with the time as the day runs now."""
    found: dict[ItemId, tuple[Line, ...]] = {}
    for each in releases(seen):
        at = (each.waits_for or each.last).item
        found[at] = (*found.get(at, ()), _below(seen, each))
    return found


def _below(seen: Seen, release: Release) -> Line:
    who = seen.name_of(release.agency) if organises(seen) else YOU
    when = _time(seen, release) if release.waits_for else "now"
    return line(quiet(f" {who} may leave {when}{_unless(release)}"), indent=1)


def _after(seen: Seen, release: Release) -> str:
    item = release.waits_for or release.last
    return f"after {item.label} ({release.section}), about {_time(seen, release)}"


def _time(seen: Seen, release: Release) -> str:
    if release.waits_for is None:
        return ""
    return clock_time(expected_end(seen.room, release.waits_for, seen.now, seen.left))


def _unless(release: Release) -> str:
    cases = listed(tuple(item.label for item in release.unless), "or")
    return f", unless needed for {cases}" if cases else ""
