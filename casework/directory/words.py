"""What do we call days, states and languages of a listing?"""

DAYS = ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
NTH = {1: "1st ", 2: "2nd ", 3: "3rd ", 4: "4th ", 5: "5th ", -1: "last "}
KIND_OF_TIME = {"meeting": "meets", "opening": "open", "intake": "intake"}
STATUS = {
    "active": "",
    "temporarily_closed": "temporarily closed",
    "paused": "paused",
    "do_not_refer": "do not refer",
    "inactive": "no longer active",
}
LANGUAGES = {
    "en": "English", "es": "Spanish", "ase": "sign language", "fr": "French", "pt": "Portuguese",
    "ru": "Russian", "ar": "Arabic", "zh": "Chinese", "vi": "Vietnamese", "ko": "Korean",
    "ht": "Haitian Creole", "tl": "Tagalog", "pl": "Polish", "it": "Italian", "de": "German",
    "hmn": "Hmong", "ja": "Japanese", "fa": "Farsi", "hi": "Hindi",
}  # fmt: skip

# What an axis is called where people read or declare it.
AXIS = {
    "care_type": "Care", "setting": "Setting", "medication": "Medication", "payment": "Payment",
    "opioid_policy": "Opioid policy", "alcohol_policy": "Alcohol policy",
    "detox_substance": "Withdrawal care", "age_group": "Ages", "sex": "Women and men",
    "company": "Special programmes", "women_only": "Women only", "men_only": "Men only",
    "pregnancy": "Pregnant women", "language": "Languages", "access": "Access",
    "outlook": "Outlook", "moud_stance": "Stance on medication", "goal": "Goal",
    "substance_focus": "Substances", "for_whom": "For whom", "open_closed": "Open or closed",
    "exclusive": "Only for", "meeting_format": "Kind of meeting", "approach": "Approach",
    "ancillary": "Help beside care", "licence": "Licences", "smoking": "Smoking",
}  # fmt: skip
# What a kind of place is called in a list to choose from.
KINDS = {
    "treatment": "treatment", "meeting": "support group", "warm_line": "warm line",
    "coach": "recovery coach", "recovery_centre": "recovery centre",
    "family_skills": "family skills", "interventionist": "interventionist",
    "family_peer": "family peer", "emergency_department": "emergency department",
    "mobile_crisis": "mobile crisis team", "shelter": "shelter",
    "syringe_service": "syringe service", "service": "other service",
}  # fmt: skip
