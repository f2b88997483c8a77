"""Does any screen show a door or number that is kept private, but to an editor on the listing's own page?

Every screen of the menu, as everybody who may open it; a new one is asked without being named here.
"""

from dataclasses import replace

import pytest

from casework import directory, drafts, matches
from casework.access import Act, may
from db.settings import ROOT
from tests.casework import story
from tests.casework.feeds import FEED, clinic, reading
from tests.casework.test_private_stays import hidden, service_of
from tests.pages.test_markup import SQLITE
from tests.test_house import menu

STREET, NUMBER = "Zqwort", "937-555-1234"
MARKS = (STREET.lower(), NUMBER, NUMBER.replace("-", ""), "39.761234", "-84.191234")
LISTING = "directory/listing.py"
ROLES = {
    "cleo": "counsellor", "mona": "supervisor", "edda": "editor", "adam": "administrator",
    "audrey": "auditor",
}  # fmt: skip
# What a screen shows by turns.
PARTS = {
    "counsellor/call_desk.py": {"_step": range(9)},
    "directory/worklist.py": {"f_waits": ("reports", "added", "two", "twice", "due")},
    "directory/sources.py": {"f_part": ("imports", "settings", "silence")},
    "directory/twice.py": {"f_twice": ("decided",)},
    "supervisor/reports.py": {"f_part": ("calls", "referrals", "went", "unmet", "fresh")},
}
# Who keeps the door private must see it: on the listing's page, and in the source's own record.
RAW = {LISTING, "counsellor/find.py"}
OPENED = [
    (screen, who)
    for screen, act in menu().items()
    for who, role in ROLES.items()
    if may(role, Act[act]) and not (screen in RAW and may(role, Act.EDIT_DIRECTORY))
]


@pytest.fixture
def private(cast, at):
    """A clinic with a private door and number: reported on, due, listed twice, on a caller's list."""
    edda, cleo = at(cast.edda), at(cast.cleo)
    one = hidden(1234, STREET, NUMBER, "first")
    directory.take(edda, FEED, reading([one, *(clinic(n) for n in range(8))]))
    twin = replace(one, source_id="twin")
    directory.take(edda, replace(FEED, source="another list"), reading([twin]))
    directory.look_for_twice(edda)
    service = service_of(edda, one.source_id)
    directory.report(cleo, service_id=service, kind="full")
    made = story.known(cleo, zip="45402")
    drafts.choose(cleo, call_id=made.call, field="caller.speaks", value="es")
    story.referred(cleo, made, service)
    matches.settle()
    return service, made.call, one.name


def bytes_of(app):
    """All that is sent to the browser, tables and components too."""
    nodes, found = [app._tree], b""
    while nodes:
        node = nodes.pop()
        proto = getattr(node, "proto", None)
        found += proto.SerializeToString() if proto is not None else b""
        nodes += getattr(node, "children", {}).values()
    return found.decode("utf-8", "replace").lower()


def opened(open_as, actor, screen, private):
    service, call, name = private
    app = open_as(actor)
    asked = {"service": service, "place": f"s{service}", "call": call}
    for key, value in asked.items():
        app.query_params[key] = str(value)
    app.switch_page(str(ROOT / "pages" / screen)).run()
    yield app
    for box in [b for b in app.text_input if b.key in {"f_words", "f_near", "f_name"}]:
        box.set_value("45402" if box.key == "f_near" else name).run()
        yield app
    for row in [b.key for b in app.button if str(b.key).startswith("_open_")][:2]:
        app.button(key=row).click().run()
        yield app
    for key, values in PARTS.get(screen, {}).items():
        for value in values:
            app.session_state[key] = value
            yield app.run()


@SQLITE
@pytest.mark.parametrize(("screen", "who"), OPENED)
def test_no_screen_shows_what_is_kept_private(open_as, cast, private, screen, who):
    for app in opened(open_as, getattr(cast, who), screen, private):
        assert not app.exception
        said = bytes_of(app)
        assert [mark for mark in MARKS if mark in said] == []


@SQLITE
@pytest.mark.parametrize(
    ("screen", "who"),
    [
        *(("counsellor/find.py", "cleo"), ("counsellor/call_desk.py", "cleo"), (LISTING, "cleo")),
        *(("directory/worklist.py", "edda"), ("directory/verify.py", "edda")),
        ("directory/twice.py", "edda"),
    ],
)
def test_these_screens_do_show_the_place(open_as, cast, private, screen, who):
    """Or nothing could have been found on them."""
    pages = opened(open_as, getattr(cast, who), screen, private)
    assert any(private[2].lower() in bytes_of(app) for app in pages)


@SQLITE
def test_an_editor_does_see_it_where_it_is_edited(open_as, cast, private):
    said = "".join(bytes_of(app) for app in opened(open_as, cast.edda, LISTING, private))
    assert STREET.lower() in said
