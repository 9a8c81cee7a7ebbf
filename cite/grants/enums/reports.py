"""The vocabulary of bilans."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cite.core.decisions import about_access
from cite.core.journal import acts


class ReportKind(models.TextChoices):
    """Which bilan it is."""

    INTERIM = "interim", _("Bilan intermédiaire")
    FINAL = "final", _("Bilan final")


class ReportState(models.TextChoices):
    """Where a bilan stands. Produced means deposited and complete; accepted only releases the balance."""

    EXPECTED = "expected", _("Attendu")
    DRAFTING = "drafting", _("En cours de saisie")
    DEPOSITED = "deposited", _("Reçu, en cours de lecture")
    RETURNED = "returned", _("À compléter")
    ACCEPTED = "accepted", _("Accepté")
    NOT_DUE = "not_due", _("Sans objet")


class DueState(models.TextChoices):
    """Where a bilan stands on a day with regard to its date; nothing is awaited once it is produced."""

    PRODUCED = "produced", _("Produit")
    UPCOMING = "upcoming", _("À venir")
    SOON = "soon", _("Bientôt")
    LATE = "late", _("En retard")
    NOT_DUE = "not_due", _("Sans objet")


class FigureOrigin(models.TextChoices):
    """Where a figure comes from."""

    TYPED = "typed", _("saisi")
    COMPUTED = "computed", _("calculé")


class ReportStep(models.TextChoices):
    """The steps of a bilan, in their order."""

    STORY = "story", _("Ce qui a été fait")
    PEOPLE = "people", _("Le public")
    RESULTS = "results", _("Les résultats")
    MONEY = "money", _("Le budget réalisé")
    PIECES = "pieces", _("Les pièces")
    DEPOSIT = "deposit", _("Vérifier, certifier, déposer")


class ReportQuestion(models.TextChoices):
    """Every question of a bilan. The value is its key in the stored answers: it never changes."""

    # Step « story » (Cerfa 15059*02, 1)
    IMPLEMENTATION = "implementation", _("Décrivez précisément la mise en œuvre de l’action")
    PLACES = "places", _("Dates et lieux de réalisation")
    PARTNERSHIP = "partnership", _("Avec quels partenaires avez-vous travaillé, et comment ?")
    # Step « people »
    AUDIENCES = "audiences", _("Nombre approximatif de personnes, par type de public")
    DETECTION = "detection", _("Comment avez-vous rencontré les personnes « hors radars » ?")
    # Step « results »
    OBJECTIVES_REACHED = (
        "objectives_reached",
        _("Les objectifs ont-ils été atteints, au regard de vos indicateurs ?"),
    )
    WORKED = "worked", _("Ce qui a bien marché")
    FAILED = "failed", _("Ce qui n’a pas marché, ou moins bien que prévu")
    NEXT = "next", _("Quelles suites envisagez-vous ?")
    REMAINS = "remains", _("Que reste-t-il à faire d’ici la fin de l’action ?")
    # Step « money » (Cerfa 15059*02, 3)
    INDIRECT_RULES = "indirect_rules", _("Règles de répartition des charges indirectes affectées à l’action")
    IN_KIND_RULES = "in_kind_rules", _("Contributions volontaires en nature affectées à l’action")
    OBSERVATIONS = "observations", _("Observations sur le compte rendu financier")
    # Step « pieces »
    ACCOUNTS_LATER = (
        "accounts_later",
        _("Si vos comptes ne sont pas encore approuvés : quand le seront-ils ?"),
    )


class Figure(models.TextChoices):
    """What a bilan counts. The value is its key in the stored figures; districts have theirs, by code."""

    PEOPLE = "people", _("Personnes touchées")
    PEOPLE_QPV = "people_qpv", _("dont habitants de quartiers prioritaires")
    OFF_RADAR = "off_radar", _("dont personnes « hors radars »")
    WOMEN = "women", _("Femmes")
    MEN = "men", _("Hommes")
    SEX_UNKNOWN = "sex_unknown", _("Sexe non renseigné")
    UNDER_26 = "under_26", _("Moins de 26 ans")
    FROM_26_TO_44 = "from_26_to_44", _("De 26 à 44 ans")
    FROM_45_TO_54 = "from_45_to_54", _("De 45 à 54 ans")
    FROM_55 = "from_55", _("55 ans et plus")
    AGE_UNKNOWN = "age_unknown", _("Âge non renseigné")
    REGISTERED = "registered", _("Inscrits à France Travail")
    NOT_REGISTERED = "not_registered", _("Sans emploi, non inscrits")
    EMPLOYED = "employed", _("En emploi")
    IN_TRAINING = "in_training", _("En formation ou en études")
    SITUATION_UNKNOWN = "situation_unknown", _("Situation non renseignée")
    REFERRED_IN = "referred_in", _("Orientations reçues d’un partenaire")
    REFERRED_OUT = "referred_out", _("Orientations faites vers un partenaire")
    SESSIONS = "sessions", _("Séances, ateliers, permanences")
    EXITS_LASTING = "exits_lasting", _("Sorties en emploi durable (6 mois et plus, création)")
    EXITS_TRANSITION = "exits_transition", _("Sorties en emploi de transition (moins de 6 mois)")
    EXITS_TRAINING = "exits_training", _("Sorties en formation qualifiante ou en insertion")
    EXITS_BACK = "exits_back", _("Raccrochages au droit commun")
    EXITS_OTHER = "exits_other", _("Autres sorties")
    COMPANIES = "companies", _("Entreprises mobilisées")
    VISITS = "visits", _("Visites d’entreprises")
    INTERNSHIPS = "internships", _("Personnes en stage ou en immersion")


class ReportPiece(models.TextChoices):
    """The documents of a bilan."""

    ACTIVITY_REPORT = "activity_report", _("Rapport d’activité")
    ACCOUNTS = "accounts", _("Comptes annuels approuvés")
    PROOF = "proof", _("Justificatif")


@about_access("NOT_YOUR_REPORT", "REPRESENTATIVE_SIGNS", "DESK_READS", "CO_PILOTS_REOPEN")
class ReportObjection(models.TextChoices):
    """Why something about a bilan is refused; `%(…)s` is filled by the rule."""

    NOT_YOUR_REPORT = "not_your_report", _("Seules les personnes de la structure porteuse écrivent ce bilan.")
    REPRESENTATIVE_SIGNS = (
        "representative_signs",
        _(
            "Le bilan final est certifié par le représentant légal de la structure. "
            "Prévenez-le : il se connecte et le dépose."
        ),
    )
    DESK_READS = "desk_reads", _("Seuls les instructeurs, les copilotes et les financeurs lisent les bilans.")
    CO_PILOTS_REOPEN = "co_pilots_reopen", _("Seul un copilote rouvre un bilan accepté.")
    WRONG_STATE = "wrong_state", _("Ce bilan n’en est plus là. Rechargez la page pour voir où il en est.")
    FIELD_CHANGED = (
        "field_changed",
        _("Une autre personne a modifié « %(what)s » entre-temps. Choisissez la réponse à garder."),
    )
    UNKNOWN_FIELD = "unknown_field", _("Cette question n’existe pas dans ce bilan. Rechargez la page.")
    UNREADABLE = "unreadable", _("« %(what)s » : cette réponse n’est pas lisible. Corrigez-la.")
    TOO_LONG = "too_long", _("« %(what)s » : %(limit)s caractères au plus. Raccourcissez votre réponse.")
    TOO_MANY = "too_many", _("« %(what)s » : %(limit)s lignes au plus.")
    ANSWER_MISSING = "answer_missing", _("Répondez à la question « %(what)s ».")
    FIGURE_MISSING = "figure_missing", _("Donnez le nombre « %(what)s » ; écrivez 0 s’il n’y en a pas.")
    FIGURES_DISAGREE = (
        "figures_disagree",
        _("« %(what)s » : le total est %(found)s, il devrait être %(expected)s. Corrigez l’un des deux."),
    )
    FIGURE_ABOVE = (
        "figure_above",
        _("« %(what)s » : %(found)s dépasse le nombre de personnes (%(expected)s)."),
    )
    FIGURE_UNEXPLAINED = (
        "figure_unexplained",
        _("« %(what)s » : vous comptez %(found)s, l’outil a calculé %(expected)s. Expliquez la différence."),
    )
    NO_LINES = "no_lines", _("Remplissez le tableau du budget : au moins une charge et un produit.")
    REALIZED_MISSING = (
        "realized_missing",
        _("Budget, « %(what)s » : écrivez le montant réalisé, ou 0 si rien n’a été fait."),
    )
    VARIANCE_UNEXPLAINED = (
        "variance_unexplained",
        _("Budget, « %(what)s » : %(expected)s prévus, %(found)s réalisés. Expliquez cet écart."),
    )
    IN_KIND_DISAGREE = (
        "in_kind_disagree",
        _("Contributions en nature : les comptes 86 (%(found)s) et 87 (%(expected)s) doivent être égaux."),
    )
    PIECE_MISSING = "piece_missing", _("Joignez la pièce « %(what)s ».")
    ACCOUNTS_MISSING = (
        "accounts_missing",
        _("Joignez vos comptes annuels approuvés, ou dites quand ils le seront."),
    )
    REASON_NEEDED = (
        "reason_needed",
        _("Dites au moins à un endroit ce qui est à compléter : le porteur le lira."),
    )
    NOTHING_DUE = (
        "nothing_due",
        _("Il ne reste rien de cette subvention : aucun bilan n’est dû, le porteur n’a rien à compléter."),
    )
    ACCEPT_REASON = (
        "accept_reason",
        _("Dites où ce bilan a été lu et par qui il est accepté : le journal le garde."),
    )
    ACCEPT_ON_PROOF = (
        "accept_on_proof",
        _("Ce bilan n’a pas été déposé ici : pour l’accepter, dites pourquoi et joignez une preuve."),
    )
    DEPOSITED_HERE = (
        "deposited_here",
        _("Ce bilan a été déposé ici : lisez-le, puis acceptez-le sur sa page, sans preuve."),
    )
    UNKNOWN_LINE = "unknown_line", _("Cette ligne n’existe plus dans le tableau. Rechargez la page.")
    NOT_A_SINGLE_LINE = "not_a_single_line", _("Choisissez une ligne du plan comptable, pas un total.")
    TOO_MANY_LINES = "too_many_lines", _("Ce tableau a déjà 150 lignes. Regroupez-en quelques-unes.")
    TOO_MANY_FILES = "too_many_files", _("Ce bilan a déjà 30 pièces. Regroupez-en quelques-unes.")
    NOT_FUNDED = "not_funded", _("Aucun financeur n’a encore notifié d’accord pour ce dossier.")
    HAS_ITS_OWN = "has_its_own", _("Cette action a été financée ici : son bilan est déjà dans votre liste.")


@acts
class ReportAct(models.TextChoices):
    """What the journal keeps of bilans."""

    EXPECT = "grants.expect_reports", _("a demandé les bilans d’une action financée")
    FOLLOW = "grants.follow_money", _("a changé ce qui est attendu d’une action, avec sa subvention")
    MOVE_DATE = "grants.move_report_date", _("a changé la date d’un bilan, avec celle de l’appel")
    OPEN = "grants.open_report", _("a commencé le bilan d’une action financée avant cet outil")
    WRITE = "grants.write_report", _("a écrit dans un bilan")
    ADD_LINE = "grants.add_report_line", _("a ajouté une ligne au budget réalisé")
    REMOVE_LINE = "grants.remove_report_line", _("a retiré une ligne du budget réalisé")
    ADD_FILE = "grants.add_report_file", _("a joint une pièce à un bilan")
    REMOVE_FILE = "grants.remove_report_file", _("a retiré une pièce d’un bilan")
    RECEIVE = "grants.receive_report", _("a noté un bilan arrivé par un autre chemin")
    DEPOSIT = "grants.deposit_report", _("a certifié et déposé un bilan")
    RETURN = "grants.return_report", _("a renvoyé un bilan à compléter")
    ACCEPT = "grants.accept_report", _("a accepté un bilan")
    REOPEN = "grants.reopen_report", _("a rouvert un bilan accepté")
    READ = "grants.read_report", _("a consulté un bilan")
    DOWNLOAD = "grants.download_report", _("a téléchargé un bilan")


FIGURE_GROUPS = {
    "people": _("Les personnes"),
    "sexes": _("Par sexe"),
    "ages": _("Par âge"),
    "situations": _("Par situation à l’entrée dans l’action"),
    "districts": _("Par quartier où elles habitent"),
    "network": _("Orientations et activité"),
    "exits": _("Ce que les personnes sont devenues"),
    "companies": _("Avec les entreprises"),
}
"""The groups of figures, as people read them."""
