"""What a leaflet says beside the sheets, in every language."""

from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _

from cite.directory.enums.needs import Need


class LeafletWord(StrEnum):
    """A sentence of a leaflet."""

    TITLE = "title"
    TITLE_FOR = "title_for"
    LEAD = "lead"
    QUESTION = "question"
    CAREFUL = "careful"
    CODE = "code"
    POSTER = "poster"
    POSTER_LEAD = "poster_lead"
    WHOLE_OFFER = "whole_offer"


LEAFLET_WORDS: dict[LeafletWord, Any] = {
    LeafletWord.TITLE: _("Des services pour vous"),
    LeafletWord.TITLE_FOR: _("Des services pour %(name)s"),
    LeafletWord.LEAD: _("Montrez cette feuille dans le bus ou à l’accueil : on vous aidera."),
    LeafletWord.QUESTION: _("Une question ? Appelez %(name)s."),
    LeafletWord.CAREFUL: _("Les choses peuvent changer : téléphonez avant de venir."),
    LeafletWord.CODE: _("Carré à viser avec un téléphone : il ouvre la page de %(name)s."),
    LeafletWord.POSTER: _("Qui peut m’aider ? %(district)s"),
    LeafletWord.POSTER_LEAD: _(
        "Ces services sont pour vous. Visez un carré avec un téléphone : il les montre tous, dans votre langue."
    ),
    LeafletWord.WHOLE_OFFER: _("Carré à viser avec un téléphone : il montre tous les services."),
}

NEED_PICTOGRAMS: dict[str, str] = {
    Need.WORK: "briefcase",
    Need.TRAINING: "cap",
    Need.LANGUAGE: "speak",
    Need.CHILDCARE: "child",
    Need.PHYSICAL_MOBILITY: "tram",
    Need.PSYCHOLOGICAL_MOBILITY: "compass",
    Need.CONFIDENCE: "everyone",
    Need.HEALTH: "health",
    Need.DIGITAL: "online",
    Need.PAPERS: "paper",
    Need.MONEY: "price",
    Need.HOUSING: "home",
    Need.BUSINESS: "shop",
}
"""Which of our own pictograms stands for a need on paper."""
