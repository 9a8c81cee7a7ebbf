"""What somebody may send to hurt: values for any field, files for any place that takes one."""

import io
import zipfile
from html.parser import HTMLParser

VALUES = {
    "nul": b"a\x00b",
    "surrogate": b"\xed\xa0\x80",
    "not-utf8": b"\xff\xfe",
    "long": b"x" * 50_000,
    "digits": b"9" * 5_000,
    "big": b"1" + b"0" * 30,
    "nan": b"NaN",
    "infinity": b"-Infinity",
    "exponent": b"1e400",
    "fine": b"0,005",
    "money": "1 234,56 €".encode(),
    "arabic": "٣٤".encode(),
    "negative": b"-1",
    "first-day": b"0001-01-01",
    "last-day": b"9999-12-31",
    "no-day": b"2027-02-29",
    "lost-hour": b"2027-03-28T02:30",
    "uuid": b"00000000-0000-0000-0000-000000000000",
    "quote": b"1' OR '1'='1",
    "markup": b"<script>alert(1)</script>{{ settings.SECRET_KEY }}{% for %}%s{0}",
    "hidden": "\u202e😀\r\nSet-Cookie: a=b".encode(),
}
BODIES = {
    "nothing": (b"", "application/x-www-form-urlencoded"),
    "json": (b'{"a": "\\ud800"}', "application/json"),
    "cut": (b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1', "multipart/form-data; boundary=x"),
    "unbounded": (b"nothing", "multipart/form-data"),
    "utf-7": (b"a=+AGE-", "application/x-www-form-urlencoded; charset=utf-7"),
}


def archive(**members: bytes) -> bytes:
    """A ZIP of these members; two underscores stand for a slash, one more for a dot."""
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members.items():
            made.writestr(name.replace("__", "/").replace("_xml", ".xml").replace("_bin", ".bin"), content)
    return output.getvalue()


FILES = {
    "empty": ("vide.pdf", b""),
    "html": ("comptes.pdf", b"<!DOCTYPE html><script>alert(1)</script>"),
    "svg": ("logo.png", b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
    "program": ("rib.pdf", b"MZ\x90\x00\x03" + b"\x00" * 2_000),
    "polyglot": ("rib.pdf", b"%PDF-1.4\n" + archive(a_xml=b"x")),
    "macros": ("lettre.docx", archive(word__document_xml=b"<w/>", word__vbaProject_bin=b"x")),
    "bomb": ("comptes.xlsx", archive(xl__workbook_xml=b"<w/>", xl__big_xml=b" " * 80_000_000)),
    "damaged": ("comptes.xlsx", archive(xl__workbook_xml=b"<w/>" * 100)[:-60]),
}


class Forms(HTMLParser):
    """The forms of a page: where each goes, how, the fields it would send, those that take a file."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[dict] = []
        self._select = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list) -> None:
        """Note a form or a field."""
        has = dict(attrs)
        if tag == "form":
            method = (has.get("method") or "get").lower()
            self.found.append(
                {"action": has.get("action") or "", "method": method, "fields": {}, "files": []}
            )
        if not self.found:
            return
        form, name = self.found[-1], has.get("name", "")
        if tag == "input" and has.get("type") == "file":
            form["files"].append(name)
        elif tag in {"input", "textarea", "button"} and name:
            is_choice = has.get("type") in {"radio", "checkbox"}
            if not is_choice or "checked" in has or name not in form["fields"]:
                form["fields"][name] = has.get("value") or ""
        elif tag == "select" and name:
            self._select = name
            form["fields"][name] = ""
        elif tag == "option" and self._select:
            form["fields"][self._select] = form["fields"].get(self._select) or has.get("value") or ""

    def handle_endtag(self, tag: str) -> None:
        """Leave a list."""
        if tag == "select":
            self._select = ""
