"""A house on the real directories: substance-use facilities, Philadelphia AA, New York NA, Al-Anon."""

import shutil
from pathlib import Path

import pytest

from casework import directory
from casework.desk import Desk
from db import session
from tests.conftest import forget, use

FILES = (
    ("findtreatment", "samhsa-directory-2024/facilities.csv.gz", "samhsa"),
    ("meeting_guide", "tsml-aa-philadelphia-2021/meetings.json.gz", "aa-philadelphia"),
    ("bmlt", "bmlt-na-new-york-2018", "na-new-york"),
    ("meeting_guide", "tsml-alanon-ma-2023/meetings.json.gz", "al-anon-massachusetts"),
)
CODE_LISTS = {"al-anon-massachusetts": "al-anon"}


@pytest.fixture(scope="session")
def real_template(data_folder, sqlite_template, tmp_path_factory) -> Path:
    """A database that holds the real listings and nobody."""
    home = tmp_path_factory.mktemp("real")
    shutil.copy(sqlite_template, home / "peerline.db")
    url = f"sqlite:///{home / 'peerline.db'}"
    with pytest.MonkeyPatch.context() as patch:
        use(patch, url, home)
        with session.reading() as opened:
            desk = Desk.of_system(opened, "import")
            for format, path, source in FILES:
                feed = {"source": source, "zone": "America/New_York"}
                if source in CODE_LISTS:
                    feed["code_list"] = CODE_LISTS[source]
                report = directory.take_in(desk, format=format, path=data_folder / path, feed=feed)
                assert report.new > 300
        with session.engine().connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        forget()
    return home / "peerline.db"
