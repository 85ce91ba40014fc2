"""Getting in as a person would, without a screen: an invitation, a password, six digits."""

import asyncio
from base64 import b32decode
from datetime import UTC, datetime, timedelta

from client.getting_in import NotLetIn, Place, ask
from client.link import Seat
from client.outbox import new_id
from client.seat import place_of
from meeting.joining import Invitation
from meeting.wire import Enrol, Joined, LogIn, Redeem
from server.totp import STEP_SECONDS, digits

PASSWORD = "seven quiet herons"


class Laptop:
    """What somebody has with them: a laptop with an id, and a device that shows six digits."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.id = new_id()
        self.device: bytes | None = None
        self._at = datetime.min.replace(tzinfo=UTC)

    async def redeems(self, invitation: Invitation, password: str = PASSWORD) -> Seat:
        """The first time: a password is chosen, and a device is enrolled where one is needed."""
        redeem = Redeem(request=new_id(), code=invitation.spoken, password=password, device=self.id)
        answer = await self.asks(redeem)
        if isinstance(answer, Joined):
            return Seat(self.place, answer.token)
        self.device = b32decode(answer.secret)
        return await self.logs_in(answer.person, password)

    async def logs_in(self, person: str, password: str = PASSWORD) -> Seat:
        """With the password, and the six digits of this moment where there is a device."""
        totp = self._fresh_digits() if self.device else None
        answer = await self.asks(LogIn(person=person, password=password, totp=totp, device=self.id))
        assert isinstance(answer, Joined), f"{person} is asked to enrol"
        return Seat(self.place, answer.token)

    def _fresh_digits(self) -> str:
        """Those of now, or the ones to come where those of now are used: a device may be early."""
        self._at = max(self._at + timedelta(seconds=STEP_SECONDS), datetime.now(UTC))
        return digits(self.device or b"", self._at)

    async def asks(self, question: Redeem | LogIn) -> Joined | Enrol:
        """Asks again while the server is busy, as it says to."""
        while True:
            try:
                return await ask(self.place, question)
            except NotLetIn as no:
                if no.code != "busy":
                    raise
            await asyncio.sleep(0.2)


async def come_in(invitation: Invitation) -> Seat:
    """The first time, from the invitation alone."""
    return await Laptop(place_of(invitation.address, invitation.pin)).redeems(invitation)
