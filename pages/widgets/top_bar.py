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
  <form method="post" action="/sign-out"><button type="submit">Sign out</button></form>
</div>
""",
    js=(_HERE / "top_bar.js").read_text(),
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
