"""How does it look? One stylesheet, put on every page once per run."""

from functools import cache
from pathlib import Path

import streamlit as st


@cache
def _sheet() -> str:
    return f"<style>{Path(__file__).with_name('look.css').read_text()}</style>"


def dress() -> None:
    st.html(_sheet())
