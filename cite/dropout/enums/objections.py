"""Why something about signs, alerts or thresholds is refused, and what to do."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cite.core.decisions import about_access
from cite.core.journal import acts


@about_access("CO_PILOTS_ONLY", "NOT_YOURS_TO_PREPARE")
class ThresholdObjection(models.TextChoices):
    """Why thresholds are not set, or not replayed."""

    CO_PILOTS_ONLY = "co_pilots_only", _("Seuls les deux copilotes fixent les seuils, ensemble.")
    NOT_YOURS_TO_PREPARE = (
        "not_yours_to_prepare",
        _("Seuls la coordination et les copilotes préparent et essaient des seuils."),
    )
    DRAFT_EXISTS = (
        "draft_exists",
        _("D’autres seuils attendent déjà l’accord des copilotes. Modifiez-les, ou abandonnez-les."),
    )
    NOT_A_DRAFT = "not_a_draft", _("Ces seuils ne sont plus à l’étude. Préparez-en d’autres.")
    ALREADY_AGREED = "already_agreed", _("Votre côté a déjà donné son accord.")
    ONE_PERSON_ONE_SIDE = (
        "one_person_one_side",
        _("Les deux accords viennent de deux personnes. L’autre copilote donne le sien."),
    )
    NOTHING_CHANGES = "nothing_changes", _("Ces seuils sont ceux en vigueur. Changez-en au moins un.")
    OUT_OF_BOUNDS = "out_of_bounds", _("Un seuil sort de ses bornes, écrites à côté de lui. Corrigez-le.")
    NOT_RISING = (
        "not_rising",
        _("Les trois seuils « pas de nouvelles » vont du plus court au plus long. Corrigez leur ordre."),
    )
    CLOSED_TOO_LONG = (
        "closed_too_long",
        _("Une période de fermeture finit après son début, et dure 45 jours au plus."),
    )
    TOO_MANY_PERIODS = (
        "too_many_periods",
        _("Vingt périodes de fermeture au plus : retirez les plus anciennes."),
    )
    ALREADY_RUNNING = "already_running", _("Un essai est déjà en cours. Attendez son résultat.")
    BAD_PERIOD = (
        "bad_period",
        _("Un essai porte sur des jours passés, un an au plus. Corrigez le premier ou le dernier jour."),
    )


@about_access("NOT_YOURS_TO_CLOSE", "COORDINATION_ONLY")
class AlertObjection(models.TextChoices):
    """Why an alert is not closed, or what waits in structures not told."""

    NOT_YOURS_TO_CLOSE = (
        "not_yours_to_close",
        _("Seuls les professionnels qui accompagnent cette personne closent cette alerte."),
    )
    COORDINATION_ONLY = (
        "coordination_only",
        _(
            "Seuls la coordination et les copilotes lisent ce qui attend dans chaque structure, sans aucun nom."
        ),
    )
    ALREADY_CLOSED = "already_closed", _("Cette alerte est déjà close. Rechargez la page.")
    NOT_TO_REOPEN = (
        "not_to_reopen",
        _(
            "Une alerte se rouvre le jour même, par qui l’a close, si aucune autre ne s’est ouverte depuis. "
            "Notez plutôt ce qui se passe dans le parcours."
        ),
    )
    SAY_WHY = "say_why", _("Dites ce que vous avez fait, ou pourquoi il n’y a rien à faire.")


@acts
class DropoutAct(models.TextChoices):
    """What the journal keeps of alerts and thresholds."""

    CLOSE_ALERT = "dropout.close_alert", _("a clos une alerte")
    REOPEN_ALERT = "dropout.reopen_alert", _("a rouvert une alerte close par erreur")
    READ_ALERTS = "dropout.read_alerts", _("a consulté les situations à regarder")
    WRITE_THRESHOLDS = "dropout.write_thresholds", _("a préparé des seuils")
    AGREE_TO_THRESHOLDS = "dropout.agree_to_thresholds", _("a donné son accord à des seuils")
    ADOPT_THRESHOLDS = "dropout.adopt_thresholds", _("a mis des seuils en vigueur")
    ABANDON_THRESHOLDS = "dropout.abandon_thresholds", _("a abandonné des seuils")
    ASK_REPLAY = "dropout.ask_replay", _("a essayé des seuils sur le passé")
