"""A training course, as residents read it."""

import pytest
from django.urls import reverse

from cite.directory.models import Service
from tests.factories.directory import make_service, make_structure
from tests.factories.organizations import make_partner

pytestmark = pytest.mark.django_db


@pytest.fixture
def course(territory) -> Service:
    structure = make_structure(territory, partner=make_partner(territory, "Les Ateliers du Grand Chêne"))
    return make_service(structure, level="level_3", prerequisites="Savoir compter.")


def test_it_says_its_level_and_what_is_to_be_known_before_in_every_language(client, course):
    address = reverse("directory:service", args=[course.uuid])
    french, turkish = (client.get(f"{root}{address}").content.decode() for root in ("", "/tr"))
    assert "Vous préparez un diplôme du niveau du CAP." in french and "Ce qu’il faut déjà savoir" in french
    assert "CAP (Fransız meslek diploması) düzeyinde" in turkish and "Önceden bilmeniz gerekenler" in turkish
    assert '<p lang="fr" dir="ltr">Savoir compter.</p>' in turkish
