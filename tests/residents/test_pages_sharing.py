"""What she shares: seen, given, stopped in one tap, and her own link, in her language."""

import re
from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from cite.accounts.models import Link
from cite.actors.enums import PartnerState
from cite.actors.models import Partner
from cite.core.languages import LANGUAGES
from cite.notifications.models import Message, Notice
from cite.residents.enums.delays import Delay
from cite.residents.enums.sharing import Part, Purpose, StopWay
from cite.residents.models import InformationNotice, Resident, Sharing
from cite.residents.operations.links import SHARING_PURPOSE, make_link
from cite.residents.queries.sentences import agreement_sentences, purpose_words
from cite.residents.rules.delays import FIRST
from cite.residents.rules.notice import EDITION
from tests.factories.pathways import make_pathway
from tests.factories.residents import make_delays, make_sharing


@pytest.fixture(autouse=True)
def _frozen():
    with time_machine.travel("2026-11-27 10:00:00+01:00", tick=False) as traveler:
        yield traveler


def page(name: str, *args) -> str:
    return reverse(f"residents:{name}", args=args)


def text_of(response) -> str:
    return response.content.decode()


def test_whoever_accompanies_her_sees_every_sharing_others_see_their_own(
    as_ines, as_noe, amina, partner, other_partner
):
    make_sharing(amina, other_partner, Purpose.REVIEW)
    hers, theirs = (
        text_of(as_ines.get(page("sharings", amina.uuid))),
        text_of(as_noe.get(page("sharings", amina.uuid))),
    )
    assert str(partner) in hers and str(other_partner) in hers
    assert str(other_partner) in theirs and str(partner) not in theirs


def test_an_agreement_is_noted_once_its_sentence_is_read(as_ines, amina, other_partner):
    url = page("give-sharing", amina.uuid) + f"?partner={other_partner.uuid}&purpose=review"
    html = text_of(as_ines.get(url))
    for sentence in agreement_sentences(other_partner, Purpose.REVIEW):
        assert sentence.text.replace("’", "’") in html
    assert as_ines.post(url, {"way": "told", "language": "ar"}).status_code == 200  # the box is not ticked
    assert not Sharing.objects.filter(partner=other_partner).exists()
    for _ in range(2):
        response = as_ines.post(url, {"agreed": "on", "way": "told", "language": "ar"})
        assert response.url == page("sharings", amina.uuid)
    sharing = Sharing.objects.get(partner=other_partner)
    assert (sharing.purpose, sharing.language) == (Purpose.REVIEW, "ar")


def test_a_structure_that_closed_is_not_offered(as_ines, amina, other_partner):
    url = page("give-sharing", amina.uuid)
    assert str(other_partner) in text_of(as_ines.get(url))
    Partner.objects.filter(pk=other_partner.pk).update(state=PartnerState.SUSPENDED)
    assert str(other_partner) not in text_of(as_ines.get(url))
    forged = f"{url}?partner={other_partner.uuid}&purpose=review"
    as_ines.post(forged, {"agreed": "on", "way": "told", "language": "fr"})
    assert not Sharing.objects.filter(partner=other_partner).exists()


@pytest.mark.parametrize("purpose", ["handover", "x", ""])
def test_nothing_else_is_given_by_hand(as_ines, amina, other_partner, purpose):
    url = page("give-sharing", amina.uuid) + f"?partner={other_partner.uuid}&purpose={purpose}"
    as_ines.post(url, {"agreed": "on", "way": "told", "language": "fr"})
    assert not Sharing.objects.filter(partner=other_partner).exists()


def test_one_tap_stops_and_says_that_it_needs_a_new_agreement(as_ines, as_noe, amina, ines, other_partner):
    make_pathway(amina, ines)  # her referent
    sharing = make_sharing(amina, other_partner, Purpose.SUPPORT)
    assert as_noe.get(page("sheet", amina.uuid)).status_code == 200
    url = page("stop-sharing", amina.uuid, sharing.uuid)
    html = text_of(as_ines.post(url, follow=True))
    assert "Partage arrêté" in html and "un nouvel accord" in html
    assert as_noe.get(page("sheet", amina.uuid)).status_code == 404
    assert as_ines.post(url, follow=True).status_code == 200  # twice is once
    assert Sharing.objects.get(pk=sharing.pk).stopped_how == StopWay.TOLD


