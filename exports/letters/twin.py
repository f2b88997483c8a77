"""How does a letter look as a page, equal to the PDF and readable by a screen reader?

Made of the same blocks as the PDF, so both say the same words. Everything is escaped by Jinja2.
One file, no script, nothing fetched.
"""

from jinja2 import Environment
from markupsafe import Markup, escape

from exports.letters.blocks import Block, Document, clean

STYLE = """
body{margin:2rem auto;max-width:42rem;padding:0 1rem;background:#fff;color:#000;
font:1rem/1.45 "Noto Sans","DejaVu Sans",Verdana,sans-serif}
body.large{font-size:1.5rem;line-height:1.4}
header{border-bottom:1px solid #000;padding-bottom:.4rem}
header p,dl,ul,ol,dd{margin:0}
h1{font-size:1.4em;margin:.8rem 0}
h2{font-size:1.1em;margin:1rem 0 .2rem}
section.box{border:1px solid #000;border-radius:4px;padding:.6rem .8rem;margin:.8rem 0}
section.heavy{border-width:2px}
section.box h2{margin-top:0}
div.fact{display:grid;grid-template-columns:9rem 1fr;gap:.5rem}
p.lead,header p:first-child{font-weight:bold}
ul,ol{padding-left:1.6em}
ul.tick{list-style:none;padding-left:0}
aside{border-top:1px solid #000;margin-top:1.2rem;font-size:.85em}
aside p{margin:.3rem 0}
footer{border-top:1px solid #000;margin-top:1rem;text-align:right;font-weight:bold}
@media print{body{margin:0;max-width:none}}
@media (max-width:30rem){div.fact{grid-template-columns:1fr;gap:0}}
"""

_PAGE = """<!DOCTYPE html>
<html lang="{{ letter.language }}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>{{ letter.title|plain }}</title>
<style>{{ style }}</style>
</head>
<body{% if letter.large_print %} class="large"{% endif %}>
{% if letter.letterhead -%}
<header>
{% for line in letter.letterhead %}<p dir="auto">{{ line|plain }}</p>
{% endfor %}</header>
{% endif -%}
<main>
<h1 dir="auto">{{ letter.heading|plain }}</h1>
<p>{{ letter.dated|plain }}</p>
{% for block in letter.blocks if kind(block) != "Notice" %}{{ show(block) }}{% endfor -%}
{% for block in letter.blocks if kind(block) == "Notice" %}{{ show(block) }}{% endfor -%}
</main>
{% if letter.foot -%}
<footer><p>{{ letter.foot|join(" · ")|plain }}</p></footer>
{% endif -%}
</body>
</html>
"""

_BLOCKS = {
    "Heading": '<h2 dir="auto">{{ block.text|plain }}</h2>\n',
    "Paragraph": '<p class="{{ block.look }}" dir="auto">{{ block.text|plain }}</p>\n',
    "Facts": (
        "{% if block.given() %}<dl>\n{% for label, text in block.given() %}"
        '<div class="fact"><dt dir="auto">{{ label|plain }}</dt>'
        ' <dd dir="auto">{{ text|plain }}</dd></div>\n{% endfor %}</dl>\n{% endif %}'
    ),
    "Items": (
        '{% set tag = "ol" if block.kind == "step" else "ul" %}'
        '<{{ tag }} class="{{ block.kind }}">\n{% for text in block.given() %}'
        '<li dir="auto">{% if block.kind == "tick" %}<span aria-hidden="true">☐</span> {% endif %}'
        "{{ text|plain }}</li>\n{% endfor %}</{{ tag }}>\n"
    ),
    "Box": (
        '<section class="box{{ " heavy" if block.heavy }}">\n'
        '{% if block.title|plain %}<h2 dir="auto">{{ block.title|plain }}</h2>\n{% endif %}'
        "{% for part in block.inside %}{{ show(part) }}{% endfor %}</section>\n"
    ),
    "Notice": (
        "<aside>\n{% if block.title %}<h2>{{ block.title|plain }}</h2>\n{% endif %}"
        "{% for text, language in block.spoken() %}"
        '<p lang="{{ language }}" dir="auto">{{ text|plain }}</p>\n{% endfor %}</aside>\n'
    ),
}


def to_html(document: Document) -> str:
    """The letter as one complete HTML page."""
    return _page.render(letter=document, style=Markup(STYLE))


def _kind(block: Block) -> str:
    return type(block).__name__


def _show(block: Block) -> Markup:
    return Markup(_blocks[_kind(block)].render(block=block))


def _plain(text: str) -> Markup:
    """Cleaned like the PDF's text, escaped, its lines kept."""
    return Markup("<br>").join(escape(line) for line in clean(text).split("\n"))


_made = Environment(autoescape=True)
_made.filters["plain"] = _plain
_made.globals.update(show=_show, kind=_kind)
_page = _made.from_string(_PAGE)
_blocks = {name: _made.from_string(source) for name, source in _BLOCKS.items()}
