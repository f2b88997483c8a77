"""Is what somebody typed ever read as markup: pictures fetched from elsewhere, colours, scripts?

Every text is filled with all of it; then what each screen sends to the browser is looked through, field
by field, whatever widget it belongs to.
"""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import select
from streamlit.testing.v1.element_tree import Block, Node

from casework import directory, drafts, letters, people, support
from casework.access import Act, may
from db import session
from db.models import Account, Entry, FollowUp, Person, PersonFlag, Source, SupportSource, now
from db.settings import ROOT
from matching.words import Kind
from pages.widgets.plain import plain
from tests.casework import story
from tests.test_house import menu

HOSTILE = "<script>zq</script> ![zq](https://evil.example/x.png) :red[zq] **zq** <img src=x>"
# What Streamlit's Markdown would make something of, and what a browser would.
MARKDOWN = re.compile(r"!\[zq\]\(|(?<!\\):red\[zq|\*\*zq\*\*", re.IGNORECASE)
HTML = re.compile(r"<script|<img", re.IGNORECASE)
# Fields that Streamlit draws letter by letter, or hands to a component of ours.
LETTER_BY_LETTER = {
    *(
        "text.body",
        "text_input.default",
        "text_input.value",
        "text_area.default",
        "text_area.value",
        "code.code_text",
    ),
    *("selectbox.options", "multi_select.options", "text_input.placeholder", "bidi_component.json"),
    "vega_lite_chart.alt",
    *("arrow_data_frame.data", "bidi_component.mixed", "alert.icon", "page_info.query_string"),
}
SQLITE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@pytest.fixture
def hostile(cast, at) -> story.Story:
    """One call with a person, places, papers and a map, every word of it hostile."""
    desk = at(cast.cleo)
    with session.reading() as opened:
        session.start_writing(opened)
        opened.get(Account, cast.dan.id).name = HOSTILE
        for kind in (Entry, Source):
            for row in opened.exec(select(kind)):
                row.name = HOSTILE
        opened.commit()
    made = story.known(desk, zip="45402", name=HOSTILE, last_use=HOSTILE, tried=HOSTILE)
    line = support.add(desk, call_id=made.call, question="on_side", kind="sponsor")
    people.known_as(desk, made.call, "caller", name=HOSTILE)
    for field in ("call.happening", "call.callback", "call.notes"):
        drafts.choose(desk, call_id=made.call, field=field, value=HOSTILE)
    other = {"value": HOSTILE + "!", "base": 0, "tab": "u", "seq": 1, "left": True}
    drafts.jot(desk, call_id=made.call, field="caller.last_use", **other)
    story.referred(desk, made, cast.harbour_house)
    unlisted = {"place": "45402", "kind": Kind.SERVICE, "note": HOSTILE}
    directory.add_unverified(desk, name=HOSTILE, phone="937-555-0100", **unlisted)
    letters.issue_for_caller(desk, call_id=made.call, side="caller")
    with session.reading() as opened:
        session.start_writing(opened)
        opened.get(Person, made.person).approach = HOSTILE
        flag = {"kind": "violent", "reason": HOSTILE, "set_at": now(), "until": now().date()}
        opened.add(PersonFlag(person_id=made.person, centre_id=desk.actor.centre_id, **flag))
        row = opened.get(SupportSource, line)
        row.label, row.detail = HOSTILE, HOSTILE
        for row in opened.exec(select(FollowUp)):
            row.reason = HOSTILE
            row.due_from, row.due_to = now() - timedelta(hours=2), now() - timedelta(hours=1)
        opened.commit()
    return made


def strings(message: Any, path: str) -> Iterator[tuple[str, str]]:
    """Every text of a protobuf message, with the way to it."""
    for field, value in message.ListFields():
        name = f"{path}.{field.name}"
        many = value if hasattr(value, "append") else [value]
        for one in many:
            if isinstance(one, str):
                yield name, one
            elif hasattr(one, "ListFields"):
                yield from strings(one, name)


def sent(node: Node) -> Iterator[tuple[str, str]]:
    """All texts below a node, named by the kind of element and the field."""
    proto = getattr(node, "proto", None)
    if proto is not None and hasattr(proto, "ListFields"):
        yield from strings(proto, type(proto).__name__)
    if isinstance(node, Block):
        for child in node.children.values():
            yield from sent(child)


def kind(path: str) -> str:
    """TextInput.label → text_input.label."""
    first, _, rest = path.partition(".")
    return re.sub(r"(?<!^)(?=[A-Z])", "_", first).lower() + "." + rest


def read_as_markup(app) -> set[str]:
    """The fields in which a hostile text arrived as it was typed."""
    found = set()
    for path, text in sent(app._tree):
        name = kind(path)
        if name == "html.body":
            found |= {name} if HTML.search(text) else set()
        elif name not in LETTER_BY_LETTER and MARKDOWN.search(text):
            found.add(f"{name}: {text[:60]}")
    return found


def seen(app) -> bool:
    return any("zq" in text for _, text in sent(app._tree))


