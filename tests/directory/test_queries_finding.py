"""Everyday words find what helps: on the services of the demonstration."""

from dataclasses import replace
from datetime import UTC, date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import datetime, get_current_timezone

from cite.directory.models import EverydayExpression, Service
from cite.directory.operations.indexing import catch_up_search, follow_services
from cite.directory.operations.life import archive_sheet, publish_sheet, submit_sheet
from cite.directory.queries.documents import district_labels
from cite.directory.queries.finding import FIRST_GROUP, Asked, find_services, numbers_found
from tests.directory.offer import open_offer
from tests.factories.directory import make_service, make_structure
from tests.factories.territories import make_commune, make_district

EVERYDAY = [
    ("garder mon fils", "garde-denfants"),
    ("qui peut garder ma fille pendant un entretien", "garde-denfants"),
    ("crèche", "garde-denfants"),
    ("nounou", "garde-denfants"),
    ("garde enfant", "garde-denfants"),
    ("gard enfan", "garde-denfants"),
    ("permis", "preparer-un-permis"),
    ("je veux passer le permis", "preparer-un-permis"),
    ("permi de conduir", "preparer-un-permis"),
    ("code de la route", "preparer-un-permis"),
    ("auto-école", "preparer-un-permis"),
    ("j’ai peur du téléphone", "bien-etre-confiance-en-soi"),
    ("je n’ose pas", "bien-etre-confiance-en-soi"),
    ("je suis timide", "bien-etre-confiance-en-soi"),
    ("reprendre confiance", "bien-etre-confiance-en-soi"),
    ("théâtre", "bien-etre-confiance-en-soi"),
    ("j’ai peur du tram", "etre-accompagne-dans-son-parcours-mobilite"),
    ("apprendre à prendre le bus", "etre-accompagne-dans-son-parcours-mobilite"),
    ("sortir du quartier", "etre-accompagne-dans-son-parcours-mobilite"),
    ("parler français", "maitriser-le-francais"),
    ("cours de français", "maitriser-le-francais"),
    ("conversation", "maitriser-le-francais"),
    ("ma voiture est en panne", "entretenir-reparer-son-vehicule"),
    ("réparer ma voiture", "entretenir-reparer-son-vehicule"),
    ("remplir un formulaire", "accompagnement-aux-demarches-administratives"),
    ("je ne comprends pas un courrier", "accompagnement-aux-demarches-administratives"),
    ("carte de séjour", "accompagnement-aux-demarches-administratives"),
    ("écrivain public", "accompagnement-aux-demarches-administratives"),
    ("loyer en retard", "reduire-les-impayes-de-loyer"),
    ("appartement trop petit", "changer-de-logement"),
    ("ordinateur", "maitriser-les-fondamentaux-du-numerique"),
    ("internet", "acceder-a-une-connexion-internet"),
    ("créer une adresse mail", "maitriser-les-fondamentaux-du-numerique"),
    ("dentiste", "acces-aux-soins"),
    ("carte vitale", "acces-aux-soins"),
    ("boulot", "repondre-a-des-offres-demploi"),
    ("faire un cv", "repondre-a-des-offres-demploi"),
    ("formation nettoyage", "trouver-sa-formation"),
    ("nul en maths", "maitriser-le-calcul"),
    ("monter ma boîte", "definir-son-projet-de-creation-dentreprise"),
    ("visiter une entreprise", "decouvrir-un-metier-ou-un-secteur-dactivite"),
    ("jardinage", "decouvrir-un-metier-ou-un-secteur-dactivite"),
    ("garder ma fille le soir", "garde-denfants"),
    ("maman seule avec bébé", "garde-denfants"),
    ("creche pour travailler", "garde-denfants"),
    ("permis pas cher", "preparer-un-permis"),
    ("je cherche à passer mon permis", "preparer-un-permis"),
    ("apprendre le français gratuit", "maitriser-le-francais"),
    ("je parle pas bien francai", "maitriser-le-francais"),
    ("cours de francais pour ma femme", "maitriser-le-francais"),
    ("remplir un dossier caf", "accompagnement-aux-demarches-administratives"),
    ("papiers régularisation", "accompagnement-aux-demarches-administratives"),
    ("carte grise", "entretenir-reparer-son-vehicule"),
    ("velo", "entretenir-reparer-son-vehicule"),
    ("ordinateur pas cher", "maitriser-les-fondamentaux-du-numerique"),
    ("mon fils cherche un stage", "trouver-sa-formation"),
    ("demander une formation cariste", "trouver-sa-formation"),
    ("aide soignante", "trouver-sa-formation"),
    ("prendre le tram toute seule", "etre-accompagne-dans-son-parcours-mobilite"),
    ("psychologue", "acces-aux-soins"),
    ("addiction alcool", "acces-aux-soins"),
    ("ouvrir un restaurant", "definir-son-projet-de-creation-dentreprise"),
    ("déménager", "changer-de-logement"),
    ("je dors dehors", "reduire-les-impayes-de-loyer"),
    ("mission local", "confirmer-son-choix-de-metier"),
    ("halte garderie", "garde-denfants"),
    ("طفل", "garde-denfants"),
    ("أطفالي", "garde-denfants"),
    ("çocuk", "garde-denfants"),
    ("niños", "garde-denfants"),
    ("childcare", "garde-denfants"),
    ("رخصة السياقة", "preparer-un-permis"),
    ("ehliyet", "preparer-un-permis"),
    ("learn French", "maitriser-le-francais"),
    ("عمل", "repondre-a-des-offres-demploi"),
    ("trabalho", "repondre-a-des-offres-demploi"),
    ("طبيب", "acces-aux-soins"),
    ("travail", "repondre-a-des-offres-demploi"),
    ("je veux travailler", "repondre-a-des-offres-demploi"),
    ("lunettes", "acces-aux-soins"),
    ("je suis enceinte", "acces-aux-soins"),
    ("réfugié", "accompagnement-aux-demarches-administratives"),
    ("huissier", "situation-dendettement-surendettement"),
]
FLOODS = [
    ("je veux passer mon permis", ["Aide au permis de conduire"]),
    ("cours de français pour ma femme", ["Parler français ensemble", "Atelier de conversation en français"]),
    ("mon fils cherche un stage", ["Remise à niveau et projet professionnel", "Devenir agent de propreté"]),
]
"""What comes first, where many sheets have one of the words."""
WHEN = datetime(2026, 11, 27, 10, 0, tzinfo=get_current_timezone())


