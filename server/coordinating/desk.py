"""What a coordinator in the room is shown of meetings that are being prepared.

It shows what ``marac-server agenda`` shows that coordinator, and nothing else: what they may be a
party of is a line without a word (CON-3, CON-6), and no restricted sitting is in it (RES-2). That
it was read is on record before it is handed out. Blocking: call it off the event loop.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final, assert_never

from agenda.draft import Standing
from agenda.london import in_london
from agenda.plan import Agency
from meeting.desk import (
    LARGEST_DESK,
    ArrangeAgain,
    ArrangeSitting,
    CarryOver,
    Desk,
    DeskAct,
    DeskMeeting,
    DeskPerson,
    DeskSheet,
    HandInPiece,
    ImportReferrals,
    MeetingStands,
    MoveDraftCase,
    NameGuest,
    PlaceDraftCase,
    PublishDraft,
    ReadDesk,
    ReadReferrals,
    SamePeople,
    SettleAction,
)
from meeting.room import Phase, Room
from meeting.state import State
from meeting.words import Refused
from server.audit import What
from server.coordinating.arranging import another, sitting
from server.coordinating.drafted import drafted, people_shown
from server.coordinating.handed_in import HandedIn
from server.coordinating.importing import imported, reported
from server.coordinating.ordering import InDraft, ordered
from server.coordinating.past import answered, beside, settled
from server.coordinating.published import published, readable_by
from server.errors import OperatorError, StoreError
from server.past.desk import PastDesk
from server.published.again import people_of
from server.published.carrying import behind, carried
from server.published.desk import MeetingDesk
from server.published.following import Following
from server.published.publish import cases_in, made_meeting
from server.store import Store

REMEMBERED: Final = timedelta(days=42)
"""For how long a meeting that is over stays in the list: its papers are due, and its actions."""


@dataclass(frozen=True, slots=True)
class CoordinatorsDesk:
    """``served`` gives the states of meetings that the server holds at this moment."""

    store: Store
    served: Callable[[], Mapping[str, State]]
    files: HandedIn
    before_the_day: Callable[[], MeetingDesk]

    def run(self, act: DeskAct, person: str) -> Desk:
        """The answer to what ``person``, a coordinator, asks. Raises Refused."""
        try:
            return self._answer(act, person)
        except OperatorError as error:
            raise Refused("desk_says", sentence=error.at_desk) from None

    def _answer(self, act: DeskAct, person: str) -> Desk:
        match act:
            case ReadDesk():
                return self._read(act.meeting, person)
            case MoveDraftCase() | PlaceDraftCase() | NameGuest():
                self._ordered(act, person)
                return self._read(act.meeting, person)
            case SettleAction():
                return self._settled(act, person, settled(self._past, act, person))
            case SamePeople():
                self._shown(act.meeting)
                return self._settled(act, person, answered(self._past, act, person))
            case PublishDraft():
                said = self._publish(act, person)
                return self._read(act.meeting, person).model_copy(update={"said": said})
            case CarryOver():
                said = self._carried(act, person)
                return self._read(act.meeting, person).model_copy(update={"said": said})
            case ArrangeAgain():
                self._shown(act.meeting)
                meeting, said = another(self.before_the_day(), act, person)
                return self._read(meeting, person).model_copy(update={"said": said})
            case ArrangeSitting():
                self._shown(act.meeting)
                answer = sitting(self.before_the_day(), self.files, act, person)
                if isinstance(answer, str):
                    return self._read(act.meeting, person).model_copy(update={"said": answer})
                return bounded(Desk(report=answer))
            case HandInPiece():
                self._shown(act.meeting)
                return Desk(handed_in=self.files.take(act, person))
            case ReadReferrals():
                self._need_draft(act.meeting)
                return bounded(Desk(report=reported(self.store, self.files, act, person)))
            case ImportReferrals():
                self._need_draft(act.meeting)
                report = imported(self.store, self.files, act, person)
                desk = self._read(act.meeting, person) if report.said else Desk()
                return bounded(desk.model_copy(update={"report": report}))
            case _:
                assert_never(act)

    def _ordered(self, act: InDraft, person: str) -> None:
        """Raises Refused and StoreError."""
        office = self.store.office
        with office.together():
            self._need_draft(act.meeting)
            draft = office.drafts.draft(act.meeting)
            if draft.version != act.version:
                raise Refused("moved_on")
            changed = ordered(self.store, draft, act, person)
            what = What.DRAFT_GUEST if isinstance(act, NameGuest) else What.DRAFT_REORDERED
            self.store.audit.act(what, meeting=draft.id, number=changed.version, by=person)
            office.drafts.put(changed)

    @property
    def _past(self) -> PastDesk:
        return PastDesk(self.store, self.served())

    def _shown(self, meeting: str) -> DeskMeeting:
        """That meeting, if it is one of the desk's: a sitting never is. Raises Refused."""
        return _named(tuple(self._meetings(self._past)), meeting)

    def _settled(self, act: SettleAction | SamePeople, person: str, said: str) -> Desk:
        return self._read(act.meeting, person).model_copy(update={"said": said})

    def _publish(self, act: PublishDraft, person: str) -> str:
        """What was seen becomes a meeting, and nothing else. Raises Refused and StoreError."""
        self._need_draft(act.meeting)
        draft = self.store.office.drafts.draft(act.meeting)
        if draft.version != act.version:
            raise Refused("moved_on")
        plan, held = made_meeting(self.before_the_day(), draft, person)
        return f"{plan.id} is published, with {cases_in(plan)}. {held}"

    def _carried(self, act: CarryOver, person: str) -> str:
        """Raises Refused and StoreError."""
        office = self.store.office
        with office.together():
            self._need_draft(act.meeting)
            draft = office.drafts.draft(act.meeting)
            if draft.version != act.version:
                raise Refused("moved_on")
            changed, said = carried(self.before_the_day(), draft, {person})
            if changed is not None:
                self.store.audit.act(
                    What.CASES_CARRIED_OVER, meeting=draft.id, number=changed.version, by=person
                )
                office.drafts.put(changed)
        return " ".join(said)

    def _left(self, meeting: str, person: str) -> tuple[str, ...]:
        """Nothing where the meeting before is not over, or there was none."""
        draft = self.store.office.drafts.draft(meeting)
        try:
            _, left = behind(self.before_the_day(), draft, {person})
        except StoreError:
            return ()
        return () if draft.plan.emergency else tuple(one.label for one in left)

    def _need_draft(self, meeting: str) -> None:
        """Raises Refused unless it is a draft: once it is published it is fixed (AG-10)."""
        known = {each.id for each in self.store.office.meetings()}
        if meeting in known or meeting not in self.store.office.drafts.ids():
            raise Refused("no_such_meeting")

    def _read(self, wanted: str | None, person: str) -> Desk:
        past = self._past
        meetings = tuple(sorted(self._meetings(past), key=lambda each: (each.day, each.id)))
        shown = _named(meetings, wanted) if wanted else self._next(past, meetings)
        if shown is None:
            return Desk(meetings=meetings)
        sheet = self._sheet(past, shown, person, self._day_after(past, meetings, shown))
        self.store.audit.act(What.DESK_READ, meeting=shown.id, number=sheet.version, by=person)
        return bounded(Desk(meetings=meetings, sheet=sheet))

    def _day_after(
        self, past: PastDesk, meetings: tuple[DeskMeeting, ...], shown: DeskMeeting
    ) -> Following | None:
        """The next meeting of that area, as far as one is arranged or drafted: an
        emergency comes between (AG-9).
        """
        later = (m for m in meetings if m.area == shown.area and m.day > shown.day)
        following = (self._unless_emergency(past, each) for each in later)
        return next(filter(None, following), None)

    def _unless_emergency(self, past: PastDesk, meeting: DeskMeeting) -> Following | None:
        if meeting.stands is MeetingStands.DRAFT:
            plan = self.store.office.drafts.draft(meeting.id).plan
            return None if plan.emergency else Following(plan.day, plan.starts)
        room = past.state(self.store.known(meeting.id)).room
        return None if room.emergency else Following(room.day, in_london(room.begins).time())

    def _sheet(
        self, past: PastDesk, shown: DeskMeeting, person: str, following: Following | None
    ) -> DeskSheet:
        now = self.store.clock.now()
        if shown.stands is MeetingStands.DRAFT:
            sheet = drafted(self.store, shown.id, person, now, following)
            sheet = sheet.model_copy(update={"left": self._left(shown.id, person)})
        else:
            state = past.state(self.store.known(shown.id))
            readable = readable_by(state, self.store.office.reader(person), now)
            sheet = published(state, now, self._people(state.room, now), readable, following)
        return beside(sheet, past, person)

    def _people(self, room: Room, now: datetime) -> tuple[DeskPerson, ...]:
        agencies = (Agency(id=agency, name=name) for agency, name in room.agencies.items())
        people = people_of(self.before_the_day(), room.meeting, room)
        return tuple(people_shown(self.store, people, agencies, now))

    def _meetings(self, past: PastDesk) -> list[DeskMeeting]:
        """Drafts, and open meetings that are to come or were not long ago."""
        office, today = self.store.office, self._today
        known = {each.id: each for each in office.meetings() if each.sitting is None}
        held = office.held.days()
        near = [each for each in known.values() if held.get(each.id, today) >= today - REMEMBERED]
        found = [_as_listed(past.state(each), today) for each in near]
        for meeting in office.drafts.ids():
            if meeting not in known:
                plan = (draft := office.drafts.draft(meeting)).plan
                on_list = sum(r.standing is Standing.LISTED for r in draft.referrals)
                cases = len(plan.cases) + on_list
                stands = MeetingStands.DRAFT
                found.append(
                    DeskMeeting(
                        id=meeting, area=plan.area, day=plan.day, stands=stands, cases=cases
                    )
                )
        return found

    def _next(self, past: PastDesk, meetings: tuple[DeskMeeting, ...]) -> DeskMeeting | None:
        """The first that is today or later and no emergency, or else the last one (AG-9)."""
        coming = (each for each in meetings if each.day >= self._today)
        usual = (each for each in coming if self._unless_emergency(past, each) is not None)
        return next(usual, meetings[-1] if meetings else None)

    @property
    def _today(self) -> date:
        return in_london(self.store.clock.now()).date()


