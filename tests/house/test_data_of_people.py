"""What is said of the data of people is what the code keeps: every field declared, forbidden ones absent."""

import re
from datetime import date

import pytest
from django.apps import apps
from django.urls import reverse
from django.utils.translation import override

from cite.accounts.enums import Role
from cite.core.languages import LANGUAGES
from cite.residents.enums.delays import Delay
from cite.residents.enums.processing import Category, PageWord, Retention
from cite.residents.ports import _held
from cite.residents.rules import processing
from cite.residents.rules.delays import BOUNDS
from cite.residents.rules.sharing import SEEN_FOR
from tests.factories.accounts import make_user
from tests.factories.residents import make_delays

TECHNICAL = {"id", "uuid", "created_at", "updated_at", "version", "territory"}
ALL = [model for app in sorted(processing.ABOUT_PEOPLE) for model in apps.get_app_config(app).get_models()]
MODELS = [model for model in ALL if model._meta.label not in processing.ABOUT_NOBODY]


def fields_of(model) -> set[str]:
    return {field.name for field in model._meta.get_fields() if field.concrete} - TECHNICAL


def test_every_field_about_people_says_what_it_is():
    """A new field: say in `cite/residents/rules/processing.py` what it is, so that the public page tells it."""
    differing = {
        model._meta.label: set(processing.declared_fields(model._meta.label)) ^ fields_of(model)
        for model in MODELS
    }
    assert {label: fields for label, fields in differing.items() if fields} == {}


def test_nothing_is_declared_that_does_not_exist():
    assert set(processing.DECLARED) == {model._meta.label for model in MODELS}


def test_what_is_about_nobody_leads_to_nobody():
    """A model left out of the page refers to no model that tells of somebody."""
    left_out = [model for model in ALL if model._meta.label in processing.ABOUT_NOBODY]
    assert {model._meta.label for model in left_out} == processing.ABOUT_NOBODY
    referred = {field.related_model for model in left_out for field in model._meta.concrete_fields}
    assert referred.isdisjoint(MODELS)


def test_every_application_that_keeps_something_of_people_gives_it_to_her():
    """The export is whole: whoever keeps something of people says so (`register_held`). Ours are read by `held.py`."""
    giving = {apps.get_containing_app_config(each.__module__).label for _key, each in _held.items()}
    assert giving == processing.ABOUT_PEOPLE - {"residents"}


def test_every_kind_of_data_has_its_line_on_the_page_and_its_fields():
    assert [kept.category for kept in processing.KEPT] == list(
        dict.fromkeys(k.category for k in processing.KEPT)
    )
    used = {category for names in processing.DECLARED.values() for category in names}
    assert {kept.category for kept in processing.KEPT} == used == set(Category)


def test_a_part_of_a_file_that_a_sharing_opens_is_told():
    told = {kept.part for kept in processing.KEPT} - {None}
    assert told == set().union(*SEEN_FOR.values())


def test_forbidden_fields_do_not_exist():
    """Neither the NIR, nor nationality, origin, religion, diagnosis, union: in no model of the site."""
    found = [
        str(field)
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if not processing.FORBIDDEN.isdisjoint(field.name.split("_"))
    ]
    assert found == []


def test_nothing_of_people_is_kept_longer_than_the_law_says():
    """Two years after the last contact that came from the person (domain law, §7.1); ninety days without a file."""
    assert BOUNDS[Delay.KEPT_MONTHS][2] == 24
    assert BOUNDS[Delay.LIGHT_DAYS][2] == 90


@pytest.mark.parametrize("language", [language.code for language in LANGUAGES])
@pytest.mark.django_db
def test_the_retention_that_is_said_is_the_one_that_the_cite_has_set(territory, client, language):
    by = make_user("copilote", role=Role.CO_PILOT_STATE, territory=territory)
    told = {"kept_months": 17, "light_days": 43, "handover_days": 19}
    make_delays(territory, by, values=told, in_force_on=date(2026, 11, 1))
    with override(language):
        address = reverse("residents:supported-data")
        sentences = [str(each.label) % {"months": 17, "days": 43} for each in Retention]
        sentences.append(str(PageWord.WHO_BEFORE.label) % {"days": 19})
    body = client.get(address).content.decode().replace("\u00a0", " ").replace("&#x27;", "'")
    assert [each for each in sentences if each.replace("\u00a0", " ") not in body] == []


@pytest.mark.django_db
def test_the_page_tells_every_line_and_is_linked_at_the_foot_of_the_site(territory, client):
    address = reverse("residents:supported-data")
    body = client.get(address).content.decode().replace("\u00a0", " ").replace("&#x27;", "'")
    for kept in processing.KEPT:
        kept_for = str(kept.retention.label) % {"months": 24, "days": 90}
        for told in (kept.category.label, kept_for, *(reason.label for reason in kept.reasons)):
            assert re.sub("\u00a0", " ", str(told)) in body
    assert str(PageWord.NEVER.label).replace("\u00a0", " ") in body
    assert "Vos freins" not in body and "; Rendre" not in body
    assert f'href="{address}"' in client.get("/").content.decode()
