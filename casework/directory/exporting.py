"""How does the directory leave as a file other programs read, and who may send it out?"""

from pathlib import Path
from tempfile import NamedTemporaryFile

from casework.access import Act
from casework.desk import Desk
from casework.directory.leaving import credits, leaving
from casework.errors import Refused
from exports import hsds


def export(desk: Desk, path: Path) -> int:
    """The directory in HSDS 3.0: `.json` a list of services, `.zip` the tabular package; how many.

    The file stands there whole or not at all, and never without its line in the audit trail. Raises
    NotAllowed; Refused for another ending, or where the file cannot be written.
    """
    desk.require(Act.EXPORT_DIRECTORY)
    ending = path.suffix.lower()
    if ending not in {".json", ".zip"}:
        raise Refused("The file's name must end in .json or .zip.")
    made = None
    try:
        with NamedTemporaryFile(dir=path.parent, suffix=".part", delete=False) as file:
            made = Path(file.name)
            if ending == ".json":
                count = hsds.write_json(leaving(desk.session), file)
            else:
                count = hsds.write_zip(leaving(desk.session), credits(desk.session), file)
        desk.session.rollback()  # what was read is put away before anything is written
        subject = f"directory: {count} listings, HSDS {ending[1:]}"
        desk.keep(Act.EXPORT_DIRECTORY, subject=subject)
        made.replace(path)
    except OSError as problem:
        raise Refused(f"{path.name} cannot be written there.") from problem
    finally:
        if made is not None:
            made.unlink(missing_ok=True)
    return count
