"""`manage.py import`: exit codes, the report file, and what is said."""

import json

import pytest

import manage
from db.models import ImportRun
from tests.casework.feeds import meetings_file


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
