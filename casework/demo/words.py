"""Which invented names and sentences does the demo use? Person-first, and about nobody."""

PLACE_WORDS = (
    *("Amberley", "Birchlight", "Cinderbrook", "Dovecote", "Elderway", "Fernhollow", "Gladstrand"),
    *(
        "Harrowgate",
        "Ivyreach",
        "Juniper Gate",
        "Kestrelwood",
        "Larkmeadow",
        "Mossbank",
        "Northlamp",
    ),
    *("Osierfield", "Plumtree", "Quietwater", "Rowanside", "Silverpine", "Tidewell", "Upland"),
    *("Violetmoor", "Willowmark", "Yellowhammer", "Stonebridge End", "Copperleaf", "Hazelrow"),
)
TREATMENT_ENDINGS = (
    *("Recovery Center", "Treatment Services", "Behavioral Health", "Counseling Associates"),
    *("Health Clinic", "House", "Wellness Center", "Outpatient Program"),
)
GROUP_FIRST = (
    *("Sunrise", "Open Door", "Lamplight", "Quiet Hour", "Steady Steps", "One Day", "Back Porch"),
    *("Fresh Coffee", "Long Table", "River Bend", "New Shoes", "Kitchen Table", "Front Row"),
    *("Morning Bell", "Second Wind", "Lighthouse", "Common Ground", "Green Chair", "Late Show"),
)
GROUP_SECOND = ("Group", "Circle", "Fellowship", "Meeting", "Gathering", "Hour")
HALLS = (
    *(
        "Fernhollow Library, room 2",
        "Larkmeadow Community Hall",
        "Church of the Open Gate, basement",
    ),
    *("Birchlight Fire Station, upstairs", "Amberley Senior Center", "Rowanside School, cafeteria"),
    *("Mossbank Clubhouse", "Tidewell Clinic, waiting room", "Silverpine Union Hall"),
)

FIRST_NAMES = (
    *("Alba", "Bram", "Corin", "Delphine", "Emrys", "Fenna", "Gideon", "Hesper", "Isolde", "Jory"),
    *("Kerensa", "Lowen", "Maribel", "Nuala", "Orrin", "Perpetua", "Quillan", "Rosalba", "Senan"),
    *("Tamsin", "Ulla", "Verity", "Wendel", "Xiomara", "Ysolde", "Zennor", "Araceli", "Benicio"),
    *("Candela", "Dario", "Elowen", "Florian", "Guadalupe", "Hollis", "Ines", "Jocasta"),
)
LAST_NAMES = (
    *("Ashgrovel", "Brimblecott", "Carrowmere", "Dunwhistle", "Elderspoon", "Fallowmarch"),
    *("Glimmerford", "Hathersedge", "Inkpenny", "Jessamyn", "Kettlewright", "Lorimond"),
)

# What the caller says, by stage; {who} is the person concerned.
SELF_STORIES = {
    "not_sure": (
        "Thinks the drinking has grown since the night shifts began. Not sure it is a problem yet.",
        "A friend gave the number. Wants to hear what exists before deciding anything.",
    ),
    "wants_help": (
        "Uses fentanyl every day for two years, wants to start buprenorphine this week.",
        "Drinks from the morning on, shook yesterday, lives alone above a shop.",
        "Lost the job on Friday. Wants a bed somewhere quiet and a person to talk to tonight.",
    ),
    "in_treatment": (
        "In outpatient care, wants a group near home for the evenings without one.",
        "On methadone for half a year; the clinic moved and the bus no longer goes there.",
    ),
    "leaving": (
        "Leaves the live-in programme on Monday and goes back to the same street.",
        "Sober home has no place until next month. Looking for somewhere between.",
    ),
    "in_recovery": (
        "Eleven months in recovery. The sponsor died last week and the evenings are long.",
        "Two years in recovery, moved here for work and knows nobody.",
        "Would like to help somebody newer; it keeps them steady.",
    ),
    "using_again": (
        "Used again on Saturday after five months. Ashamed, wants to go on, not to start over.",
        "Using again since the separation. Naloxone is in the kitchen drawer.",
    ),
}
KIN_STORIES = {
    "worried": (
        "Their {who} has been asleep most of the day for weeks and money is missing.",
        "Their {who} does not want treatment. Asks what can be said without a fight.",
        "Found foil in the bathroom. Wants to know about naloxone and about help for themselves.",
        "Their {who} left the hospital yesterday and will not pick up the phone.",
    ),
    "lost_someone": (
        "Their {who} died of an overdose in spring. Wants people who know what that is.",
        "Lost their {who} and cannot sit in the house in the evenings.",
    ),
}
WHO = {
    "parent": "grown-up son",
    "spouse": "wife",
    "sibling": "brother",
    "friend": "friend from work",
    "child_adult": "father",
    "grandparent": "granddaughter",
}
SUPPORT = (
    # question, kind, label, what is said of it
    ("on_side", "family", "older sister", "rings every Sunday"),
    ("on_side", "friend", "friend from the shop floor", "would come along the first time"),
    ("on_side", "partner", "partner", "wants this to work"),
    ("on_side", "faith", "the choir", "knows, and does not ask"),
    ("practical", "family", "mother", "takes the children two evenings"),
    ("practical", "work", "foreman", "lets them change shifts"),
    ("practical", "friend", "neighbour downstairs", "has a car"),
    ("distance", "friend", "the flat on the corner", "everybody there uses"),
    ("distance", "place", "the old bar", "on the way home"),
    ("distance", "family", "cousin", "sells"),
)
STEP_NOTES = {
    "accepted": "Intake says yes, they will ring with a day.",
    "scheduled": "Day and time given, repeated back.",
    "waitlisted": "Two to three weeks; asked to ring every Monday.",
    "rejected": "The place said no: not the right insurance.",
    "attended": "Went, stayed to the end, someone made coffee.",
    "no_show": "Did not get there; the bus.",
    "engaged": "Third time there this month.",
    "completed": "Finished the programme; a group goes on.",
    "lost": "The number is dead, no other way in.",
}
FOLLOW_UP_NOTES = (
    "Went, and will go again on Thursday.",
    "Has not gone yet; asked for the bus line, sent it.",
    "Sounded lighter. The sister drives now.",
    "Waiting for the intake to ring; we ring them together on Friday.",
)
