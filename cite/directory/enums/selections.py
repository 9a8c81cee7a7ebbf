"""What is done to favourites and lists of services, and why it is not."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cite.core.decisions import about_access
from cite.core.journal import acts


@acts
class SelectionAct(models.TextChoices):
    """What the journal keeps of favourites and lists."""

    CREATE = "directory.create_selection", _("a créé une liste de services")
    WRITE = "directory.write_selection", _("a modifié une liste de services")
    ARRANGE = "directory.arrange_selection", _("a rangé une liste de services")
    ADD = "directory.add_to_selection", _("a ajouté un service à une liste")
    TAKE_OUT = "directory.take_out_of_selection", _("a retiré un service d’une liste")
    PUT_BACK = "directory.put_back_in_selection", _("a remis un service dans une liste")
    DUPLICATE = "directory.duplicate_selection", _("a repris une liste de services")
    HAND_OVER = "directory.hand_over_selection", _("a confié une liste de services")
    REMOVE = "directory.remove_selection", _("a retiré une liste de services")
    RESTORE = "directory.restore_selection", _("a remis une liste de services")


@about_access("READS_ONLY", "NOT_ITS_WRITER", "NOT_ITS_KEEPER", "NOT_YOUR_ORGANIZATION", "NOT_YOUR_DISTRICT")
class SelectionObjection(models.TextChoices):
    """Why a list is not made, written, shared, or handed over."""

    READS_ONLY = (
        "reads_only",
        _(
            "Votre rôle consulte sans rien changer. Vos favoris restent à vous ; pour une liste, demandez un rôle."
        ),
    )
    NOT_ITS_WRITER = (
        "not_its_writer",
        _("Cette liste est tenue par d’autres. Dupliquez-la : la copie sera à vous."),
    )
    NOT_ITS_KEEPER = (
        "not_its_keeper",
        _(
            "Seule la personne qui tient cette liste la confie ou la retire, ou un collègue si elle est partie."
        ),
    )
    NOT_YOUR_ORGANIZATION = (
        "not_your_organization",
        _(
            "Vous n’agissez pas pour cette structure. Choisissez une des vôtres, ou gardez la liste pour vous."
        ),
    )
    NOT_YOUR_DISTRICT = (
        "not_your_district",
        _("Vous ne suivez pas ce quartier. Choisissez un des vôtres, ou ne reliez la liste à aucun."),
    )
    NO_NAME = "no_name", _("Donnez un nom à la liste : « Permis à Montreynaud », par exemple.")
    TOO_LONG = "too_long", _("Ce texte est trop long. Gardez l’essentiel.")
    TOO_MANY_LISTS = (
        "too_many_lists",
        _("Vous tenez déjà 50 listes. Retirez-en une, ou confiez-la à un collègue."),
    )
    TOO_MANY_SERVICES = (
        "too_many_services",
        _("Cette liste est pleine. Retirez un service, ou commencez une autre liste."),
    )
    NOT_SHOWN = (
        "not_shown",
        _("Ce service n’est plus proposé. Choisissez-en un autre dans l’offre."),
    )
    FAVOURITES = (
        "favourites",
        _("Vos favoris restent à vous seul. Dupliquez-les en une liste pour la partager."),
    )
    NOT_A_COLLEAGUE = (
        "not_a_colleague",
        _("Cette personne n’agit pas pour la structure de la liste. Choisissez un collègue."),
    )
    REMOVED = "removed", _("Cette liste est retirée. Remettez-la avant de la modifier.")
    OTHER_SERVICES = (
        "other_services",
        _(
            "Les services de la liste ont changé pendant que vous la rangiez. Rechargez la page, puis recommencez."
        ),
    )
