"""The list of a draft is put in order before it is published; times follow (AG-2).

Cases go by their number on the list, and no word of them is printed.
"""

from agenda.draft import Draft, listed, moved, plan_of
from agenda.london import clock_time
from agenda.running_order import running_order
from server.errors import StoreError
from server.published.desk import Answer, Facts, MeetingDesk


def move(desk: MeetingDesk, facts: Facts) -> Answer:
    """A referral comes to another place of its list. Raises StoreError."""
    drafts = desk.store.office.drafts
    ids = drafts.ids()
    draft = drafts.draft(facts.get("meeting") or (ids[0] if len(ids) == 1 else ""))
    changed = moved_to(draft, _number(facts, "first"), _number(facts, "to"))
    drafts.put(changed)
    order = running_order(plan_of(changed))
    times = (f"{clock_time(item.starts)}  {item.label}" for item in order)
    return Answer("\n".join(times))


def moved_to(draft: Draft, number: int, to: int) -> Draft:
    """``draft`` with the case of that number, as the list has it, in the place of the number
    ``to``. Raises StoreError.
    """
    before, on_list = len(draft.plan.cases), listed(draft)
    for each in (number, to):
        if not before < each <= before + len(on_list):
            raise StoreError(
                f"There is no number {each} to move on this list; it goes from {before + 1} to "
                f"{before + len(on_list)}: agenda show prints it."
            )
    if number == to:
        raise StoreError(f"Number {number} is there already.")
    return moved(draft, on_list[number - before - 1].id, on_list[to - before - 1].id)


def _number(facts: Facts, name: str) -> int:
    try:
        return int(facts.get(name, ""))
    except ValueError:
        raise StoreError(
            "Say which case and where to, by number: agenda move 7 --to 2 --meeting ID"
        ) from None
