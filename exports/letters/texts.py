"""Which texts does a letter hold, in the order they are read?"""

from collections.abc import Iterator

from exports.letters.blocks import Block, Box, Document, Facts, Heading, Items, Notice, Paragraph


def texts_of(document: Document) -> Iterator[str]:
    """Every text of the letter, from the letterhead to the foot."""
    yield from document.letterhead
    yield document.heading
    yield document.dated
    for block in document.blocks:
        yield from _texts(block)
    yield from document.foot


def _texts(block: Block) -> Iterator[str]:
    match block:
        case Heading(text) | Paragraph(text):
            yield text
        case Facts():
            for row in block.given():
                yield from row
        case Items():
            yield from block.given()
        case Box(title, inside):
            yield title
            for part in inside:
                yield from _texts(part)
        case Notice(title, texts):
            yield title
            yield from texts
