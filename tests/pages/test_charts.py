"""Can a chart be read by day and by night, and does it say what it shows?"""

from datetime import date, timedelta

import pytest

from pages.widgets import charts

PAPER = {"LIGHT": "#FBFAF7", "DARK": "#12191F"}


def brightness(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    dark, light = sorted((brightness(one), brightness(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", ["LIGHT", "DARK"])
def test_words_stand_out_from_the_paper_and_from_every_shade(theme):
    tones = getattr(charts, theme)
    for ground in (PAPER[theme], tones.pale, tones.full):
        assert contrast(tones.ink, ground) >= 4.5
    assert contrast(tones.bar, PAPER[theme]) >= 3  # a shape needs less than a word


@pytest.fixture
def drawn(monkeypatch):
    found = {}

    def keep(chart, *, alt):
        found.update(chart=chart.to_dict(), alt=alt)

    monkeypatch.setattr(charts, "draw", keep)
    return found


def test_a_day_stays_that_day_in_a_browser_of_another_zone(drawn):
    charts.days({date(2026, 10, 27) + timedelta(days=n): n for n in range(3)}, counts="calls")
    values = next(layer for layer in [drawn["chart"]["data"]["values"]] if layer)
    assert [value["day"][:10] for value in values] == ["Tue 27 Oct", "Wed 28 Oct", "Thu 29 Oct"]
    kinds = {layer["encoding"]["x"]["type"] for layer in drawn["chart"]["layer"]}
    assert kinds == {"ordinal"}  # a moment would be shifted, words are not


def test_bars_are_told_in_words_too(drawn):
    charts.bars([("Cleo", 3), ("Dan", 0)], counts="weight", labels=["3 open, 1 late", "nothing"])
    assert drawn["alt"] == "weight: Cleo 3 open, 1 late, Dan nothing"
