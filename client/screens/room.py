"""The room, one for every role: running order, case, table. What may be done depends on who asks.

Nobody else's act moves the cursor, the tab or the case looked at. Whoever follows the room begins
another case with who it is about; whoever is writing, or looks at a case on purpose, goes on.
"""

from dataclasses import replace
from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical

from agenda.protocol import Stage
from client.acts.keys import BY_NAME, MOST_CERTAIN, is_for
from client.screens.meeting import WIDE, MeetingScreen, bindings_for
from client.view.both import both_plans
from client.view.case import (
    contact_rows,
    information_rows,
    instead_of_case,
    party_rows,
    risk_rows,
    title,
)
from client.view.earlier import plan_before
from client.view.order import order_rows
from client.view.plan import action_rows
from client.view.rows import Piece, Row, Tone, row
from client.view.seen import Place, Seen
from client.view.table import table_rows
from client.view.tabs import Tab, has_plan_before, tab_line, tabs_of
from client.widgets.listing import Listing
from client.widgets.painted import Painted

REGISTER: Final = ("G", "register")
BESIDE = frozenset({Tab.PARTIES, Tab.RISKS, Tab.ACTIONS, Tab.BEFORE})
"""Tabs beside which it stands what is safe and what is not (CASE-9)."""
WHERE: Final = {
    Stage.RISKS: Tab.RISKS,
    Stage.PLANNING: Tab.ACTIONS,
    Stage.SAFETY: Tab.ACTIONS,
    Stage.READ_BACK: Tab.ACTIONS,
}
"""The tab in which a stage takes place."""
NUMBERED: Final = 5
"""Tabs that have a key of their own; the digits after these end a case. Arrows lead to the rest."""
BOTH_HAVE_IT: Final = (Tab.ACTIONS, Tab.BEFORE)
"""Today's plan stands beside that of before, too."""
PANES = {
    Tab.PARTIES: party_rows,
    Tab.INFORMATION: information_rows,
    Tab.RISKS: risk_rows,
    Tab.ACTIONS: action_rows,
}


