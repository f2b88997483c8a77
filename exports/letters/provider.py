"""What does a service read about a person who consented that we write to it?

Contents: domain.md 1.6 and 8.1. Only facts inside the consent's scope may be filled in; the caller
room decides which (42 CFR 2.13(a)). There is no field for notes, so notes cannot leave. The letter
carries the scope of the consent (2.32(b)) and statement 1 of 2.32, verbatim.
"""

from dataclasses import dataclass
from datetime import date

from exports.letters import notice, style, twin
from exports.letters.blocks import (
    Block,
    Box,
    Document,
    Facts,
    Heading,
    Items,
    Language,
    Notice,
    Paragraph,
)
from exports.letters.facts import Helpline, foot
from exports.letters.words import dated, long_date, words_of


@dataclass(frozen=True, kw_only=True)
class Addressee:
    """The named recipient of the consent."""

    name: str
    address: str = ""
    phone: str = ""
    fax: str = ""


@dataclass(frozen=True, kw_only=True)
class Consent:
    """The elements of 42 CFR 2.31(a), in words; `expires` is a date in words or an event.

    `how_to_revoke` and `also` (for TPO consents: redisclosure, consequences of refusing) are
    sentences; `signed_by` names a guardian where one signed, else the person.
    """

    number: str
    patient: str
    discloser: str
    what: str
    recipient: str
    purpose: str
    expires: str
    signed_by: str
    signed_on: date
    how_to_revoke: str = ""
    also: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ProviderLetter:
    """Every fact the letter may state. What is not here cannot leave.

    `purpose` and `ask` are whole sentences; `facts` are (label, text) as the person reported them.
    """

    helpline: Helpline
    to: Addressee
    consent: Consent
    written_on: date
    number: str
    reply_code: str
    purpose: str
    ask: str
    person: str = ""
    contact: str = ""
    speaks: str = ""
    access: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    payer: str = ""
    transport: str = ""
    childcare: str = ""
    support: str = ""
    told: str = ""
    language: Language = "en"
    large_print: bool = False


def render(letter: ProviderLetter) -> bytes:
    """The letter as PDF; the same facts give the same bytes."""
    return style.to_pdf(document(letter))


def html(letter: ProviderLetter) -> str:
    """The equal, accessible page."""
    return twin.to_html(document(letter))


def document(letter: ProviderLetter) -> Document:
    words = words_of(letter.language)
    return Document(
        title=words.provider.title.format(number=letter.number),
        heading=words.provider.heading,
        dated=dated(letter.written_on, letter.language),
        language=letter.language,
        large_print=letter.large_print,
        letterhead=letter.helpline.letterhead(),
        blocks=(
            _addressee(letter),
            Paragraph(letter.purpose, "lead"),
            _next(letter),
            *_about(letter),
            _notice(letter),
        ),
        foot=foot(letter.language, number=letter.number, reply_code=letter.reply_code),
        page_words=words.common.page,
    )


def _addressee(letter: ProviderLetter) -> Facts:
    words = words_of(letter.language).provider
    to = letter.to
    if to.phone and to.fax:
        reached = words.phone_fax.format(phone=to.phone, fax=to.fax)
    elif to.phone:
        reached = words.phone_only.format(phone=to.phone)
    else:
        reached = words.fax_only.format(fax=to.fax) if to.fax else ""
    lines = (to.name, to.address, reached)
    return Facts(((words.to, "\n".join(line for line in lines if line)),))


def _next(letter: ProviderLetter) -> Box:
    words = words_of(letter.language)
    helpline = letter.helpline
    steps = [letter.ask]
    if letter.reply_code:
        steps.append(words.provider.step_reply.format(code=letter.reply_code))
    if helpline.callback:
        steps.append(words.provider.step_call.format(callback=helpline.reached_at()))
    return Box(words.common.next_title, (Items(tuple(steps), "step"),))


def _about(letter: ProviderLetter) -> list[Block]:
    words = words_of(letter.language).provider
    person = Facts(
        (
            (words.name, letter.person),
            (words.contact, letter.contact),
            (words.language, letter.speaks),
            (words.access, letter.access),
        )
    )
    around = Facts(
        (
            (words.payer, letter.payer),
            (words.transport, letter.transport),
            (words.childcare, letter.childcare),
            (words.support, letter.support),
        )
    )
    return [
        *_headed(words.person, person),
        *_headed(words.reported, Facts(letter.facts + around.rows)),
        Facts(((words.told, letter.told),)),
    ]


def _headed(title: str, facts: Facts) -> list[Block]:
    return [Heading(title), facts] if facts.given() else []


def _notice(letter: ProviderLetter) -> Notice:
    """The scope of the consent, what to do with a stray letter, and the federal statement."""
    words = words_of(letter.language).provider
    helpline = letter.helpline
    gloss = (words.gloss,) if words.gloss else ()
    return Notice(
        title="",
        texts=(
            *_scope(letter.consent, letter.language),
            words.error.format(helpline=helpline.name, callback=helpline.reached_at()),
            f"{words.notice_title} ({notice.VERSION}):",
            *notice.STATEMENT_1,
            *gloss,
        ),
        language=letter.language,
        english=notice.STATEMENT_1,
    )


def _scope(consent: Consent, language: Language) -> list[str]:
    """A clear explanation of the scope of the consent (42 CFR 2.32(b)), and its other elements."""
    words = words_of(language).provider
    title = words.consent_title.format(number=consent.number)
    scope = words.consent.format(
        patient=consent.patient,
        discloser=consent.discloser,
        what=consent.what,
        recipient=consent.recipient,
        purpose=consent.purpose,
        expires=consent.expires,
    )
    day = long_date(consent.signed_on, language)
    signed = words.consent_signed.format(signed_by=consent.signed_by, date=day)
    revoke = words.consent_revoke.format(how=consent.how_to_revoke)
    return [f"{title}. {scope} {signed} {revoke}", *consent.also]
