"""When an agency's actions are due, for its calendars: an entry an action (OUT-3).

Calendars are shared and shown on telephones: an entry has the number of the case and of the
action, and the day. What is to be done stands in the list alone.
"""

from datetime import UTC, datetime, time, timedelta
from typing import Final

from icalendar import Calendar, Event

from agenda.london import full_date
from meeting.papers import ActionList, PaperAction, PaperCase
from server.papers.wording import harmless

MAKER: Final = "-//MARAC Live//Actions//EN"


def list_calendar(paper: ActionList) -> bytes:
    """The actions of ``paper`` that have a date, as .ics; what is yet to settle is not among them.

    An entry of a later version replaces that of an earlier one.
    """
    paper = harmless(paper)
    calendar = Calendar()
    calendar.add("prodid", MAKER)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for case in paper.cases:
        for action in case.actions:
            if action.due is not None:
                calendar.add_component(_entry(paper, case, action))
    made: bytes = calendar.to_ical()
    return made


def _entry(paper: ActionList, case: PaperCase, action: PaperAction) -> Event:
    entry = Event()
    entry.add("uid", f"{action.id}@marac-live")
    # Of the list, not of the moment: the same list is the same file.
    made = paper.approved_at or datetime.combine(paper.day, time(0), UTC)
    entry.add("dtstamp", made.astimezone(UTC))
    entry.add("sequence", paper.version)
    entry.add("summary", f"MARAC: {action.label} of {case.label} is due")
    entry.add("description", f"See the action list of {full_date(paper.day)}, {_version(paper)}.")
    entry.add("dtstart", action.due)
    entry.add("dtend", action.due + timedelta(days=1) if action.due else None)
    entry.add("class", "CONFIDENTIAL")
    entry.add("transp", "TRANSPARENT")
    entry.add("status", "TENTATIVE" if paper.is_draft else "CONFIRMED")
    return entry


def _version(paper: ActionList) -> str:
    return "a draft" if paper.is_draft else f"version {paper.version}"
