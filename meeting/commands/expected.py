"""Who will be there, said before the day (ATT-1)."""

from typing import Literal

from meeting.values import (
    AgencyId,
    Command,
    PersonId,
)


class SendApologies(Command):
    """I shall not be there; or chair, minute-taker or coordinator were told so (ATT-1)."""

    kind: Literal["send_apologies"] = "send_apologies"
    person: PersonId


class ComeAfterAll(Command):
    """Who had sent apologies comes after all: said as the apologies are (ATT-1)."""

    kind: Literal["come_after_all"] = "come_after_all"
    person: PersonId


class SendDeputy(Command):
    """Somebody of the same agency comes in my place, or in that of who told us so (ATT-1)."""

    kind: Literal["send_deputy"] = "send_deputy"
    person: PersonId
    deputy: PersonId


class HandInReport(Command):
    """My agency's written report is in, or that of an agency that sent us one (ATT-1)."""

    kind: Literal["hand_in_report"] = "hand_in_report"
    agency: AgencyId


ExpectedCommands = SendApologies | ComeAfterAll | SendDeputy | HandInReport
