"""What the coordinator and IT do with a store, one function an errand. Prints; reads no arguments.

Raises OperatorError for whatever a person can put right.
"""

import asyncio
import os
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Final

from agenda.closed_days import calendar_of
from agenda.london import in_london
from agenda.plan import MeetingPlan
from agenda.remarks import remarks
from agenda.visitors import guests_asked_late
from meeting.joining import parse_invitation
from server import loop
from server.agenda_control import agenda_here
from server.arranging import add_meeting, first_events, invitations
from server.audit import What
from server.checking import list_audit, read_heads, verify_store
from server.control import Asked, Errand, NobodyServes, ask_server, is_served, under_control
from server.errors import OperatorError, ServingError
from server.files import make_private_folder, write_private
from server.holding import hold_missed
from server.keys import Cost
from server.late_control import LATE, late_here
from server.office import Sitting
from server.past import errands as past
from server.past.desk import PastDesk
from server.people import Desk
from server.plan_file import read_plan
from server.published import errands as before_the_day
from server.published.desk import Answer, MeetingDesk, answer_of
from server.recovery import RecoveryKey, parse_recovery_key
from server.say import say, tell
from server.sealed import seal, unseal
from server.service import Service, serving
from server.sittings import (
    ToArrange,
    need_when,
    sealed,
    sealed_invitations,
    unsealed,
    unsealed_invitations,
)
from server.store import Store, control_key, opened_store
from server.which_meeting import of_printed

CASE_ID_BYTES: Final = 8
PAST: Final = "past"
PUBLISHED: Final = "published"
SITTINGS: Final = "sittings"
RAW: Final = "raw"
"""The fact of an errand that asks for the audit as it stands."""
HIGHEST_PORT: Final = 65535


@dataclass(frozen=True, slots=True)
class Opening:
    """What opens a store: its folder, the passphrase, and what guessing that is to cost."""

    folder: Path
    passphrase: str = field(repr=False)
    cost: Cost = field(default_factory=Cost)


# Before the day


def arrange_meeting(
    opening: Opening,
    plan_file: Path,
    folder: Path | None,
    address: str,
    sitting: Sitting | None = None,
    *,
    published: bool = False,
) -> None:
    """Makes a meeting of a plan, and an invitation for whomever it expects without an account.

    They are printed, or written into ``folder``, a file each. What can be wrong with the plan, or
    with where they are to go, is found before anything is made. A restricted ``sitting`` can be
    arranged while a server runs, which then holds it. A meeting that is ``published`` is prepared
    by those expected until the day (AG-4).
    """
    plan = read_plan(plan_file)
    need_when(plan, sitting)
    if sitting is not None and sitting.after is None:
        plan = plan.model_copy(update={"emergency": True})
    first_events(plan, published=published)
    if folder is not None:
        need_place_for(folder)
    for remark in remarks(plan):
        tell(remark)
    invited = _arranged(opening, plan, sitting, address, published=published)
    hand_out(invited, folder)
    _tell_arranged(plan, invited, folder)


def _arranged(
    opening: Opening,
    plan: MeetingPlan,
    sitting: Sitting | None,
    address: str,
    *,
    published: bool,
) -> Mapping[str, str]:
    """The invitations, by person, to a meeting that is arranged now."""
    if is_served(opening.folder):
        key = control_key(opening.folder, opening.passphrase)
        with suppress(NobodyServes):
            facts = sealed(key, ToArrange(plan, sitting, address, published))
            asked = Asked("arrange", "", None, facts)
            return unsealed_invitations(key, ask_server(opening.folder, key, asked))
    with opened_store(opening.folder, opening.passphrase, create=True, cost=opening.cost) as store:
        hold_missed(store)
        add_meeting(store, plan, sitting, published=published, gives_posts=True)
        _warn_of_late_guests(plan, store.clock.now())
        if store.recovery_key is not None:
            tell_recovery_key(store.recovery_key)
        return invitations(store, plan, address)


def hand_out(invitations: Mapping[str, str], folder: Path | None) -> None:
    """Into ``folder``, a file each; or they are printed."""
    if folder is not None:
        make_private_folder(folder)
        for person, text in invitations.items():
            write_private(folder / invitation_file(person), f"{text}\n".encode())
        return
    for text in invitations.values():
        say(f"{text}\n")


