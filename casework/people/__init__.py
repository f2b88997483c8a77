"""Whom do we know of, how are they found and reached, and what happened to them?"""

from casework.people.channels import add_channel, change_rules, drop_channel
from casework.people.codes import by_code, case_code_for
from casework.people.file import PersonFile, open_on_call, open_person
from casework.people.finding import Masked, by_name, number_used_before, of_centre
from casework.people.flag_review import Listed, flagged
from casework.people.flagging import (
    ask_for_flag,
    end_flag,
    flag,
    renew_flag,
    turn_down_flag,
)
from casework.people.merging import Alike, alike, merge, unmerge
from casework.people.notes import note
from casework.people.on_call import keep_said, known_as, on_call, rules_said
from casework.people.relations import Theirs
from casework.people.sounding import name_key
from casework.people.states import STATES, set_state
from casework.phones import e164, spoken_phone
from casework.reach import Rules, Way, ways_to

__all__ = [
    "STATES",
    "Alike",
    "Listed",
    "Masked",
    "PersonFile",
    "Rules",
    "Theirs",
    "Way",
    "add_channel",
    "alike",
    "ask_for_flag",
    "by_code",
    "by_name",
    "case_code_for",
    "change_rules",
    "drop_channel",
    "e164",
    "end_flag",
    "flag",
    "flagged",
    "keep_said",
    "known_as",
    "merge",
    "name_key",
    "note",
    "number_used_before",
    "of_centre",
    "on_call",
    "open_on_call",
    "open_person",
    "renew_flag",
    "rules_said",
    "set_state",
    "spoken_phone",
    "turn_down_flag",
    "unmerge",
    "ways_to",
]
