"""Which words must every language have, to say why a listing stands where it stands?

Templates are data: `{name}` stands for a fact, said by `matching.aloud`; nothing in them is computed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from string import Formatter


@dataclass(frozen=True, kw_only=True)
class Sayings:
    """All words of one language.

    `templates`: what is said, by key. `values`: axis → value → what it is called aloud.
    `either`, `both`: the last joint of a list ("or", "and").
    """

    templates: Mapping[str, str]
    values: Mapping[str, Mapping[str, str]]
    either: str
    both: str
    holes: Mapping[str, tuple[str, ...]] = field(init=False)  # key → names of the facts it needs

    def __post_init__(self) -> None:
        parsed = {key: Formatter().parse(text) for key, text in self.templates.items()}
        holes = {key: tuple(hole for _, hole, *_ in at if hole) for key, at in parsed.items()}
        object.__setattr__(self, "holes", holes)
