"""Who may manage whose account from the room (ROLE-1, ROLE-2)."""

from agenda.plan import Role
from meeting.access import Membership, Reader, is_unsure, may_read
from meeting.case.posts import ROLE_OF
from meeting.managing import MANAGED_BY, InviteAnew, ListSent, Managing
from meeting.room import Line, Phase, Room
from meeting.state import State
from meeting.streams import case_stream
from meeting.values import PersonId
from meeting.words import Refused


def need_may_manage(state: State, asker: Reader, act: Managing, target: Reader | None) -> None:
    """Raises Refused unless ``asker`` may do ``act``. ``target`` is whom the office has of that id.

    It is for the chair, and for the coordinator, about people on the register of the meeting that
    they are in.
    """
    room = state.room
    line = room.register.get(asker.person)
    is_member = line is not None and asker.membership is Membership.MEMBER
    holds = line is not None and line.role in MANAGED_BY[type(act)]
    if line is None or not is_member or not (holds or asker.coordinator):
        raise Refused("not_your_role", roles="chair or coordinator")
    _need_to_be_them(room, asker, line)
    if target is None or act.person not in room.register:
        raise Refused("no_such_person", "person")
    if target.membership is not Membership.MEMBER and not isinstance(act, ListSent):
        raise Refused("no_longer_a_member", "person")
    if isinstance(act, InviteAnew):
        _need_may_invite(state, asker, target)


def need_desk(room: Room, asker: Reader) -> None:
    """Raises Refused unless ``asker`` may use the coordinator's desk: a coordinator, a member
    today, of whom nothing in this meeting says that it is somebody else, or who should not read.

    The desk is of no meeting, so that they need not be present, nor on this register (ROLE-1).
    """
    if not asker.coordinator or asker.membership is not Membership.MEMBER:
        raise Refused("not_your_role", roles="coordinator")
    line = room.register.get(asker.person)
    if line is None:
        # Who let them in again said so in a meeting; here nobody could.
        if asker.renewed is not None:
            raise Refused("account_renewed")
        return
    _need_same_person(room, asker, line)
    if line.refused:
        raise Refused("not_signed")
    if line.is_present and not line.laptop:
        raise Refused("not_present")


def _need_to_be_them(room: Room, asker: Reader, line: Line) -> None:
    """Raises Refused for whoever reads nothing there, or can give no command: as for those."""
    _need_same_person(room, asker, line)
    if not (line.is_on_laptop or (room.phase is Phase.PREPARING and not line.is_present)):
        # Whatever laptop asks in the name of somebody who is here without one is not theirs.
        raise Refused("not_present")
    if line.refused:
        raise Refused("not_signed")


def _need_same_person(room: Room, asker: Reader, line: Line) -> None:
    if asker.agency != line.agency:
        raise Refused("other_agency")
    if line.is_void:
        raise Refused("sign_in_void")
    if is_unsure(room, line, asker):
        raise Refused("account_renewed")


def _need_may_invite(state: State, asker: Reader, target: Reader) -> None:
    """Raises Refused where the invitation, which its asker gets to see, would give them too much.

    Not for whoever is out of a case: as somebody else they could read it, as long as the meeting
    is there, over or not (CON-2). And a chair who asked for that of the coordinator, of another
    holder or of who may become one could take that post. Nobody at all from a restricted sitting:
    every other meeting of that person would show that somebody had asked (RES-2).

    A case that is asked for counts once it is added: the refusal would tell of it whoever is out of
    it (AG-10). Until then it keeps from whoever was invited anew what it keeps from all, and then
    they read nothing before somebody else has let them in again.
    """
    if state.room.restricted is not None:
        raise Refused("not_from_a_sitting")
    if any(case.is_withheld_from(asker.person) for case in state.cases()):
        raise Refused("somebody_else_invites")
    holds = target.coordinator or target.person in _may_hold(state, asker)
    if holds and not asker.coordinator:
        raise Refused("not_your_role", roles="coordinator")


def _may_hold(state: State, asker: Reader) -> frozenset[PersonId]:
    """Who holds the chair or the minutes, would in somebody's absence, or stands in for a case that
    ``asker`` reads: of others they are not to learn anything.
    """
    readable = may_read(state, asker)
    stand_ins = (
        person
        for case in state.cases()
        if case_stream(case.case) in readable
        for post, each in case.stand_ins.items()
        if post in ROLE_OF
        for person in (each.person, each.asked)
    )
    return _holders(state.room).union(person for person in stand_ins if person is not None)


def _holders(room: Room) -> frozenset[PersonId]:
    roles = frozenset[Role](ROLE_OF.values())
    holders = {line.person for line in room.register.values() if line.role in roles}
    # To whom it can go back, and who is asked to take it.
    holders |= {person for before in room.taken_over_from.values() for person in before}
    holders |= {asked.person for asked in room.asked_to_take_over.values()}
    lines = room.register.values()
    deputies = {line.person for line in lines if line.deputises_for in holders}
    return frozenset(holders | deputies)
