"""The confidentiality statement that everybody signs."""

from hashlib import sha256
from typing import Final

from agenda.protocol.base import Frozen
from agenda.text import Name, Statement

DEFAULT_STATEMENT: Final = """\
What is said in this meeting is confidential. It is shared so that people who are at high \
risk of serious harm, and their children, can be made safer, and for no other purpose.

You may take away what your own agency needs to carry out the actions that it has offered. \
Anything beyond that belongs to the agency that supplied it, and needs that agency's \
agreement first. Nothing may be copied or passed to anybody outside this meeting without it.

Notes and papers are kept securely, apart from the victim's and the perpetrator's open \
records, and are never left where a person discussed today could see or hear of them.

Everyone discussed is spoken of fairly, with respect and without discrimination. Each agency \
remains responsible for its own actions; this meeting does not take that over.

If you know anybody in a case personally, or have any other conflict, say so before the case \
is discussed; it will be closed to you, and nobody at the table is told why.

By signing my name I agree to keep to this, today and afterwards."""


class Declaration(Frozen):
    """The confidentiality statement that the chair reads and everybody signs (SIGN-1)."""

    version: Name = "1"
    """Changes whenever the words do; it stands beside each signature."""
    text: Statement = DEFAULT_STATEMENT
    """The words, paragraph by paragraph."""

    @property
    def digest(self) -> str:
        """SHA-256 of the exact wording, 64 hexadecimal digits (SIGN-3)."""
        return sha256(self.text.encode()).hexdigest()