class RoomScreen(MeetingScreen):
    """One room for all."""

    PLACE = Place.ROOM
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_for(Place.ROOM),
        Binding("enter", "look", show=False),
        Binding("escape", "follow", show=False),
        Binding("left", "tab(-1)", show=False),
        Binding("right", "tab(1)", show=False),
        *(Binding(str(n), f"show_tab({n})", show=False) for n in range(1, NUMBERED + 1)),
        Binding("G", "app.to_register", show=False),
    ]
    MORE_KEYS = (("← →", "tabs"), ("Tab", "panes"), REGISTER, ("q", "leave"))

    def __init__(self) -> None:
        super().__init__()
        self.tab = Tab.PARTIES
        self.chosen: str | None = None
        self._shown = ""
        """The case on the screen, or last on it."""

    @property
    def seen(self) -> Seen:
        """With the case that this person looks at, and what is under their cursor."""
        if not self.is_ready:
            return self.marac.seen(chosen=self.chosen)
        order = self.query_one("#order", Listing)
        seen = self.marac.seen(
            chosen=self.chosen,
            selected=self.query_one("#case", Listing).selected,
            pointed=order.selected,
        )
        return replace(seen, in_order=order.has_focus)

    def _keys(self, seen: Seen) -> list[tuple[str, str]]:
        """For who can put somebody out who should not be here, where that is done is not cut off
        (ATT-6).
        """
        keys = super()._keys(seen)
        if is_for(BY_NAME["void_sign_in"], seen.role, coordinator=seen.coordinator):
            keys.remove(REGISTER)
            keys.insert(MOST_CERTAIN + 1, ("G", "register: void, log out"))
        return keys

    def compose_middle(self) -> ComposeResult:
        """Three panes; in a narrow terminal, two."""
        with Horizontal(id="columns"):
            yield Listing(id="order")
            with Vertical(id="middle"):
                yield Painted(id="tabs")
                yield Painted(id="contact")
                yield Listing(id="case")
            yield Listing(id="table")

    def on_mount(self) -> None:
        """The names of panes; the cursor is in the case, or with the chair in the order."""
        self.query_one("#order").border_title = "running order"
        self.query_one("#table").border_title = "the table"
        self.query_one("#case").focus()

    def on_resize(self) -> None:
        """Below WIDE the table goes into a tab, where there is no room for it, and out again."""
        self.set_class(not self._is_wide, "narrow")
        if self._is_wide and self.tab is Tab.TABLE:
            self.tab = Tab.PARTIES
        self.paint()

    @property
    def _is_wide(self) -> bool:
        return self.app.size.width >= WIDE

    def hints(self, seen: Seen) -> tuple[Row, ...]:
        """Where it is happening, for who has another tab open: nobody's tab is turned for them."""
        on = seen.room.on
        here = seen.case is not None and on is not None and on.case == seen.case.case
        wanted = WHERE.get(seen.stage) if here else None
        if wanted is None or wanted is self.tab or (wanted, self.tab) == BOTH_HAVE_IT:
            return ()
        words = f"→ {wanted.value} are on now: {self._tabs.index(wanted) + 1} shows them"
        return (row(Piece(words, Tone.WARNING), indent=2),)

    def paint_middle(self, seen: Seen) -> None:
        """The three panes."""
        self._turn_to(seen)
        self.query_one("#order", Listing).show(order_rows(seen))
        self.query_one("#middle").border_title = title(seen).replace("[", r"\[")
        tabs = tab_line(seen, self.tab, narrow=not self._is_wide)
        self.query_one("#tabs", Painted).show_lines((tabs,) if seen.case else ())
        contact = contact_rows(seen.case) if seen.case and self.tab in BESIDE else ()
        self.query_one("#contact", Painted).show_lines(contact)
        self.query_one("#case", Listing).show(self._pane(seen))
        self._paint_right(seen)

    def _paint_right(self, seen: Seen) -> None:
        """The table; or in its place, and in that of the running order, the plan of before."""
        table, case = self.query_one("#table", Listing), seen.case
        beside = case is not None and self._has_both_beside
        if beside and self.query_one("#order").has_focus:
            self.query_one("#case").focus()
        self.set_class(beside, "beside")
        table.border_title = "the plan of before" if beside else "the table"
        table.show(plan_before(seen, case) if case is not None and beside else table_rows(seen))

    @property
    def _has_both_beside(self) -> bool:
        return self.tab is Tab.BEFORE and self._is_wide

    def _turn_to(self, seen: Seen) -> None:
        """Another case begins with who it is about, whatever tab the last one was left on."""
        if seen.case is not None and seen.case.case != self._shown:
            self._shown, self.tab = seen.case.case, Tab.PARTIES
        if self.tab is Tab.BEFORE and not has_plan_before(seen):
            self.tab = Tab.ACTIONS

    def _pane(self, seen: Seen) -> tuple[Row, ...]:
        case = seen.case
        if case is None:
            return instead_of_case(seen)
        if self.tab is Tab.TABLE:
            return table_rows(seen)
        if self.tab is Tab.BEFORE:
            return action_rows(seen, case) if self._has_both_beside else both_plans(seen, case)
        return PANES[self.tab](seen, case)

    # Looking around: only this person's own keys do it

    def action_show_tab(self, number: int) -> None:
        """The tab with that number."""
        if number <= len(self._tabs):
            self.tab = self._tabs[number - 1]
            self.paint()

    def action_tab(self, by: int) -> None:
        """The tab before or after."""
        at = self._tabs.index(self.tab) if self.tab in self._tabs else 0
        self.tab = self._tabs[(at + by) % len(self._tabs)]
        self.paint()

    @property
    def _tabs(self) -> tuple[Tab, ...]:
        return tabs_of(self.seen, narrow=not self._is_wide)

    def action_look(self) -> None:
        """Looks at the item under the cursor; the room stays where it is."""
        order = self.query_one("#order", Listing)
        if not order.has_focus or not order.selected:
            return
        on = self.seen.room.on
        self.chosen = None if on is not None and on.item == order.selected else order.selected
        self.paint()

    def action_follow(self) -> None:
        """Back to what is on."""
        self.chosen = None
        self.query_one("#case", Listing).focus()
        self.paint()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """In the running order Enter looks at a case; anywhere else it confirms."""
        if parameters == ("confirm",) and self.query_one("#order").has_focus:
            return False
        return super().check_action(action, parameters)

    def on_descendant_focus(self) -> None:
        """The keys at the foot are for the pane that has the cursor."""
        self.paint()

    def on_listing_moved(self) -> None:
        """The keys at the foot are for what is under the cursor."""
        self.paint()
