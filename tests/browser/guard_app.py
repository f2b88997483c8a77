"""The guard on a screen of its own: what the call desk relies on, without the call desk."""

from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

from pages.routes import drafts, health, sign_in
from pages.routes.guard import Guard

app = st.App(
    Path(__file__).with_name("guard_shell.py"),
    routes=[*sign_in.routes, *health.routes, *drafts.routes],
    middleware=[Middleware(Guard)],
)
