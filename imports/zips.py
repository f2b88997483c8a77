"""Which files does a zip hold, and when is it refused as a whole?"""

import io
import zipfile
from pathlib import PurePosixPath

from imports.listing import Unreadable
from imports.reading import CHUNK, LIMIT, TOO_LARGE, File, Opened

MEMBERS_MOST = 1000
NESTED = (".zip", ".gz", ".7z", ".rar", ".tar", ".bz2", ".xz")


def unpacked(file: File, *kinds: str) -> Opened:
    """The members of a zip whose names end in one of `kinds`, under their paths; others stay packed.

    At most 200 MB unpacked and 1,000 members. Raises `Unreadable` for a larger, damaged or locked
    zip, one that holds archives, or one that holds none of the kinds.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(file.data)) as archive:
            infos = [each for each in archive.infolist() if not each.is_dir()]
            _refuse(file.name, infos)
            wanted = [each for each in infos if each.filename.lower().endswith(kinds)]
            files, left = [], LIMIT
            for info in sorted(wanted, key=lambda each: each.filename):
                files.append(File(info.filename, _member(archive, info, file.name, left)))
                left -= len(files[-1].data)
    except Unreadable:
        raise
    except (RuntimeError, NotImplementedError) as failure:
        raise Unreadable(f"{file.name} is locked or packed in a way we cannot read.") from failure
    except Exception as failure:  # zipfile lets many kinds through on a damaged file
        raise Unreadable(f"{file.name} is a damaged zip; download it again.") from failure
    if not files:
        raise Unreadable(f"{file.name} holds no {' or '.join(kinds)} file.")
    return Opened(file.name, files, folder=True)


def _refuse(name: str, infos: list[zipfile.ZipInfo]) -> None:
    if len(infos) > MEMBERS_MOST:
        raise Unreadable(f"{name} holds {len(infos):,} files, more than any directory we know.")
    if sum(each.file_size for each in infos) > LIMIT:
        raise Unreadable(TOO_LARGE.format(name))
    for each in infos:
        if each.filename.lower().endswith(NESTED) and not _is_hidden(each.filename):
            raise Unreadable(
                f"{name} holds another archive ({each.filename[:80]}): unpack it first."
            )


def _is_hidden(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return any(part.startswith((".", "__MACOSX")) for part in parts)


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, left: int) -> bytes:
    """Read in pieces: what a zip says of its sizes need not be true."""
    parts, size = [], 0
    with archive.open(info) as stream:
        while part := stream.read(CHUNK):
            size += len(part)
            if size > left:
                raise Unreadable(TOO_LARGE.format(name))
            parts.append(part)
    return b"".join(parts)
