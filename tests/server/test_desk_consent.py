"""At the desk a draft says which cases come without consent, and on what grounds. AG-6, CON-3."""

from pathlib import Path

from agenda.referral import Consent
from tests.server.test_desk import referral, shown
from tests.server.test_desk_placing import drafting, milo


async def test_ag_6_without_consent_is_said_with_the_grounds_and_not_of_a_closed_case_con_3(
    tmp_path: Path,
) -> None:
    refused = referral("Una Wells", "Ned Wells", "wells").model_copy(
        update={"consent": Consent.REFUSED, "grounds": "Vital interests."}
    )
    closed = milo(consent=Consent.NOT_ASKED, grounds="A canary")
    async with drafting(tmp_path, refused, closed) as (_, coordinator):
        remarks = (await shown(coordinator))["remarks"]
        (said,) = (each for each in remarks if "consent" in each)
        assert said.startswith("Case ")
        assert said.endswith(": consent was refused; shared on these grounds: Vital interests.")
        assert "A canary" not in str(coordinator.frames)