@SQLITE
@pytest.mark.parametrize("screen", [s for s in menu() if "call_desk" not in s])
def test_no_screen_reads_a_text_as_markup(open_as, cast, hostile, screen):
    role = next(w for w in ("cleo", "mona", "edda", "adam", "audrey") if allowed(cast, w, screen))
    app = open_as(getattr(cast, role), screen)
    assert not app.exception
    assert read_as_markup(app) == set()


def allowed(cast, who: str, screen: str) -> bool:
    return may(getattr(cast, who).role, Act[menu()[screen]])


def labels(app) -> set[str]:
    return {button.label for button in app.button}


@SQLITE
def test_an_opened_record_and_an_opened_call_back_read_nothing_as_markup(open_as, cast, hostile):
    app = open_as(cast.cleo)
    app.session_state["_person"] = str(hostile.person)
    app.switch_page(str(ROOT / "pages" / "counsellor" / "people.py")).run()
    assert seen(app)
    assert read_as_markup(app) == set()
    flags = open_as(cast.mona)
    flags.session_state["_person"], flags.session_state["f_part"] = str(hostile.person), "flags"
    flags.switch_page(str(ROOT / "pages" / "counsellor" / "people.py")).run()
    assert labels(flags) >= {"End it now"}
    assert read_as_markup(flags) == set()
    due = open_as(cast.cleo, "counsellor/follow_ups.py")
    next(b for b in due.button if b.key.startswith("_open_")).click().run()
    assert seen(due)
    assert read_as_markup(due) == set()


@SQLITE
@pytest.mark.parametrize("step", range(9))
def test_no_step_of_the_call_desk_reads_a_text_as_markup(open_as, cast, hostile, step):
    app = open_as(cast.cleo)
    app.query_params["call"] = str(hostile.call)
    app.session_state["_step"] = step
    app.switch_page(str(ROOT / "pages" / "counsellor" / "call_desk.py")).run()
    assert not app.exception
    assert seen(app)
    assert read_as_markup(app) == set()


@SQLITE
@pytest.mark.parametrize(
    ("screen", "key"),
    [
        ("counsellor/today.py", "f_number"),
        ("counsellor/find.py", "f_words"),
        ("counsellor/find.py", "f_near"),
        ("counsellor/people.py", "_code"),
        ("counsellor/people.py", "_word"),
    ],
)
def test_what_a_box_is_given_comes_back_as_words(open_as, cast, hostile, screen, key):
    app = open_as(cast.cleo, screen)
    next(box for box in app.text_input if box.key == key).set_value(HOSTILE).run()
    for button in [one for one in app.button if one.key == "_by_code"]:
        button.click().run()
    assert not app.exception
    assert read_as_markup(app) == set()


@SQLITE
def test_a_refusal_is_said_in_words(open_as, cast, hostile):
    """A name may stand in a refusal: it is shown by an alert, which reads Markdown."""
    from pages.widgets import state

    app = open_as(cast.cleo)
    app.session_state[state.SAID] = [(kind, HOSTILE) for kind in ("error", "info", "success")]
    app.run()
    assert len([*app.error, *app.info, *app.success]) == 3
    assert read_as_markup(app) == set()


def test_scripts_of_ours_put_words_in_as_words():
    """Components draw with textContent; a text set as HTML would run."""
    for path in sorted((ROOT / "pages").rglob("*.js")):
        words = path.read_text()
        for way in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval("):
            assert way not in words, (path.name, way)


@pytest.mark.parametrize(
    "words",
    [
        *(HOSTILE, "# big", "> said", "- one", "1. first", "10) tenth", "a | b", "$x$ and $y$"),
        *("~~gone~~", "`code`", "[here](https://evil.example)", ":smile: :red[x] :material/home:"),
        *("https://evil.example", "www.evil.example", "a\\*b*", "__b__", "&lt;b&gt;", "", " "),
    ],
)
def test_plain_words_have_no_mark_left(words):
    said = plain(words)
    for kept in (said, said.replace("\u200b", "")):
        assert kept.replace("\\", "").replace("\u200b", "") == words.replace("\\", "")
    bare = re.sub(r"\\.", "", said)
    assert not re.search(r"[*_`\[\]<>~$|]|:\w+[\[:/]|https?:|www\.|^\s*(#|[-+]\s|\d+[.)]\s)", bare)


def test_the_search_for_markup_finds_it():
    """Or else finding none would say nothing."""
    from streamlit.testing.v1 import AppTest

    def screen(words):
        import streamlit as st

        st.info(words)
        st.text(words)
        st.button(words)
        st.text_input("plain", value=words)
        st.expander(words).text("inside")
        st.radio("choose", [words, "other"])
        st.html(f"<p>{words}</p>")

    found = read_as_markup(AppTest.from_function(screen, args=(HOSTILE,)).run())
    kinds = {one.partition(":")[0] for one in found}
    assert kinds == {
        *("alert.body", "button.label", "expandable.label", "radio.options", "html.body"),
    }
