"""The delays of a Cité about people: how long things are kept, when each is expected to answer."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cite.core.decisions import about_access
from cite.core.journal import acts


class Delay(models.TextChoices):
    """One delay that both co-pilots set."""

    KEPT_MONTHS = "kept_months", _("Dossier gardé après les dernières nouvelles de la personne (mois)")
    WARNED_DAYS = "warned_days", _("Professionnels prévenus avant l’effacement d’un dossier (jours)")
    LIGHT_DAYS = "light_days", _("Signalement, ou orientation sans dossier, gardé (jours)")
    NEED_WORDS = "need_words", _("Besoin sans réponse : ses mots gardés, le besoin reste compté (jours)")
    LINK_DAYS = "link_days", _("Lien personnel de la personne : ouvert (jours)")
    HANDOVER_DAYS = "handover_days", _("Relais passé : l’ancienne structure lit encore (jours)")
    LONGEST_PAUSE = "longest_pause", _("Parcours en pause : au plus (jours)")
    FIRST_REMINDER = "first_reminder", _("Orientation : première relance de la structure (jours ouvrés)")
    BETWEEN_REMINDERS = "between_reminders", _("Orientation : entre deux relances (jours ouvrés)")
    MOST_REMINDERS = "most_reminders", _("Orientation : relances au plus")
    COORDINATION = "coordination", _("Orientation : coordination prévenue du silence (jours)")
    EXPIRY = "expiry", _("Orientation : close sans réponse (jours)")
    OUTCOME_SOON = "outcome_soon", _("Orientation : première question sur la suite (jours)")
    OUTCOME_LATER = "outcome_later", _("Orientation : deuxième question sur la suite (jours)")
    CALLED = "called", _("Signalement : personne appelée sous (jours)")
    ANSWERED = (
        "answered",
        _("Relais proposé, suite demandée, accord attendu, orientation sans issue : réponse sous (jours)"),
    )
    RIGHT_NEAR = "right_near", _("Demande d’une personne sur ses données : urgente avant son terme (jours)")
    SOON = "soon", _("« Ce qui vous attend » : annoncé comme proche (jours)")
    SILENT = "silent", _("Liste des habitants : sans nouvelles depuis (jours)")


@about_access("MANAGERS_ONLY", "CO_PILOTS_ONLY")
class DelayObjection(models.TextChoices):
    """Why delays are not prepared, or not agreed to."""

    MANAGERS_ONLY = (
        "managers_only",
        _("Les délais sont préparés par la coordination et les copilotes. Demandez-leur."),
    )
    CO_PILOTS_ONLY = ("co_pilots_only", _("Seul un copilote donne son accord. Prévenez-en un."))
    OUT_OF_BOUNDS = "out_of_bounds", _("Un délai sort de ses bornes, écrites à côté de lui. Corrigez-le.")
    NOT_RISING = (
        "not_rising",
        _(
            "Une orientation se relance, puis la coordination est prévenue, puis la demande est close, avant d’être "
            "effacée ; la deuxième question vient après la première. Dix jours ouvrés en durent parfois vingt, avec "
            "les fériés. Corrigez l’ordre des délais."
        ),
    )
    NOTHING_CHANGES = "nothing_changes", _("Ces délais sont ceux en vigueur. Changez-en un.")
    DRAFT_EXISTS = "draft_exists", _("D’autres délais attendent déjà un accord. Modifiez-les plutôt.")
    NOT_A_DRAFT = "not_a_draft", _("Ces délais ne sont plus à l’étude. Rechargez la page.")
    ALREADY_AGREED = "already_agreed", _("Votre côté a déjà donné son accord. L’autre copilote décide.")
    ONE_PERSON_ONE_SIDE = (
        "one_person_one_side",
        _("Vous avez donné l’accord de l’autre côté. Une autre personne doit donner celui-ci."),
    )


@acts
class DelaysAct(models.TextChoices):
    """What the journal keeps of delays."""

    WRITE = "residents.write_delays", _("a préparé des délais")
    AGREE = "residents.agree_to_delays", _("a donné son accord à des délais")
    ADOPT = "residents.adopt_delays", _("a mis des délais en vigueur")
    ABANDON = "residents.abandon_delays", _("a abandonné des délais à l’étude")
