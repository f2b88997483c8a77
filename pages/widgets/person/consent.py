"""How is a signed consent put on record, and taken back?"""

from uuid import UUID

import streamlit as st

from casework import consents, referrals
from casework.consents import Form
from casework.desk import Desk
from casework.people import PersonFile
from pages.widgets.fragments import callback
from pages.widgets.state import say


def standing(desk: Desk, file: PersonFile) -> None:
    found = consents.of_person(desk, file.id)
    if not found:
        st.text("No consent is signed. What was said on the phone is not consent.")
    for one in found:
        holds = "holds" if one.holds else "does not hold any more"
        st.text(
            f"To {one.recipient}: {', '.join(one.what)}.\n"
            f"Signed {one.signed_on:%b %d, %Y}, until {one.until}; {holds}."
        )
        if one.holds:
            st.button(
                "They take it back", key=f"_revoke_{one.id}", on_click=_revoke, args=(one.id,)
            )


@callback
def _revoke(desk: Desk, consent: UUID) -> None:
    consents.revoke(desk, consent)
    say("success", "Taken back. Letters made on it are not opened or printed again.")


def signed_form(file: PersonFile) -> None:
    """The form as it lies on the table: each element of 42 CFR 2.31(a) in its order."""
    places = {str(r.id): r.name for r in file.referrals}
    if not places:
        st.text("A consent names one place. Refer them first; then its form can be recorded.")
        return
    st.selectbox("To which place?", list(places), format_func=places.__getitem__, key="_c_to")
    st.text_input("Name on the form", value=file.name, key="_c_name", autocomplete="off")
    st.text_input("Who may disclose", key="_c_from")
    st.pills(
        "What may be disclosed",
        list(consents.WHAT),
        format_func=consents.WHAT.__getitem__,
        selection_mode="multi",
        key="_c_what",
    )
    st.text_input("What for", key="_c_for", placeholder="to arrange a first appointment")
    st.checkbox("The form says how it can be taken back", key="_c_revoke")
    left, right = st.columns(2)
    left.date_input("Ends on", value=None, key="_c_until")
    right.text_input("or with an event", key="_c_event")
    left.date_input("Signed on", value=None, key="_c_signed")
    right.segmented_control(
        "Signature", ["paper", "electronic", "spoken"], key="_c_how", format_func=str.capitalize
    )
    left.selectbox(
        "Signed by",
        list(consents.SIGNERS),
        format_func=consents.SIGNERS.__getitem__,
        key="_c_by",
    )
    st.button("Record the consent", key="_c_save", on_click=_record, args=(file.id,))


@callback
def _record(desk: Desk, person: UUID) -> None:
    read = st.session_state
    place = referrals.place_of(desk, UUID(read["_c_to"]))
    by = read.get("_c_by") or "self"
    form = Form(
        patient_name=read.get("_c_name") or "",
        discloser=read.get("_c_from") or "",
        what=tuple(read.get("_c_what") or ()),
        service_id=place.service_id,
        group_id=place.group_id,
        recipient=place.name,
        purpose=read.get("_c_for") or "",
        revocation_told=bool(read.get("_c_revoke")),
        expires_on=read.get("_c_until"),
        expires_event=read.get("_c_event") or "",
        signature=read.get("_c_how") or "",
        signer=by,
        document_seen=by != "self",
        signed_on=read.get("_c_signed"),
    )
    consents.record(desk, person_id=place.person_id or person, form=form)
    say("success", f"Recorded. The letter to {place.name} can be made now.")
