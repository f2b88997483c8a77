"""What does a BMLT server (Narcotics Anonymous) say of each meeting, as JSON or as its NAWS table?"""

from imports.bmlt import answers, naws
from imports.jsons import begins
from imports.listing import Options, Reading
from imports.reading import File, Opened
from imports.tables import is_workbook


def read(source: Opened, options: Options) -> Reading:
    """Every meeting of a search answer (a folder of answers, with its formats and service bodies),
    or of a NAWS table (CSV or XLSX), told apart by what the file is. `code_list` is "bmlt".

    Meetings that are unpublished or marked as deleted count as rejected. Raises `Unreadable`.
    """
    if any(_is_json(each) for each in source.files):
        return answers.read(source, options)
    return naws.read(source, options)


def _is_json(file: File) -> bool:
    """A feed, or what should be one: a web page and a broken-off answer get their own sentence."""
    if is_workbook(file):
        return False
    head = begins(file)
    if head.startswith((b"[", b"{", b"<")):
        return True
    return b"committee" not in head and not file.name.lower().endswith((".csv", ".tsv", ".xlsx"))