def _tell_arranged(plan: MeetingPlan, invited: Mapping[str, str], folder: Path | None) -> None:
    """What there is now, and what it is called: whoever asks for papers later names it."""
    what = f"A sitting, {plan.id}," if plan.restricted is not None else plan.id
    tell(f"{what} is arranged, with {len(plan.people)} people and cases: {len(plan.cases)}.")
    for person in plan.people:
        if person.id not in invited:
            tell(f"  {person.name} has a password, or an invitation in hand already")
        elif folder is not None:
            tell(f"  {folder / invitation_file(person.id)}  for {person.name}")
    lost = [each for each in map(parse_invitation, invited.values()) if each and not each.address]
    if lost:
        tell(
            "No address was given, so each invitation asks for it: type it there exactly, or make "
            "them anew with: people invite PERSON --address HOST:PORT"
        )


def invitation_file(person: str) -> str:
    """What the file with somebody's invitation is called."""
    return f"invitation-{person}.txt"


def tell_recovery_key(key: RecoveryKey) -> None:
    """Shows it, this once, to whoever is there; not to what reads the output."""
    tell(
        "The recovery key of this store. It opens everything if the passphrase is lost, and is "
        "shown this once: write it down, and lock it away."
    )
    tell(f"    {key}")


def need_place_for(folder: Path) -> None:
    """Raises OperatorError where ``folder`` cannot be made, or is a file."""
    above = folder if folder.is_dir() else folder.parent
    if folder.is_file() or not above.is_dir() or not os.access(above, os.W_OK):
        raise OperatorError(
            f"The invitations cannot be written to {folder}; name a folder that can be made there."
        )


def _warn_of_late_guests(plan: MeetingPlan, now: datetime) -> None:
    """Guests are asked for some working days ahead (ROLE-6): later is said, and is no obstacle."""
    meetings = plan.protocol.meetings
    year = plan.day.year
    calendar = calendar_of(meetings.nation, year - 1, year + 1, meetings.closed)
    if late := guests_asked_late(plan, in_london(now).date(), calendar):
        rule = plan.protocol.deadlines.guests
        tell(
            f"Guests are asked for at the latest {rule} the meeting, and it is later than that: "
            f"{', '.join(late)}. They are expected all the same."
        )


def manage_people(opening: Opening, errand: str, who: str, facts: Mapping[str, str | None]) -> None:
    """Runs one errand of ``server.people``, through the running server if there is one."""
    said = {name: value for name, value in facts.items() if value}
    if is_served(opening.folder):
        key = control_key(opening.folder, opening.passphrase)
        with suppress(NobodyServes):
            say(ask_server(opening.folder, key, Asked("people", who, None, {"do": errand, **said})))
            return
    with opened_store(opening.folder, opening.passphrase) as store:
        say(Desk(store).run(errand, who, said))


def ask_the_past(opening: Opening, errand: str, facts: Mapping[str, str | None]) -> None:
    """Runs one errand of ``server.past``, through the running server if there is one.

    Both ways it is sealed: names of people are in it, and which sitting was named.
    """
    said = {name: value for name, value in facts.items() if value}
    if is_served(opening.folder):
        key = control_key(opening.folder, opening.passphrase)
        with suppress(NobodyServes):
            asked = Asked(PAST, "", None, {PAST: seal(key, PAST, {"do": errand, **said})})
            say(unseal(key, PAST, ask_server(opening.folder, key, asked)).get(PAST, ""))
            return
    with opened_store(opening.folder, opening.passphrase) as store:
        hold_missed(store)
        say(past.run(PastDesk(store, {}), errand, said))


def ask_of_meeting(
    opening: Opening,
    errand: str,
    facts: Mapping[str, str | None],
    out: Path | None,
    invitations_to: Path | None = None,
) -> str:
    """Runs one errand of ``server.published``, through the running server if there is one. The
    meeting or draft that it made, if any.

    Both ways it is sealed. Files are written here: into the folder ``out``, or as that file.
    """
    said = {name: value for name, value in facts.items() if value}
    if out is not None:
        said["out"] = str(out)
    if invitations_to is not None:
        need_place_for(invitations_to)
    answer = _answer_of_meeting(opening, errand, said)
    if answer.files and out is None:
        raise OperatorError("Say where they go with --out.")
    if out is not None:
        _write_files(answer.files, out)
    if answer.said:
        say(answer.said)
    hand_out(answer.invitations, invitations_to)
    return answer.meeting


