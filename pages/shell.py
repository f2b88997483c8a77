"""Who is signed in, which screens may they open, and where are they now?

Runs before every screen: cheap, and no gate by itself, since each screen guards itself (ADR 2).
"""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import streamlit as st

from casework import directory, team
from casework.access import Act, may
from casework.desk import at_desk
from casework.errors import NotSignedIn
from pages.widgets.look import dress
from pages.widgets.screen import ask_to_sign_in, go, present
from pages.widgets.someone import someone_asked
from pages.widgets.top_bar import top_bar

PAGES = Path(__file__).resolve().parent


@dataclass(frozen=True)
class Screen:
    path: str  # below pages/
    act: Act
    title: str
    section: str
    in_menu: bool = True  # else it opens from another screen


# The order is the order of the menu; the first a role may open is its first screen, unless FIRST
# names another.
MENU = (
    Screen("counsellor/today.py", Act.LOG_CALL, "Today", "Calls"),
    Screen("counsellor/call_desk.py", Act.LOG_CALL, "Call desk", "Calls"),
    Screen("counsellor/find.py", Act.SEARCH_DIRECTORY, "Find", "Directory"),
    Screen("directory/worklist.py", Act.VERIFY_LISTING, "To look after", "Directory"),
    Screen(
        "directory/verify.py", Act.VERIFY_LISTING, "Check a listing", "Directory", in_menu=False
    ),
    Screen("directory/twice.py", Act.EDIT_DIRECTORY, "Same place twice", "Directory"),
    Screen("directory/imports.py", Act.IMPORT_DIRECTORY, "Imports", "Directory"),
    Screen("directory/sources.py", Act.IMPORT_DIRECTORY, "Sources", "Directory"),
    Screen("directory/export.py", Act.EXPORT_DIRECTORY, "Export", "Directory"),
    Screen("directory/listing.py", Act.SEARCH_DIRECTORY, "Listing", "Directory", in_menu=False),
    Screen("directory/enter.py", Act.EDIT_DIRECTORY, "Add a place", "Directory"),
    Screen("counsellor/follow_ups.py", Act.FOLLOW_UP, "Follow-ups", "Calls"),
    Screen("counsellor/people.py", Act.SEE_PEOPLE, "People", "Calls"),
    Screen("supervisor/caseloads.py", Act.SEE_CASELOADS, "Caseloads", "Supervision"),
    Screen("supervisor/reports.py", Act.SEE_REPORTS, "Reports", "Supervision"),
    Screen("admin/team.py", Act.MANAGE_TEAM, "Team", "Helpline"),
    Screen("admin/helpline.py", Act.MANAGE_HELPLINE, "Helpline", "Helpline"),
    Screen("admin/audit_trail.py", Act.SEE_AUDIT, "Audit trail", "Helpline"),
)
IMPORTS = "directory/imports.py"
CALL_DESK = "counsellor/call_desk.py"
FIRST = {
    "supervisor": "supervisor/caseloads.py",
    "editor": "directory/worklist.py",
    "administrator": "admin/team.py",
}


def pages_for(here: team.Present, asked: str = "") -> list[st.Page]:
    """`asked`: the last word of the address, "worklist"."""
    allowed = [screen for screen in MENU if may(here.actor.role, screen.act)]
    wished = FIRST.get(here.actor.role)
    if here.actor.role in {"administrator", "editor"} and nothing_to_search(here):
        wished = IMPORTS
    paths = [screen.path for screen in allowed]
    first = wished if wished in paths else next(iter(paths), None)
    if first and asked == Path(first).stem:
        # The first screen answers at "/" alone, and here it was asked for by its own address.
        first = next((path for path in paths if path != first), first)
    return [
        st.Page(
            PAGES / screen.path,
            title=screen.title,
            default=screen.path == first,
            visibility="visible" if screen.in_menu else "hidden",
        )
        for screen in allowed
    ]


def nothing_to_search(here: team.Present) -> bool:
    """An empty helpline begins with its first directory."""
    with at_desk(here.actor) as desk:
        return directory.nothing_came_in(desk)


def shell() -> None:
    st.set_page_config(page_title="Peerline", layout="wide", initial_sidebar_state="collapsed")
    dress()
    try:
        here = present()
    except NotSignedIn:
        ask_to_sign_in()
    top_bar(here)
    wanted = someone_asked(here) if may(here.actor.role, Act.SUMMON) else None
    pages = pages_for(here, urlsplit(st.context.url or "").path.rpartition("/")[2])
    if not pages:
        st.info("There is no screen for your role yet.")
        return
    chosen = st.navigation(pages, position="top")
    if wanted:
        go(CALL_DESK, call=wanted)
    chosen.run()


shell()
