"""Who works here? Invite a colleague, end their sessions, close an account."""

import streamlit as st

from casework import team
from casework.access import Act
from casework.desk import Desk
from pages.widgets import state
from pages.widgets.fragments import callback
from pages.widgets.plain import plain
from pages.widgets.screen import show

LINK = "_invitation_link"
ROLES = {
    "counsellor": "takes calls and rings back",
    "supervisor": "the same; sees caseloads and reports, and steps in",
    "editor": "keeps the directory, sees nobody's calls",
    "administrator": "team, helpline, imports; sees nobody's calls",
    "auditor": "reads who did what",
}


def our_team(desk: Desk) -> None:
    members = team.members(desk)
    st.dataframe(
        [
            {
                "Name": one.name,
                "Sign-in name": one.login,
                "Works as": one.role,
                "Centre": one.centre,
                "Now": standing(one),
            }
            for one in members
        ],
        hide_index=True,
        alt="Everybody who has an account",
    )
    invitation()
    left, right = st.columns(2, gap="large")
    with left:
        add_colleague(desk)
    with right:
        change_account(members)


def standing(one: team.Member) -> str:
    if not one.active:
        return "closed"
    if one.invited:
        return "invited, no password yet"
    return "signed in" if one.signed_in else "signed out"


def invitation() -> None:
    """The link of an invitation just made, once: nobody can look it up again."""
    made: tuple[str, str] | None = st.session_state.pop(LINK, None)
    if made is None:
        return
    name, link = made
    st.success(
        f"Give {plain(name)} this link. It works once, for seven days, and is not shown again."
    )
    st.code(link, language=None, wrap_lines=True)


def add_colleague(desk: Desk) -> None:
    st.header("Invite a colleague", anchor=False)
    centres = {centre.id: centre.name for centre in team.centres(desk)}
    with st.form("invite", border=False):
        with st.container(horizontal=True):
            st.text_input("Name", key="f_name")
            st.text_input(
                "Sign-in name", key="f_login", help="Letters and digits, as they type it."
            )
        st.radio("Works as", list(ROLES), captions=list(ROLES.values()), key="f_role")
        choices = [*centres, None]
        st.selectbox(
            "Centre",
            choices,
            key="f_centre",
            format_func=lambda key: centres.get(key, "every centre (supervisor, auditor)"),
        )
        st.form_submit_button("Make the invitation", on_click=invite, type="primary")


def change_account(members: list[team.Member]) -> None:
    st.header("Change an account", anchor=False)
    names = {one.id: f"{one.name} ({one.login})" for one in members}
    st.selectbox(
        "Whose",
        list(names),
        key="f_account",
        format_func=lambda key: names.get(key, ""),
        index=None,
        placeholder="Choose a colleague",
    )
    chosen = next((one for one in members if one.id == st.session_state.get("f_account")), None)
    if chosen is None:
        return
    if not chosen.active:
        st.button("Open the account again", on_click=reopen)
        return
    st.button("Sign them out everywhere", on_click=sign_out)
    st.button(
        "New invitation link",
        on_click=invite_again,
        args=(chosen.name,),
        help="They choose a new password by it, and are signed out everywhere.",
    )
    st.button("Close the account", on_click=close, help="It can be opened again.")


@callback(Act.MANAGE_TEAM)
def invite(desk: Desk) -> None:
    centre = st.session_state.f_centre
    made = team.add(
        desk,
        login=st.session_state.f_login,
        name=st.session_state.f_name,
        role=st.session_state.f_role,
        centre_id=centre,
        all_centres=centre is None,
    )
    hand_over(st.session_state.f_name.strip() or st.session_state.f_login.strip(), made)
    st.session_state.f_name = st.session_state.f_login = ""


@callback(Act.MANAGE_TEAM)
def invite_again(desk: Desk, name: str) -> None:
    hand_over(name, team.invite(desk, account_id=st.session_state.f_account))


def hand_over(name: str, made: team.Invited) -> None:
    origin = (st.context.url or "").split("/")[:3]
    st.session_state[LINK] = (name, "/".join([*origin, "invite", made.token]))


@callback(Act.MANAGE_TEAM)
def sign_out(desk: Desk) -> None:
    team.revoke(desk, account_id=st.session_state.f_account)
    state.say("success", "Signed out in every browser.")


@callback(Act.MANAGE_TEAM)
def close(desk: Desk) -> None:
    team.set_active(desk, account_id=st.session_state.f_account, active=False)
    state.say("success", "The account is closed.")


@callback(Act.MANAGE_TEAM)
def reopen(desk: Desk) -> None:
    team.set_active(desk, account_id=st.session_state.f_account, active=True)
    state.say("success", "The account is open again.")


show(our_team, title="Team", act=Act.MANAGE_TEAM)
