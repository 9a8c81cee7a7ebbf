"""What « ce qui vous attend » knows of the situations to look at, and what is held of them about somebody."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from django.http import HttpRequest
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cite.actors.queries.people import awaits_agreement_of
from cite.core.dates import today
from cite.core.journal import note_reading
from cite.core.text import short_day
from cite.dropout.enums.objections import DropoutAct
from cite.dropout.enums.signs import Severity, Sign
from cite.dropout.models import Alert
from cite.dropout.permissions.alerts import (
    can_close,
    can_look_at_alerts,
    can_prepare_thresholds,
)
from cite.dropout.queries.alerts import reasons_of, worklist_of
from cite.dropout.queries.thresholds import draft_of
from cite.pathways.models import Pathway
from cite.pathways.ports import Notice
from cite.pathways.queries.timeline import signed
from cite.residents.enums.delays import Delay
from cite.residents.models import Resident
from cite.residents.ports import HeldBlock
from cite.residents.queries.delays import delays_of
from cite.ui.waiting import Waiting


def alerts_waiting(request: HttpRequest) -> Iterator[Waiting]:
    """Tell a professional what she looks at this week and why, and how many wait behind: the list does the same."""
    if not can_look_at_alerts(request.user, request.territory):
        return
    worklist = worklist_of(request.user, request.territory)
    others = len(worklist.others)
    if number := len(worklist.first):
        behind = ngettext("Et %(n)s autre, moins urgente.", "Et %(n)s autres, moins urgentes.", others) % {
            "n": others
        }
        yield Waiting(
            label=ngettext(
                "%(n)s situation à regarder cette semaine",
                "%(n)s situations à regarder cette semaine",
                number,
            )
            % {"n": number},
            url=reverse("dropout:alerts"),
            detail=" ".join([_worst_reasons(worklist.first), *([behind] if others else [])]),
            count=number,
            due=_end_of_week(today()),
            is_urgent=any(alert.level == Severity.SOON for alert in worklist.first),
        )
    elif others:
        yield Waiting(
            label=ngettext(
                "%(n)s situation moins urgente à regarder",
                "%(n)s situations moins urgentes à regarder",
                others,
            )
            % {"n": others},
            url=f"{reverse('dropout:alerts')}?tout=1",
            detail=_("Vous avez fait votre part cette semaine : celles-ci peuvent attendre."),
            count=others,
        )


def _worst_reasons(alerts: Sequence[Alert]) -> str:
    """Say how often each worst reason comes: « Pas de nouvelles : 4 ; Absences sans prévenir : 2. »."""
    counted = Counter(alert.signs[0]["sign"] for alert in alerts if alert.signs)
    told = [
        _("%(reason)s : %(n)s") % {"reason": Sign(sign).label, "n": number}
        for sign, number in counted.most_common()
    ]
    return f"{' ; '.join(told)}." if told else _("Plus de raison aujourd’hui : dites ce que vous avez fait.")


def _end_of_week(on: date) -> date:
    """Tell the Friday of the week; the day itself from Friday on."""
    return on + timedelta(days=max(4 - on.weekday(), 0))


def pathway_notices(request: HttpRequest, pathway: Pathway) -> Iterator[Notice]:
    """Say why a pathway is to be looked at, on its page: whoever sees the pathway sees its alert. One query."""
    alert = Alert.objects.filter(pathway=pathway, closed_on=None).first()
    if alert is None:
        return
    alert.pathway = pathway  # read already
    note_reading(request, DropoutAct.READ_ALERTS, target=alert, person=pathway.resident)
    yield Notice(
        title=_("À regarder"),
        reasons=[(reason.text, reason.suggestion) for reason in reasons_of(alert, today())]
        or [
            (
                _("Plus aucune raison aujourd’hui."),
                _("Dites ce que vous avez fait : la situation sort de la liste."),
            )
        ],
        url=reverse("dropout:alert", args=[alert.uuid]),
        label=_("Dire ce que j’ai fait") if can_close(request.user, alert) else _("Voir pourquoi"),
    )


def held_of(*, resident: Resident) -> Iterator[HeldBlock]:
    """List when her situation was to be looked at: the reasons in clear, and what a person did of it. One query."""
    alerts = Alert.objects.filter(pathway__resident=resident).order_by("since", "pk")
    yield HeldBlock(
        key="alerts",
        title=_("Quand ma situation a été à regarder"),
        columns=(
            _("Depuis le"),
            _("Niveau"),
            _("Raisons"),
            _("Close le"),
            _("Ce qui a été fait"),
            _("Précision"),
            _("Par"),
        ),
        rows=[
            (
                short_day(each.since),
                each.get_level_display(),
                " ".join(reason.text for reason in reasons_of(each, each.closed_on or today())),
                short_day(each.closed_on),
                each.get_closing_display(),
                each.comment,
                signed(each.closed_by),
            )
            for each in alerts.select_related("closed_by__user", "closed_by__partner__organization")
        ],
    )


def thresholds_waiting(request: HttpRequest) -> Iterator[Waiting]:
    """Tell a co-pilot that thresholds wait for her agreement."""
    user, territory = request.user, request.territory
    if not can_prepare_thresholds(user, territory):
        return
    draft = draft_of(territory)
    if draft is not None and awaits_agreement_of(user, draft):
        yield Waiting(
            label=_("Des seuils d’alerte attendent votre accord"),
            url=reverse("dropout:thresholds"),
            detail=_("Vous pouvez d’abord les essayer sur le passé."),
            due=localtime(draft.updated_at).date() + timedelta(days=delays_of(territory)[Delay.ANSWERED]),
        )
