"""Letters as an ordinary day fills them, and how the tests read them back."""

import io
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

from pypdf import PdfReader

from exports.letters import (
    Addressee,
    CallerHeldLetter,
    Consent,
    Helpline,
    Hotline,
    Option,
    ProviderLetter,
    RelativeLetter,
)

BAY = Helpline(
    name="Bay Helpline",
    address="12 Harbor Street, Oakland, CA 94607",
    callback="(510) 555-0142",
    hours="every day 8 am to 10 pm",
)

CONSENT = Consent(
    number="C-2026-118",
    patient="María Nguyễn",
    discloser="Bay Helpline",
    what="name, safe contact, language, medicines, payer",
    recipient="Harbour House, Intake",
    purpose="to arrange a first appointment",
    expires="May 24, 2027",
    signed_by="María Nguyễn",
    signed_on=date(2026, 11, 23),
    how_to_revoke="Write to 12 Harbor Street.",
)

PROVIDER = ProviderLetter(
    helpline=BAY,
    to=Addressee(
        name="Harbour House, Intake",
        address="480 Grand Avenue, Oakland, CA 94610",
        phone="(510) 555-0177",
        fax="(510) 555-0178",
    ),
    consent=CONSENT,
    written_on=date(2026, 11, 24),
    number="2026-0412",
    reply_code="K7Q-2MD",
    purpose="We refer María Nguyễn to you for an intake appointment, with her consent.",
    ask="Please offer an intake by Friday, November 27.",
    person="María Nguyễn",
    contact="(510) 555-0199, after 5 pm; voicemail is not safe",
    speaks="Spanish; interpreter needed",
    access="Uses a wheelchair",
    facts=(("Substances", "heroin, last use November 22"), ("Medicines", "buprenorphine")),
    payer="Medi-Cal",
    transport="no car; bus line 12",
    childcare="son, 4; her sister can look after him",
    support="Her sister drives her; a friend calls daily.",
    told="Bring ID and medicines; she may change her mind.",
)

HARBOUR = Option(
    name="Harbour House",
    phone="(510) 555-0177",
    address="480 Grand Avenue, Oakland",
    times="Walk in today until 5 pm",
    cost="Takes Medi-Cal",
    why="Near bus 12. Staff speak Spanish.",
    call_first=True,
)
LAKESIDE = Option(name="Lakeside Clinic", phone="(510) 555-0123", times="Mon to Fri, 9 to 4")
CIRCLE = Option(name="Tuesday Circle", phone="(510) 555-0166", times="Tonight 7:30 pm")

CALLER = CallerHeldLetter(
    helpline=BAY,
    written_on=date(2026, 11, 24),
    number="2026-0413",
    options=(HARBOUR, LAKESIDE, CIRCLE),
)

RELATIVE = RelativeLetter(
    helpline=BAY,
    written_on=date(2026, 11, 24),
    number="2026-0414",
    groups=(Option(name="Family & Friends", phone="(510) 555-0155", times="Wednesdays 6 pm"),),
    naloxone_where="Bay Pharmacy, 9 Main Street",
    hotlines=(Hotline(name="Family line", number="(510) 555-0111", about="evenings"),),
)

LETTERS = {"provider": PROVIDER, "caller_held": CALLER, "relative": RELATIVE}
VARIANTS = [
    (kind, replace(letter, language=language, large_print=large))
    for kind, letter in LETTERS.items()
    for language in ("en", "es")
    for large in (False, True)
]


def pages(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]


def said(text: str) -> str:
    """Text on one line, with ordinary spaces."""
    return " ".join(text.split())


def letters_of(text: str) -> str:
    """Text without any space: where a line breaks is not a difference."""
    return "".join(text.split())


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.heard: list[str] = []
        self.skipping = 0
        self.step: int | None = None

    def handle_starttag(self, tag, attrs):  # noqa: ARG002
        if tag == "head":
            self.skipping += 1
        if tag in ("ol", "ul"):
            self.step = 0 if tag == "ol" else None
        if tag == "li" and self.step is not None:
            self.step += 1
            self.heard.append(f"{self.step}. ")

    def handle_endtag(self, tag):
        if tag == "head":
            self.skipping -= 1
        self.heard.append(" ")

    def handle_data(self, data):
        if not self.skipping:
            self.heard.append(data)


def heard(page: str) -> str:
    """What a browser would show of the page, with the numbers it gives to steps."""
    reader = _Reader()
    reader.feed(page)
    return said("".join(reader.heard))
