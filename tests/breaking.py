"""`python -m tests.breaking run app.py`: the app as it is, whose acts break with a caller's words."""

import sys

from streamlit.web import cli

from casework import calls, drafts, letters


def breaks(*_words: object, **_more: object) -> None:
    raise RuntimeError("zqbroken Maria Lopez said so")


if __name__ == "__main__":
    for noun, act in ((calls, "mine_today"), (calls, "begin"), (letters, "fetch"), (drafts, "jot")):
        setattr(noun, act, breaks)
    sys.argv[0] = "streamlit"
    cli.main()
