"""Does the house keep its own rules (house.md 10)?"""

import ast
import re
from pathlib import Path

import pytest

from casework.access import ALLOWED, Act
from db.settings import ROOT

PAGES = ROOT / "pages"
SCREENS = sorted(
    path
    for folder in ("counsellor", "supervisor", "directory", "admin")
    for path in (PAGES / folder).glob("*.py")
    if path.name != "__init__.py"
)
SOURCES = sorted(
    path
    for room in ("pages", "casework", "db", "imports", "exports", "matching")
    for path in (ROOT / room).rglob("*.py")
)


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text())


def menu() -> dict[str, str]:
    """Screen path → act, as written in the shell."""
    found = {}
    for node in ast.walk(tree(PAGES / "shell.py")):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Screen":
            path, act = node.args[0], node.args[1]
            found[path.value] = act.attr
    return found


@pytest.mark.parametrize("screen", SCREENS, ids=name)
def test_a_screen_ends_in_show_with_the_act_of_the_menu(screen):
    last = tree(screen).body[-1]
    assert isinstance(last, ast.Expr)
    assert isinstance(last.value, ast.Call)
    assert last.value.func.id == "show", "a screen's last line is show(…, act=…)"
    act = next(word.value.attr for word in last.value.keywords if word.arg == "act")
    assert menu().get(str(screen.relative_to(PAGES))) == act


def test_the_menu_names_only_screens_that_exist():
    assert {str(s.relative_to(PAGES)) for s in SCREENS} == set(menu())


def test_no_screen_lies_directly_in_pages():
    """Beside the main script it would run without the shell (streamlit.md 5.1)."""
    assert {path.name for path in PAGES.glob("*.py")} == {"__init__.py", "shell.py"}
    assert not (PAGES / "pages").exists()


def test_only_the_desk_commits():
    """Keys of the database are made once, before there is a desk (db/session.py)."""
    calls = {
        name(path)
        for path in SOURCES
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute) and node.attr == "commit"
    }
    allowed = {"casework/desk.py", "db/session.py", "db/upgrade.py"}
    assert calls - {n for n in calls if n.startswith("db/migrations")} <= allowed


def test_every_act_belongs_to_a_role():
    hung_on_the_account = {Act.SEE_ALL_CENTRES}
    given = frozenset().union(*ALLOWED.values())
    assert set(Act) - given <= hung_on_the_account


def test_every_setting_is_in_the_readme():
    words = (ROOT / "db" / "settings.py").read_text()
    settings = set(re.findall(r'"(PEERLINE_[A-Z_]+|PORT)"', words))
    assert settings
    readme = (ROOT / "README.md").read_text()
    assert {one for one in settings if f"`{one}`" not in readme} == set()


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_nothing_on_a_page_runs_a_callers_words(path):
    """HTML of our own making goes through st.html, which is sanitised; letters by their route."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call):
            assert "unsafe_allow_html" not in {word.arg for word in node.keywords}


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_a_module_says_which_question_it_answers(path):
    if path.read_text().strip():
        assert ast.get_docstring(tree(path)), "a module opens with one sentence"


def test_no_screen_offers_a_letter_by_streamlits_own_download():
    """/media hands a file to anybody with its address (streamlit.md 5.3)."""
    users = {
        name(path)
        for path in SOURCES
        if path.is_relative_to(PAGES) and "download_button" in path.read_text()
    }
    assert {path for path in users if "letter" in (ROOT / path).read_text().lower()} == set()
