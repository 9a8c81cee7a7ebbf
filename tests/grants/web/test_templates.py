"""The pages where the texts of documents are written."""

import pytest
from django.urls import reverse

from cite.grants.enums import DocumentKind
from cite.grants.models import DocumentTemplate
from cite.grants.rules.documents import FIELDS
from tests.grants.test_operations_documents import Scene


@pytest.fixture
def scene(territory):
    return Scene(territory)


def address(name="template", owner="cite", kind="grant_letter"):
    return reverse(f"grants:{name}", args=[owner, kind])


def test_the_list_holds_every_kind_and_those_of_ones_own_funder(client, scene, django_assert_max_num_queries):
    client.force_login(scene.mayor)
    client.get(reverse("grants:templates"))
    with django_assert_max_num_queries(40):
        page = client.get(reverse("grants:templates"))
    rows = [(state.kind, state.funder) for state in page.context["table"].rows]
    own = [kind for kind in DocumentKind if kind not in ("receipt", "inadmissible")]
    assert rows == [*((kind, None) for kind in DocumentKind), *((kind, scene.town) for kind in own)]


def test_a_text_is_written_shown_with_fictional_values_and_taken_back(client, scene):
    client.force_login(scene.pilot)
    form = client.get(address("template_edit")).context["form"]
    typed = {"mark": form.initial["mark"], "title": "Accord {dossier}", "body": "# Montant\n\n{montant}"}
    assert client.post(address("template_edit"), typed).url == address()
    page = client.get(address())
    assert page.context["document"].title == "Accord CE-2027-0042"
    assert page.context["blocks"] == [("title", "Montant"), ("text", "25 000 €")]
    assert client.get(address("template_pdf")).content[:5] == b"%PDF-"
    stale = client.post(address("template_edit"), typed | {"body": "Autre texte"})
    assert "Une autre personne a modifié" in stale.content.decode()
    assert stale.context["form"]["body"].value() == "Autre texte"
    client.post(address("template_reset"), {"mark": page.context["reset_form"].initial["mark"]})
    assert DocumentTemplate.objects.count() == 0


def test_an_unknown_field_is_named_beside_the_text(client, scene):
    client.force_login(scene.pilot)
    page = client.post(address("template_edit"), {"mark": "", "title": "T", "body": "{montnat} {motif}"})
    errors = page.context["form"].errors["body"]
    assert [error.split("(")[-1] for error in errors] == ["{montnat})", "{motif})"]


def test_every_field_is_listed(client, scene):
    client.force_login(scene.pilot)
    shown = client.get(address("template_edit")).content.decode()
    assert [name for name in FIELDS["grant_letter"] if f"&#123;{name}&#125;" not in shown] == []


@pytest.mark.parametrize(
    ("owner", "kind"), [("cite", "nothing"), ("nobody", "grant_letter"), ("town", "receipt")]
)
def test_what_has_no_text_does_not_exist(client, scene, owner, kind):
    client.force_login(scene.pilot)
    owner = str(scene.town.uuid) if owner == "town" else owner
    assert client.get(address(owner=owner, kind=kind)).status_code == 404


def test_a_funder_writes_its_own_texts_only(client, scene):
    client.force_login(scene.mayor)
    town = str(scene.town.uuid)
    for owner, expected in (("cite", 403), (str(scene.state.uuid), 403), (town, 200)):
        assert client.get(address("template_edit", owner)).status_code == expected
    client.force_login(scene.writer)
    assert client.get(reverse("grants:templates")).status_code == 403
