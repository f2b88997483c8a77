"""How is a signed consent form put on record (42 CFR 2.31), beside the letter that waits for it?"""

from datetime import timedelta
from typing import Any
from uuid import UUID

import streamlit as st

from casework import consents
from casework.desk import Desk
from casework.letters.filled import letterhead
from casework.read_out import OnList
from db.models import now
from pages.widgets.fragments import callback, refresh

SIGNATURES = {"paper": "on paper", "electronic": "electronically"}
LASTS = timedelta(days=180)
USUALLY = ["name", "callback", "language", "reason", "substances", "medication"]


def signature_form(person_id: UUID, referral: OnList, name: str) -> None:
    """Every element of the form; what is missing is named when it is recorded."""
    key = f"_consent_{referral.referral_id}"
    today = now().date()
    st.text_input("Their name, as signed", value=name, key=f"{key}_name", autocomplete="off")
    st.pills(
        "They agree that we tell",
        list(consents.WHAT),
        format_func=lambda code: consents.WHAT[code],
        selection_mode="multi",
        default=USUALLY,
        key=f"{key}_what",
    )
    st.text_input("What for", value="to arrange treatment", key=f"{key}_purpose")
    left, right = st.columns(2)
    left.date_input("Signed on", value=today, key=f"{key}_signed")
    right.date_input("Holds until", value=today + LASTS, key=f"{key}_until")
    st.radio(
        "Signed",
        list(SIGNATURES),
        format_func=lambda code: SIGNATURES[code],
        index=None,
        horizontal=True,
        key=f"{key}_signature",
    )
    st.checkbox("They were told they can take it back in writing, and how", key=f"{key}_told")
    st.button(
        "Record the signature",
        key=f"record_{referral.referral_id}",
        on_click=_record,
        args=(person_id, referral, key),
    )


@callback
def _record(desk: Desk, person_id: UUID, to: OnList, key: str) -> None:
    def given(name: str) -> Any:
        return st.session_state.get(f"{key}_{name}")

    form = consents.Form(
        patient_name=given("name") or "",
        discloser=letterhead(desk).name,
        what=given("what") or (),
        service_id=to.service_id,
        group_id=to.group_id,
        recipient=to.name,
        purpose=given("purpose") or "",
        revocation_told=bool(given("told")),
        expires_on=given("until"),
        signature=given("signature") or "",
        signed_on=given("signed"),
    )
    consents.record(desk, person_id=person_id, form=form)
    refresh("step")