def test_another_structure_leaves_it_to_her_and_says_so(as_ines, amina, other_partner):
    sharing = make_sharing(amina, other_partner, Purpose.SUPPORT)
    url = page("stop-sharing", amina.uuid, sharing.uuid)
    html = text_of(as_ines.get(page("sharings", amina.uuid)))
    assert url not in html and "Pour l’arrêter : la personne, par son lien" in html.replace("\u00a0", " ")
    assert as_ines.post(url).status_code in (302, 403)
    assert Sharing.objects.get(pk=sharing.pk).stopped_at is None


def test_the_last_structure_may_stop_too_and_sees_nothing_more(as_ines, amina):
    sharing = Sharing.objects.get()
    response = as_ines.post(page("stop-sharing", amina.uuid, sharing.uuid), follow=True)
    html = text_of(response)
    assert response.redirect_chain == [(page("people"), 302)]
    assert "Plus aucune structure" in html and "Amina" not in html


def test_a_sharing_of_somebody_else_is_not_stopped_from_here(as_ines, ines, noe, amina):
    from tests.factories.residents import make_resident

    other = make_resident(noe)
    sharing = Sharing.objects.get(resident=other)
    assert as_ines.post(page("stop-sharing", amina.uuid, sharing.uuid)).status_code == 404
    assert Sharing.objects.get(pk=sharing.pk).stopped_at is None


def token_for(resident, ines) -> str:
    return make_link(resident=resident, by=ines.user)


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda each: each.code)
def test_her_link_opens_in_her_language_without_account_nor_name(amina, ines, partner, language):
    token = token_for(amina, ines)
    response = Client().get(f"{language.root}habitants/mes-partages/{token}/")
    html = text_of(response)
    assert response.status_code == 200
    assert f'dir="{language.direction}"' in html or language.direction == "ltr"
    assert str(partner) in html
    assert "Amina" not in html and "Benfictif" not in html and "39980012" not in html
    assert response["Referrer-Policy"] == "same-origin"
    assert "no-store" in response["Cache-Control"]


def test_opening_the_link_stops_nothing_its_button_does_as_often_as_she_likes(
    as_noe, amina, ines, other_partner
):
    sharing = make_sharing(amina, other_partner, Purpose.REVIEW)
    url = page("my-sharings", token_for(amina, ines))
    client = Client()
    client.get(url)
    assert Sharing.objects.get(pk=sharing.pk).stopped_at is None
    html = text_of(client.post(url, {"partner": str(sharing.partner.uuid)}))
    assert "ne voit plus votre dossier ici" in html
    assert as_noe.get(page("sheet", amina.uuid)).status_code == 404
    again = client.post(url, {"partner": str(sharing.partner.uuid)})
    assert again.status_code == 200 and "ne voit plus" not in text_of(again)
    assert Sharing.objects.get(pk=sharing.pk).stopped_how == StopWay.LINK
    first = Sharing.objects.get(stopped_at=None)
    assert "ne voit plus" in text_of(client.post(url, {"partner": str(first.partner.uuid)}))
    assert "Personne ne peut voir votre dossier ici" in text_of(client.get(url))


@pytest.fixture
def shared_twice(amina, noe, other_partner):
    """She shares two things with the second structure; she is written to."""
    Resident.objects.filter(pk=amina.pk).update(channel="email", email="amina@example.org")
    return [make_sharing(amina, other_partner, purpose) for purpose in (Purpose.SUPPORT, Purpose.REFERRAL)]


def test_one_tap_by_her_link_closes_a_structure_whatever_she_shared_with_it(
    as_noe, amina, ines, partner, other_partner, shared_twice
):
    url = page("my-sharings", token_for(amina, ines))
    client = Client()
    html = text_of(client.get(url))
    assert html.count(f"Tout arrêter pour {other_partner}") == 1
    assert html.count(f"Arrêter pour {partner}") == 1
    assert all(str(each.get_purpose_display()) in html for each in shared_twice)
    told = text_of(client.post(url, {"partner": str(other_partner.uuid)}))
    assert f"{other_partner} ne voit plus votre dossier ici" in told
    assert as_noe.get(page("sheet", amina.uuid)).status_code == 404
    assert [each.partner for each in Sharing.objects.filter(resident=amina, stopped_at=None)] == [partner]
    assert Message.objects.filter(kind="residents.resident_stopped").count() == 1
    assert Notice.objects.filter(kind="residents.sharing_stopped").count() == 1


