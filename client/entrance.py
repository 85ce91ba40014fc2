"""The way in, step by step: what is asked at each, and what comes of the answers.

An invitation and a password to choose the first time; later only the password. It knows nothing of
widgets: a screen paints a step and hands back what was typed.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from pydantic import ValidationError

from client.getting_in import Ask, NotLetIn, NotReached, Place, ask
from client.link import Seat
from client.outbox import new_id
from client.remembered import Memory, Remembered
from client.seat import Unusable, invitation_in, place_of
from meeting.joining import Invitation
from meeting.password import FEWEST_CHARACTERS, fault_of
from meeting.wire import Enrol, Joined, Knock, LogIn, Redeem
from meeting.words import REFUSALS

Typed = Mapping[str, str]
GROUP: Final = 4
INVITED: Final = "The coordinator sent you an invitation."


@dataclass(frozen=True, slots=True)
class Field:
    """One line to type; a ``hidden`` one shows dots.

    What is ``fleeting`` is no good a second time: a refusal empties the field.
    """

    name: str
    hint: str
    value: str = ""
    hidden: bool = False
    fleeting: bool = False


@dataclass(frozen=True, slots=True, repr=False)
class Step:
    """What is asked now. ``go`` is handed what was typed by field.

    It returns the next step, or the seat; it raises Unusable with a sentence for the person.
    """

    title: str
    said: tuple[str, ...]
    fields: tuple[Field, ...]
    yes: str
    go: Callable[[Typed], Awaitable["Step | Seat"]]
    why: str = ""
    bare: bool = False
    """Without a frame: something in it is to be selected with the mouse."""
    scanned: str = ""
    """What a code to be scanned says."""


class Entrance:
    """One laptop's way in."""

    def __init__(self, memory: Memory | None = None, ask_server: Ask = ask) -> None:
        self._memory = memory or Memory(None)
        self._ask = ask_server

    # Where it begins

    def first(self, why: str = "", invitation: Invitation | None = None, address: str = "") -> Step:
        """The first step: the invitation that was given, or who is remembered, or to be invited."""
        if invitation is not None:
            return self._invited(invitation, address)
        remembered = self._memory.recall()
        if remembered is not None:
            return self.log_in(remembered, why)
        return self.invitation(why)

    def invitation(self, why: str = "") -> Step:
        """Paste the invitation."""
        return Step(
            "join a meeting",
            (INVITED, "Paste all of it here; it is good once."),
            (Field("invitation", "invitation, beginning with marac2-"),),
            "goes on",
            self._take_invitation,
            why,
        )

    async def _take_invitation(self, typed: Typed) -> Step:
        return self._invited(invitation_in(typed["invitation"]), "")

    def _invited(self, invitation: Invitation, address: str) -> Step:
        known = address or invitation.address
        if known:
            return self._choose(invitation, place_of(known, invitation.pin), new_id())
        return Step(
            "join a meeting",
            ("Where is the server? Ask the coordinator for its address.",),
            (Field("address", "address, as in 192.0.2.7 or room:4765"),),
            "goes on",
            partial(self._take_address, invitation),
        )

    async def _take_address(self, invitation: Invitation, typed: Typed) -> Step:
        return self._choose(invitation, place_of(typed["address"], invitation.pin), new_id())

    # The first time

    def _choose(self, invitation: Invitation, place: Place, request: str, device: str = "") -> Step:
        device = device or new_id()
        if invitation.is_door:
            return self._at_door(invitation, place, request, device)
        return Step(
            "choose a password",
            (
                f"{FEWEST_CHARACTERS} characters or more; three or four words do well.",
                "On the day it is all you need; chair and coordinator need six digits besides.",
                "Tell it to nobody, whoever asks.",
            ),
            (
                Field("password", "password", hidden=True),
                Field("again", "the same again", hidden=True),
            ),
            "joins",
            partial(self._redeem, invitation, place, request, device),
        )

    async def _redeem(
        self, invitation: Invitation, place: Place, request: str, device: str, typed: Typed
    ) -> Step | Seat:
        place = _meant(place, typed)
        password = _chosen(typed)
        question = Redeem(request=request, code=invitation.spoken, password=password, device=device)
        step = self._choose(invitation, place, request, device)
        return await self._answered(place, device, password, question, _anew(step, typed))

    def _at_door(self, invitation: Invitation, place: Place, request: str, device: str) -> Step:
        return Step(
            "at the door",
            ("Say who you are. You see nothing of the meeting until the chair lets you in.",),
            (
                Field("name", "your name"),
                Field("agency", "your agency, as the coordinator calls it"),
                Field(
                    "password", f"a password of {FEWEST_CHARACTERS} characters or more", hidden=True
                ),
                Field("again", "the same again", hidden=True),
            ),
            "asks to come in",
            partial(self._knock, invitation, place, request, device),
        )

    async def _knock(
        self, invitation: Invitation, place: Place, request: str, device: str, typed: Typed
    ) -> Step | Seat:
        place = _meant(place, typed)
        password = _chosen(typed)
        try:
            question = Knock(
                request=request,
                code=invitation.spoken,
                name=typed["name"],
                agency=typed["agency"],
                password=password,
                device=device,
            )
        except ValidationError as error:
            field = str(error.errors()[0]["loc"][0])
            raise Unusable(_NOT_IN_FORM[field], field) from None
        step = self._at_door(invitation, place, request, device)
        return await self._answered(place, device, password, question, _anew(step, typed))

    # Later

    def log_in(self, remembered: Remembered, why: str = "") -> Step:
        """Who is remembered gives the password."""
        return Step(
            "log in",
            (f"The server is {remembered.place.address}.",),
            (
                Field("person", "who you are, as the coordinator has it", remembered.person),
                Field("password", "password", hidden=True),
                Field("totp", "six digits, if you have a device for them", fleeting=True),
            ),
            "logs in",
            partial(self._log_in, remembered),
            why,
        )

    async def _log_in(
        self,
        remembered: Remembered,
        typed: Typed,
        *,
        is_first: bool = False,
        asks_to_come_in: bool = False,
    ) -> Step | Seat:
        remembered = replace(remembered, place=_meant(remembered.place, typed))
        password = typed["password"]
        try:
            question = LogIn(
                person=typed["person"].strip(),
                password=password,
                totp="".join(typed.get("totp", "").split()) or None,
                device=remembered.device,
            )
        except ValidationError as error:
            field = str(error.errors()[0]["loc"][0])
            raise Unusable(_NOT_IN_FORM[field], field) from None
        # Who is being given a second key has it on the screen, and stays there.
        anew = None if is_first else _anew(self.log_in(remembered), typed)
        place, device = remembered.place, remembered.device
        led_to = await self._answered(place, device, password, question, anew)
        return (
            replace(led_to, asks_to_come_in=asks_to_come_in) if isinstance(led_to, Seat) else led_to
        )

    def _enrol(
        self, place: Place, device: str, password: str, enrol: Enrol, *, asks_to_come_in: bool
    ) -> Step:
        remembered = Remembered(place, enrol.person, device)
        groups = " ".join(
            enrol.secret[at : at + GROUP] for at in range(0, len(enrol.secret), GROUP)
        )
        return Step(
            "a second key",
            (
                "Your part in the meeting asks for more than a password: an authenticator program.",
                "Type this secret into it, give it the line below, or scan; keep it nowhere else.",
                groups,
                enrol.uri,
            ),
            (Field("totp", "the six digits that it shows now", fleeting=True),),
            "joins",
            partial(self._confirm, remembered, password, asks_to_come_in),
            bare=True,
            scanned=enrol.uri,
        )

    async def _confirm(
        self,
        remembered: Remembered,
        password: str,
        asks_to_come_in: bool,  # noqa: FBT001 - bound by position when the step is made
        typed: Typed,
    ) -> Step | Seat:
        said = {"person": remembered.person, "password": password, "totp": typed["totp"]}
        if not said["totp"].strip():
            raise Unusable(_NOT_IN_FORM["totp"], "totp")
        return await self._log_in(remembered, said, is_first=True, asks_to_come_in=asks_to_come_in)

    async def _answered(
        self,
        place: Place,
        device: str,
        password: str,
        question: Redeem | Knock | LogIn,
        anew: "Callable[[Place, str], Step] | None",
    ) -> Step | Seat:
        """``anew`` asks the same again where nobody answered, and for the address besides."""
        try:
            answer = await self._ask(place, question)
        except NotLetIn as no:
            raise Unusable(str(no), no.field or _typed_anew(question, no)) from None
        except NotReached as nobody:
            if anew is None:
                raise Unusable(str(nobody)) from None
            return anew(place, str(nobody))
        self._memory.keep(Remembered(place, answer.person, device))
        knocks = isinstance(question, Knock)
        if isinstance(answer, Joined):
            return Seat(place, answer.token, asks_to_come_in=knocks)
        return self._enrol(place, device, password, answer, asks_to_come_in=knocks)


