"""The vocabulary of territories: kinds of districts, the seven answers, their reasons and what to do next."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cite.core.decisions import about_access
from cite.core.journal import acts


@acts
class TerritoriesAct(models.TextChoices):
    """What territories write in the journal."""

    LOAD_TERRITORY = "territories.load_territory", _("a installé la Cité livrée avec le produit")
    IMPORT_DISTRICTS = "territories.import_districts", _("a chargé une liste de quartiers")
    IMPORT_COMMUNES = "territories.import_communes", _("a chargé des communes")
    LIST_WATCH_DISTRICT = "territories.list_watch_district", _("a inscrit un quartier en veille active")
    CONFIRM_WATCH_DISTRICT = (
        "territories.confirm_watch_district",
        _("a confirmé un quartier en veille active"),
    )
    WITHDRAW_WATCH_DISTRICT = (
        "territories.withdraw_watch_district",
        _("a retiré un quartier en veille active"),
    )
    RESTORE_WATCH_DISTRICT = "territories.restore_watch_district", _("a remis un quartier en veille active")
    DRAW_WATCH_DISTRICT = "territories.draw_watch_district", _("a tracé un quartier en veille active")


class DistrictKind(models.TextChoices):
    """What a district is: only the first kind opens rights."""

    PRIORITY = "priority", _("Quartier prioritaire")
    WATCH = "watch", _("Quartier en veille active")


class Generation(models.TextChoices):
    """A national list of priority districts, named by the year it came into force."""

    G2015 = "2015", _("Liste de 2015")
    G2024 = "2024", _("Liste de 2024")


class Status(models.TextChoices):
    """The seven answers to « is this address in a priority district? ». Unknown is never no."""

    IN_QPV = "in_qpv", _("Dans un quartier prioritaire")
    OTHER_TERRITORY = "other_territory", _("Dans un quartier prioritaire d’un autre territoire")
    OUTSIDE = "outside", _("Hors quartier prioritaire")
    TO_VERIFY = "to_verify", _("À vérifier")
    NOT_COVERED = "not_covered", _("Non couvert")
    NOT_VERIFIABLE = "not_verifiable", _("Non vérifiable")
    UNKNOWN = "unknown", _("Inconnu")


class Reason(models.TextChoices):
    """Why this answer. The label is the sentence people read."""

    INSIDE_CONTOUR = "inside_contour", _("Votre adresse ouvre droit aux actions de la Cité de l’emploi.")
    INSIDE_OTHER_TERRITORY = (
        "inside_other_territory",
        _("Cette adresse est dans un quartier prioritaire d’un autre territoire : %(district)s."),
    )
    OUTSIDE_CONTOURS = (
        "outside_contours",
        _("Cette adresse n’est pas dans un quartier prioritaire. D’autres aides existent : les voici."),
    )
    WATCH_DISTRICT = (
        "watch_district",
        _(
            "Cette adresse est dans un quartier en veille active : %(district)s. "
            "Il n’ouvre pas droit aux actions de la Cité de l’emploi. D’autres aides existent : les voici."
        ),
    )
    NEAR_LIMIT = "near_limit", _("L’adresse est à %(distance)s de la limite. Un conseiller vérifie.")
    NO_HOUSENUMBER = (
        "no_housenumber",
        _("L’adresse trouvée n’a pas de numéro : rien ne dit de quel côté de la limite elle est."),
    )
    LOW_SCORE = "low_score", _("L’adresse trouvée ne ressemble pas assez à l’adresse écrite.")
    AMBIGUOUS_ADDRESS = "ambiguous_address", _("La même adresse existe dans plusieurs communes.")
    ADDRESS_NOT_FOUND = "address_not_found", _("Cette adresse n’a pas été trouvée.")
    ADDRESS_ELSEWHERE = (
        "address_elsewhere",
        _("Cette adresse est hors du territoire dont les adresses sont chargées : il n’y a pas de réponse."),
    )
    NO_ADDRESS_INDEX = (
        "no_address_index",
        _(
            "Les adresses de ce territoire ne sont pas chargées : une adresse écrite ne peut pas être "
            "cherchée."
        ),
    )
    COMMUNE_NOT_LOADED = (
        "commune_not_loaded",
        _("Les quartiers prioritaires de cet endroit ne sont pas chargés : il n’y a pas de réponse."),
    )
    DATE_NOT_COVERED = (
        "date_not_covered",
        _("À cette date, les quartiers prioritaires n’existaient pas encore : il n’y a pas de réponse."),
    )
    GENERATION_NOT_LOADED = (
        "generation_not_loaded",
        _(
            "Les quartiers prioritaires en vigueur à cette date ne sont pas chargés : il n’y a pas de "
            "réponse."
        ),
    )
    NO_FIXED_ADDRESS = (
        "no_fixed_address",
        _("Ce n’est pas l’adresse d’un logement : elle ne peut pas être vérifiée."),
    )
    EMPTY = "empty", _("Aucune adresse n’est indiquée.")
    COORDINATES_INVALID = "coordinates_invalid", _("Ces coordonnées ne sont pas lisibles.")
    COORDINATES_SWAPPED = "coordinates_swapped", _("Les coordonnées semblent inversées.")
    COORDINATES_PROJECTED = (
        "coordinates_projected",
        _("Ces coordonnées sont en mètres, sans doute en Lambert-93, et non en degrés."),
    )
    ABROAD = "abroad", _("Ce point est hors de France.")
    DATE_INVALID = "date_invalid", _("Cette date n’est pas lisible.")


class Advice(models.TextChoices):
    """What to do next. The label is the sentence people read."""

    CHOOSE_ACTION = (
        "choose_action",
        _("Choisissez une action, ou demandez conseil à la structure qui vous accompagne."),
    )
    ASK_OTHER_TERRITORY = "ask_other_territory", _("Renseignez-vous auprès de la mairie de cette commune.")
    OTHER_HELP = (
        "other_help",
        _(
            "France Travail, la mission locale (16 à 25 ans) et le CCAS de la commune accueillent tous "
            "les habitants."
        ),
    )
    CO_PILOTS_SETTLE = (
        "co_pilots_settle",
        _(
            "Les copilotes de la Cité, l’État et la métropole, tranchent. Joignez la réponse du SIG "
            "Ville si vous l’avez."
        ),
    )
    ADD_NUMBER = "add_number", _("Ajoutez le numéro, ou placez le point sur la carte.")
    CHECK_ADDRESS = "check_address", _("Vérifiez l’adresse et sa commune, ou placez le point sur la carte.")
    ADD_COMMUNE = "add_commune", _("Ajoutez le code postal ou la commune.")
    USE_MAP = (
        "use_map",
        _("Placez le point sur la carte, ou demandez à l’administrateur de charger les adresses."),
    )
    ASK_SIG_VILLE = (
        "ask_sig_ville",
        _(
            "Consultez le SIG Ville (sig.ville.gouv.fr), ou demandez à l’administrateur de charger ces "
            "données."
        ),
    )
    SEE_ADVISOR = (
        "see_advisor",
        _("Un conseiller examine la situation avec la personne, selon son lieu de vie."),
    )
    ASK_ADDRESS = "ask_address", _("Demandez son adresse à la personne.")
    WRITE_DEGREES = (
        "write_degrees",
        _("Écrivez la longitude puis la latitude, en degrés : par exemple 4,4036 et 45,4660."),
    )
    SWAP_COORDINATES = "swap_coordinates", _("Échangez la longitude et la latitude, puis recommencez.")
    CONVERT_COORDINATES = (
        "convert_coordinates",
        _("Convertissez-les en longitude et latitude (WGS 84), puis recommencez."),
    )
    WRITE_DATE = "write_date", _("Écrivez le jour, le mois et l’année : par exemple 31/12/2026.")


class Distance(models.TextChoices):
    """How far the nearest limit is, in words."""

    TOUCHING = "touching", _("moins de 1 m")
    WITHIN = "within", _("%(meters)s m")
    BEYOND = "beyond", _("plus de 100 m")


@about_access("NOT_YOURS")
class DistrictObjection(models.TextChoices):
    """Why a change to a district was refused."""

    NOT_YOURS = "not_yours", _("Ce quartier n’est pas dans votre territoire.")
    NOT_WATCH = "not_watch", _("Seul le contour d’un quartier en veille active se dessine ici.")
    NOT_POLYGON = "not_polygon", _("Le contour doit être une surface fermée : dessinez un polygone.")
    OUT_OF_TERRITORY = (
        "out_of_territory",
        _("Le contour sort du territoire : redessinez-le dans ses communes."),
    )
    TOO_SMALL = "too_small", _("Le contour est trop petit pour un quartier : moins de 1 000 m².")
    TOO_LARGE = "too_large", _("Le contour est trop grand pour un quartier : plus de 10 km².")
    TOO_DETAILED = "too_detailed", _("Le contour a plus de 10 000 points : simplifiez-le.")
    NAME_MISSING = "name_missing", _("Donnez un nom au quartier.")
    NO_COMMUNE = "no_commune", _("Choisissez au moins une commune du territoire.")
    ALREADY_LISTED = "already_listed", _("Ce quartier est déjà dans la liste de cette commune.")


class ListField(models.TextChoices):
    """What the columns of a list of addresses may hold."""

    ADDRESS = "address", _("Adresse")
    NUMBER = "number", _("Numéro dans la rue")
    STREET = "street", _("Rue")
    POSTCODE = "postcode", _("Code postal")
    COMMUNE = "commune", _("Commune")
    LONGITUDE = "longitude", _("Longitude")
    LATITUDE = "latitude", _("Latitude")
    X_LAMBERT93 = "x_lambert93", _("X en Lambert-93")
    Y_LAMBERT93 = "y_lambert93", _("Y en Lambert-93")
    ON = "on", _("Date")