def _named(meetings: tuple[DeskMeeting, ...], wanted: str) -> DeskMeeting:
    """A sitting and a meeting that is not there take one path to one answer (RES-2)."""
    found = next((each for each in meetings if each.id == wanted), None)
    if found is None:
        raise Refused("no_such_meeting")
    return found


def _as_listed(state: State, today: date) -> DeskMeeting:
    room = state.room
    stands = MeetingStands.TODAY if room.day == today else MeetingStands.PUBLISHED
    if room.phase is Phase.APPROVED or room.day < today:
        stands = MeetingStands.OVER
    cases = sum(item.case is not None for item in room.items.values())
    return DeskMeeting(id=room.meeting, area=room.area, day=room.day, stands=stands, cases=cases)


LISTS: Final = ("flags", "outstanding", "repeats", "questions")


def bounded(desk: Desk, most: int = LARGEST_DESK) -> Desk:
    """``desk``, with the lists of the past cut in half until it fits."""
    while desk.sheet is not None and len(desk.model_dump_json().encode()) > most:
        sheet = desk.sheet
        longest = max(LISTS, key=lambda name: len(str(getattr(sheet, name))))
        rows = getattr(sheet, longest)
        if not rows:
            break
        cut = {longest: rows[: len(rows) // 2], "cut": True}
        desk = desk.model_copy(update={"sheet": sheet.model_copy(update=cut)})
    return desk
