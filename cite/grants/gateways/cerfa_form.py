"""The fields of a filled PDF form (AcroForm)."""

from __future__ import annotations

from io import BytesIO

from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import DictionaryObject

from cite.core.text import without_control_characters
from cite.grants.enums.taking_in import TakeInProblem

MAX_BYTES = 10_000_000
_MAX_FIELDS = 3_000
_MAX_TEXT = 20_000
_MAX_OBJECTS = 20_000
"""The form has some three thousand; beyond this a file was made to keep a server busy."""
_BROKEN = (PyPdfError, ValueError, TypeError, KeyError, AttributeError, IndexError, RecursionError, OSError)


class UnreadableForm(ValueError):
    """A file that is no filled form; `problem` says why, with the remedy."""

    def __init__(self, problem: TakeInProblem) -> None:
        self.problem = problem
        super().__init__(str(problem.label))


def read_form(content: bytes) -> dict[str, str]:
    """Read the filled text fields of a PDF: the name and the tooltip of each, together, and its text.

    Raises:
        UnreadableForm: not a PDF, protected, of too many objects, or without any filled field.
    """
    if not content[:1024].lstrip().startswith(b"%PDF-"):
        raise UnreadableForm(TakeInProblem.NOT_A_PDF)
    if content.count(b" obj") > _MAX_OBJECTS:
        raise UnreadableForm(TakeInProblem.TOO_COMPLEX)
    try:
        reader = PdfReader(BytesIO(content))
        if reader.is_encrypted and not reader.decrypt(""):
            raise UnreadableForm(TakeInProblem.ENCRYPTED)
        if len(reader.xref_objStm) > _MAX_OBJECTS:  # those that are packed
            raise UnreadableForm(TakeInProblem.TOO_COMPLEX)
        fields = dict(list((reader.get_fields() or {}).items())[:_MAX_FIELDS])
        found = {_name(name, field): _text(field) for name, field in fields.items()}
    except UnreadableForm:
        raise
    except _BROKEN:
        raise UnreadableForm(TakeInProblem.NOT_A_PDF) from None
    filled = {name: text for name, text in found.items() if text}
    if not filled:
        raise UnreadableForm(TakeInProblem.NOT_A_FORM)
    return filled


def _name(name: str, field: DictionaryObject) -> str:
    return str(field.get("/TU") or name)[:300]


def _text(field: DictionaryObject) -> str:
    value = field.get("/V")
    if value is None or field.get("/FT") not in ("/Tx", "/Ch"):
        return ""
    return without_control_characters(str(value).replace("\r\n", "\n").replace("\r", "\n")).strip()[
        :_MAX_TEXT
    ]
