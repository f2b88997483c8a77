"""What do the letters say in Spanish?

NOT YET REVIEWED: a qualified human translator must read every sentence here before it is used
with callers (45 CFR 92.201(c)(3), domain.md 1.5 and 8.3). `REVIEWED_BY` stays empty until then,
and screens may show that. The federal notice stays in English; `gloss` explains it.
"""

from exports.letters.words.shape import (
    CallerWords,
    Common,
    LetterWords,
    ProviderWords,
    RelativeWords,
)

REVIEWED_BY = ""

COMMON = Common(
    months=(
        "enero", "febrero", "marzo", "abril", "mayo", "junio",
        "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre",
    ),
    weekdays=("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"),
    date="{weekday}, {day} de {month} de {year}",
    number="N.º {number}",
    reply_code="Código de respuesta {code}",
    page="Página",
    callback="Llámenos: {callback}",
    unprintable="{mark} marca letras que esta impresión no puede mostrar. La versión web las "
    "muestra.",
    next_title="Qué hacer ahora",
    address="Dirección",
    times="Cuándo",
    cost="Costo",
    why="Por qué conviene",
    message="Por ahora avisan",
    note="Tenga en cuenta",
    unverified="Todavía no lo hemos comprobado.",
    call_first="Llame primero a: {name}",
    danger_title="Si alguien está en peligro",
    danger_911="Llame al 911 si alguien no despierta o casi no respira. Quédese a su lado.",
    danger_naloxone="Dé naloxona (Narcan) si la tiene. No hace daño si se equivoca.",
    danger_988="Llame o escriba al 988, de día o de noche, si usted o alguien piensa en morir. "
    "Para español, oprima 2.",
    hotline="{name}: {number}",
    hotline_about="{name}: {number}. {about}",
)  # fmt: skip

PROVIDER = ProviderWords(
    title="Carta de referencia {number}",
    heading="Referencia",
    to="Para",
    phone_fax="Teléfono {phone} · Fax {fax}",
    phone_only="Teléfono {phone}",
    fax_only="Fax {fax}",
    step_call="¿Preguntas? Llámenos: {callback}.",
    step_reply="Díganos el resultado, con el código de respuesta {code}. Si su programa está "
    "sujeto a la Parte 2, necesita el consentimiento escrito de la persona para responder.",
    person="La persona",
    name="Nombre",
    contact="Contacto seguro",
    language="Idioma",
    access="Accesibilidad",
    reported="Según lo que dijo la persona",
    payer="Quién paga",
    transport="Transporte",
    childcare="Niños",
    support="Apoyo",
    told="Le dijimos",
    consent_title="Consentimiento {number} y su alcance",
    consent="{patient} consiente por escrito que {discloser} revele: {what}. A: {recipient}. "
    "Para: {purpose}. Vence: {expires}.",
    consent_signed="Firmado por {signed_by} el {date}.",
    consent_revoke="Se puede revocar por escrito en cualquier momento, salvo lo que ya se hizo "
    "con base en él. {how}",
    notice_title="Aviso federal que acompaña este documento (texto oficial en inglés)",
    gloss="En español, como explicación: las reglas federales de confidencialidad (42 CFR parte "
    "2) protegen este documento. No se puede usar ni revelar en procesos contra la persona sin "
    "su consentimiento o una orden judicial, ni revelar a otros salvo como permite la ley.",
    error="¿Lo recibió por error? No lo lea, copie ni comparta. Llame a {helpline}, {callback}, "
    "y destrúyalo.",
)

CALLER = CallerWords(
    title="Lugares a donde llamar",
    heading="Lugares a donde llamar",
    heading_named="Lugares a donde llamar, para {name}",
    purpose="Esta hoja tiene lugares que pueden servirle. Usted elige a cuál llamar.",
    step_call="Llame a {name}: {phone}.",
    step_ask="Pregunte: «¿Cuándo me pueden ver? ¿Cuánto me va a costar?»",
    step_else="¿No contestan? Llame al siguiente lugar de esta hoja. Puede volver a llamar.",
    step_else_us="¿No contestan? Llame al siguiente lugar, o llámenos: {callback}.",
    bring_title="Qué llevar, si lo tiene",
    bring=(
        "Identificación con foto, tarjeta del seguro",
        "Sus medicinas en sus frascos, y una lista de cuánto toma",
        "Cargador de teléfono, algo de dinero, ropa",
        "Un plan de quién cuida a sus niños",
    ),
    intake_title="Qué pasa al principio",
    intake=(
        "Le preguntan por su salud, su casa y lo que quiere. Pueden pedirle una prueba.",
        "Puede preguntar para qué es cada paso y cuánto cuesta antes de decir que sí.",
    ),
    change="Puede cambiar de opinión. Puede decir que no, o elegir otro lugar, cuando quiera.",
)

RELATIVE = RelativeWords(
    title="Para usted",
    heading="Para usted",
    heading_named="Para {name}",
    purpose="Esta hoja es para usted: apoyo para usted y pasos pequeños para esta semana.",
    steps=(
        "Marque abajo una cosa que pueda hacer esta semana.",
        "Llame a un grupo de esta hoja y pregunte cuándo se reúne.",
        "Cuéntele a una persona de confianza cómo está usted.",
    ),
    week_title="Qué puede hacer esta semana",
    week=(
        "Ofrezca cuidar a los niños unas horas.",
        "Ofrezca llevar a la persona a una primera visita, y esperar afuera.",
        "Si ayuda con dinero, pague directamente al lugar o la cuenta.",
        "Haga con la persona una tarea de la casa: una comida, la ropa, el correo.",
        "Diga: «Te quiero. Aquí estoy cuando quieras hablar».",
    ),
    week_naloxone="Tenga naloxona (Narcan) en casa. Muestre a otros dónde está.",
    support_title="Apoyo para usted",
    support=(
        "Usted no causó esto, y no tiene que cargarlo a solas.",
        "Coma, duerma y vea gente. Su descanso le ayuda a seguir con calma.",
    ),
    boundaries_title="Poner límites",
    boundaries=(
        "Decida qué puede y qué no puede hacer. Dígalo una vez, con calma y pocas palabras.",
        "Cumpla lo que dijo. Puede decir que no a una cosa y seguir queriendo a la persona.",
        "Si alguien le da miedo, primero salga. Después llame.",
    ),
    groups_title="Grupos para familiares y amigos",
    naloxone_where="Dónde conseguir naloxona: {where}",
    cannot_say="No podemos decir si alguien nos llamó. Decimos lo mismo a todos los que preguntan.",
)

WORDS = LetterWords(
    version="es-1-unreviewed",
    common=COMMON,
    provider=PROVIDER,
    caller=CALLER,
    relative=RELATIVE,
)