def _answer_of_meeting(opening: Opening, errand: str, said: Mapping[str, str]) -> Answer:
    if is_served(opening.folder):
        key = control_key(opening.folder, opening.passphrase)
        with suppress(NobodyServes):
            sealed_errand = seal(key, PUBLISHED, {"do": errand, **said})
            asked = Asked(PUBLISHED, "", None, {PUBLISHED: sealed_errand})
            return answer_of(unseal(key, PUBLISHED, ask_server(opening.folder, key, asked)))
    with opened_store(opening.folder, opening.passphrase) as store:
        hold_missed(store)
        return before_the_day.run(MeetingDesk(store), errand, said)


def _write_files(files: Mapping[str, bytes], out: Path) -> None:
    """A single file that is named as ``out`` is that one; else they go into the folder ``out``."""
    alone = set(files) == {out.name}
    folder = out.parent if alone else out
    if files:
        make_private_folder(folder)
    for name, content in files.items():
        write_private(folder / name, content)


# On the day


@dataclass(frozen=True, slots=True)
class Serving:
    """How to serve: where, with which certificate, and who needs more than a password.

    What is None stays as it was the last time.
    """

    host: str
    port: int
    meeting: str | None = None
    certificate: Path | None = None
    key: Path | None = None
    totp: str | None = None


def serve_meeting(opening: Opening, wanted: Serving) -> None:
    """Serves until it is asked to stop."""
    if not 0 <= wanted.port <= HIGHEST_PORT:
        raise OperatorError(
            f"{wanted.port} is no port; give --port a number from 0 to {HIGHEST_PORT}."
        )
    with opened_store(opening.folder, opening.passphrase) as store:
        if wanted.certificate is not None or wanted.key is not None:
            store.use_certificate(wanted.certificate, wanted.key)
        if wanted.totp is not None:
            store.office.accounts.set("totp", wanted.totp)
        loop.run(_serve(store, wanted))


async def _serve(store: Store, wanted: Serving) -> None:
    stop = asyncio.create_task(loop.stop_requested().wait())
    async with serving(
        store, host=wanted.host, port=wanted.port, meeting=wanted.meeting
    ) as service:
        errands = errands_of(store, service)
        async with under_control(store.folder, store.control_key, service.meeting, errands):
            say(f"Serving {service.meeting} on {wanted.host}:{service.port}")
            # No sitting is named to whoever does not name it (RES-2).
            beside = [
                m.id for m in service.meetings if not m.is_sitting and m.id != service.meeting
            ]
            if beside:
                say(f"Beside it: {', '.join(beside)}")
            ended = asyncio.create_task(service.ended())
            await asyncio.wait({stop, ended}, return_when=asyncio.FIRST_COMPLETED)
            stop.cancel()
            if ended.done():
                raise ServingError(
                    "The server had to stop; everything acknowledged is safe. Start it again, and "
                    "send its log to whoever looks after it."
                )
            ended.cancel()


def errands_of(store: Store, service: Service) -> Mapping[str, Errand]:
    """What other commands can ask a running server for, by name."""
    return {
        "people": partial(_at_desk, service.desk),
        "audit": partial(_audit, store, service),
        PAST: partial(_past, store, service),
        "agenda": partial(agenda_here, service.before_the_day),
        LATE: partial(late_here, store, service),
        PUBLISHED: partial(_published, store, service),
        SITTINGS: partial(_sittings_here, store),
        "arrange": partial(arrange_here, service),
    }


def arrange_here(service: Service, _: str, facts: Mapping[str, str]) -> str:
    """A meeting, arranged and held while the server runs. Raises OperatorError."""
    desk = service.before_the_day()
    store = desk.store
    wanted = unsealed(store.control_key, facts)
    plan = wanted.plan
    need_when(plan, wanted.sitting)
    known = add_meeting(store, plan, wanted.sitting, published=wanted.published, gives_posts=True)
    service.serve(known)
    return sealed_invitations(store.control_key, invitations(store, plan, wanted.address))


def list_sittings(opening: Opening) -> None:
    """Prints the restricted sittings of the store, which nothing else lists (RES-2).

    Through the running server if there is one, and then sealed.
    """
    if is_served(opening.folder):
        key = control_key(opening.folder, opening.passphrase)
        with suppress(NobodyServes):
            answer = ask_server(opening.folder, key, Asked(SITTINGS, "", None))
            say(unseal(key, SITTINGS, answer).get(SITTINGS, ""))
            return
    with opened_store(opening.folder, opening.passphrase) as store:
        say(_sittings(store))


