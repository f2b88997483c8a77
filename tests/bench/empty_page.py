"""The least a Streamlit page can do: one field, and what was typed below it."""

import streamlit as st

st.text(f"You typed {st.text_input('Field', key='field')}")
