"""A source changed beneath what was written here: which of the two stands from now on?"""

from collections.abc import Sequence

import streamlit as st

from casework import directory, matches
from casework.desk import Desk
from casework.directory import Undecided
from pages.widgets.fragments import callback
from pages.widgets.plain import plain
from pages.widgets.state import say

AT_ONCE = 10


def two_answers(found: Sequence[Undecided], _desk: Desk) -> None:
    if not found:
        st.text("Nothing waits. Where a source changes what was written here, both stand here.")
        return
    st.text("What was written here stands in the lists until you choose.")
    for number, one in enumerate(found[:AT_ONCE]):
        _one(number, one)
    if len(found) > AT_ONCE:
        st.text(f"{len(found) - AT_ONCE:,} more follow as you choose.")


def _one(number: int, one: Undecided) -> None:
    with st.container(key=f"two_{number}", gap="small", border=True):
        st.markdown(
            f"**{plain(one.name)}** · {plain(one.title)}  \n"
            f"Written here: {plain(one.ours)}  \n"
            f"{plain(one.source)} says since {one.since:%-d %B}: {plain(one.theirs)}"
        )
        with st.container(horizontal=True, gap="small"):
            for keep, words in (("mine", "Keep ours"), ("theirs", "Take theirs")):
                st.button(
                    words,
                    key=f"_{keep}_{one.record_id}_{one.field}",
                    on_click=_decide,
                    args=(one, keep),
                )


@callback
def _decide(desk: Desk, one: Undecided, keep: str) -> None:
    directory.decide(desk, record_id=one.record_id, field=one.field, keep=keep)
    matches.look_again()
    say("success", f"{one.title} of {one.name}: {one.ours if keep == 'mine' else one.theirs}.")
