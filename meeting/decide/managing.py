"""Who may manage whose account from the room (ROLE-1, ROLE-2)."""

from meeting.access import Membership, Reader
from meeting.managing import MANAGED_BY, EndSessions, InviteAnew
from meeting.room import Room
from meeting.words import Refused


def need_may_manage(
    room: Room, asker: Reader, act: EndSessions | InviteAnew, target: Reader | None
) -> None:
    """Raises Refused unless ``asker`` may do ``act``. ``target`` is whom the office has of that id.

    It is for the chair, and for the coordinator, about people on the register of the meeting that
    they are in. Nobody but a coordinator gets hold of a coordinator's invitation: with it the chair
    could take that post.
    """
    line = room.register.get(asker.person)
    is_member = line is not None and asker.membership is Membership.MEMBER
    holds = line is not None and line.role in MANAGED_BY[type(act)]
    if not is_member or not (holds or asker.coordinator):
        raise Refused("not_your_role", roles="chair or coordinator")
    if target is None or act.person not in room.register:
        raise Refused("no_such_person", "person")
    if target.membership is not Membership.MEMBER:
        raise Refused("no_longer_a_member", "person")
    if isinstance(act, InviteAnew) and target.coordinator and not asker.coordinator:
        raise Refused("not_your_role", roles="coordinator")
