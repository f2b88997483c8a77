"""`manage.py import`: exit codes, the report file, and what is said."""

import io
import json
import os

import pytest
from sqlmodel import func, select

import manage
from casework import directory, team
from db.models import Account, Entry, ImportRun, Source, SourceRecord
from imports.formats import FORMATS
from tests.casework.feeds import BAD, bad_file, meetings_file


def run(capsys, *words):
    code = manage.main(["import", *map(str, words)])
    said = capsys.readouterr()
    return code, said.out, said.err


def test_a_feed_comes_in_with_its_report(cast, at, tmp_path, capsys):
    path, report = meetings_file(tmp_path, 12, name="dayton.json"), tmp_path / "report.json"
    code, out, _ = run(capsys, "meeting_guide", path, "--report", report, "--dry-run")
    assert code == 0
    assert "12 would be new" in out
    assert json.loads(report.read_text())["dry_run"] is True
    code, out, _ = run(capsys, "meeting_guide", path, "--report", report)
    assert code == 0
    assert out.startswith("12 records read: 12 new")
    told = json.loads(report.read_text())
    assert list(told)[:12] == [
        *("format", "source", "file", "sha256", "dry_run", "read", "rejected"),
        *("new", "changed", "unchanged", "missing", "problems"),
    ]
    assert (told["source"], told["file"], told["new"]) == ("dayton", "dayton.json", 12)
    assert at(cast.edda).session.get(ImportRun, 1).started_by_id is None


def test_the_file_of_the_last_time_is_said_to_be_that(cast, tmp_path, capsys):
    path, same = meetings_file(tmp_path, 12), "The same file as last time: nothing changed."
    assert same not in run(capsys, "meeting_guide", path)[1]
    again = run(capsys, "meeting_guide", path)[1].splitlines()
    assert again[0].startswith("12 records read: 0 new, 0 changed, 12 unchanged")
    assert again[1] == same


def test_what_is_refused_is_said_in_one_sentence(cast, tmp_path, capsys):
    path = meetings_file(tmp_path, 12)
    for words in (
        ("bmlt", path),
        ("meeting_guide", tmp_path / "none.json"),
        ("meeting_guide", path, "--timezone", "Dayton"),
        ("meeting_guide", path, "--code-list", "no such list"),
        ("meeting_guide", path, "--report", tmp_path / "no folder" / "report.json"),
    ):
        code, out, err = run(capsys, *words)
        assert (code, out, err.count("\n")) == (1, "", 1)
    assert run(capsys, "meeting_guide", path)[0] == 0
    meetings_file(tmp_path, 5)
    code, _, err = run(capsys, "meeting_guide", path)
    assert code == 1
    assert "--yes" in err
    assert run(capsys, "meeting_guide", path, "--yes")[0] == 0


def test_wrong_usage_is_two(cast, tmp_path):
    with pytest.raises(SystemExit) as left:
        manage.main(["import", "fax", str(tmp_path)])
    assert left.value.code == 2


def counts(desk):
    desk.session.rollback()
    kinds = (Source, SourceRecord, Entry, ImportRun)
    return [desk.session.exec(select(func.count()).select_from(kind)).one() for kind in kinds]


@pytest.mark.parametrize("kind", BAD)
def test_a_bad_file_ends_in_one_sentence_and_writes_nothing(cast, at, tmp_path, capsys, kind):
    desk = at(cast.edda)
    before = counts(desk)
    for dry in ((), ("--dry-run",)):
        format, path = bad_file(tmp_path, kind)
        code, out, err = run(capsys, format, path, "--source", "x", *dry)
        assert (code, out, err.count("\n")) == (1, "", 1)
        assert err.endswith(".\n")
        assert "Traceback" not in err
    assert counts(desk) == before


def test_a_gigabyte_is_not_even_read(cast, tmp_path, capsys, monkeypatch):
    _, path = bad_file(tmp_path, "a gigabyte")
    monkeypatch.setattr("casework.directory.taking.sha256_of", lambda _: pytest.fail("it was read"))
    code, _, err = run(capsys, "meeting_guide", path)
    assert code == 1
    assert "200 MB" in err


def test_what_is_no_file_is_refused_and_not_waited_for(cast, tmp_path, capsys):
    pipe = tmp_path / "pipe.json"
    os.mkfifo(pipe)
    code, _, err = run(capsys, "meeting_guide", pipe)
    assert (code, "not a file" in err) == (1, True)


def test_odd_bytes_and_repeated_ids_are_taken_with_a_warning(cast, at, tmp_path, capsys):
    rows = json.loads(meetings_file(tmp_path, 4).read_text())
    rows[0]["name"] = "Café Señor"
    rows[3]["slug"] = rows[2]["slug"]
    path, report = tmp_path / "latin.json", tmp_path / "report.json"
    path.write_bytes(json.dumps(rows, ensure_ascii=False).encode("latin-1"))
    assert run(capsys, "meeting_guide", path, "--report", report)[0] == 0
    told = json.loads(report.read_text())
    assert (told["read"], told["new"], told["rejected"]) == (4, 4, 0)
    problems = {(p["row"], p["severity"]): p["action"] for p in told["problems"]}
    assert "Windows-1252" in problems[0, "warning"]
    assert "-1" in problems[4, "warning"]
    for problem in told["problems"]:
        assert list(problem) == ["row", "field", "severity", "value", "action"]
    assert directory.search(at(cast.cleo), "Café")


def test_a_colleague_is_added_by_password_or_by_a_link(cast, at, capsys, monkeypatch, tmp_path):
    def add(*words, typed=""):
        monkeypatch.setattr("sys.stdin", io.StringIO(typed))
        code = manage.main(["user", "add", *words])
        said = capsys.readouterr()
        return code, said.out, said.err

    code, out, _ = add("ines", "--role", "counsellor", "--centre", "North")
    assert code == 0
    token = out.strip().rpartition("/invite/")[2]
    assert team.invited(token) == "ines"
    code, out, _ = add("vera", "--role", "auditor", "--all-centres", typed="long enough words\n")
    assert (code, out) == (0, "")
    assert team.signed_in(team.sign_in("vera", "long enough words")).actor.all_centres
    for words, typed, sentence in (
        (("ines", "--role", "editor", "--centre", "North"), "", "already"),
        (("olga", "--role", "editor", "--centre", "Atlantis"), "", "no centre named"),
        (("olga", "--role", "counsellor", "--all-centres"), "", "supervisor or an auditor"),
        (("olga", "--role", "editor", "--centre", "North"), "short\n", "10 characters"),
        (("Olga P", "--role", "editor", "--centre", "North"), "", "sign-in name"),
    ):
        code, out, err = add(*words, typed=typed)
        assert (code, out, err.count("\n"), sentence in err) == (1, "", 1, True), err
    with pytest.raises(SystemExit) as left:
        manage.main(["user", "add", "olga", "--role", "boss", "--centre", "North"])
    assert left.value.code == 2
    assert not at(cast.adam).session.exec(select(Account).where(Account.login == "olga")).all()


def test_every_format_has_its_word_on_the_command_line(capsys):
    with pytest.raises(SystemExit):
        manage.main(["import", "--help"])
    said = capsys.readouterr().out
    assert all(format in said for format in FORMATS)
