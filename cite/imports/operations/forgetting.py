"""What is forgotten of an import, and when: the files, and every cell copied from them."""

from __future__ import annotations

from datetime import datetime

from cite.core.dates import now
from cite.files.operations import expire_file
from cite.imports.models import ImportDraft
from cite.imports.ports import kind_named


def end_of_retention(draft: ImportDraft) -> datetime:
    """Tell until when an import that moves now is kept."""
    return now() + kind_named(draft.kind).retention


def forget_source(draft: ImportDraft) -> None:
    """Erase what the person brought, of a draft locked for change; the caller saves it."""
    if draft.source:
        expire_file(file=draft.source)
    draft.source = None
    draft.first_rows = []


def forget_everything(draft: ImportDraft) -> None:
    """Erase all that an import holds about people, of a draft locked for change; the caller saves it."""
    forget_source(draft)
    if draft.result:
        expire_file(file=draft.result)
    draft.result = None
    draft.headers, draft.mapping = [], {}
    draft.remarks, draft.problems, draft.summaries = [], [], []
    draft.sheet = ""
