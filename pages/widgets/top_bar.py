"""Who am I here, how do I leave, and is this the demo: the right end of the top bar; and all keys."""

from pathlib import Path

import streamlit as st

from casework.team import Present

_HERE = Path(__file__).parent / "components"
_bar = st.components.v2.component(
    "peerline_top_bar",
    html="""<div class="pl-bar">
  <span class="pl-demo" hidden>DEMO</span>
  <span class="pl-who"></span>
  <span class="pl-keys"><button type="button" aria-label="All keys">?</button></span>
  <form method="post" action="/sign-out"><button type="submit">Sign out</button></form>
</div>
<dialog class="pl-key-list" aria-label="Keys"><h2>Keys</h2><dl>
<dt>F2</dt><dd>New call</dd>
<dt>F4</dt><dd>Danger gate</dd>
<dt>F8</dt><dd>Read out</dd>
<dt>F9</dt><dd>I need someone</dd>
<dt>Alt+1 … 8</dt><dd>The steps of a call; Alt+0 is the quick lane</dd>
<dt>Alt+N</dt><dd>Don't know, would rather not say, not asked: of the question you are in</dd>
<dt>/</dt><dd>Find in the directory</dd>
<dt>?</dt><dd>This list</dd>
</dl><form method="dialog"><button type="submit">Close</button></form></dialog>
""",
    js=(_HERE / "top_bar.js").read_text() + (_HERE / "stay.js").read_text(),
    isolate_styles=False,
)


def top_bar(here: Present) -> None:
    _bar(
        key="top_bar",
        data={
            "name": here.actor.name,
            "role": here.actor.role,
            "helpline": here.helpline,
            "demo": here.is_demo,
        },
    )
