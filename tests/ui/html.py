"""What a piece of HTML holds, read with the standard library: enough to check ids, labels and references."""

import re
from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass(frozen=True)
class Element:
    tag: str
    attrs: dict[str, str]


@dataclass
class Document(HTMLParser):
    """Every element of a page, and its text."""

    elements: list[Element] = field(default_factory=list)
    text: str = ""

    def __post_init__(self):
        super().__init__()

    def handle_starttag(self, tag, attrs):
        self.elements.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data):
        self.text += data

    def all(self, tag: str, **attrs: str) -> list[Element]:
        wanted = {name.rstrip("_").replace("_", "-"): value for name, value in attrs.items()}
        return [e for e in self.elements if e.tag == tag and wanted.items() <= e.attrs.items()]

    def one(self, tag: str, **attrs: str) -> Element:
        found = self.all(tag, **attrs)
        assert len(found) == 1, f"{len(found)} <{tag} {attrs}>"
        return found[0]

    @property
    def ids(self) -> list[str]:
        return [e.attrs["id"] for e in self.elements if "id" in e.attrs]


def read(html) -> Document:
    document = Document()
    document.feed(html.decode() if isinstance(html, bytes) else html)
    document.text = re.sub(r"\s+", " ", document.text)
    return document


def check(document: Document) -> None:
    """Demand what any page must have, whatever it shows."""
    assert [name for name, count in Counter(document.ids).items() if count > 1] == []
    ids = set(document.ids)
    for element in document.elements:
        for name, value in element.attrs.items():
            assert not name.startswith("on") and name != "style", element
            if name in ("for", "aria-labelledby", "aria-describedby", "aria-controls", "headers"):
                assert set(value.split()) <= ids, element
    labelled = {e.attrs["for"] for e in document.all("label")}
    for element in document.elements:
        if element.tag in ("input", "select", "textarea") and element.attrs.get("type") != "hidden":
            assert element.attrs.get("id") in labelled or "aria-label" in element.attrs, element
        if element.tag == "img":
            assert "alt" in element.attrs, element
