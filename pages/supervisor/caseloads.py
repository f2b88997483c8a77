"""Caseloads: who carries how much, what is late, and giving work to somebody else."""

from collections.abc import Sequence
from uuid import UUID

import pandas as pd
import streamlit as st

from casework import caseloads
from casework.access import Act
from casework.caseloads import Load, Moved, Work
from casework.desk import Desk
from pages.widgets import charts
from pages.widgets.screen import show

LISTS = {"referral": "Open referrals", "follow_up": "Open follow-ups", "late": "Late follow-ups"}
EVERYBODY, POOL = "all", "pool"
SEEN, MOVED = "_caseloads_seen", "_caseloads_moved"  # ids and versions only


def overview(desk: Desk) -> None:
    undo_bar(desk)
    loads = caseloads.by_counsellor(desk)
    busy = [load for load in loads if not load.idle]
    if not busy:
        st.info("Nobody has open work. Referrals and follow-ups show here as they are made.")
        return
    st.subheader(finding(busy))
    charts.bars(
        [(_who(load, loads), load.weight) for load in loads],
        counts="weight",
        labels=[f"{load.weight}, {load.overdue} late" for load in loads],
    )
    with st.expander("As a table, and what the weight means"):
        st.write(
            "Each open referral counts by its tier, T0 8, T1 5, T2 and not cleared 3, T3 1; "
            "each late follow-up adds the same again."
        )
        st.table(summary(loads), hide_index=True)
    drill_down(desk, loads)


def finding(loads: Sequence[Load]) -> str:
    heaviest = loads[0]
    late = sum(load.overdue for load in loads)
    pool = sum(load.overdue for load in loads if load.counsellor_id is None)
    late_words = "nothing is late" if not late else late_as_said(late)
    if pool:
        late_words += f", {pool} of them with nobody's name on"
    count = heaviest.referrals
    return (
        f"{heaviest.counsellor} carries most, {count} open referral{plural(count)}; {late_words}."
    )


def late_as_said(count: int) -> str:
    return f"{count} follow-up{plural(count)} {'is' if count == 1 else 'are'} late"


def plural(count: int) -> str:
    return "" if count == 1 else "s"


def _who(load: Load, loads: Sequence[Load]) -> str:
    several = len({one.centre for one in loads}) > 1
    return f"{load.counsellor} ({load.centre})" if several else load.counsellor


def summary(loads: Sequence[Load]) -> pd.DataFrame:
    rows = [
        (
            _who(load, loads),
            load.referrals,
            load.follow_ups,
            load.overdue,
            load.tiers["T0"] + load.tiers["T1"],
            load.tiers["T2"] + load.tiers["not_cleared"],
            load.weight,
        )
        for load in loads
    ]
    columns = ["colleague", "referrals", "follow-ups", "late", "T0–T1", "T2, not cleared", "weight"]
    return pd.DataFrame(rows, columns=columns)


# -- the lists, and moving what is in them --------------------------------------------------------


def drill_down(desk: Desk, loads: Sequence[Load]) -> None:
    names = {EVERYBODY: "everybody"} | {_key(load): _who(load, loads) for load in loads}
    left, right = st.columns(2, vertical_alignment="bottom")
    who = left.selectbox(
        "Whose work",
        list(names),
        format_func=lambda key: names.get(key, "everybody"),
        key="f_whose",
        bind="query-params",
    )
    what = right.segmented_control(
        "List",
        list(LISTS),
        format_func=LISTS.__getitem__,
        default="late",
        required=True,
        key="f_list",
        bind="query-params",
        label_visibility="collapsed",
    )
    listed = work_of(desk, who or EVERYBODY, what or "late")
    if not listed:
        st.info("Nothing here. Choose another list or colleague.")
        return
    st.table(rows_of(listed), hide_index=True)
    move(desk, listed)


def _key(load: Load) -> str:
    return str(load.counsellor_id) if load.counsellor_id else f"{POOL}-{load.centre_id}"


def work_of(desk: Desk, who: str, what: str) -> list[Work]:
    kind = "referral" if what == "referral" else "follow_up"
    late = what == "late"
    if who == EVERYBODY:
        return caseloads.work(desk, kind=kind, overdue=late)
    if who.startswith(POOL):
        centre = int(who.removeprefix(f"{POOL}-"))
        return caseloads.work(desk, kind=kind, overdue=late, pool=True, centre_id=centre)
    return caseloads.work(desk, kind=kind, overdue=late, counsellor_id=int(who))


def rows_of(listed: Sequence[Work]) -> pd.DataFrame:
    rows = [(x.call_number, x.tier, x.about, when(x), x.counsellor, x.centre) for x in listed]
    columns = ["call", "tier", "about", "when", "with", "centre"]
    return pd.DataFrame(rows, columns=columns).replace("_", " ", regex=True)


def when(one: Work) -> str:
    if one.due is None:
        return f"{one.status.replace('_', ' ')}, made {one.since:%a %d %b}"
    if one.they_call_us:
        return "they call us"
    return f"late since {one.due:%a %d %b}" if one.overdue else f"due {one.due:%a %d %b}"


def of_one(one: Work) -> str:
    return f"{one.call_number} · {one.tier} · {one.about}".replace("_", " ")


def move(desk: Desk, listed: Sequence[Work]) -> None:
    """The versions are those of the list as it was shown, not as it is now."""
    seen: dict[str, int] = st.session_state.get(SEEN, {})
    st.session_state[SEEN] = {str(one.id): one.version for one in listed}
    words = {str(one.id): of_one(one) for one in listed}
    people = {number: f"{name} ({centre})" for number, name, centre in caseloads.takers(desk)}
    chosen, to, button = st.columns([3, 2, 1], vertical_alignment="bottom")
    ids = chosen.multiselect(
        "Give these",
        list(words),
        format_func=lambda key: words.get(key, "gone"),
        key="_caseloads_these",
    )
    taker = to.selectbox(
        "to",
        list(people),
        index=None,
        format_func=lambda number: people.get(number, ""),
        placeholder="Choose a colleague",
        key="_caseloads_to",
    )
    if not button.button("Reassign", type="primary", disabled=not ids or taker is None):
        return
    versions = {UUID(key): seen.get(key, 0) for key in ids}
    kind = "referrals" if listed[0].kind == "referral" else "follow_ups"
    st.session_state[MOVED] = caseloads.reassign(desk, to=int(taker or 0), **{kind: versions})
    st.rerun()


def undo_bar(desk: Desk) -> None:
    moved: Moved | None = st.session_state.get(MOVED)
    if moved is None:
        return
    said, undo = st.columns([5, 1], vertical_alignment="center")
    said.success(f"{moved.count} moved to {moved.to}, follow-ups of a referral included.")
    if undo.button("Undo"):
        del st.session_state[MOVED]
        caseloads.give_back(desk, moved)
        st.rerun()


show(overview, title="Caseloads", act=Act.SEE_CASELOADS)
