"""A coordinator's spreadsheet, and what the area knows, for tests of referrals."""

from collections.abc import Sequence
from datetime import date
from itertools import count
from typing import Final

from agenda.protocol import ReferralRules
from agenda.referrals.file import opened_file
from agenda.referrals.headings import Settled, need_headings
from agenda.referrals.reading import Area, ReadCase, read_cases

TODAY: Final = date(2026, 11, 25)
AGENCIES: Final = {
    "police": "Police",
    "coordination": "MARAC coordination",
    "idva": "IDVA service",
    "housing": "Housing Options",
    "children": "Children's services",
    "adults": "Adult services",
    "mental-health": "Mental health",
}


def an_area(rules: ReferralRules | None = None, spellings: dict[str, str] | None = None) -> Area:
    """Northvale. Ids are counted here, and random elsewhere."""
    numbers = count(1)
    return Area(
        AGENCIES, TODAY, lambda: f"case-{next(numbers)}", spellings or {}, rules or ReferralRules()
    )


HEADINGS: Final = (
    "Agency", "Referrer", "Date of referral", "Victim name", "Victim DOB", "Victim address",
    "Perpetrator(s)", "Perpetrator DOB", "Relationship", "Children (names & DOBs)", "DASH score",
    "Reason criteria", "Why PJ", "Date previous MARAC", "Consent?", "Legal basis",
    "Date of last incident", "Background", "Safe contact", "Is post safe?", "Who safe to talk to",
    "Who NOT safe to talk to", "Risk to staff", "Victim's wishes", "Ethnicity", "HBA?", "Notes",
)  # fmt: skip
_WHOLE: Final = (
    "Police", "PC Lowe", date(2026, 11, 2), "Anwen Oakhill", "12/5/1988", "4 Mill Lane, Northvale",
    "Dale Oakhill", "3/4/1985", "husband", "Bryn Oakhill 3/4/2019\nCai Oakhill 5/6/2021", 17,
    "Visible high risk", "", "", "Yes", "", date(2026, 10, 30), "Strangled twice since May.",
    "Mobile before ten", "No", "her mother", "her sister", "A dog", "To stay where she is",
    "White Welsh", "", "seen",
)  # fmt: skip


def a_row(**changed: object) -> list[object]:
    """A referral that is complete, but for what is changed, by the names in ``KEYS``."""
    row: list[object] = list(_WHOLE)
    for name, value in changed.items():
        row[KEYS.index(name)] = value
    return row


KEYS: Final = (
    "agency", "referrer", "referred", "victim", "born", "address", "perpetrators", "perp_born",
    "relationship", "children", "ticks", "criteria", "why", "earlier", "consent", "grounds",
    "incident", "reason", "safe", "post", "talk", "no_talk", "staff", "wishes", "ethnicity",
    "restricted", "notes",
)  # fmt: skip

_OTHERS: Final = (
    ("Mina Hart", "Carl Hart"), ("Ffion Reed", "Gareth Reed"), ("Jo Penrose", "Max Tully"),
    ("Kirsty Vane", "Lee Vane"), ("Nadia Aziz", "Omar Aziz"), ("Petra Lund", "Quentin Lund"),
    ("Rhian Moss", "Scott Moss"), ("Tara Quill", "Umar Quill"), ("Una Frost", "Vince Frost"),
    ("Wanda Birch", "Xavier Birch"), ("Yasmin Cole", "Zack Cole"), ("Beth Ashby", "Colin Ashby"),
)  # fmt: skip


def fourteen() -> list[list[object]]:
    """The coordinator's fourteen: eleven complete, one without a safe contact, one that may be a
    repeat from March, one whose agency's name is spelled a new way.
    """
    rows = [list[object](HEADINGS), a_row()]
    rows += [
        a_row(victim=v, perpetrators=p, born=f"{n + 1}/{n + 1}/1991", perp_born="n/k",
              children="", address=f"{n + 20} Elm Road, Northvale")
        for n, (v, p) in enumerate(_OTHERS)
    ]  # fmt: skip
    rows.append(
        a_row(victim="Delyth Marlow", perpetrators="Evan Marlow", born="9/9/1979",
              perp_born="1/2/1977", children="none", address="77 Quay Street, Northvale")
    )  # fmt: skip
    rows[5][KEYS.index("safe")] = ""
    rows[9][KEYS.index("agency")] = "Housing Optons"
    rows[14][KEYS.index("criteria")] = "VHR; Repeat"
    rows[14][KEYS.index("earlier")] = "10 March 2026"
    return rows


def as_csv(rows: Sequence[Sequence[object]], delimiter: str = ",") -> str:
    """Rows as a CSV file has them, dates as the British write them."""

    def cell(value: object) -> str:
        text = f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value)
        quoted = text.replace('"', '""')
        return f'"{quoted}"'

    return "\r\n".join(delimiter.join(map(cell, row)) for row in rows)


def read(
    content: bytes | str, settled: Settled | None = None, area: Area | None = None
) -> list[ReadCase]:
    """The cases of a file. Headings that nobody knows are left in the row."""
    whole = content if isinstance(content, bytes) else content.encode()
    table = opened_file(whole, settled or {}).table
    return list(read_cases(table, need_headings(table, settled or {}), area or an_area()))