def test_by_her_link_one_purpose_stops_alone_and_what_remains_is_said(
    as_noe, amina, ines, partner, other_partner, shared_twice
):
    support, referral = shared_twice
    review = make_sharing(amina, other_partner, Purpose.REVIEW)
    url, client = page("my-sharings", token_for(amina, ines)), Client()
    html = text_of(client.get(url)).replace("\u00a0", " ")
    assert html.count("Arrêter pour : ") == 6  # three buttons, each also named aloud with its structure
    assert f"Arrêter pour : m’accompagner ({other_partner})" in html
    assert (
        f"Arrêter pour : m’accompagner ({partner})" not in html
    )  # it sees for one purpose: one button stops it
    touched = {"partner": str(other_partner.uuid), "sharing": str(support.uuid)}
    told = text_of(client.post(url, touched)).replace("\u00a0", " ")
    assert (
        f"{other_partner} ne voit plus votre dossier pour : m’accompagner. Elle le voit encore pour : répondre à une "
        "demande faite pour moi, parler de ma situation en réunion. Elle garde ses propres notes." in told
    )
    stopped = Sharing.objects.get(pk=support.pk)
    assert (stopped.stopped_how, stopped.stopped_by) == (StopWay.LINK, None)
    assert set(Sharing.objects.filter(partner=other_partner, resident=amina, stopped_at=None)) == {
        referral,
        review,
    }
    assert Message.objects.filter(kind="residents.resident_stopped").count() == 1
    assert Notice.objects.filter(kind="residents.sharing_stopped").count() == 1
    again = text_of(client.post(url, touched))  # from a page left open
    assert "Partage arrêté" not in again
    assert Sharing.objects.filter(partner=other_partner, resident=amina, stopped_at=None).count() == 2
    client.post(url, touched | {"sharing": str(referral.uuid)})
    told = text_of(client.post(url, touched | {"sharing": str(review.uuid)}))
    assert f"{other_partner} ne voit plus votre dossier ici" in told  # nothing is left
    assert as_noe.get(page("sheet", amina.uuid)).status_code == 404


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda each: each.code)
def test_what_remains_is_said_in_her_language(amina, ines, other_partner, shared_twice, language):
    support, referral = shared_twice
    url = f"{language.root}habitants/mes-partages/{token_for(amina, ines)}/"
    touched = {"partner": str(other_partner.uuid), "sharing": str(referral.uuid)}
    told = text_of(Client().post(url, touched))
    with override(language.code):
        stopped, left = purpose_words([referral.purpose, support.purpose])
    assert re.search(f"{re.escape(stopped)}.*{re.escape(left)}", told)
    assert ("voit encore" in told) == (language.code in ("fr", "fr-x-falc"))


@pytest.mark.parametrize("sharing", ["another’s", "x", "00000000-0000-4000-8000-000000000000"])
def test_one_purpose_of_somebody_else_is_not_stopped_by_a_link(
    amina, ines, other_partner, shared_twice, sharing
):
    from tests.factories.residents import make_resident

    other = Sharing.objects.get(resident=make_resident(ines))
    if sharing == "another’s":
        sharing = str(other.uuid)
    for partner in (other.partner, other_partner):
        touched = {"partner": str(partner.uuid), "sharing": sharing}
        response = Client().post(page("my-sharings", token_for(amina, ines)), touched)
        assert response.status_code == 200 and "Partage arrêté" not in text_of(response)
    assert not Sharing.objects.exclude(stopped_at=None).exists()


def test_a_professional_is_told_what_the_structure_still_sees(as_noe, amina, other_partner, shared_twice):
    support, referral = shared_twice
    html = text_of(as_noe.get(page("sharings", amina.uuid)))
    assert f"{other_partner}, {referral.get_purpose_display()}" in html  # two buttons, two names
    told = text_of(as_noe.post(page("stop-sharing", amina.uuid, referral.uuid), follow=True))
    told = told.replace("\u00a0", " ")
    assert "Partage arrêté pour « Répondre à une demande faite pour moi »" in told
    assert f"{other_partner} voit encore ce dossier pour : « M’accompagner »" in told
    assert "ne voit plus" not in told
    assert as_noe.get(page("sheet", amina.uuid)).status_code == 200
    told = text_of(as_noe.post(page("stop-sharing", amina.uuid, support.uuid), follow=True))
    assert f"{other_partner} ne voit plus ce dossier ici" in told
    assert as_noe.get(page("sheet", amina.uuid)).status_code == 404


