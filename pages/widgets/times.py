"""How are times said: in the zone of the person at this browser, with the weekday?"""

from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import streamlit as st


def here() -> ZoneInfo:
    """The browser's time zone, as the websocket told it."""
    try:
        return ZoneInfo(st.context.timezone or "UTC")
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")


def clock(at: datetime) -> str:
    return f"{at.astimezone(here()):%H:%M}"


def day(at: datetime) -> str:
    """`Tue 24 Nov`"""
    return f"{at.astimezone(here()):%a %-d %b}"
