"""Opinions asked of others: an organization of the Cité, or an address that gets a link; recalled, given, canceled."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import make_aware

from cite.accounts.models import Link, User
from cite.accounts.operations import create_link, revoke_links, use_link
from cite.actors.models import Partner
from cite.core.dates import now, today
from cite.core.decisions import require, unless
from cite.core.journal import record
from cite.grants.enums import OpinionState, ReviewAct, ReviewObjection, ReviewOpinion
from cite.grants.models import Application, Opinion
from cite.grants.notices.review import (
    GUEST_OPINION_ASKED,
    OPINION_ASKED,
    OPINION_GIVEN,
    OPINION_REMINDER,
)
from cite.grants.operations.reviewing import lock, require_words, tell_people
from cite.grants.permissions.review import (
    can_ask_opinion,
    can_give_opinion,
    can_instruct,
    is_answerable,
    is_linked,
)
from cite.grants.queries.opinions import waiting_opinions
from cite.grants.queries.people import members_of
from cite.grants.rules.call_content import parameters_from
from cite.grants.rules.opinions import LINK_LIFE_AFTER_DUE, MOST_PER_FILE, OPINION_PURPOSE, is_to_remind
from cite.grants.workflow import OPINION
from cite.notifications.operations import notify
from cite.notifications.ports import NoticeKind
from cite.tenancy.models import Territory

_A_YEAR = timedelta(days=300)


def default_opinion_due(application: Application, on: date) -> date:
    """Tell when an opinion is expected, where nobody chooses a day."""
    return on + timedelta(days=parameters_from(application.edition.parameters).opinion_days)


@transaction.atomic
def ask_opinion(
    *,
    application: Application,
    question: str,
    by: User,
    partner: Partner | None = None,
    email: str = "",
    name: str = "",
    due_on: date | None = None,
) -> Opinion:
    """Ask an opinion of an organization of the Cité, or of somebody by her address.

    Raises:
        Refused: not hers to ask, nobody to ask, the carrier itself or a hidden one, asked already, or a day too soon.
    """
    application = lock(application)
    require(can_ask_opinion(by, application))
    due_on = due_on or default_opinion_due(application, today())
    email = email.strip().lower()
    asked = Opinion.objects.filter(application=application)
    waiting = asked.filter(state=OpinionState.ASKED)
    same = waiting.filter(partner=partner) if partner else waiting.filter(partner=None, email=email)
    require(
        unless(partner is not None or bool(email), ReviewObjection.NOBODY_TO_ASK)
        & unless(partner is None or partner.pk != application.partner_id, ReviewObjection.CARRIER_ASKED)
        & unless(not application.partner.is_sensitive, ReviewObjection.CARRIER_HIDDEN)
        & unless(not same.exists(), ReviewObjection.ALREADY_ASKED)
        & unless(asked.count() < MOST_PER_FILE, ReviewObjection.TOO_MANY_OPINIONS)
        & unless(today() < due_on <= today() + _A_YEAR, ReviewObjection.DUE_TOO_SOON)
    )
    opinion = Opinion.objects.create(
        territory=application.territory,
        application=application,
        asked_by=by,
        partner=partner,
        name=str(partner) if partner else name.strip() or email,
        email="" if partner else email,
        question=require_words(question),
        due_on=due_on,
    )
    record(ReviewAct.ASK_OPINION, by=by, target=application)
    _write_to(opinion, by, OPINION_ASKED)
    return opinion


def _write_to(opinion: Opinion, by: User | None, notice: NoticeKind) -> None:
    application = opinion.application
    fields = {"file": application.number, "due": date_format(opinion.due_on, "j F Y")}
    if opinion.partner is None:
        notify(
            kind=GUEST_OPINION_ASKED.key,
            territory=opinion.territory,
            address=opinion.email,
            fields=fields,
            path=_link_path(opinion, by),
            about=f"opinion:{opinion.uuid}",
        )
        return
    for person in members_of(opinion.partner):
        notify(
            kind=notice.key,
            territory=opinion.territory,
            to=person,
            fields=fields,
            path=reverse("grants:opinion", args=[application.uuid, opinion.uuid]),
            about=f"opinion:{opinion.uuid}",
        )


def _link_path(opinion: Opinion, by: User | None) -> str:
    revoke_links(purpose=OPINION_PURPOSE, target_uuid=opinion.uuid, by=by)
    last_day = max(opinion.due_on, today()) + LINK_LIFE_AFTER_DUE
    _link, token = create_link(
        purpose=OPINION_PURPOSE,
        territory=opinion.territory,
        target_uuid=opinion.uuid,
        by=by,
        expires_at=make_aware(datetime.combine(last_day, time(23, 59))),
    )
    return reverse("grants:guest-opinion", args=[token])


@transaction.atomic
def give_opinion(
    *, opinion: Opinion, answer: ReviewOpinion | str, words: str, by: User, version: int
) -> Opinion:
    """Give an opinion for one's organization; an empty answer says that it has none. The same answer twice is one.

    Raises:
        Refused: asked of somebody else, over, without its reasons, or changed meanwhile.
    """
    application = lock(opinion.application)
    given = Opinion.objects.filter(
        pk=opinion.pk, given_by=str(by)[:150], opinion=str(answer), words=words.strip()
    )
    if same := given.exclude(given_at=None).first():
        return same
    opinion = Opinion.locked(pk=opinion.pk, version=version)
    require(can_give_opinion(by, opinion))
    return _keep(opinion, application, answer, words, by=by, given_by=str(by))


@transaction.atomic
def give_opinion_by_link(
    *, link: Link, answer: ReviewOpinion | str, words: str, name: str, by: User | None = None
) -> Opinion:
    """Give an opinion through its link, which serves once.

    Raises:
        Refused: the link opens nothing any more, the request is over, she belongs to the carrier, or the reasons lack.
    """
    found = Opinion.objects.select_related("application").get(uuid=link.target_uuid)
    application = lock(found.application)
    opinion = Opinion.objects.select_for_update(of=("self",), no_key=True).get(pk=found.pk)
    require(
        unless(is_answerable(opinion, application), ReviewObjection.OPINION_OVER)
        & unless(by is None or not is_linked(by, application), ReviewObjection.OWN_ORGANIZATION)
    )
    given = _keep(opinion, application, answer, words, by=by, given_by=name.strip() or opinion.name)
    use_link(link=link, by=by)
    return given


def _keep(
    opinion: Opinion, application: Application, answer: str, words: str, *, by: User | None, given_by: str
) -> Opinion:
    arrow, act = ("give", ReviewAct.GIVE_OPINION) if answer else ("decline", ReviewAct.DECLINE_OPINION)
    if answer:
        words = require_words(words, ReviewObjection.WORDS_MISSING)
    opinion.state = OPINION.target(arrow, opinion.state)
    opinion.opinion, opinion.words = str(answer), words.strip()
    opinion.given_by, opinion.given_at = given_by[:150], now()
    opinion.save_next_version()
    record(act, by=by, target=application)
    tell_people(application, OPINION_GIVEN, [opinion.asked_by], name="grants:opinions")
    return opinion


@transaction.atomic
def cancel_opinion(*, opinion: Opinion, by: User) -> Opinion:
    """Take a request back; its link opens nothing any more.

    Raises:
        Refused: not hers to cancel, or answered already.
    """
    application = lock(opinion.application)
    require(can_instruct(by, application))
    opinion = Opinion.objects.select_for_update(of=("self",), no_key=True).get(pk=opinion.pk)
    if opinion.state == OpinionState.CANCELED:
        return opinion
    require(unless(OPINION.allows("cancel", opinion.state), ReviewObjection.OPINION_OVER))
    opinion.state = OPINION.target("cancel", opinion.state)
    opinion.save_next_version()
    revoke_links(purpose=OPINION_PURPOSE, target_uuid=opinion.uuid, by=by)
    record(ReviewAct.CANCEL_OPINION, by=by, target=application)
    return opinion


@transaction.atomic
def remind_opinions(*, territory: Territory) -> int:
    """Recall the opinions of a Cité that are due or late; tells how many, each once a week at most."""
    waiting = waiting_opinions().filter(territory=territory, application__partner__is_sensitive=False)
    waiting = waiting.select_for_update(of=("self",), no_key=True)
    moment, count = now(), 0
    for opinion in waiting.select_related("application", "partner", "territory").order_by("pk"):
        if is_to_remind(opinion.due_on, opinion.reminded_at, moment, today()):
            opinion.reminded_at = moment
            # not another version: whoever is writing the opinion keeps it
            opinion.save(update_fields=["reminded_at", "updated_at"])
            _write_to(opinion, None, OPINION_REMINDER)
            record(ReviewAct.REMIND_OPINION, target=opinion.application)
            count += 1
    return count
