"""Where something is and how to reach it: fields that the national standard gives structures and services alike."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Located(models.Model):
    """An address, its position in degrees (WGS 84), and how to get in touch."""

    address = models.CharField(_("adresse"), max_length=300, blank=True)
    address_extra = models.CharField(_("complément d’adresse"), max_length=300, blank=True)
    postal_code = models.CharField(_("code postal"), max_length=5, blank=True)
    commune_name = models.CharField(_("commune"), max_length=120, blank=True)
    commune_code = models.CharField(_("code INSEE de la commune"), max_length=5, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    phone = models.CharField(_("téléphone"), max_length=20, blank=True)
    email = models.EmailField(_("adresse électronique"), max_length=254, blank=True)
    opening_hours = models.CharField(_("horaires d’accueil"), max_length=400, blank=True)
    source_url = models.URLField(_("page d’origine"), max_length=500, blank=True)
    updated_on = models.DateField(_("mise à jour le"))

    class Meta:
        abstract = True