@pytest.fixture
def offer(territory, time_machine):
    time_machine.move_to(WHEN, tick=False)
    return open_offer(territory)


def test_everyday_words_find_what_helps(offer, territory):
    """One test for all the words: the offer is long to write."""
    wrong = []
    for words, theme in EVERYDAY:
        found = find_services(territory, Asked(words=words), at=WHEN)
        themes = found.answers[0].service.themes if found.answers else []
        if theme not in {code.partition("--")[2] for code in themes}:
            names = [answer.service.name for answer in found.answers[:3]]
            wrong.append((words, theme, names, found.total))
    assert wrong == []
    for words, names in FLOODS:
        few = find_services(territory, Asked(words=words, together=True, shown=FIRST_GROUP), at=WHEN)
        shown = [answer.service.name.partition(" – ")[0] for answer in few.answers]
        assert list(dict.fromkeys(shown)) == names
        more = find_services(territory, Asked(words=words, together=True, shown=FIRST_GROUP * 2), at=WHEN)
        assert (more.total, more.left) == (few.total, 0)
        assert few.left == few.total - sum(1 + len(answer.others) for answer in few.answers) > 0


def test_the_places_of_one_service_are_one_answer_the_nearest_first(territory):
    structure = make_structure(territory)
    said = {"summary": "Un moniteur et une aide.", "kind": "accompagnement"}
    far = make_service(structure, "Permis – Firminy", longitude=4.29, latitude=45.39, **said)
    near = make_service(structure, "Permis – Montreynaud", longitude=4.391, latitude=45.44, **said)
    other = make_service(make_structure(territory), "Permis", longitude=4.40, latitude=45.44, **said)
    silent = [make_service(structure, "Permis", longitude=4.42, latitude=45.44) for _n in range(2)]
    follow_services(territory=territory, services=[far, near, other, *silent])
    asked = Asked(point=(4.39, 45.44), together=True)
    found = find_services(territory, asked, at=WHEN)
    assert [(a.service, [o.service for o in a.others]) for a in found.answers] == [
        (near, [far]),
        (other, []),
        *((one, []) for one in silent),
    ]
    assert (found.total, found.left, found.within) == (5, 0, {1000: 2, 2000: 2, 5000: 4, 10_000: 5})
    within = find_services(territory, replace(asked, within=2000), at=WHEN)
    assert ([a.service for a in within.answers], within.total) == ([near, other], 2)
    nowhere = find_services(territory, Asked(within=2000), at=WHEN)
    assert (nowhere.total, nowhere.within) == (5, {})


