"""``marac-server``: what the coordinator and IT run.

Reads arguments and secrets; the work is in ``server.operations``. Secrets come from a file or the
environment, never from the command line, where every process of the machine could read them.
"""

import argparse
import json
import logging
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from meeting import wire
from server import logs, return_arguments
from server.errors import OperatorError
from server.private import leave_nothing_behind
from server.say import complain, say, tell

if TYPE_CHECKING:
    from server.agenda_errands import Wanted
    from server.keys import Cost
    from server.office import Sitting
    from server.operations import Opening

PORT: Final = 4765
FAILED: Final = 2
DEADLINE: Final = ("rule", "day", "nation", "closed", "at", "next_meeting")
PEOPLE: Final = ("address", "name", "agency", "post", "uses", "done", "not_yet")
DRAFTING: Final = frozenset({"new", "import", "late"})
AT_ONCE: Final = frozenset({"again", "emergency"})
AGENDA: Final = ("meeting", "by", "sheet", "accept_valid", "yes")
PUBLISHED: Final = (
    *("show", "move", "fix", "section", "guest", "carry", "discard", "publish", "deadlines"),
    *("papers", "sheet"),
)
"""What ``agenda`` does about a meeting before its day; drafts and the past have errands too."""
OF_MEETING: Final = ("meeting", "next_meeting", "address", "to", "by")
PAST: Final = ("by", "meeting", "sitting", "month", "section", "agency", "reason")
SERVING: Final = ("host", "port", "meeting", "certificate", "key", "totp")
_EXTRAS: Final = frozenset(
    {
        *("cryptography", "docx", "filelock", "holidays", "rapidfuzz", "sqlcipher3"),
        *("sqlite_utils", "typst", "xlsxwriter"),
    }
)


def main(argv: list[str] | None = None, *, cost: "Cost | None" = None) -> int:
    """Runs one subcommand; 0, or 2 after one sentence on standard error that says what to do.

    ``cost`` is what guessing the passphrase of a store that is made now is to cost.
    """
    if argv is None:  # a program of its own, and not a part of another
        leave_nothing_behind()
    options = _parser().parse_args(argv)
    logs.set_up(logging.DEBUG if options.verbose else logging.INFO)
    try:
        _run(options, cost)
    except OperatorError as error:
        complain(error)
        return FAILED
    except BrokenPipeError:
        # Whoever reads has seen enough, as ``head`` has; what is left to write goes nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except OSError as error:
        complain(f"{error.filename or 'The disk'} cannot be read or written: {error.strerror}.")
        return FAILED
    except ModuleNotFoundError as error:
        if error.name is None or error.name.split(".")[0] not in _EXTRAS:
            raise
        complain(
            "The server's own libraries are not installed; run: pip install 'marac-live[server]'"
        )
        return FAILED
    return 0


def _run(options: argparse.Namespace, cost: "Cost | None") -> None:
    if options.errand == "schema":
        say(json.dumps(wire.schema(), indent=2))
        return
    if options.errand == "deadline":
        from server import deadlines  # noqa: PLC0415 - needs the table of bank holidays

        asked = deadlines.Asked(**_said(options, DEADLINE))
        deadlines.print_deadline(asked, explain=options.explain)
        return
    if options.errand == "protocol":
        _run_protocol(options)
        return
    from server import operations  # noqa: PLC0415 - needs the server's libraries

    if options.errand == "key" and options.change == "recover":
        passphrase = read_new_passphrase(options.new_passphrase_file)
        if passphrase is None:
            raise OperatorError(
                "Say what the passphrase is to be from now on: name a file that holds it with "
                "--new-passphrase-file, or set MARAC_NEW_PASSPHRASE_FILE or MARAC_NEW_PASSPHRASE."
            )
        operations.recover(options.store, read_recovery_key(options.recovery_key_file), passphrase)
        return
    if options.errand == "agenda" and options.do == "template":
        from server import agenda_errands  # noqa: PLC0415 - as above

        agenda_errands.write_template(options.out or Path("referrals"))
        return
    if options.store is None:
        raise OperatorError("Name the store with --store.")
    opening = _opening(options, cost)
    match options.errand:
        case "arrange":
            plan, folder = options.plan, options.invitations
            sitting = _sitting(options)
            operations.arrange_meeting(
                opening, plan, folder, options.address, sitting, published=options.publish
            )
        case "sittings":
            operations.list_sittings(opening)
        case "agenda" if options.do == "new" and (options.from_meeting or options.day):
            operations.ask_of_meeting(opening, "again", _again(options), None)
        case "agenda" if options.do in AT_ONCE:
            _at_once(options, opening)
        case "agenda" if options.do in DRAFTING:
            _draft(options, opening)
        case "people":
            operations.manage_people(opening, options.do, _whom(options), _said(options, PEOPLE))
        case "agenda" if options.do in PUBLISHED:
            _before_the_day(options, opening)
        case "agenda":
            operations.ask_the_past(opening, options.do, _agenda(options))
        case "serve":
            operations.serve_meeting(opening, operations.Serving(**_said(options, SERVING)))
        case "key" if options.change == "rotate":
            operations.change_keys(opening, read_new_passphrase(options.new_passphrase_file))
        case "papers" | "return":
            _papers(options, opening)
        case "audit":
            operations.print_audit(opening, options.person, options.meeting, raw=options.raw)
        case _:
            operations.verify(opening, options.heads, options.papers, options.meeting)


