"""Which answers have codes: substances, stages, relations, languages (domain.md 7)?"""

SUBSTANCES = {
    "alcohol": "alcohol",
    "fentanyl": "fentanyl",
    "heroin": "heroin",
    "pills_opioid": "opioid pills",
    "opium": "opium",
    "tramadol": "tramadol",
    "methadone_street": "methadone, not prescribed",
    "benzodiazepine": "benzodiazepines",
    "sedatives": "other sedatives",
    "cocaine": "cocaine or crack",
    "methamphetamine": "meth",
    "stimulants": "other stimulants",
    "cannabis": "cannabis",
    "pressed_pills": "pressed pills, unknown",
    "other": "something else",
}
OPIOIDS = frozenset(
    {"fentanyl", "heroin", "pills_opioid", "opium", "tramadol", "methadone_street", "pressed_pills"}
)
SEDATIVES = frozenset({"alcohol", "benzodiazepine", "sedatives"})

STAGES = {
    "not_sure": "not sure yet",
    "wants_help": "wants help now",
    "in_treatment": "in treatment",
    "leaving": "leaving treatment",
    "in_recovery": "in recovery",
    "using_again": "using again",
    "worried": "worried about someone",
    "lost_someone": "lost someone",
}

RELATIONS = {
    "self": "for themselves",
    "parent": "parent",
    "spouse": "partner",
    "ex_partner": "ex-partner",
    "child_adult": "grown-up child",
    "child_minor": "child under 18",
    "sibling": "sibling",
    "grandparent": "grandparent",
    "other_kin": "other family",
    "friend": "friend",
    "employer": "employer",
    "health_worker": "health worker",
    "sponsor": "sponsor, peer",
    "other": "other",
}

LANGUAGES = {
    "en": "English",
    "es": "Spanish",
    "ase": "sign language",
    "zh": "Chinese",
    "vi": "Vietnamese",
    "ar": "Arabic",
    "ht": "Haitian Creole",
    "ru": "Russian",
    "tl": "Tagalog",
    "ko": "Korean",
    "fa": "Persian",
    "fr": "French",
    "pt": "Portuguese",
    "pl": "Polish",
}
