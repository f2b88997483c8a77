"""How does somebody get one number or one meeting within a minute (product.md 1.6)?

Stage, place and gate, then the read-out; nothing more is asked, and nothing is red.
"""

from typing import TYPE_CHECKING

from casework import safety
from pages.widgets.call import gate

if TYPE_CHECKING:
    from pages.widgets.call.steps import Page


def quick_lane(page: "Page") -> None:
    page.ask("call.quick")
    page.places()
    side = page.sides[0]
    answers = safety.gate(page.desk, page.call.id)[side]
    gate.gate(page.desk, side, page.name_of(side), answers, page.call)
