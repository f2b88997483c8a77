"""Caseloads: who carries how much, what is late, and giving work to somebody else."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import pandas as pd
import streamlit as st

from casework import caseloads, referrals
from casework.access import Act
from casework.caseloads import Load, Moved, Work
from casework.desk import Desk
from pages.widgets import charts
from pages.widgets.figures import made_later, to_call
from pages.widgets.flags_due import flags_due
from pages.widgets.fragments import callback
from pages.widgets.in_address import asked, kept
from pages.widgets.plain import plain
from pages.widgets.screen import show

LISTS = {"referral": "Open referrals", "follow_up": "Open follow-ups", "late": "Late follow-ups"}
EVERYBODY, POOL = "all", "pool"
# The columns of the table, each with the tiers behind its figure.
TIERS = {"T0–T1": ("T0", "T1"), "T2, not cleared": ("T2", "not_cleared"), "T3": ("T3",)}
SEEN, MOVED = "_caseloads_seen", "_caseloads_moved"  # ids and versions only
THESE, TO = "_caseloads_these", "_caseloads_to"


def overview(desk: Desk) -> None:
    loads = caseloads.by_counsellor(desk)
    busy = [load for load in loads if not load.idle]
    if not busy:
        st.info("Nobody has open work. Referrals and follow-ups show here as they are made.")
        flags_due(desk)
        return
    st.header(finding(busy), anchor=False)
    flags_due(desk)
    charts.bars(
        [(_who(load, loads), load.weight) for load in loads],
        counts="weight",
        labels=[f"{load.referrals} open, {load.overdue} late" for load in loads],
    )
    with st.expander("As a table, and how the bars are weighed"):
        st.write(
            "A bar is as long as its open work weighs: each open referral by its tier, T0 8, T1 5, "
            "T2 and not cleared 3, T3 1; each late follow-up adds the same again."
        )
        st.table(summary(loads), hide_index=True)
        downloads(desk)
    drill_down(desk, loads)


def finding(loads: Sequence[Load]) -> str:
    """What is late and dangerous first, then who carries most."""
    late, pool = sum(x.overdue for x in loads), sum(x.overdue for x in loads if not x.counsellor_id)
    first = late_as_said(late)
    if late:
        first += f", {sum(load.urgent for load in loads) or 'none'} of them T0 or T1"
    if pool:
        first += f", {pool} with nobody's name on"
    dangers = sum(load.tiers["T0"] + load.tiers["T1"] for load in loads)
    first += f"; {dangers or 'no'} open referral{plural(dangers)} at T0 or T1"
    heaviest = next((load for load in loads if load.counsellor_id), None)
    if heaviest is None or not heaviest.referrals:
        return f"{first}."
    count = heaviest.referrals
    return f"{first}. {heaviest.counsellor} carries most, {count} open referral{plural(count)}."


def late_as_said(count: int) -> str:
    if not count:
        return "Nothing is late"
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
            load.overdue,
            load.follow_ups,
            load.referrals,
            *(sum(load.tiers[tier] for tier in tiers) for tiers in TIERS.values()),
        )
        for load in loads
    ]
    columns = ["colleague", "late", "follow-ups", "referrals", *TIERS]
    return pd.DataFrame(rows, columns=columns)


def downloads(desk: Desk) -> None:
    """Numbers of calls and names of colleagues; none of a caller."""
    with st.container(horizontal=True):
        book = made_later(desk, caseloads.export, kind="xlsx")
        st.download_button("All as XLSX", book, "caseload.xlsx", on_click="ignore")
        for sheet in caseloads.SHEETS:
            made = made_later(desk, caseloads.export, kind="csv", sheet=sheet)
            name = f"caseload-{sheet.replace(' ', '-')}.csv"
            label = f"{sheet[0].upper()}{sheet[1:]} as CSV"
            st.download_button(label, made, name, on_click="ignore")


# -- the lists, and moving what is in them --------------------------------------------------------


def drill_down(desk: Desk, loads: Sequence[Load]) -> None:
    names = {EVERYBODY: "everybody"} | {_key(load): _who(load, loads) for load in loads}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        who = st.selectbox(
            "Whose work",
            list(names),
            format_func=lambda key: names.get(key, "everybody"),
            key=asked("f_whose", names, EVERYBODY),
            width=300,
        )
        what = st.segmented_control(
            "List",
            list(LISTS),
            format_func=LISTS.__getitem__,
            required=True,
            key=asked("f_list", LISTS, "late"),
            label_visibility="collapsed",
        )
        tier = st.pills(
            "Tier", list(TIERS), key=asked("f_tier", TIERS, None), label_visibility="collapsed"
        )
    for key, chosen, usual in (("f_whose", who, EVERYBODY), ("f_list", what, "late")):
        kept(key, chosen, usual)
    kept("f_tier", tier, None)
    undo_bar()
    listed = work_of(desk, who or EVERYBODY, what or "late", TIERS.get(tier or "", ()))
    if not listed:
        st.info("Nothing here. Choose another list, tier or colleague.")
        return
    st.table(rows_of(listed), hide_index=True)
    move(desk, listed)


def _key(load: Load) -> str:
    return str(load.counsellor_id) if load.counsellor_id else f"{POOL}-{load.centre_id}"


def work_of(desk: Desk, who: str, what: str, tiers: Sequence[str]) -> list[Work]:
    chosen: dict[str, Any] = {"overdue": what == "late", "tiers": tiers}
    if who.startswith(POOL):
        chosen |= {"pool": True, "centre_id": int(who.removeprefix(f"{POOL}-"))}
    elif who != EVERYBODY:
        chosen["counsellor_id"] = int(who)
    return caseloads.work(desk, kind="referral" if what == "referral" else "follow_up", **chosen)


def rows_of(listed: Sequence[Work]) -> pd.DataFrame:
    rows = [
        (to_call(x.call_number, x.call_id), tier_of(x), about(x), when(x), x.counsellor, x.centre)
        for x in listed
    ]
    return pd.DataFrame(rows, columns=["call", "tier", "about", "when", "with", "centre"])


def tier_of(one: Work) -> str:
    return one.tier.replace("_", " ")


def about(one: Work) -> str:
    return plain(referrals.KINDS.get(one.about, one.about))


def when(one: Work) -> str:
    if one.due is None:
        return f"{referrals.WORDS[one.status]}, made {one.since:%a %d %b}"
    if one.they_call_us:
        return "they call us"
    return f"late since {one.due:%a %d %b}" if one.overdue else f"due {one.due:%a %d %b}"


def of_one(one: Work) -> str:
    return f"{one.call_number} · {tier_of(one)} · {referrals.KINDS.get(one.about, one.about)}"


def move(desk: Desk, listed: Sequence[Work]) -> None:
    """The versions are those of the list as it was shown, not as it is now."""
    st.session_state[SEEN] = {str(one.id): one.version for one in listed}
    words = {str(one.id): of_one(one) for one in listed}
    people = {number: f"{name} ({centre})" for number, name, centre in caseloads.takers(desk)}
    chosen, to, button = st.columns([3, 2, 1], vertical_alignment="bottom")
    ids = chosen.multiselect(
        "Give these",
        list(words),
        format_func=lambda key: words.get(key, "gone"),
        key=THESE,
    )
    taker = to.selectbox(
        "to",
        list(people),
        index=None,
        format_func=lambda number: people.get(number, ""),
        placeholder="Choose a colleague",
        key=TO,
    )
    kind = "referrals" if listed[0].kind == "referral" else "follow_ups"
    button.button(
        "Reassign",
        type="primary",
        disabled=not ids or taker is None,
        on_click=give,
        args=(kind,),
    )


@callback
def give(desk: Desk, kind: str) -> None:
    seen = st.session_state[SEEN]
    versions = {UUID(key): seen.get(key, 0) for key in st.session_state[THESE]}
    taker = int(st.session_state[TO] or 0)
    st.session_state[MOVED] = caseloads.reassign(desk, to=taker, **{kind: versions})
    st.session_state[THESE] = []


def undo_bar() -> None:
    moved: Moved | None = st.session_state.get(MOVED)
    if moved is None:
        return
    said, undo = st.columns([5, 1], vertical_alignment="center")
    said.success(f"{moved.count} moved to {moved.to}, follow-ups of a referral included.")
    undo.button("Undo", on_click=take_back)


@callback
def take_back(desk: Desk) -> None:
    caseloads.give_back(desk, st.session_state.pop(MOVED))


show(overview, title="Caseloads", act=Act.SEE_CASELOADS)
