"""How do frames, pairs and the foot of the last page break across pages?

ReportLab's own tables raise an error when one cell is taller than a page; these never do.
"""

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable
from reportlab.platypus import Paragraph as Words

_MOST_OF_A_PAGE = 450.0  # points; a column with more room than this is as good as empty


class Rule(Flowable):
    """A hairline across the column."""

    def wrap(self, width: float, height: float) -> tuple[float, float]:  # noqa: ARG002
        self.width = width
        return width, 1

    def draw(self) -> None:
        self.canv.setLineWidth(0.5)
        self.canv.line(0, 0, self.width, 0)


class Beside(Flowable):
    """A short text (label, bullet, square) with a longer one to its right."""

    def __init__(self, left: Words | None, right: Words, *, indent: float) -> None:
        super().__init__()
        self.left, self.right, self.indent = left, right, indent

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width = width
        self.left_tall = self.left.wrap(self.indent - 4, height)[1] if self.left else 0.0
        self.right_tall = self.right.wrap(width - self.indent, height)[1]
        self.height = max(self.left_tall, self.right_tall)
        return width, self.height

    def split(self, width: float, height: float) -> list[Flowable]:
        self.wrap(width, height)
        if self.left and self.left_tall > height:
            tall_label = height > _MOST_OF_A_PAGE
            return _stacked(self.left, self.right, width, height) if tall_label else []
        rest = self.right.split(width - self.indent, height)
        if len(rest) < 2:
            return []
        first = Beside(self.left, rest[0], indent=self.indent)
        return [first, *(Beside(None, part, indent=self.indent) for part in rest[1:])]

    def draw(self) -> None:
        if self.left:
            self.left.drawOn(self.canv, 0, self.height - self.left_tall)
        self.right.drawOn(self.canv, self.indent, self.height - self.right_tall)


def _stacked(left: Words, right: Words, width: float, height: float) -> list[Flowable]:
    """A label taller than a page is an ordinary paragraph above its text."""
    left.wrap(width, height)
    return [*(left.split(width, height) or [left]), right]


class Framed(Flowable):
    """Contents in a frame; broken across pages, each part has its own frame."""

    def __init__(self, inside: list[Flowable], *, heavy: bool, padding: float) -> None:
        super().__init__()
        self.inside, self.heavy, self.padding = inside, heavy, padding

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width = width
        inner = width - 2 * self.padding
        self.talls = [part.wrap(inner, height)[1] for part in self.inside]
        self.height = sum(self.talls) + 2 * self.padding
        return width, self.height

    def split(self, width: float, height: float) -> list[Flowable]:
        self.wrap(width, height)
        if self.height < _MOST_OF_A_PAGE > height:
            return []  # whole on the next page
        inner, room = width - 2 * self.padding, height - 2 * self.padding
        for at, tall in enumerate(self.talls):
            if tall > room:
                cut = self.inside[at].split(inner, room) if room > 0 else []
                before, after = cut[:1], cut[1:] or [self.inside[at]]
                return self._parts(self.inside[:at] + before, after + self.inside[at + 1 :])
            room -= tall
        return [self]

    def _parts(self, before: list[Flowable], after: list[Flowable]) -> list[Flowable]:
        made = [Framed(part, heavy=self.heavy, padding=self.padding) for part in (before, after)]
        return list(made) if before and after else []

    def draw(self) -> None:
        canvas: Canvas = self.canv
        canvas.setLineWidth(1.6 if self.heavy else 0.6)
        canvas.roundRect(0, 0, self.width, self.height, 4)
        top = self.height - self.padding
        for part, tall in zip(self.inside, self.talls, strict=True):
            part.drawOn(canvas, self.padding, top - tall)
            top -= tall


class ToFoot(Flowable):
    """Contents pushed down to the foot of the page they fall on."""

    def __init__(self, inside: list[Flowable]) -> None:
        super().__init__()
        self.inside = inside

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width = width
        self.talls = [part.wrap(width, height)[1] for part in self.inside]
        needed = sum(self.talls)
        self.height = max(needed, height - 0.1) if needed <= height else needed
        return width, self.height

    def split(self, width: float, height: float) -> list[Flowable]:  # noqa: ARG002
        """Whole on the next page; longer than a page, it flows like other paragraphs."""
        return list(self.inside) if height > _MOST_OF_A_PAGE else []

    def draw(self) -> None:
        top = sum(self.talls)
        for part, tall in zip(self.inside, self.talls, strict=True):
            part.drawOn(self.canv, 0, top - tall)
            top -= tall
