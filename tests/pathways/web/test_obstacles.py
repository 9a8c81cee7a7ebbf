"""The pages about freins: what they show, to whom, and what they lead to."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from cite.core.dates import now
from cite.pathways.enums.obstacles import ObstacleLevel as L
from cite.pathways.enums.obstacles import ObstacleStatus as S
from cite.pathways.models import Diagnosis, Finding
from cite.pathways.operations.diagnoses import record_diagnosis
from cite.pathways.rules.obstacles import Said
from cite.residents.enums.sharing import Purpose, StopWay
from cite.residents.models import Sharing
from tests.factories.pathways import make_finding
from tests.factories.residents import make_residence, make_sharing
from tests.factories.territories import make_district
from tests.scale import growing, queries_as_they_grow

DAY = date(2026, 11, 10)


@pytest.fixture
def pages(pathway):
    names = ("obstacles", "obstacles-note")
    return {name: reverse(f"pathways:{name}", args=[pathway.uuid]) for name in names}


@pytest.fixture
def told(pathway, ines):
    said = [
        Said("housing", L.BLOCKING, status=S.TO_DO),
        Said("confidence", L.YES, "je n’ose pas téléphoner"),
        Said("childcare", L.NONE),
    ]
    return record_diagnosis(pathway=pathway, by=ines, on=DAY, said=said, project="Travailler en crèche")


def typed(**more):
    fields = {"on": "2026-11-20", "project": ""}
    names = "physical_mobility psychological_mobility language childcare health confidence digital housing money papers"
    for name in names.split():
        fields |= {f"{name}_level": "not_discussed", f"{name}_status": ""}
    return fields | {"psychological_mobility_words": "", "confidence_words": ""} | more


def test_nothing_is_ticked_at_first(client, ines, pages):
    client.force_login(ines.user)
    form = client.get(pages["obstacles-note"]).context["form"]
    levels = {field.value() for field in form if field.name.endswith("_level")}
    assert levels == {"not_discussed"}


def test_what_was_said_is_kept_and_shown(client, ines, pages):
    client.force_login(ines.user)
    sent = typed(
        housing_level="blocking",
        housing_status="ongoing",
        confidence_level="yes",
        confidence_words="je n’ose pas téléphoner",
        project="Travailler en crèche",
    )
    response = client.post(pages["obstacles-note"], sent)
    assert response.url == pages["obstacles"]
    page = client.get(pages["obstacles"]).content.decode()
    assert "je n’ose pas téléphoner" in page
    assert "Frein bloquant" in page
    assert "Pas abordés" in page


def test_a_refusal_keeps_what_was_typed(client, ines, pages):
    client.force_login(ines.user)
    response = client.post(pages["obstacles-note"], typed(housing_level="watch", confidence_level="yes"))
    assert response.status_code == 200
    form = response.context["form"]
    assert "dans ses mots" in form.non_field_errors()[0]
    assert form["housing_level"].value() == "watch"
    assert Diagnosis.objects.count() == 0


@pytest.mark.parametrize(
    "wrong", [{"health_level": "blocking"}, {"housing_level": "yes"}, {"on": "hier"}, {"housing_level": "x"}]
)
def test_what_no_form_offers_is_refused(client, ines, pages, wrong):
    client.force_login(ines.user)
    response = client.post(pages["obstacles-note"], typed(**wrong))
    assert response.status_code == 200
    assert set(response.context["form"].errors) == set(wrong)


def test_a_status_that_the_page_no_longer_shows_is_not_kept(client, ines, pages):
    client.force_login(ines.user)
    client.post(pages["obstacles-note"], typed(housing_level="none", housing_status="to_do"))
    assert Finding.objects.get().status == ""


def test_each_frein_leads_to_what_answers_it_near_her(client, ines, pages, told, resident):
    make_residence(resident, make_district(code="QN04201M", label="Quartier du Lac"))
    client.force_login(ines.user)
    found = client.get(pages["obstacles"]).context["open"]
    search = reverse("directory:search-services")
    assert [line.services_url for line in found] == [
        f"{search}?besoin=confidence&quartier=QN04201M",
        f"{search}?besoin=housing&quartier=QN04201M",
    ]


def test_freins_lead_to_a_referral_of_her(client, ines, pages, told, resident):
    client.force_login(ines.user)
    url = f"{reverse('referrals:send')}?habitant={resident.uuid}"
    page = client.get(pages["obstacles"])
    assert page.context["refer_url"] == url
    assert url in page.content.decode()
    assert client.get(url).context["form"]["person"].value() == str(resident.uuid)


def test_two_dates_are_compared(client, ines, pages, told, pathway):
    later = record_diagnosis(
        pathway=pathway,
        by=ines,
        on=DAY + timedelta(days=9),
        said=[Said("housing", L.WATCH), Said("health", L.YES)],
    )
    client.force_login(ines.user)
    found = client.get(pages["obstacles"]).context
    changes = {line.label: line.text for line in found["shifts"]}
    assert (changes["Logement"], changes["Santé"]) == ("Plus léger", "Abordé pour la première fois")
    assert (changes["Confiance en soi"], changes["Numérique"]) == ("Pas reparlé", "Toujours pas abordé")
    back = client.get(pages["obstacles"], {"avant": later.uuid, "apres": told.uuid}).context
    assert {line.label: line.text for line in back["shifts"]}["Logement"] == "Plus lourd"


@pytest.mark.parametrize("asked", ["x", "", "00000000-0000-4000-8000-000000000000"])
def test_a_date_that_does_not_exist_compares_the_first_and_the_last(
    client, ines, pages, told, pathway, asked
):
    record_diagnosis(pathway=pathway, by=ines, on=DAY + timedelta(days=9), said=[Said("housing", L.WATCH)])
    client.force_login(ines.user)
    found = client.get(pages["obstacles"], {"avant": asked, "apres": asked}).context
    assert (found["before_label"], found["after_label"]) == ("10/11/2026", "19/11/2026")


def test_a_frein_is_followed(client, ines, told, pathway, pages):
    finding = Finding.objects.get(obstacle="housing")
    url = reverse("pathways:obstacle-follow", args=[pathway.uuid, finding.uuid])
    client.force_login(ines.user)
    assert client.get(url).context["form"]["status"].value() == "to_do"
    response = client.post(url, {"status": "lifted", "on": "2026-11-20", "version": 1})
    assert response.url == pages["obstacles"]
    finding.refresh_from_db()
    assert (finding.status, finding.settled_on) == ("lifted", date(2026, 11, 20))


def test_what_was_said_not_to_be_a_frein_may_be_told_lifted_and_nothing_else(client, ines, pathway):
    finding = make_finding(pathway, ines, level=L.NONE)
    client.force_login(ines.user)
    page = client.get(reverse("pathways:obstacle-follow", args=[pathway.uuid, finding.uuid]))
    assert [value for value, _label in page.context["form"].fields["status"].choices] == ["lifted"]
    assert "Levé" in page.content.decode()


def test_a_review_reads_freins_and_a_referral_does_not(client, lea, resident, other_partner, pages, told):
    client.force_login(lea.user)
    assert client.get(pages["obstacles"]).status_code == 404
    sharing = make_sharing(resident, other_partner, Purpose.REFERRAL)
    assert client.get(pages["obstacles"]).status_code == 404
    sharing.purpose = Purpose.REVIEW
    sharing.save()
    page = client.get(pages["obstacles"])
    assert page.status_code == 200
    assert (page.context["may_note"], page.context["writes"]) == (False, False)
    assert client.get(pages["obstacles-note"]).status_code == 403


def test_a_sharing_that_stops_while_the_page_is_open_stops_what_is_sent(client, ines, pages, resident):
    client.force_login(ines.user)
    assert client.get(pages["obstacles-note"]).status_code == 200
    Sharing.objects.filter(resident=resident).update(stopped_at=now(), stopped_how=StopWay.TOLD)
    assert client.post(pages["obstacles-note"], typed(housing_level="watch")).status_code == 404
    assert Diagnosis.objects.count() == 0


def test_pages_ask_as_much_with_one_diagnosis_as_with_many(client, ines, pathway, pages):
    client.force_login(ines.user)

    def add(how_many):
        known = Diagnosis.objects.filter(pathway=pathway).count()
        for number in range(known, known + how_many):
            record_diagnosis(
                pathway=pathway,
                by=ines,
                on=date(2026, 11, 3),
                said=[Said("housing", L.WATCH), Said("health", L.YES)],
                project=f"Projet {number}",
            )

    add(1)
    assert growing(queries_as_they_grow(client, list(pages.values()), add, (1, 2, 7))) == {}
