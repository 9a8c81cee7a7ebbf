"""What a carrier answers of the actions that look like hers."""

from __future__ import annotations

from django.db import transaction

from cite.accounts.models import User
from cite.core.decisions import require, unless
from cite.core.journal import record
from cite.grants.enums import WritingAct, WritingObjection
from cite.grants.models import Application, SimilarAction
from cite.grants.operations.content import content_changed, locked_application
from cite.grants.queries.similar import similar_actions


@transaction.atomic
def answer_similar(
    *, application: Application, source: str, key: str, answer: str, by: User
) -> SimilarAction:
    """Say how two actions that look alike work together; answered again, corrected; said twice, once.

    Raises:
        Refused: not hers, no longer to be written in, an action that does not look like it, or nothing said.
    """
    file = locked_application(application, by)
    shown = {(line.action.source, line.action.key) for line in similar_actions(file)}
    require(
        unless((source, key) in shown, WritingObjection.NOT_SIMILAR)
        & unless(bool(answer.strip()), WritingObjection.REASON_NEEDED)
    )
    said = SimilarAction.objects.filter(application=file, source=source, key=key).first()
    if said is not None and said.answer == answer.strip():
        return said
    line, _is_new = SimilarAction.objects.update_or_create(
        application=file,
        source=source,
        key=key,
        defaults={"territory": file.territory, "answer": answer.strip()},
    )
    content_changed(application=file, by=by)
    file.save_next_version()
    record(WritingAct.ANSWER_SIMILAR, by=by, target=file, changes={"key": (None, key)})
    return line
