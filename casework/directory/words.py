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
