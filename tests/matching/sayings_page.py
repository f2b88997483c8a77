"""What does docs/sayings.md say: its tables as rows by key."""


def said_when(page: str) -> dict[str, dict[str, str]]:
    rows, names = {}, []
    for line in page.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split(" | ")]
        if line.startswith("| key"):
            names = cells
        elif line.startswith("#"):
            names = []
        elif names and line.startswith("| ") and not line.startswith("| ---"):
            rows[cells[0]] = dict(zip(names, cells, strict=True))
    return rows