def test_a_link_stops_nothing_of_somebody_else(amina, ines, noe):
    from tests.factories.residents import make_resident

    other = make_resident(noe)
    sharing = Sharing.objects.get(resident=other)
    Client().post(page("my-sharings", token_for(amina, ines)), {"partner": str(sharing.partner.uuid)})
    assert Sharing.objects.get(pk=sharing.pk).stopped_at is None


@pytest.mark.parametrize("token", ["x", "a" * 43, "é" * 20])
def test_a_link_that_nobody_made_opens_nothing(territory, token):
    assert Client().get(f"/habitants/mes-partages/{token}/").status_code == 410


def test_a_link_dies_with_the_next_one_with_time_and_with_the_file(_frozen, amina, ines):
    first, second = token_for(amina, ines), token_for(amina, ines)
    client = Client()
    assert client.get(page("my-sharings", first)).status_code == 410
    assert client.get(page("my-sharings", second)).status_code == 200
    Resident.objects.filter(pk=amina.pk).update(state="erased")
    assert client.get(page("my-sharings", second)).status_code == 410
    Resident.objects.filter(pk=amina.pk).update(state="active")
    _frozen.shift(timedelta(days=FIRST[Delay.LINK_DAYS]) + timedelta(seconds=1))
    assert client.get(page("my-sharings", second)).status_code == 410


def test_the_link_is_shown_once_in_her_language(as_ines, amina):
    Resident.objects.filter(pk=amina.pk).update(language="ar")
    url = page("make-link", amina.uuid)
    assert "mes-partages" not in text_of(as_ines.get(url))
    html = text_of(as_ines.post(url))
    assert "/ar/habitants/mes-partages/" in html
    assert "mes-partages" not in text_of(as_ines.get(url))


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda each: each.code)
def test_the_notice_reads_in_every_language_with_its_edition(territory, language):
    html = text_of(Client().get(f"{language.root}habitants/notice/"))
    assert EDITION in html


@pytest.mark.parametrize("months", [24, 18])
def test_the_notice_says_for_how_long_files_are_kept_here(territory, ines, months):
    make_delays(territory, ines.user, values={"kept_months": months}, in_force_on=date(2026, 11, 1))
    html = text_of(Client().get(page("notice-text"))).replace("\u00a0", " ")
    assert f"effacé {months} mois après les dernières nouvelles" in html


def test_a_notice_given_again_is_traced(as_ines, ines, amina):
    as_ines.post(page("give-notice", amina.uuid), {"way": "interpreter", "language": "tr"})
    notice = InformationNotice.objects.get()
    assert (notice.way, notice.language, notice.given_on, notice.given_by) == (
        "interpreter",
        "tr",
        date(2026, 11, 27),
        ines,
    )
    assert EDITION in text_of(as_ines.get(page("sharings", amina.uuid)))


def test_every_sentence_names_what_is_seen_and_nothing_more(other_partner):
    words = {part: str(part.label) for part in Part}
    french = agreement_sentences(other_partner, Purpose.REFERRAL)[0].text
    assert [part for part in Part if words[part] in french] == [Part.NAME, Part.CONTACT]


def test_her_link_survives_the_file_it_was_made_for_and_a_new_one_replaces_it(amina, ines, partner):
    from tests.factories.residents import make_resident

    kept = make_resident(ines)
    old = page("my-sharings", token_for(amina, ines))
    Sharing.objects.filter(resident=amina).update(stopped_at="2026-11-27T08:00Z", stopped_how=StopWay.MERGED)
    Resident.objects.filter(pk=amina.pk).update(state="merged", merged_into=kept)
    assert str(partner) in text_of(Client().get(old))
    sharing = Sharing.objects.get(resident=kept)
    Client().post(old, {"partner": str(sharing.partner.uuid)})
    sharing.refresh_from_db()
    assert sharing.stopped_how == StopWay.LINK
    make_sharing(kept, partner)
    token_for(kept, ines)
    assert str(partner) not in text_of(Client().get(old))


def test_pressed_five_times_one_link_opens_the_last_one_shown(as_ines, amina, partner):
    shown = [as_ines.post(page("make-link", amina.uuid)).context["address"] for _press in range(5)]
    opens = [str(partner) in text_of(Client().get(address)) for address in shown]
    assert opens == [False, False, False, False, True]
    waiting = Link.objects.filter(purpose=SHARING_PURPOSE, target_uuid=amina.uuid, revoked_at=None)
    assert waiting.count() == 1
