"""A file of referrals at the coordinator's desk: on its way, reported on, and what is then asked.

Of the file it knows its pieces alone; it asks nothing itself, and knows nothing of screens.
"""

from dataclasses import dataclass

from client.handing_in import HandingIn
from meeting.desk import (
    ArrangeSitting,
    DeskAct,
    DeskReport,
    Importable,
    ImportReferrals,
    ReadReferrals,
)
from meeting.values import Identifier


@dataclass(slots=True, repr=False)
class FileAtDesk:
    """Nothing, until a file is chosen; nothing again when it is left."""

    going: HandingIn | None = None
    """The file that is on its way, and is not reported on yet."""
    piece: int = 0
    """How far it is."""
    report: DeskReport | None = None
    """What it comes to; it stands in the place of the meeting until it is left."""
    sitting: ArrangeSitting | None = None
    """What the file is for, where it is for no draft."""

    @property
    def is_there(self) -> bool:
        """Whether a file stands in the place of the meeting."""
        return self.going is not None or self.report is not None

    @property
    def importable(self) -> Importable | None:
        """What of it can be imported; None before it is reported on."""
        return None if self.report is None else self.report.importable

    @property
    def is_asking(self) -> bool:
        """Whether the report asks what something in the file means."""
        report = self.report
        return report is not None and bool(report.headings or report.agencies or report.sheets)

    def leave(self) -> None:
        """There is no file any more, and nothing that it was for."""
        self.going = self.report = self.sitting = None

    def chosen(self, file: HandingIn) -> None:
        """That one goes to the server."""
        self.going, self.report = file, None
        if self.sitting is not None and self.sitting.file != file.file:
            self.sitting = None

    def next(self, number: int) -> DeskAct | None:
        """The piece of that number, or after the last of them what the file is read by; None where
        no file is on its way.
        """
        if self.going is None:
            return None
        self.piece = number
        read = self.sitting or ReadReferrals(meeting=self.going.meeting, file=self.going.file)
        return self.going.piece(number) or read

    def reported(self, report: DeskReport) -> None:
        """What it comes to; once it is imported there is no report any more."""
        self.going = None
        self.report = None if report.said else report

    def read_anew(self, act: ReadReferrals) -> DeskAct:
        """What reads it once more, by what its coordinator has said of it."""
        if self.sitting is None:
            return act
        self.sitting = self.sitting.model_copy(update={"sheet": act.sheet})
        return self.sitting

    def importing(self, draft: Identifier, wanted: Importable) -> DeskAct | None:
        """What brings ``wanted`` of it into ``draft``, or arranges what it is for; None where
        that cannot be.
        """
        report = self.report
        if report is None or report.importable is not wanted:
            return None
        if self.sitting is not None:
            return self.sitting.model_copy(update={"agreed": True})
        return ImportReferrals(
            meeting=draft,
            file=report.file,
            version=report.version,
            accept_valid=wanted is Importable.VALID,
        )