def _before_the_day(options: argparse.Namespace, opening: "Opening") -> None:
    """Raises OperatorError."""
    from server import discarding, operations  # noqa: PLC0415 - needs the server's libraries

    if options.do == "discard":
        discarding.discard_draft(opening, options.meeting, yes=options.yes)
        return
    said = _of_meeting(options)
    operations.ask_of_meeting(opening, options.do, said, options.out, options.invitations)


def _papers(options: argparse.Namespace, opening: "Opening") -> None:
    """Raises OperatorError."""
    from server import operations  # noqa: PLC0415 - needs the server's libraries

    if options.errand == "return":
        said = return_arguments.said(options)
        operations.ask_of_meeting(opening, "return", said, options.out)
    elif options.urgent:
        said = {"meeting": options.meeting, "readers": "\n".join(options.readers)}
        operations.ask_of_meeting(opening, "urgent", said, options.out)
    else:
        operations.make_papers(opening, options.out, options.readers, options.meeting)


def _run_protocol(options: argparse.Namespace) -> None:
    """Raises OperatorError."""
    from server import protocol_files  # noqa: PLC0415 - needs the server's libraries

    if options.do == "list":
        protocol_files.list_protocols()
        return
    if not options.which:
        what = "a name or a file" if options.do == "show" else "a file"
        raise OperatorError(f"Say which protocol: protocol {options.do} takes {what}.")
    if options.do == "show":
        protocol_files.show_protocol(options.which)
    else:
        protocol_files.check_protocol(Path(options.which))


def _draft(options: argparse.Namespace, opening: "Opening") -> None:
    from server import agenda_errands  # noqa: PLC0415 - needs the server's libraries

    wanted = _wanted(options)
    file = Path(options.names[0]) if options.names else None
    if file is None:
        raise OperatorError(f"Name a file: marac-server agenda {options.do} FILE")
    if options.do == "new":
        agenda_errands.make_draft(opening, file)
    elif options.do == "late":
        agenda_errands.add_late(opening, file, wanted, _note(options.note_file))
    else:
        agenda_errands.import_referrals(opening, file, wanted)


def _wanted(options: argparse.Namespace) -> "Wanted":
    from server.agenda_errands import Wanted  # noqa: PLC0415 - needs the server's libraries

    return Wanted(
        **_said(options, AGENDA), headings=tuple(options.heading), spellings=tuple(options.spelling)
    )


def _of_meeting(options: argparse.Namespace) -> dict[str, Any]:
    """What was said of a meeting, of its readers, and of which case of its list."""
    if options.do in {"fix", "section", "guest"}:
        named = dict(zip(("first", "second"), options.names, strict=False))
        if len(options.names) > len(named):
            named["second"] = " ".join(options.names[1:])
        return {**_said(options, OF_MEETING), **named, "note": _note(options.note_file)}
    return {
        **_said(options, OF_MEETING),
        "readers": "\n".join(options.readers),
        "from": options.from_meeting if options.do == "carry" else None,
        "first": options.names[0] if options.names else "",
        "restricted": options.restricted if options.do == "show" else None,
    }