def _sittings(store: Store) -> str:
    sittings = ((k.id, k.sitting.after) for k in store.office.meetings() if k.sitting is not None)
    lines = (f"{name}  {f'after {after}' if after else 'emergency'}" for name, after in sittings)
    return "\n".join(lines) or "There is no restricted sitting."


def _sittings_here(store: Store, _: str, __: Mapping[str, str]) -> str:
    return seal(store.control_key, SITTINGS, {SITTINGS: _sittings(store)})


def _at_desk(desk: Desk, who: str, facts: Mapping[str, str]) -> str:
    return desk.run(facts.get("do", ""), who, facts)


def _past(store: Store, service: Service, _: str, facts: Mapping[str, str]) -> str:
    key = store.control_key
    said = {n: str(value) for n, value in unseal(key, PAST, facts.get(PAST, "")).items()}
    desk = PastDesk(store, service.meetings.states)
    return seal(key, PAST, {PAST: past.run(desk, said.pop("do", ""), said)})


def _published(store: Store, service: Service, _: str, facts: Mapping[str, str]) -> str:
    key = store.control_key
    whole = unseal(key, PUBLISHED, facts.get(PUBLISHED, ""))
    said = {name: str(value) for name, value in whole.items()}
    desk = service.before_the_day()
    return seal(key, PUBLISHED, before_the_day.run(desk, said.pop("do", ""), said).as_facts())


def _audit(store: Store, service: Service, who: str, facts: Mapping[str, str]) -> str:
    states, raw = service.meetings.states, bool(facts.get(RAW))
    return "\n".join(list_audit(store, who or None, service.meeting, states, raw=raw))


# The keys


def change_keys(opening: Opening, new_passphrase: str | None) -> None:
    """Another store key and recovery key; another passphrase, where one is given.

    Raises StoreError while a server holds the store.
    """
    with opened_store(opening.folder, opening.passphrase) as store:
        store.audit.act(What.KEYS_CHANGED)
        recovery = store.change_keys(new_passphrase, opening.passphrase)
    # Before anything else is printed: whoever reads the output may have gone.
    tell_recovery_key(recovery)
    if new_passphrase is None:
        say(
            "The passphrase is unchanged: whoever knows it still opens the store. To change it too,"
        )
        say("put the new one into a file and name that with --new-passphrase-file.")
    _tell_changed("" if new_passphrase is None else "the old passphrase and ")


def recover(folder: Path, written: str, new_passphrase: str) -> None:
    """Opens a store with its recovery key, and gives it a new passphrase and recovery key.

    Raises OperatorError for a key that is miswritten, StoreError for another store's.
    """
    key = parse_recovery_key(written)
    with opened_store(folder, key) as store:
        store.audit.act(What.RECOVERED)
        recovery = store.change_keys(new_passphrase, key)
    tell_recovery_key(recovery)
    _tell_changed("the old passphrase and ")


def _tell_changed(besides: str) -> None:
    say(f"The keys are changed; from now on {besides}the old recovery key can open only copies")
    say("that were made before. Make a new backup.")


# After the day


def make_papers(opening: Opening, folder: Path, people: Iterable[str], meeting: str | None) -> None:
    """Writes the action list, minutes and register of each reader, and prints what it wrote."""
    facts = {"meeting": meeting, "readers": "\n".join(people)}
    ask_of_meeting(opening, "lists", facts, folder)


def verify(
    opening: Opening, heads: Sequence[str], papers: Sequence[Path], meeting: str | None
) -> None:
    """Prints whether every record of the store is whole, and goes on from what was printed.

    Raises OperatorError if it is not, or if a head or paper cannot be read.
    """
    printed = read_heads(heads, papers)
    with opened_store(opening.folder, opening.passphrase) as store:
        find = partial(of_printed, store, printed, meeting)
        verify_store(store, printed, find, meeting)


def print_audit(
    opening: Opening, person: str | None, meeting: str | None, *, raw: bool = False
) -> None:
    """Prints what the audit says of a person and a meeting; while a meeting is on, of that one."""
    if is_served(opening.folder):
        key = control_key(opening.folder, opening.passphrase)
        with suppress(NobodyServes):
            facts = {RAW: "yes"} if raw else {}
            say(ask_server(opening.folder, key, Asked("audit", person or "", meeting, facts)))
            return
    with opened_store(opening.folder, opening.passphrase) as store:
        for line in list_audit(store, person, meeting, raw=raw):
            say(line)
