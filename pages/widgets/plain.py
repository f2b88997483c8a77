"""How do words of people stay words where Streamlit reads Markdown: labels, headings, alerts?"""

import re

# Emphasis, code, links and pictures, HTML, maths, strikes; colours and icons (`:red[`, `:smile:`);
# addresses that would become links; what begins a heading, a quote, a list or a table.
MARKUP = re.compile(
    r"[\\`*_\[\]<>~$|]|:(?=[\w-]+[\[:/]|//)|(?<=www)\.|^\s*(?:[#+-]|\d+(?=[.)]\s))", re.MULTILINE
)


def plain(words: str) -> str:
    """The same words, every mark of them a mark."""
    return MARKUP.sub(_kept, words)


def _kept(found: re.Match[str]) -> str:
    mark = found.group()
    if mark[-1].isdigit():  # "1." at the start: the dot is what makes a list of it
        return f"{mark}\u200b"
    return f"{mark[:-1]}\\{mark[-1]}"