def test_what_is_found_can_be_narrowed_to_a_district_and_an_ease(offer, territory):
    asked = Asked(need="childcare", district="QN04213M", eases=("without_reading",), language="ar")
    found = find_services(territory, asked, at=WHEN, counted={"ease": ["childcare_on_site", "step_free"]})
    assert {answer.service.name.partition(" – ")[0] for answer in found.answers} == {
        "Garde d’enfants pendant vos démarches"
    }
    assert found.counts == {"ease": {"childcare_on_site": 1, "step_free": 0}}
    assert find_services(territory, Asked(words="garder mon fils", open_now=True), at=WHEN).total == 2
    night = WHEN.replace(hour=3)
    assert find_services(territory, Asked(words="garder mon fils", open_now=True), at=night).total == 0


def test_the_nearest_answers_come_first_with_their_distance(territory):
    structure = make_structure(territory)
    far = make_service(structure, "Aide au permis", longitude=4.45, latitude=45.44)
    near = make_service(structure, "Aide au permis", longitude=4.391, latitude=45.44)
    nowhere = make_service(structure, "Aide au permis")
    follow_services(territory=territory, services=[far, near, nowhere])
    found = find_services(territory, Asked(words="permis", point=(4.39, 45.44)), at=WHEN)
    assert [answer.service for answer in found.answers] == [near, far, nowhere]
    assert [answer.distance and round(answer.distance) for answer in found.answers] == [78, 4681, None]


def test_a_sheet_is_found_as_long_as_it_is_shown(draft, yanis, claire, territory, time_machine):
    time_machine.move_to(WHEN, tick=False)

    def total():
        return len(find_services(territory, Asked(words="permis"), at=WHEN).answers)

    assert total() == 0
    submitted = submit_sheet(service=draft, version=draft.version, by=yanis)
    published = publish_sheet(service=submitted, version=submitted.version, by=claire)
    assert total() == 1
    Service.objects.filter(pk=published.pk).update(shown_until=date(2026, 11, 26))
    assert total() == 0
    assert (catch_up_search(territory=territory).forgotten, total()) == (1, 0)
    Service.objects.filter(pk=published.pk).update(shown_until=date(2027, 5, 1))
    assert (catch_up_search(territory=territory).written, total()) == (1, 1)
    archive_sheet(service=published, version=published.version, by=yanis)
    assert total() == 0


def test_what_moderators_wrote_replaces_what_is_given(territory):
    structure = make_structure(territory)
    licence = make_service(structure, "Aide au permis")
    french = make_service(structure, "Cours", themes=["lecture-ecriture-calcul--maitriser-le-francais"])
    follow_services(territory=territory, services=[licence, french])
    asked = Asked(words="permis")
    assert [a.service for a in find_services(territory, Asked(words="conduire"), at=WHEN).answers] == [
        licence
    ]
    EverydayExpression.objects.create(
        territory=territory, key="conduire", words="Conduire", meanings=["=theme:maitriser-le-francais"]
    )
    assert [a.service for a in find_services(territory, Asked(words="conduire"), at=WHEN).answers] == [french]
    assert [a.service for a in find_services(territory, asked, at=WHEN).answers] == [licence]


def test_the_number_of_queries_does_not_grow(territory):
    structure = make_structure(territory)
    asked = Asked(words="permis", point=(4.39, 45.44), eases=("without_car",))
    counts = []
    for how_many in (1, 2, 20):
        services = [make_service(structure, "Permis", without_car=True) for _n in range(how_many)]
        follow_services(territory=territory, services=services)
        with CaptureQueriesContext(connection) as captured:
            found = find_services(territory, asked, at=WHEN, counted={"ease": ["without_car"]})
        counts.append(len(captured))
    assert (found.total, len(found.answers)) == (23, 10)
    assert len(set(counts)) == 1


