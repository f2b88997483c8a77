"""Which sentences must every language of the letters have?

Templates are data: `{name}` stands for a fact; nothing in them is computed. A language that lacks
one does not type-check.
"""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Common:
    months: tuple[str, ...]
    weekdays: tuple[str, ...]
    date: str
    number: str
    reply_code: str
    page: str
    callback: str
    unprintable: str
    next_title: str
    address: str
    times: str
    cost: str
    why: str
    message: str
    note: str
    unverified: str
    call_first: str
    danger_title: str
    danger_911: str
    danger_naloxone: str
    danger_988: str
    hotline: str
    hotline_about: str


@dataclass(frozen=True, kw_only=True)
class ProviderWords:
    title: str
    heading: str
    to: str
    phone_fax: str
    phone_only: str
    fax_only: str
    step_call: str
    step_reply: str
    person: str
    name: str
    contact: str
    language: str
    access: str
    reported: str
    payer: str
    transport: str
    childcare: str
    support: str
    told: str
    consent_title: str
    consent: str
    consent_signed: str
    consent_revoke: str
    notice_title: str
    gloss: str
    error: str


@dataclass(frozen=True, kw_only=True)
class CallerWords:
    title: str
    heading: str
    heading_named: str
    purpose: str
    step_call: str
    step_ask: str
    step_else: str
    step_else_us: str
    bring_title: str
    bring: tuple[str, ...]
    intake_title: str
    intake: tuple[str, ...]
    change: str


@dataclass(frozen=True, kw_only=True)
class RelativeWords:
    title: str
    heading: str
    heading_named: str
    purpose: str
    steps: tuple[str, ...]
    week_title: str
    week: tuple[str, ...]
    week_naloxone: str
    support_title: str
    support: tuple[str, ...]
    boundaries_title: str
    boundaries: tuple[str, ...]
    groups_title: str
    naloxone_where: str
    cannot_say: str


@dataclass(frozen=True, kw_only=True)
class LetterWords:
    """All words of one language; `version` is kept with each letter that is issued."""

    version: str
    common: Common
    provider: ProviderWords
    caller: CallerWords
    relative: RelativeWords
