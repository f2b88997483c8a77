"""Which questions can be asked on a call, in whose words, and which answers do they take?

Codes follow TEDS where it has one (domain.md 7). Several choices are kept as codes joined by commas.
Which of them reach the lists, and why the others do not: casework/needs/heard.py.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from casework.fields.times import PARTS_OF_THE_WEEK
from casework.fields.words import LANGUAGES, RELATIONS, STAGES, SUBSTANCES
from matching.words import AXES

YES_NO = {"yes": "yes", "no": "no"}
MILES = {"2": "2 mi", "5": "5 mi", "20": "20 mi", "50": "50 mi"}


@dataclass(frozen=True)
class Question:
    """One question; `choices` code → words, empty for free text; `many` if several may hold."""

    label: str
    choices: Mapping[str, str] = field(default_factory=dict)
    many: bool = False
    help: str = ""
    first: int = 0  # so many choices stand as chips; the rest waits behind "more"; 0: all


CALL_FIELDS: dict[str, Question] = {
    "safe": Question(
        "Is it safe to talk right now?", {"yes": "yes", "no": "no", "listen": "can only listen"}
    ),
    "happening": Question("What is happening?"),
    "relation": Question("Who is this about?", RELATIONS),
    "stage": Question("Where do they stand?", STAGES),
    "language": Question("Which language?", {"en": "English", "es": "Spanish", "other": "another"}),
    "interpreter": Question("Interpreter needed?", YES_NO),
    "callback": Question("A number in case we are cut off", help="They don't have to give one."),
    "provenance": Question(
        "Who tells us what is written here?",
        {"self": "the person", "third_party": "someone else", "observer": "seen by us"},
    ),
    "quick": Question(
        "What do they want?",
        {
            "meeting": "a meeting tonight",
            "detox": "the number of a detox",
            "medication": "medication today",
            "peer": "someone to talk to now",
        },
    ),
    "notes": Question("Notes"),
    "abusive": Question("What was said or done", help="Goes after 30 days."),
}

SIDE_FIELDS: dict[str, Question] = {
    "name": Question("What may we call them?", help="A first name or nickname is enough."),
    "zip": Question("ZIP"),
    "town": Question("or town or county, with the state"),
    "age": Question("Age"),
    "gender": Question(
        "Gender", {"female": "woman", "male": "man", "non_binary": "non-binary", "other": "other"}
    ),
    "substances": Question("What are they using?", SUBSTANCES, many=True),
    "last_use": Question("Last use", help="In their words: this morning, three days ago."),
    "route": Question(
        "How",
        {
            "oral": "swallowed",
            "smoking": "smoked",
            "inhalation": "snorted",
            "injection": "injected",
            "other": "another way",
        },
    ),
    "daily": Question("Alcohol or sedatives every day?", YES_NO),
    "seizure_ever": Question("Seizures, or seeing things, when stopping?", YES_NO),
    "overdose": Question(
        "Overdose",
        {
            "day": "in the last day",
            "month": "in the last month",
            "ever": "longer ago",
            "no": "never",
        },
    ),
    "naloxone": Question("Naloxone at hand?", YES_NO),
    "alone": Question("Uses alone?", YES_NO),
    "break": Question("Again after weeks without?", YES_NO),
    "left": Question(
        "Out of one of these in the last 30 days?",
        {"jail": "jail", "detox": "detox", "hospital": "hospital", "no": "none"},
    ),
    "pregnant": Question("Pregnant?", YES_NO),
    "medication": Question(
        "Medication now",
        {
            "none": "none",
            "methadone": "methadone",
            "buprenorphine": "buprenorphine",
            "naltrexone": "naltrexone",
            "other": "another",
        },
    ),
    "dose": Question(
        "Next dose",
        {"safe": "safe", "at_risk": "about to be missed", "missed": "missed", "out": "run out"},
    ),
    "last_dose": Question("Last dose", help="In their words: yesterday morning."),
    "clinic": Question("Clinic"),
    "take_homes": Question("Take-homes, and who can reach them"),
    "reachable": Question("Can they be reached?", {"yes": "yes", "no": "no, not since some hours"}),
    "steps_done": Question("Emergency steps done", help="Which steps, as they were ticked."),
    "diagnosed": Question("A clinician said so?", YES_NO),
    "care": Question(
        "What kind of care?",
        {
            "detox": "withdrawal care",
            "residential": "live-in",
            "outpatient": "outpatient",
            "intensive_outpatient": "intensive outpatient",
            "medication": "medication",
            "recovery_housing": "sober home",
            "any": "not sure",
        },
        many=True,
    ),
    "medication_wish": Question(
        "Wants medication?",
        {
            "methadone": "methadone",
            "buprenorphine": "buprenorphine",
            "naltrexone": "naltrexone",
            "open": "open to it",
            "no": "no",
        },
    ),
    "within": Question(
        "How far can they go?",
        {"5": "5 mi", "15": "15 mi", "30": "30 mi", "60": "60 mi", "120": "any drive"},
    ),
    "travel": Question(
        "How do they travel?",
        {"car": "car", "transit": "bus or train", "walk": "on foot", "none": "cannot travel"},
    ),
    "modes": Question(
        "How?", {"in_person": "in person", "online": "online", "phone": "by phone"}, many=True
    ),
    "payment": Question(
        "How could they pay?",
        {
            "medicaid": "Medicaid",
            "medicare": "Medicare",
            "private": "insurance",
            "military": "military",
            "self_pay": "cash",
            "sliding": "little money",
            "free": "no money",
        },
        many=True,
    ),
    "speaks": Question("Language they need", LANGUAGES, first=3),
    "access": Question(
        "Needs",
        {
            **{
                need: AXES["access"][need]
                for need in ("wheelchair", "accessible_toilet", "childcare", "childrens_beds")
            },
            "transport": AXES["access"]["transport"],
            "proof_of_attendance": "proof for a court",
        },
        many=True,
    ),
    "also": Question(
        "Help with this too", {"mental_health": "mental health", "trauma": "trauma"}, many=True
    ),
    "times": Question("When can they come?", PARTS_OF_THE_WEEK, many=True, first=4),
    "outlook": Question(
        "Outlook", {"twelve_step": "12-step", "secular": "secular", "faith": "faith"}, many=False
    ),
    "company": Question(
        "Among",
        {
            "women": "women",
            "men": "men",
            "lgbtq": "LGBTQ+",
            "young": "young people",
            "veterans": "veterans",
            "native": "Native people",
            "newcomers": "newcomers",
            "seniors": "older people",
            "parents": "parents",
            "poc": "people of colour",
            "professionals": "professionals",
        },
        many=True,
    ),
    "goal": Question("They want", {"abstinent": "not to use", "reduce": "to use less"}),
    "words": Question("Anything else they'd like", help="Like yoga, Polish, near the harbour."),
    "away_from": Question("Keep away from (ZIP or town)"),
    "away_miles": Question("by at least", MILES),
    "tried": Question("Anything more about what was tried"),
    "practical": Question(
        "Something practical?",
        {
            "shelter": "somewhere to sleep",
            "syringe_service": "clean supplies",
            "service": "other help",
        },
        many=True,
    ),
    # How they may be reached (product.md 6). Kept as rules of a channel once they want to be known.
    "phone": Question("Number we may keep"),
    "ring": Question(
        "May we ring it?", {"yes": "any time", "only_window": "only in some hours", "no": "no"}
    ),
    "hours": Question("Safe hours, their time", help="Like 5 to 8 pm."),
    "voicemail": Question(
        "May we leave a voicemail?",
        {"ok_no_name": "without our name", "ok_identify": "may say who we are", "no": "no"},
    ),
    "texts": Question("May we text?", YES_NO),
    "may_answer": Question("Who else may answer?"),
    "cover": Question("If somebody else answers, we say"),
    "accompany": Question("Someone to meet them at the door?", YES_NO),
}

# Of a line of the support map; `where` and `miles` say how far to keep away from a trigger.
SUPPORT_FIELDS: dict[str, Question] = {
    "label": Question("Who"),
    "detail": Question("How"),
    "where": Question("Where? ZIP, or town"),
    "miles": Question("Keep away by at least", MILES),
}
# Of a line of the wishes, as many as they name. `listing` is a place or group of the directory: s12, g3.
LINE_FIELDS: dict[str, dict[str, Question]] = {
    "away": {
        "where": Question("ZIP, or town and state"),
        "listing": Question("Place or group"),
        "miles": Question("by at least", MILES),
    },
    "tried": {
        "listing": Question("Place or group"),
        "how": Question(
            "How did it go?",
            {
                "did_not_suit": "did not suit",
                "helped": "helped",
                "full": "was full",
                "other": "something else",
            },
        ),
    },
}
