"""Keys of the room: the minute-taker and representatives."""

from client.acts import (
    known_too,
    offering,
    preparing,
    prompting,
    register,
    speaking,
    targets,
)
from client.acts.keyed.key import BEFORE, Key, hand_up, has_not_spoken, is_not_over, on, some
from meeting import commands as c
from meeting.commands import (
    REPRESENTATIVES,
)

KEYS: tuple[Key, ...] = (
    # The room: the minute-taker
    Key(
        "witness", "W", "W", on("witness", targets.to_witness),
        "Witness a spoken confirmation of an agency without a laptop.",
        c.WitnessConfirmation, register.witness_confirmation, some(targets.to_witness),
    ),
    Key(
        "record_information", "I", "I", "information", "Record what an agency says.",
        c.RecordInformation, speaking.record_information,
    ),
    Key(
        "record_nothing", "O", "O", "nothing known", "Record that an agency knows nothing.",
        c.RecordNothingKnown, speaking.record_nothing_known,
    ),
    Key(
        "record_the_same", "Y", "Y", "knows it too",
        "Record that another agency knows the same as the selected information.",
        c.RecordTheSame, known_too.record_the_same, lambda s: known_too.to_second(s) is not None,
    ),
    Key(
        "record_action", "A", "A", "action", "Record an action that was offered aloud.",
        c.RecordAction, offering.record_action,
    ),
    Key(
        "read_back", "B", "B", "read back done", "The actions have been read aloud.",
        c.ReadBackActions, register.read_back,
        lambda s: s.case is not None and s.case.read_back_at is None,
    ),
    # The room: representatives
    Key(
        "volunteer", "v", "v", "volunteer", "Volunteer an action for your agency.",
        c.VolunteerAction, offering.volunteer, is_not_over,
    ),
    Key(
        "share", "i", "i", "information", "Share what your agency knows.",
        c.ShareInformation, speaking.share, is_not_over,
    ),
    Key(
        "know_the_same", "Y", "Y", "we know it too",
        "Your agency knows the same as the selected information: its name is put to it.",
        c.KnowTheSame, known_too.know_the_same,
        lambda s: is_not_over(s) and known_too.to_second(s) is not None,
    ),
    Key(
        "present", "p", "p", "share what is prepared",
        "Share what your agency prepared before the day, one point or all of them.",
        c.PresentPoints, preparing.present, lambda s: bool(preparing.to_present(s)),
    ),
    Key(
        "nothing_known", "n", "n", "nothing known", "Say that your agency knows nothing.",
        c.ReportNothingKnown, speaking.nothing_known, has_not_spoken,
    ),
    Key(
        "raise_hand", "h", "h", "ask to speak", "Ask to speak.",
        c.AskToSpeak, speaking.raise_hand, lambda s: not hand_up(s), roles=REPRESENTATIVES,
    ),
    Key(
        "lower_hand", "h", "h", "hand down", "Take your hand down.",
        c.LowerHand, speaking.lower_hand, hand_up, roles=REPRESENTATIVES,
    ),
    Key(
        "raise_risk", "r", "r", "raise risk", "Raise a risk that was missed.",
        c.RaiseRisk, speaking.raise_risk,
    ),
    Key(
        "suggest", "g", "g", "suggest", "Suggest an action to another agency.",
        c.SuggestAction, offering.suggest,
    ),
    Key(
        "change", "e", "e", on("change", targets.mine_to_change), "Change your action.",
        c.ChangeAction, offering.change, some(targets.mine_to_change),
    ),
    Key(
        "withdraw", "w", "w", on("withdraw", targets.mine_to_change),
        "Withdraw your action, and say why.",
        c.WithdrawAction, offering.withdraw, some(targets.mine_to_change),
    ),
    Key(
        "correct", "x", "x", "correct", "Correct the selected piece of information.",
        c.CorrectInformation, speaking.correct, lambda s: targets.correctable(s) is not None,
    ),
    Key(
        "prompt", "slash", "/", "what we may know and do",
        "A reminder of what your agency may know of a case and can offer; it is inserted nowhere.",
        c.ShareInformation, prompting.prompt, prompting.has_prompt,
    ),
    Key(
        "prompt_before", "slash", "/", "what we may know",
        "A reminder of what your agency may know of a case and can offer; it is inserted nowhere.",
        c.PreparePoint, prompting.prompt, prompting.has_prompt, BEFORE,
    ),
)  # fmt: skip
