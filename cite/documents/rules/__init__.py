"""What a document is made of, and which characters it may hold."""

from cite.documents.rules.outline import (
    Block,
    BulletList,
    Document,
    Heading,
    KeyValues,
    NumberedList,
    PageBreak,
    Paragraph,
    Signatory,
    SignatureBlock,
    Table,
    prepared,
)

__all__ = [
    "Block",
    "BulletList",
    "Document",
    "Heading",
    "KeyValues",
    "NumberedList",
    "PageBreak",
    "Paragraph",
    "Signatory",
    "SignatureBlock",
    "Table",
    "prepared",
]
