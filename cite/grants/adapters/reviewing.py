"""What files make people wait for, and what the search finds among them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cite.accounts.permissions import roles_of
from cite.actors.enums import PilotSide
from cite.core.dates import today
from cite.grants.enums import ApplicationState
from cite.grants.models import Application, CorrectionRound, Remark, Review
from cite.grants.permissions.applications import carried_partners, is_desk, sides_of, visible_applications
from cite.grants.permissions.committee import OPEN, can_prepare_committee, visible_committees
from cite.grants.queries.listing import FileFilters, find_files
from cite.grants.queries.opinions import opinions_due
from cite.grants.workflow import ASSIGNERS
from cite.search.ports import Hit
from cite.ui.waiting import Waiting

_SHOWN = 5


def search_files(request: HttpRequest, words: Sequence[str], limit: int) -> Sequence[Hit]:
    """Find the files this person may see, by action, carrier or number."""
    rows = visible_applications(request.user, request.territory)
    for word in words:
        start = f" {word}"
        rows = rows.filter(
            Q(search_key__contains=start) | Q(partner__organization__search_key__contains=start)
        )
    shown = rows.select_related("partner__organization").only(
        "uuid", "title", "number", "partner__organization__name"
    )
    return [
        Hit(str(file), _page("application", file), f"{file.number} · {file.partner.organization.name}")
        for file in shown.order_by("-pk")[:limit]
    ]


def files_to_take_up(request: HttpRequest) -> Iterable[Waiting]:
    """Tell the desk how many files wait to be taken up."""
    if not is_desk(request.user, request.territory):
        return
    rows = visible_applications(request.user, request.territory).filter(state=ApplicationState.DEPOSITED)
    if count := rows.count():
        label = ngettext("%(n)s dossier à prendre en charge", "%(n)s dossiers à prendre en charge", count)
        url = f"{reverse('grants:applications')}?situation={ApplicationState.DEPOSITED}"
        yield Waiting(label=label % {"n": count}, url=url, count=count)


def files_to_check(request: HttpRequest) -> Iterable[Waiting]:
    """Tell the desk how many files are taken up, and wait for their admissibility to be checked."""
    if not is_desk(request.user, request.territory):
        return
    rows = visible_applications(request.user, request.territory).filter(state=ApplicationState.TAKEN_UP)
    if count := rows.count():
        label = ngettext("%(n)s recevabilité à vérifier", "%(n)s recevabilités à vérifier", count)
        url = f"{reverse('grants:applications')}?situation={ApplicationState.TAKEN_UP}"
        yield Waiting(label=label % {"n": count}, url=url, count=count)


def files_to_entrust(request: HttpRequest) -> Iterable[Waiting]:
    """Tell who reviews, or says who does, how many files lack the instructor of each side that concerns her."""
    user, territory = request.user, request.territory
    is_assigner = bool(roles_of(user, territory) & ASSIGNERS)
    for side in PilotSide if is_assigner else sorted(sides_of(user, territory)):
        count = find_files(user, territory, FileFilters(missing_side=side), today()).count()
        if count:
            label = ngettext(
                "%(n)s dossier sans instructeur pour %(side)s",
                "%(n)s dossiers sans instructeur pour %(side)s",
                count,
            )
            url = f"{reverse('grants:applications')}?sans={side}"
            yield Waiting(label=label % {"n": count, "side": side.label}, url=url, count=count)


def files_for_a_committee(request: HttpRequest) -> Iterable[Waiting]:
    """Tell the co-pilots and the coordination how many files both sides reviewed, and no committee has taken yet."""
    user, territory = request.user, request.territory
    if not roles_of(user, territory) & ASSIGNERS:
        return
    if count := find_files(user, territory, FileFilters(is_ready=True), today()).count():
        label = ngettext(
            "%(n)s dossier prêt pour un comité", "%(n)s dossiers prêts pour un comité", count
        ) % {"n": count}
        following = (
            visible_committees(user, territory).filter(state__in=OPEN).order_by("starts_at", "pk").first()
        )
        yield Waiting(
            label=label,
            url=reverse("grants:committee-files", args=[following.uuid])
            if following and can_prepare_committee(user, following)
            else f"{reverse('grants:applications')}?prets=on",
            detail=str(
                following or _("Préparez une réunion « Comité des financeurs », puis choisissez-les.")
            ),
            count=count,
        )


def reviews_to_give(request: HttpRequest) -> Iterable[Waiting]:
    """Tell an instructor which reviews she owes."""
    rows = Review.objects.filter(
        instructor=request.user,
        withdrawn_at=None,
        submitted_at=None,
        application__state=ApplicationState.IN_REVIEW,
    )
    if not rows.exists():  # most people owe none: which files they see is asked of the others only
        return
    rows = rows.filter(application__in=visible_applications(request.user, request.territory).values("pk"))
    for review in rows.select_related("application__edition").order_by("pk")[:_SHOWN]:
        yield Waiting(
            label=_("Instruire : %(file)s") % {"file": review.application},
            url=_page("review", review.application),
            detail=review.application.number,
            due=review.application.edition.review_on,
        )


def opinions_to_give(request: HttpRequest) -> Iterable[Waiting]:
    """Tell a person which opinions are asked of her organizations."""
    for opinion in opinions_due(request.user, request.territory)[:_SHOWN]:
        yield Waiting(
            label=_("Donner un avis : %(file)s") % {"file": opinion.application},
            url=reverse("grants:opinion", args=[opinion.application.uuid, opinion.uuid]),
            detail=opinion.application.number,
            due=opinion.due_on,
        )


def corrections_to_answer(request: HttpRequest) -> Iterable[Waiting]:
    """Tell a carrier which files she is asked to complete; once all is answered, it is to be signed again."""
    partners = [partner.pk for partner in carried_partners(request.user, request.territory)]
    if not partners:
        return
    unanswered = Remark.objects.filter(round=OuterRef("pk"), reply="")
    rows = CorrectionRound.objects.filter(
        Exists(unanswered), application__partner_id__in=partners, answered_at=None
    )
    for asked in rows.select_related("application").order_by("due_on", "pk")[:_SHOWN]:
        yield Waiting(
            label=_("Compléter votre dossier : %(file)s") % {"file": asked.application},
            url=_page("corrections", asked.application),
            detail=asked.application.number,
            due=asked.due_on,
            is_urgent=True,
        )


def _page(name: str, application: Application) -> str:
    return reverse(f"grants:{name}", args=[application.uuid])
