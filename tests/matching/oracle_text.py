"""What is found by which words, worked out slowly: listing by listing, written from docs/words.md.

Shares with the engine only the tables of what values are called.
"""

import unicodedata
from functools import cache

from matching import called
from matching.spelling import LITTLE
from matching.words import AXES, CARE_KINDS, Kind, Offered

SAME, BEGINS = 4, 3
PLAIN = {"ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h"}
PLAIN |= {"ı": "i", "ŋ": "n", "ŧ": "t"}


def letters(text):
    for letter in unicodedata.normalize("NFKD", text):
        for small in unicodedata.normalize("NFKD", letter.casefold()):
            yield from PLAIN.get(small, small)


def pieces(text):
    """Words as they stand, each as its hyphened parts."""
    kept = ""
    for letter in letters(text):
        if letter in "'\u2019\u02bc" or unicodedata.category(letter)[0] == "M":
            continue
        hyphen = letter in "-\u2010\u2011"
        kept += "-" if hyphen else letter if letter.isalnum() else " "
    return [[part for part in piece.split("-") if part] for piece in kept.split()]


@cache
def words(text):
    found = []
    for parts in pieces(text):
        found += parts
        if len(parts) > 1:
            found.append("".join(parts))
    return tuple(found)


def asked(text):
    said = []
    for parts in pieces(text):
        said += [part for part in parts if part not in said]
    last = said[-1:]
    telling = [
        w
        for w in said
        if (w not in LITTLE and (len(w) > 1 or w.isdigit()))
        or ([w] == last and w in {"in", "or", "de", "la"})
    ]
    return (telling or said)[:8]


def of_services(offer: Offered):
    found = set(called.KIND_CALLED[offer.kind].split())
    if from_home(offer):
        found |= called.FROM_HOME
    for axis, values in offer.tags.items():
        for value in values:
            if (axis, value) in called.SAYS_NO:
                continue
            name = called.LANGUAGES.get(value, "") if axis == "language" else ""
            name = name or AXES.get(axis, {}).get(value, "")
            more = called.ALSO_CALLED.get((axis, value), "")
            found |= set(words(name + " " + more)) - called.EMPTY
    return found


def from_home(offer):
    if offer.kind is Kind.WARM_LINE or offer.online:
        return True
    return offer.kind in CARE_KINDS and "telehealth" in offer.tags.get("setting", ())


def forgiven(word):
    if not word.isalpha() or not 4 <= len(word) <= 30:
        return 0
    return 1 if len(word) <= 7 else 2


def steps(word, other):
    """Letters put in, left out, changed or swapped until `word` begins `other`."""
    table = {(0, j): j for j in range(len(other) + 1)}
    for i in range(1, len(word) + 1):
        table[i, 0] = i
        for j in range(1, len(other) + 1):
            changed = table[i - 1, j - 1] + (word[i - 1] != other[j - 1])
            table[i, j] = min(table[i - 1, j] + 1, table[i, j - 1] + 1, changed)
            if i > 1 and j > 1 and word[i - 1] + word[i - 2] == other[j - 2] + other[j - 1]:
                table[i, j] = min(table[i, j], table[i - 2, j - 2] + 1)
    return min(table[len(word), j] for j in range(len(other) + 1))


def alike(word, other, guess):
    if other.startswith(word):
        return SAME if other == word else BEGINS
    if guess and forgiven(word) and other.isalpha():
        away = steps(word, other)
        return 3 - away if away <= forgiven(word) else 0
    return 0


def how(word, offer, guess):
    """How well it is found, and where it stands in the name: 2 first, 1 in it, 0 elsewhere."""
    name = words(offer.name)
    found = [(alike(word, w, guess), 2 if at == 0 else 1) for at, w in enumerate(name)]
    known = called.FELLOWSHIPS.get(offer.fellowship.casefold(), "")
    others = [*words(f"{offer.words} {offer.fellowship} {known}"), *of_services(offer)]
    found += [(alike(word, w, guess), 0) for w in others]
    best = max(found, default=(0, 0))
    return best if best[0] else (0, 0)


def points(text, offers, top=800):
    """By key."""
    said = asked(text)
    total = {offer.key: 0 for offer in offers}
    for word in said:
        found = {offer.key: how(word, offer, False)[0] for offer in offers}
        if not any(found.values()):
            found = {offer.key: how(word, offer, True)[0] for offer in offers}
        for key, good in found.items():
            total[key] += good
    return {key: top * sum // (4 * len(said)) if said else 0 for key, sum in total.items()}


def search(text, offers, limit):
    """Key and how, in the order of Find without a place."""
    said = asked(text)
    sure = {o.key: [how(w, o, False) for w in said] for o in offers}
    guessed = {o.key: [how(w, o, True) for w in said] for o in offers}
    shown = []
    for kind, found, taken in (
        ("all", sure, len),
        ("alike", guessed, len),
        ("some", guessed, None),
    ):
        if kind == "some" and shown:
            break
        fits = [
            o
            for o in offers
            if o.key not in {key for key, _ in shown}
            and (all if taken else any)(each[0] for each in found[o.key])
        ]
        fits.sort(key=lambda o, found=found: order(o, found[o.key]))
        shown += [(o.key, kind) for o in fits]
    return shown[:limit] if said else []


def order(offer, found):
    held = sum(how > 0 for how, _ in found)
    return -held, -sum(4 * how + where for how, where in found), folded(offer.name), offer.key


def folded(name):
    return " ".join("-".join(parts) for parts in pieces(name))
