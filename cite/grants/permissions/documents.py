"""Who sees a document, issues it, countersigns it, and who writes the texts.

A document of a funder’s decision is of that funder; its carrier sees it once the decision is notified to her.
"""

from __future__ import annotations

from django.db.models import Q, QuerySet

from cite.accounts.models import User
from cite.accounts.permissions import can_work_here, roles_of
from cite.actors.permissions.people import is_manager
from cite.core.decisions import Decision, unless
from cite.grants.enums import AwardState, DocumentKind
from cite.grants.enums.documents import DocumentObjection
from cite.grants.models import Application, Award, DocumentTemplate, Funder, IssuedDocument
from cite.grants.permissions.applications import (
    Standing,
    funders_of,
    represented_partners,
    standings,
)
from cite.grants.permissions.awards import can_decide
from cite.grants.rules.documents import OF_THE_FILE
from cite.grants.workflow import FUNDERS
from cite.tenancy.models import Territory

_TOLD = (AwardState.PUBLISHED, AwardState.WITHDRAWN)


def visible_documents(
    user: User, application: Application, as_what: frozenset[Standing] | None = None
) -> QuerySet[IssuedDocument]:
    """List the documents of a file that a person may open."""
    as_what = standings(user, application) if as_what is None else as_what
    documents = IssuedDocument.objects.filter(application=application)
    if Standing.DESK in as_what:
        return documents
    of_the_file = Q(award=None)
    seen = Q(pk=None)
    if Standing.CARRIER in as_what:
        seen |= of_the_file | Q(award__state__in=_TOLD)
    if Standing.FUNDER in as_what:
        seen |= of_the_file | Q(award__funder__in=funders_of(user, application.territory))
    return documents.filter(seen)


def can_issue(user: User, application: Application, kind: str, award: Award | None) -> Decision:
    """Issue a document: the desk for those of the file (a receipt follows a deposit), a funder for its own."""
    if DocumentKind(kind) in OF_THE_FILE:
        may = {Standing.DESK, Standing.CARRIER} if kind == DocumentKind.RECEIPT else {Standing.DESK}
        return unless(bool(may & standings(user, application)), DocumentObjection.DESK_ONLY)
    if award is None or award.application_id != application.pk:
        return unless(False, DocumentObjection.NO_AWARD)
    return can_decide(user, award)


def can_cancel(user: User, document: IssuedDocument) -> Decision:
    """Cancel a document: those who issue it, never the carrier."""
    if document.award is not None:
        return can_decide(user, document.award)
    return unless(Standing.DESK in standings(user, document.application), DocumentObjection.DESK_ONLY)


def can_countersign(user: User, document: IssuedDocument) -> Decision:
    """Sign for the carrier: its legal representative alone."""
    mine = {partner.pk for partner in represented_partners(user, document.territory)}
    return unless(document.application.partner_id in mine, DocumentObjection.NOT_REPRESENTATIVE)


def can_write_text(user: User, territory: Territory | None, funder: Funder | None) -> Decision:
    """Write the texts of the Cité, or those of one’s own funder."""
    may = is_manager(user, territory) if funder is None else _is_mine(user, funder)
    return can_work_here(user, territory) and unless(may, DocumentObjection.NOT_FOR_TEXTS)


def can_open_texts(user: User, territory: Territory | None) -> Decision:
    """Read every text: whoever writes one of them, or decides for a funder."""
    may = is_manager(user, territory) or bool(roles_of(user, territory) & FUNDERS)
    return can_work_here(user, territory) and unless(may, DocumentObjection.NOT_FOR_TEXTS)


def _is_mine(user: User, funder: Funder) -> bool:
    return funders_of(user, funder.territory).filter(pk=funder.pk).exists()


def visible_texts(user: User, territory: Territory | None) -> QuerySet[DocumentTemplate]:
    """List the texts written in this Cité, for whoever writes one of them."""
    if territory is None or not can_open_texts(user, territory):
        return DocumentTemplate.objects.none()
    return DocumentTemplate.objects.filter(territory=territory)