def _again(options: argparse.Namespace) -> dict[str, Any]:
    """What is said of a meeting with the people of an earlier one."""
    said = {**_said(options, ("day", "at")), "from": options.from_meeting}
    return {**said, "id": options.names[0] if options.names else ""}


def _at_once(options: argparse.Namespace, opening: "Opening") -> None:
    """A file of referrals, the people of an earlier meeting, and a meeting that is published: a
    sitting of every day, or an emergency of one case (AG-1, AG-9).
    """
    from server import agenda_errands  # noqa: PLC0415 - needs the server's libraries

    if len(options.names) != 1:
        raise OperatorError(
            f"Name the file with the referrals: marac-server agenda {options.do} FILE"
        )
    file, wanted = Path(options.names[0]), _wanted(options)
    facts = {**_said(options, ("day", "at", "address")), "from": options.from_meeting}
    if options.do == "again":
        agenda_errands.arrange_at_once(opening, file, wanted, facts, options.invitations)
    elif options.restricted:
        if not options.from_meeting:
            raise OperatorError("Say of which open meeting it takes the register with --from.")
        facts |= {"why": options.restricted, "named": options.readers}
        agenda_errands.arrange_restricted(opening, file, wanted, facts, options.invitations)
    else:
        facts["emergency"] = "yes"
        agenda_errands.arrange_at_once(opening, file, wanted, facts, options.invitations)


def _sitting(options: argparse.Namespace) -> "Sitting | None":
    from server.office import Sitting  # noqa: PLC0415 - needs the server's libraries

    if options.after is not None and options.emergency:
        raise OperatorError("Give --after or --emergency: a sitting is held once.")
    if options.publish and (options.emergency or options.after is not None):
        raise OperatorError("Leave out --publish: a restricted sitting is on no agenda (RES-2).")
    return Sitting(options.after) if options.emergency or options.after is not None else None


def _whom(options: argparse.Namespace) -> str:
    """Whose account is meant. Who ends somebody at a terminal is asked once, since a meeting may be
    on: raises OperatorError unless they say yes.
    """
    who = str(options.who)
    if options.do != "end" or options.yes or not sys.stdin.isatty():
        return who
    tell(
        f"{who} will be no member any more, and is out of every meeting at once, also of "
        "one that is on. Type yes to go on:"
    )
    if sys.stdin.readline().strip().casefold() != "yes":
        raise OperatorError("Nothing was changed.")
    return who


def _agenda(options: argparse.Namespace) -> dict[str, Any]:
    """What was named, one after the other, and what was said of it."""
    places = ("first", "second", "third")
    if len(options.names) > len(places):
        raise OperatorError("That is too much; look at: marac-server agenda --help")
    named = dict(zip(places, options.names, strict=False))
    return {**named, **_said(options, PAST), "note": _note(options.note_file)}


def _note(file: Path | None) -> str | None:
    """Words about a case come from a file, or are typed: a command line is seen by others."""
    if file is None:
        return None
    try:
        words = sys.stdin.read() if str(file) == "-" else file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise OperatorError(f"The note {file} cannot be read.") from None
    return " ".join(words.split())


def _said(options: argparse.Namespace, names: Sequence[str]) -> dict[str, Any]:
    return {name: getattr(options, name) for name in names}


def _opening(options: argparse.Namespace, cost: "Cost | None") -> "Opening":
    from server.keys import Cost  # noqa: PLC0415 - needs the server's libraries
    from server.operations import Opening  # noqa: PLC0415 - as above

    passphrase = read_passphrase(options.passphrase_file, os.environ)
    return Opening(options.store, passphrase, cost or Cost())


def read_passphrase(file: Path | None, environment: Mapping[str, str]) -> str:
    """The store's passphrase: of ``file``, else of the file or the words in the environment.

    Raises OperatorError if there is none.
    """
    if not (passphrase := _passphrase(file, environment, "MARAC_PASSPHRASE")):
        raise OperatorError(
            "No passphrase: put it in a file and name that with --passphrase-file, or set "
            "MARAC_PASSPHRASE_FILE or MARAC_PASSPHRASE."
        )
    return passphrase


