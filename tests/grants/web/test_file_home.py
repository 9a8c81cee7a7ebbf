"""The page of a file: where it stands, in the words of who reads it."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from cite.accounts.enums import Role
from cite.core.dates import now
from cite.grants.enums import Step
from cite.grants.models import ReachedDistrict
from cite.grants.operations.documents import issue_document
from tests.factories.accounts import make_user
from tests.factories.grants import (
    make_application,
    make_attachment,
    make_call,
    make_carrier_member,
    make_edition,
    make_review,
)
from tests.factories.territories import make_commune, make_district

PARIS = ZoneInfo("Europe/Paris")


@pytest.fixture
def file(territory, carrier):
    member = make_carrier_member(carrier, "lea")
    return make_application(
        make_edition(make_call(territory)),
        carrier,
        member,
        state="taken_up",
        deposited_at=datetime(2027, 1, 20, 10, tzinfo=PARIS),
    )


def page(client, file, user) -> str:
    client.force_login(user)
    answer = client.get(f"/appels-a-projets/dossiers/{file.uuid}/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_its_carrier_reads_her_own_words(client, file):
    html = page(client, file, file.created_by)
    assert "Reçu, en cours de vérification" in html
    assert "Prise en charge" in html  # Dauphin's word
    assert "jusqu’au vendredi 12 février 2027" in html
    assert html.count('aria-current="step"') == 1


def test_the_desk_reads_its_own_words(client, file, territory):
    html = page(client, file, make_user("ida", role=Role.INSTRUCTOR, territory=territory))
    assert "Recevabilité à vérifier" in html
    assert "Reçu, en cours de vérification" not in html


@pytest.mark.parametrize(
    ("state", "label"),
    [
        ("draft", "Remplir le dossier"),
        ("to_sign", "Vérifier, signer, déposer"),
        ("to_correct", "Répondre à la demande de compléments"),
    ],
)
def test_its_carrier_is_offered_the_one_thing_to_do(client, file, state, label):
    file.state = state
    file.save()
    client.force_login(file.created_by)
    answer = client.get(f"/appels-a-projets/dossiers/{file.uuid}/")
    assert answer.context["action"].label == label


def test_the_desk_is_offered_its_own_and_a_refused_file_offers_nothing(client, file, territory):
    client.force_login(make_user("ida", role=Role.INSTRUCTOR, territory=territory))
    address = f"/appels-a-projets/dossiers/{file.uuid}/"
    assert client.get(address).context["action"].label == "Vérifier la recevabilité"
    file.state = "refused"
    file.save()
    assert client.get(address).context["action"] is None


def test_an_instructor_is_led_to_what_is_left_of_her_review(client, file, territory):
    ida, noor = (make_user(name, role=Role.INSTRUCTOR, territory=territory) for name in ("ida", "noor"))
    file.state = "in_review"
    file.save()
    address = f"/appels-a-projets/dossiers/{file.uuid}/"

    def action(user):
        client.force_login(user)
        return client.get(address).context["action"]

    assert action(ida).label == "Instruire ce dossier"
    hers = make_review(file, ida, side="state")
    assert (action(ida).label, action(ida).url) == (
        "Instruire ce dossier",
        f"{address}instruction/la-mienne/",
    )
    hers.marks = {"need": 3}
    hers.save()
    assert action(ida).label == "Continuer mon instruction"
    hers.submitted_at = now()
    hers.save()
    assert action(ida).label == "Suivre l’instruction"
    other = make_review(file, noor, side="metropole")
    assert (action(ida).label, action(ida).url) == ("Suivre l’instruction", f"{address}instruction/")
    other.submitted_at = now()
    other.save()
    assert action(ida).label == "Lire l’instruction"


def home(client, file, user):
    client.force_login(user)
    return client.get(f"/appels-a-projets/dossiers/{file.uuid}/")


def test_a_draft_lists_its_steps_with_what_each_lacks(client, file, territory):
    file.state, file.deposited_at = "draft", None
    file.save()
    answer = home(client, file, file.created_by)
    assert [str(line.step) for line in answer.context["progress"]] == list(Step)
    assert answer.context["progress"][-1].path == f"/appels-a-projets/dossiers/{file.uuid}/verifier/"
    assert answer.content.decode().count("Vérifier, signer, déposer") == 1
    assert answer.context["documents"] == ""
    assert "Déposé le" not in answer.content.decode()
    file.state = "to_sign"
    file.save()
    assert home(client, file, file.created_by).context["progress"] == []


def test_what_was_issued_to_its_carrier_is_one_link_away(client, file):
    assert home(client, file, file.created_by).context["documents"] == ""
    issue_document(application=file, kind="receipt", by=file.created_by)
    answer = home(client, file, file.created_by)
    assert answer.context["documents"] == "Votre document\xa0: accusé de réception, lettre ou convention"
    assert f"/appels-a-projets/dossiers/{file.uuid}/documents/" in answer.content.decode()
    assert "Déposé le" in answer.content.decode()


def test_the_whole_file_gathers_what_has_no_answer(client, file):
    file.answers = {"need": "Peu de places de garde."}
    file.save()
    client.force_login(file.created_by)
    answer = client.get(f"/appels-a-projets/dossiers/{file.uuid}/dossier/")
    (step,) = (
        step for step in answer.context["steps"] if "Peu de places de garde." in dict(step[2]).values()
    )
    anchor, _label, answered, left = step
    assert set(left) and not set(dict(answered)) & set(left)
    assert [f'href="#{anchor}"' in answer.text, f'id="{anchor}"' in answer.text] == [True, True]


def test_the_desk_reads_where_the_examination_stands_without_a_mark(client, file, territory):
    ida, noor = (make_user(name, role=Role.INSTRUCTOR, territory=territory) for name in ("ida", "noor"))
    file.state = "in_review"
    file.save()
    make_review(file, ida, side="state", submitted_at=now(), marks={"need": 5})
    make_attachment(file, file.created_by)
    answer = home(client, file, noor)
    rows = {point.label: (point.word, point.tone) for point in answer.context["examination"].rows}
    assert rows == {
        "Pièces": ("4 manquantes ou à remplacer", "warning"),
        "Compléments": ("Rien à régler", "success"),
        "Points à décider": ("Rien à régler", "success"),
        "Instruction pour l’État": (f"{ida}\xa0: rendue", "success"),
        "Instruction pour la métropole": ("Sans instructeur", "neutral"),
        "Avis demandés": ("Aucun", "neutral"),
        "Avis du comité": ("Pas encore rendu", "neutral"),
    }
    assert "examination" not in home(client, file, file.created_by).context


def test_two_districts_of_the_same_name_are_told_apart(client, file, territory):
    for code, town in (("QN04201M", "Valbourg"), ("QN04202M", "Montclair")):
        commune = make_commune(f"4299{code[6]}", town)
        district = make_district(commune, code=code, label="Centre-Ville")
        ReachedDistrict.objects.create(
            territory=territory, application=file, district=district, participants=8
        )
    client.force_login(file.created_by)
    answer = client.get(f"/appels-a-projets/dossiers/{file.uuid}/dossier/")
    assert answer.context["districts"] == [
        ("Centre-Ville (Valbourg)", 8),
        ("Centre-Ville (Montclair)", 8),
    ]
