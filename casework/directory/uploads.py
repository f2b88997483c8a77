"""Where does an uploaded feed wait between the dry run and the real one? Under the home, for a day."""

import re
import shutil
import time
from collections.abc import Sequence
from pathlib import Path
from uuid import UUID, uuid4

from casework.access import Act
from casework.desk import Desk
from casework.errors import Refused
from db.settings import settings

KEPT = 24 * 3600  # seconds
GONE = "The uploaded file is no longer here. Choose it again."


def keep_upload(desk: Desk, files: Sequence[tuple[str, bytes]]) -> UUID:
    """Keep these files (name, bytes) under a random name; older uploads go. Raises NotAllowed."""
    desk.require(Act.IMPORT_DIRECTORY)
    if not files:
        raise Refused("Choose a file first.")
    _sweep()
    made = uuid4()
    folder = _folder(made)
    folder.mkdir(parents=True, mode=0o700)
    for number, (name, data) in enumerate(files):
        (folder / _safe(name, number)).write_bytes(data)
    return made


def upload_path(desk: Desk, upload: UUID) -> Path:
    """The file, or the folder of several. Raises NotAllowed; Refused when it is gone."""
    desk.require(Act.IMPORT_DIRECTORY)
    folder = _folder(upload)
    files = sorted(folder.iterdir()) if folder.is_dir() else []
    if not files:
        raise Refused(GONE)
    return files[0] if len(files) == 1 else folder


def drop_upload(desk: Desk, upload: UUID) -> None:
    desk.require(Act.IMPORT_DIRECTORY)
    shutil.rmtree(_folder(upload), ignore_errors=True)


def _folder(upload: UUID) -> Path:
    return settings().home / "uploads" / upload.hex


def _safe(name: str, number: int) -> str:
    """The name as far as an importer reads it (GetFormats.json), no path and nothing odd."""
    plain = re.sub(r"[^A-Za-z0-9._-]", "_", Path(name.replace("\\", "/")).name).lstrip(".")
    return plain[-100:] or f"file{number}"


def _sweep() -> None:
    uploads = settings().home / "uploads"
    old = time.time() - KEPT
    for folder in uploads.iterdir() if uploads.is_dir() else ():
        if folder.stat().st_mtime < old:
            shutil.rmtree(folder, ignore_errors=True)
