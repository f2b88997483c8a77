"""Whom do we know of, how are they found and reached, and what happened to them?"""

from casework.people.codes import by_code, case_code_for
from casework.people.file import PersonFile, open_on_call, open_person
from casework.people.finding import Masked, by_name, number_used_before, of_centre
from casework.people.on_call import known_as, on_call
from casework.people.sounding import name_key
from casework.people.states import STATES, set_state
from casework.phones import e164, spoken_phone
from casework.reach import Rules, Way, add_channel, drop_channel, ways_to

__all__ = [
    "STATES",
    "Masked",
    "PersonFile",
    "Rules",
    "Way",
    "add_channel",
    "by_code",
    "by_name",
    "case_code_for",
    "drop_channel",
    "e164",
    "known_as",
    "name_key",
    "number_used_before",
    "of_centre",
    "on_call",
    "open_on_call",
    "open_person",
    "set_state",
    "spoken_phone",
    "ways_to",
]
