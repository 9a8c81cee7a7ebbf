"""What a document is made of, and which characters it may hold."""

from cite.documents.rules.outline import (
    Block,
    BulletList,
    Contents,
    Document,
    Heading,
    KeyValues,
    NumberedList,
    PageBreak,
    Paragraph,
    QrCode,
    Signatory,
    SignatureBlock,
    Table,
    prepared,
)
from cite.documents.rules.plain import from_plain, to_plain

__all__ = [
    "Block",
    "BulletList",
    "Contents",
    "Document",
    "Heading",
    "KeyValues",
    "NumberedList",
    "PageBreak",
    "Paragraph",
    "QrCode",
    "Signatory",
    "SignatureBlock",
    "Table",
    "from_plain",
    "prepared",
    "to_plain",
]
