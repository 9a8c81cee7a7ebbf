"""What can stand against a request: a code for programs, a title for people."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ProblemCode(models.TextChoices):
    """Why a request has no answer. The label is the title of the problem."""

    UNREADABLE = "unreadable", _("Demande illisible")
    NO_KEY = "no_key", _("Clé absente ou fermée")
    FORBIDDEN = "forbidden", _("Pas avec vos droits")
    READ_ONLY_KEY = "read_only_key", _("Clé en lecture seule")
    NOT_FOUND = "not_found", _("Rien à cette adresse")
    NO_TERRITORY = "no_territory", _("Pas de Cité de l’emploi ici")
    METHOD_NOT_ALLOWED = "method_not_allowed", _("Méthode non acceptée")
    REFUSED = "refused", _("Demande refusée")
    TOO_LARGE = "too_large", _("Demande trop volumineuse")
    NOT_JSON = "not_json", _("Type de contenu non accepté")
    NOT_A_FORM = "not_a_form", _("Formulaire attendu")
    INVALID = "invalid", _("Demande non valide")
    TOO_MANY_REQUESTS = "too_many_requests", _("Trop de demandes")
    SERVER_ERROR = "server_error", _("Une erreur est survenue")