def test_choices_that_the_words_say_are_choices_not_words(territory):
    office = make_structure(territory)
    visit = make_service(office, "Créer : premier rendez-vous", without_appointment=False)
    walk_in = make_service(
        office, "Point conseil", without_appointment=True, opening_hours="Mo-Fr 09:00-12:00"
    )
    follow_services(territory=territory, services=[visit, walk_in])
    found = find_services(territory, Asked(words="sans rendez-vous"), at=WHEN)
    assert [answer.service for answer in found.answers] == [walk_in]
    assert found.understood == ["Sans rendez-vous"]
    found = find_services(territory, Asked(words="ouvert maintenant"), at=WHEN)
    assert ([answer.service for answer in found.answers], found.total) == ([walk_in], 1)
    found = find_services(territory, Asked(words="créer sans rendez-vous"), at=WHEN)
    assert ([answer.service for answer in found.answers], found.is_partial) == ([visit], True)
    assert found.understood == ()


def test_where_nothing_is_open_or_near_enough_what_else_answers_is_shown_apart(territory):
    office = make_structure(territory)
    closed = make_service(
        office, "Atelier de couture", opening_hours="Sa 09:00-12:00", longitude=4.40, latitude=45.44
    )
    follow_services(territory=territory, services=[closed])
    found = find_services(territory, Asked(words="couture", open_now=True), at=WHEN)
    assert ([*found.answers], [near.service for near in found.near], found.total) == ([], [closed], 0)
    asked = Asked(words="couture", point=(4.30, 45.44), within=1000)
    found = find_services(territory, asked, at=WHEN)
    assert [(near.service, round(near.distance, -3)) for near in found.near] == [(closed, 8000)]


def test_a_kept_search_is_read_as_the_search_is(territory):
    permit = make_service(make_structure(territory), "Permis de conduire", without_appointment=True)
    follow_services(territory=territory, services=[permit])
    for words in ("je cherche un permis pas cher", "permis sans rendez-vous", "permis près de chez moi"):
        assert numbers_found(territory, Asked(words=words), at=WHEN) == [permit.pk], words


def test_where_a_district_has_nothing_the_nearest_elsewhere_are_shown_apart(territory):
    empty, other = make_district(code="QN04298N"), make_district(code="QN04299N")
    place = empty.geometry.representative_point()
    only = {"covers_all_districts": False, "districts": [other], "latitude": place.y}
    far = make_service(make_structure(territory), "Crèche", longitude=place.x + 0.2, **only)
    near = make_service(make_structure(territory), "Crèche", longitude=place.x + 0.1, **only)
    follow_services(territory=territory, services=[far, near])
    found = find_services(territory, Asked(words="crèche", district=empty.code), at=WHEN)
    assert (found.answers, found.total) == ([], 0)
    assert [(one.service, one.distance) for one in found.near] == [(near, None), (far, None)]
    assert not find_services(territory, Asked(words="couture", district=empty.code), at=WHEN).near


def test_districts_that_share_a_name_are_told_apart(territory):
    communes = [make_commune("42186", "Rive-de-Gier"), make_commune("42207", "Saint-Chamond")]
    for number, commune in enumerate(communes):
        commune.epci_code = territory.epci_code
        commune.save()
        make_district(commune, code=f"QN0429{number}N", label="Centre Ville")
    names = district_labels(territory, on=WHEN.date()).values()
    assert [*names] == ["Centre Ville (Rive-de-Gier)", "Centre Ville (Saint-Chamond)"]


def test_the_day_of_a_sheet_is_that_of_the_place_just_after_midnight(territory, time_machine):
    asked, late = Asked(words="permis"), datetime(2026, 11, 27, 22, 30, tzinfo=UTC)
    time_machine.move_to(late, tick=False)
    sheet = make_service(make_structure(territory), "Aide au permis", shown_until=date(2026, 11, 27))
    follow_services(territory=territory, services=[sheet])
    found = [numbers_found(territory, asked, at=late + timedelta(hours=hours)) for hours in (0, 1)]
    assert found == [[sheet.pk], []]