def read_new_passphrase(file: Path | None) -> str | None:
    """What the passphrase is to be from now on; None if nobody said. Raises OperatorError."""
    return _passphrase(file, os.environ, "MARAC_NEW_PASSPHRASE") or None


def _passphrase(file: Path | None, environment: Mapping[str, str], name: str) -> str:
    named = file or environment.get(f"{name}_FILE")
    if named is None:
        return environment.get(name, "").rstrip("\r\n")
    try:
        words = Path(named).read_text(encoding="utf-8").rstrip("\r\n")
        is_open = os.name == "posix" and bool(Path(named).stat().st_mode & 0o077)
    except (OSError, UnicodeDecodeError):
        raise OperatorError(f"The passphrase file {named} cannot be read.") from None
    if is_open:
        tell(f"Others on this machine can read or change {named}; run: chmod 600 {named}")
    return words


def read_recovery_key(file: Path | None) -> str:
    """The recovery key as it is written down: of ``file``, else typed in. Raises OperatorError.

    What is typed is seen, so that it can be compared with the paper; the key ends with its use.
    """
    try:
        if file is not None:
            return file.read_text(encoding="utf-8")
        if sys.stdin.isatty():
            tell("Type the recovery key, and press Enter:")
        return sys.stdin.readline()
    except (OSError, UnicodeDecodeError):
        raise OperatorError(f"The recovery key in {file or 'the input'} cannot be read.") from None


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="marac-server", description="The server of MARAC Live.")
    parser.add_argument("--verbose", action="store_true", help="log more, still only ids")
    errands = parser.add_subparsers(dest="errand", required=True, metavar="ERRAND")
    for name, words, arguments in _ERRANDS:
        errand = errands.add_parser(
            name,
            help=words,
            description=words,
            epilog=_EPILOGS.get(name),
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        for flags, settings in arguments:
            errand.add_argument(*flags, **settings)
    return parser


_EPILOGS: Final[Mapping[str, str]] = {
    "people": """\
DO is one of:
  list      everybody, and how they get in
  agencies  every agency
  sessions  who is logged in
  add       somebody new, with an invitation
  invite    a new invitation, which ends what they had when it is used
  void      an invitation that was not used is good for nothing
  rename    another name
  move      another agency
  post      the post of coordinator, given or taken
  ready     what is done before somebody, or an --agency, comes to the table; of all
  end       no member any more, and out of every meeting at once
  restore   a member again, with an invitation
  log-out   logged out everywhere, at once
  door      an invitation for people without an account, for today
  shut      that one is void
""",
}

_CHECKS: Final = (
    "induction, secure_email, suitability, nomination; of an agency operating_protocol, "
    "information_sharing"
)
_Argument = tuple[tuple[str, ...], dict[str, Any]]
_STORE: Final[Sequence[_Argument]] = (
    (("--store",), {"type": Path, "required": True, "metavar": "DIR", "help": "the store"}),
    (
        ("--passphrase-file",),
        {"type": Path, "metavar": "FILE", "help": "holds the store's passphrase"},
    ),
)
_ADDRESS: Final[_Argument] = (
    ("--address",),
    {
        "default": "",
        "metavar": "HOST:PORT",
        "help": "where laptops find the server; said once, it is kept",
    },
)
_MEETING: Final[_Argument] = (
    ("--meeting",),
    {"metavar": "ID", "help": "which meeting, where the store holds several"},
)
_ERRANDS: Final[Sequence[tuple[str, str, Sequence[_Argument]]]] = (
    (
        "arrange",
        "make a meeting of a plan, and an invitation for everybody whom it expects",
        (
            (
                ("plan",),
                {
                    "type": Path,
                    "metavar": "PLAN.toml",
                    "help": "the plan; a case without an id gets a random one, and an id of your "
                    "own must say nothing of the case, since everybody expected is sent it",
                },
            ),
            *_STORE,
            (
                ("--invitations",),
                {"type": Path, "metavar": "DIR", "help": "write them there, a file for each"},
            ),
            _ADDRESS,
            (
                ("--after",),
                {"metavar": "ID", "help": "a restricted sitting, once that meeting has ended"},
            ),
            (
                ("--emergency",),
                {"action": "store_true", "help": "a restricted sitting, at once"},
            ),
            (
                ("--publish",),
                {
                    "action": "store_true",
                    "help": "before the day: those expected log in, read the agenda and prepare, "
                    "until the room is opened",
                },
            ),
        ),
    ),
    ("sittings", "list the restricted sittings, for whoever arranges them", _STORE),
    (
        "people",
        "manage people and their accounts, also while the server runs",
        (
            (
                ("do",),
                {
                    "choices": (
                        *("list", "agencies", "sessions", "add", "invite", "void", "rename"),
                        *("move", "post", "end", "restore", "log-out", "door", "shut"),
                        "ready",
                    ),
                    "metavar": "DO",
                    "help": "what to do, see below",
                },
            ),
            (
                ("who",),
                {"nargs": "?", "default": "", "metavar": "PERSON", "help": "an id or a name"},
            ),
            *_STORE,
            _ADDRESS,
            (("--name",), {"metavar": "NAME", "help": "add, rename: what the person is called"}),
            (
                ("--agency",),
                {"metavar": "AGENCY", "help": "add, move, ready: an agency's id or name"},
            ),
            (
                ("--done",),
                {"metavar": "CHECK[,CHECK]", "help": "ready: what is done: all, or " + _CHECKS},
            ),
            (
                ("--not-yet",),
                {"metavar": "CHECK[,CHECK]", "help": "ready: what is not, in the same words"},
            ),
            (
                ("--post",),
                {"choices": ("coordinator", "none"), "help": "add, post: what they are besides"},
            ),
            (("--uses",), {"metavar": "N", "help": "door: how many people can use it (10)"}),
            (("--yes",), {"action": "store_true", "help": "end: do not ask"}),
        ),
    ),
    (
        "agenda",
        "prepare a meeting: its draft, referrals, papers and deadlines, and what the past says",
        (
            (
                ("do",),
                {
                    "choices": (
                        *("new", "again", "import", "template", "emergency", "late"),
                        *PUBLISHED,
                        *("expiring", "repeats", "outstanding", "settle", "same"),
                    ),
                    "help": "new: a draft of a plan; import: referrals of a workbook or CSV file, "
                    "after a report; show: the list so far, or of what is published the running "
                    "order as a table, for one reader; template: an empty file to fill in; "
                    "again FILE: the referrals of a file and the people of the last meeting, "
                    "published at once; emergency FILE: the same of one referral; "
                    "late FILE: one urgent referral for the meeting that is served, which the "
                    "other of chair and coordinator agrees to in the room; "
                    "move N --to M: a case of the draft to another place of its list; "
                    "fix N HH:MM, or none: a time of its own, for a professional who is needed; "
                    "section N NAME: in which section of the day it is heard; "
                    "guest N PERSON, or none: who comes for that case of the draft alone; "
                    "carry: what the last meeting did not hear, or put off, with its referrals; "
                    "discard: a draft that is not to be held goes away, named with --meeting; "
                    "publish: the draft becomes a meeting, and is prepared until its day; "
                    "deadlines: of a meeting or draft, what is left of each, and which contradict; "
                    "papers: the agenda of each reader, as CSV, Word and PDF; sheet: to sign on "
                    "paper; expiring: flags that end in a month, or by a meeting since the one "
                    "before; repeats: of a meeting's cases, with the earlier plan; outstanding: "
                    "actions that agencies have said nothing of; settle ACTION done|not-done: what "
                    "became of one; same EARLIER LATER yes|no: whether two cases are about the "
                    "same people",
                },
            ),
            (
                ("names",),
                {
                    "nargs": "*",
                    "metavar": "NAME",
                    "help": "new, import: a file; else as outstanding or repeats lists them",
                },
            ),
            (("--store",), {"type": Path, "metavar": "DIR", "help": "the store"}),
            _STORE[1],
            (
                ("--out",),
                {
                    "type": Path,
                    "metavar": "PATH",
                    "help": "papers, publish: write them into this folder; show: of what is "
                    "published, that reader's; sheet: this file, .pdf or .docx; template: this "
                    "file (both kinds)",
                },
            ),
            (
                ("--for",),
                {
                    "dest": "readers",
                    "action": "append",
                    "default": [],
                    "metavar": "PERSON",
                    "help": "papers: only for this person's id (everybody who prepares); "
                    "emergency --restricted: named for it, by id",
                },
            ),
            (
                ("--invitations",),
                {"type": Path, "metavar": "DIR", "help": "publish: write them there, a file each"},
            ),
            _ADDRESS,
            (
                ("--from",),
                {
                    "dest": "from_meeting",
                    "metavar": "ID",
                    "help": "new, again, emergency: with the agencies, people and protocol of that "
                    "meeting; carry: what that one left (the last one)",
                },
            ),
            (
                ("--day",),
                {
                    "metavar": "DAY",
                    "help": "new, again, emergency: today, tomorrow, fri, 15 dec, or 2026-12-15 "
                    "(the next by the protocol; emergency: today)",
                },
            ),
            (("--to",), {"metavar": "M", "help": "move: to this number of the list"}),
            (("--at",), {"metavar": "HH:MM", "help": "new, again, emergency: at this time"}),
            (
                ("--next-meeting",),
                {"metavar": "DATE", "help": "deadlines: the day of the next meeting"},
            ),
            (
                ("--by",),
                {
                    "metavar": "PERSON",
                    "help": "who asks or imports, whose agenda is shown (the coordinator)",
                },
            ),
            (("--month",), {"metavar": "YYYY-MM", "help": "expiring: in this month"}),
            (("--section",), {"metavar": "NAME", "help": "outstanding: of this section"}),
            (("--agency",), {"metavar": "AGENCY", "help": "outstanding, settle: of this agency"}),
            (("--reason",), {"metavar": "WHY", "help": "settle not-done: one of the protocol's"}),
            (
                ("--note-file", "--why-file"),
                {
                    "type": Path,
                    "metavar": "FILE",
                    "help": "settle: what there is to say of it; fix: who is needed then; late: "
                    "why it is urgent; - reads what is typed or piped",
                },
            ),
            (
                ("--sitting",),
                {"metavar": "ID", "help": "a restricted sitting whose cases are looked at too"},
            ),
            _MEETING,
            (("--sheet",), {"metavar": "NAME", "help": "import: which sheet of a workbook"}),
            (
                ("--heading",),
                {
                    "action": "append",
                    "default": [],
                    "metavar": "WORDS=FIELD",
                    "help": "import: what a heading means, or keep; remembered for the area",
                },
            ),
            (
                ("--spelling",),
                {
                    "action": "append",
                    "default": [],
                    "metavar": "NAME=ID",
                    "help": "import: which agency a name is; remembered for the area",
                },
            ),
            (
                ("--accept-valid",),
                {"action": "store_true", "help": "import: take what is not refused"},
            ),
            (
                ("--yes",),
                {"action": "store_true", "help": "import, discard: do not ask after the report"},
            ),
            (
                ("--restricted",),
                {
                    "nargs": "?",
                    "const": "yes",
                    "metavar": "WHY",
                    "help": "show: those set aside for sittings of their own; emergency: a "
                    "restricted one, for employee or honour, which those named with --for hear",
                },
            ),
        ),
    ),
    (
        "serve",
        "open the meeting to the laptops at the table",
        (
            *_STORE,
            (("--host",), {"default": "127.0.0.1", "help": "address to serve on (%(default)s)"}),
            (
                ("--port",),
                {"type": int, "default": PORT, "help": "port to serve on, 0 for any (%(default)s)"},
            ),
            (
                ("--certificate",),
                {
                    "type": Path,
                    "metavar": "FILE",
                    "help": "a certificate of your own, in PEM; said once, it is kept",
                },
            ),
            (("--key",), {"type": Path, "metavar": "FILE", "help": "its private key, in PEM"}),
            (
                ("--totp",),
                {
                    "choices": ("all", "posts"),
                    "help": "who needs six digits besides the password: everybody, or only chair "
                    "and coordinator; said once, it is kept (posts)",
                },
            ),
            _MEETING,
        ),
    ),
    (
        "papers",
        "write the action list of each reader, as CSV and as Word",
        (
            *_STORE,
            (
                ("--out",),
                {"type": Path, "required": True, "metavar": "DIR", "help": "write them there"},
            ),
            (
                ("--for",),
                {
                    "dest": "readers",
                    "action": "append",
                    "default": [],
                    "metavar": "PERSON",
                    "help": "only for this person's id (everybody who signed)",
                },
            ),
            (
                ("--urgent",),
                {
                    "action": "store_true",
                    "help": "only the urgent actions that were given out, to the agencies whose "
                    "they are; also while the server runs",
                },
            ),
            _MEETING,
        ),
    ),
    ("return", return_arguments.WORDS, (*_STORE, *return_arguments.ARGUMENTS)),
    (
        "key",
        "change the store's keys: rotate, or recover with the recovery key; no server may run",
        (
            (("change",), {"choices": ("rotate", "recover"), "help": "what to do"}),
            *_STORE,
            (
                ("--new-passphrase-file",),
                {
                    "type": Path,
                    "metavar": "FILE",
                    "help": "holds the passphrase from now on (rotate: stays as it is)",
                },
            ),
            (
                ("--recovery-key-file",),
                {
                    "type": Path,
                    "metavar": "FILE",
                    "help": "recover: holds the recovery key (asked for)",
                },
            ),
        ),
    ),
    (
        "verify",
        "say whether every record of the store is whole, and goes on from what was printed",
        (
            *_STORE,
            (
                ("--head",),
                {
                    "dest": "heads",
                    "action": "append",
                    "default": [],
                    "metavar": "STREAM:NUMBER:HASH",
                    "help": "as a paper, or an earlier verify, has it; may be given again",
                },
            ),
            (
                ("--paper",),
                {
                    "dest": "papers",
                    "type": Path,
                    "action": "append",
                    "default": [],
                    "metavar": "FILE",
                    "help": "a paper that was made; may be given again",
                },
            ),
            _MEETING,
        ),
    ),
    (
        "audit",
        "list what was handed to whom, what was refused, and who did what",
        (
            *_STORE,
            (
                ("--person",),
                {"metavar": "PERSON", "help": "only what concerns this person: an id or a name"},
            ),
            (
                ("--meeting",),
                {"metavar": "ID", "help": "only this meeting (all; the one that is served)"},
            ),
            (
                ("--raw",),
                {"action": "store_true", "help": "the rows as they stand: ids, numbers and UTC"},
            ),
        ),
    ),
    (
        "protocol",
        "list, show and check local protocols; docs/protocol.md says what an area can choose",
        (
            (
                ("do",),
                {
                    "choices": ("list", "show", "check"),
                    "help": "list: those that come with the program; show: every choice of one, "
                    "and what in it is a default; check: what is wrong with a file, or what it "
                    "chooses differently from safelives",
                },
            ),
            (
                ("which",),
                {"nargs": "?", "default": "", "metavar": "NAME|FILE", "help": "show, check: it"},
            ),
        ),
    ),
    (
        "deadline",
        "print the day that a rule comes to; docs/deadlines.md says how a rule is written",
        (
            (("rule",), {"metavar": "RULE", "help": 'as people say it: "2 working days after"'}),
            (("day",), {"metavar": "DATE", "help": "the day that it is counted from: 2026-04-02"}),
            (
                ("--nation",),
                {
                    "default": "england and wales",
                    "help": "whose bank holidays count: england, wales, scotland or "
                    '"northern ireland" (%(default)s)',
                },
            ),
            (
                ("--closed",),
                {
                    "action": "append",
                    "default": [],
                    "metavar": "DATE",
                    "help": "a day that the area is closed besides; may be given again",
                },
            ),
            (
                ("--at",),
                {"metavar": "HH:MM", "help": "London time that hours are counted from"},
            ),
            (
                ("--next-meeting",),
                {"metavar": "DATE", "help": "the day of it, for a rule that names it"},
            ),
            (("--explain",), {"action": "store_true", "help": "print every step first"}),
        ),
    ),
    ("schema", "print the JSON Schema of the wire", ()),
)
