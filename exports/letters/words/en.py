"""What do the letters say in English?

Person-first words (domain.md 8.2). Caller-held sentences aim at grade 6 and never pass grade 8;
`tests/exports/test_words.py` computes it. What callers hold names no condition and no service type.
"""

from exports.letters.words.shape import (
    CallerWords,
    Common,
    LetterWords,
    ProviderWords,
    RelativeWords,
)

COMMON = Common(
    months=(
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ),
    weekdays=("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    date="{weekday}, {month} {day}, {year}",
    number="No. {number}",
    reply_code="Reply code {code}",
    page="Page",
    callback="Call us back: {callback}",
    unprintable="{mark} marks letters that this print cannot show. The web version shows them.",
    next_title="What to do next",
    address="Address",
    times="When",
    cost="Cost",
    why="Why it fits",
    message="They say for now",
    note="Please note",
    unverified="We have not checked this ourselves yet.",
    call_first="Call first: {name}",
    danger_title="If someone is in danger",
    danger_911="Call 911 if someone will not wake up or can hardly breathe. Stay with them.",
    danger_naloxone="Give naloxone (Narcan) if you have it. It does no harm if you are wrong.",
    danger_988="Call or text 988, day or night, if you or someone else may think of dying.",
    hotline="{name}: {number}",
    hotline_about="{name}: {number}. {about}",
)  # fmt: skip

PROVIDER = ProviderWords(
    title="Referral letter {number}",
    heading="Referral",
    to="To",
    phone_fax="Phone {phone} · Fax {fax}",
    phone_only="Phone {phone}",
    fax_only="Fax {fax}",
    step_call="Questions? Call us: {callback}.",
    step_reply="Tell us what came of it, with reply code {code}. If you are a Part 2 program, you "
    "need the person’s own written consent to reply.",
    person="The person",
    name="Name",
    contact="Safe contact",
    language="Language",
    access="Access needs",
    reported="As reported by the person",
    payer="Payer",
    transport="Transport",
    childcare="Children",
    support="Support",
    told="We told them",
    consent_title="Consent {number} and its scope",
    consent="{patient} consents in writing that {discloser} may disclose: {what}. To: {recipient}. "
    "For: {purpose}. Expires: {expires}.",
    consent_signed="Signed by {signed_by} on {date}.",
    consent_revoke="It may be revoked in writing at any time, except for what was already done "
    "in reliance on it. {how}",
    notice_title="Notice that goes with this record",
    gloss="",
    error="Received in error? Do not read, copy or pass on this letter. Call {helpline}, "
    "{callback}, and destroy it.",
)

CALLER = CallerWords(
    title="Places to call",
    heading="Places to call",
    heading_named="Places to call, for {name}",
    purpose="This page lists places that may suit you. You choose which one to call.",
    step_call="Call {name}: {phone}.",
    step_ask="Ask: “How soon can you see me? What will it cost me?”",
    step_else="No answer? Try the next place on this page. It is fine to call again.",
    step_else_us="No answer? Try the next place, or call us back: {callback}.",
    bring_title="What to bring, if you have it",
    bring=(
        "Photo ID, insurance card",
        "Your medicines in their bottles, and a list of how much you take",
        "Phone charger, some money, clothes",
        "A plan for who looks after your children",
    ),
    intake_title="What happens first",
    intake=(
        "They ask about your health, your home and what you want. They may ask for a test.",
        "You can ask what each step is for, and what it costs, before you say yes.",
    ),
    change="You can change your mind. You can say no, or pick another place, at any time.",
)

RELATIVE = RelativeWords(
    title="For you",
    heading="For you",
    heading_named="For {name}",
    purpose="This page is for you: support for yourself, and small steps you can take this week.",
    steps=(
        "Tick one thing below that you can do this week.",
        "Call one group on this page and ask when it meets next.",
        "Tell one person you trust how you are.",
    ),
    week_title="What you can do this week",
    week=(
        "Offer to look after the children for a few hours.",
        "Offer a ride to a first visit, and to wait outside.",
        "If you help with money, pay the place or the bill directly.",
        "Do one job at home with them: a meal, the wash, the mail.",
        "Say: “I care about you. I am here when you want to talk.”",
    ),
    week_naloxone="Keep naloxone (Narcan) at home. Show others where it is.",
    support_title="Support for you",
    support=(
        "You did not cause this, and you do not have to carry it alone.",
        "Eat, sleep and see people. Your own rest helps you stay kind and clear.",
    ),
    boundaries_title="Setting limits",
    boundaries=(
        "Decide what you can and cannot do. Say it once, in a calm hour, in a few words.",
        "Keep to what you said. You can say no to a thing and still love the person.",
        "If you are afraid of someone, leave first. Then call.",
    ),
    groups_title="Groups for family and friends",
    naloxone_where="Where to get naloxone: {where}",
    cannot_say="We cannot say whether anyone contacted us. We say the same to everyone who asks.",
)

WORDS = LetterWords(
    version="en-1",
    common=COMMON,
    provider=PROVIDER,
    caller=CALLER,
    relative=RELATIVE,
)