def _typed_anew(question: Redeem | Knock | LogIn, no: NotLetIn) -> str:
    """From which field on it is typed once more: nobody is told which of it was wrong, and what
    stands beneath dots cannot be looked at.
    """
    return "password" if isinstance(question, LogIn) and no.code == "not_let_in" else ""


def _meant(place: Place, typed: Typed) -> Place:
    """Where the server is, after an address was mended. Raises Unusable."""
    return place_of(typed["address"], place.pin) if "address" in typed else place


def _anew(step: Step, typed: Typed) -> Callable[[Place, str], Step]:
    """``step`` once more with what was typed, and the address to be looked at last."""

    def again(place: Place, why: str) -> Step:
        fields = (replace(each, value=typed.get(each.name, "")) for each in step.fields)
        address = Field("address", "address of the server", place.address)
        return replace(step, fields=(*fields, address), why=why)

    return again


def _chosen(typed: Typed) -> str:
    """A new password, typed twice. Raises Unusable."""
    password = typed["password"]
    if (fault := fault_of(password)) is not None:
        raise Unusable(REFUSALS[fault], "password")
    if typed["again"] != password:
        raise Unusable("The two are not the same. Type the password again, twice.", "password")
    return password


_NOT_IN_FORM: Final = {
    "name": "Your name is needed here.",
    "agency": "The name of your agency is needed here.",
    "person": "That is no name of an account. It has small letters, digits and hyphens; the "
    "coordinator has it.",
    "password": "The password is missing.",
    "totp": "Six digits are expected, as your device shows them now.",
}
