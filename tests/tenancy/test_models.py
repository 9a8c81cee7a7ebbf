"""No record of a Cité leaks into another: one generated attack per scoped model."""

import pytest
from django.apps import apps
from django.db import models
from django_scopes import scope, scopes_disabled
from django_scopes.exceptions import ScopeError

from cite.accounts.enums import Role
from cite.accounts.models import TerritoryRole
from cite.tenancy.models import TerritoryScopedModel
from tests.factories.accounts import make_user

SCOPED = [model for model in apps.get_models() if issubclass(model, TerritoryScopedModel)]

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("model", SCOPED, ids=lambda model: model.__name__)
def test_outside_of_a_territory_every_door_is_closed(model):
    doors = [
        lambda: model.objects.all(),
        lambda: model.objects.exists(),
        lambda: model.objects.exclude(pk=0),
        lambda: model.objects.count(),
        lambda: model.objects.filter(pk=1).first(),
        lambda: model.objects.update(),
        lambda: model.objects.bulk_create([model()]),
        lambda: model.objects.write_rows((), [()]),
        lambda: model().save(),
        lambda: model._default_manager.all(),
    ]
    for door in doors:
        with pytest.raises(ScopeError):
            door()


@pytest.mark.parametrize("model", SCOPED, ids=lambda model: model.__name__)
def test_nothing_is_written_for_another_territory(model, territory, other_territory):
    stranger = model(territory=other_territory)
    for write in (stranger.save, lambda: model.objects.bulk_create([stranger])):
        with pytest.raises(ScopeError):
            write()


def test_rows_written_without_a_model_need_a_territory():
    with scopes_disabled(), pytest.raises(ScopeError):
        TerritoryRole.objects.write_rows((), [()])


@pytest.mark.parametrize("model", SCOPED, ids=lambda model: model.__name__)
def test_no_join_leads_from_a_global_record_into_a_territory(model):
    for field in model._meta.get_fields():
        if not isinstance(field, models.ForeignKey | models.ManyToManyField):
            continue
        if not issubclass(field.related_model, TerritoryScopedModel):
            assert field.remote_field.hidden, f"{model.__name__}.{field.name}: related_name must be « + »"


def test_a_row_of_another_territory_is_invisible(territory, other_territory):
    user = make_user(role=Role.CARRIER, territory=territory)
    role = TerritoryRole.objects.get(user=user)
    with scope(territory=other_territory):
        assert not TerritoryRole.objects.filter(pk=role.pk).exists()
        assert not TerritoryRole.objects.exclude(pk=0).exists()
        assert TerritoryRole.objects.count() == 0
        assert TerritoryRole.objects.filter(pk=role.pk).update(role=Role.COORDINATOR) == 0
        with pytest.raises(ScopeError):
            role.delete()
    with scopes_disabled():
        assert TerritoryRole.objects.get().role == Role.CARRIER
