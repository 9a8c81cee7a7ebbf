"""The vocabulary of writing a file: what may be answered, what stands against it, what the journal keeps."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cite.core.decisions import about_access
from cite.core.journal import acts


class RequestKind(models.TextChoices):
    """Whether the action is asked for the first time (Cerfa 12156*06, cover)."""

    FIRST = "first", _("Première demande")
    RENEWAL = "renewal", _("Renouvellement ou poursuite")


class PublicAid(models.TextChoices):
    """What public aid was received over three years (Cerfa 12156*06, attestation 5); the call says the threshold."""

    UP_TO = "up_to", _("500\u202f000\u00a0€ au plus")
    ABOVE = "above", _("Plus de 500\u202f000\u00a0€")


class YesNo(models.TextChoices):
    """An answer that may be absent: not said is not no."""

    YES = "yes", _("Oui")
    NO = "no", _("Non")


class AnswerFault(models.TextChoices):
    """Why an answer cannot be kept as it was typed."""

    INVISIBLE = (
        "invisible",
        _(
            "Ce texte contient des caractères invisibles que nous ne pouvons pas lire. Effacez-le puis retapez-le."
        ),
    )
    TOO_LONG = "too_long", _("Ce texte est trop long. Raccourcissez-le.")
    ONE_LINE = "one_line", _("Écrivez ce texte sur une seule ligne.")
    NOT_AN_EMAIL = (
        "not_an_email",
        _("Cette adresse n’est pas complète. Écrivez-la ainsi : prenom.nom@exemple.fr."),
    )
    NOT_A_PHONE = "not_a_phone", _("Ce numéro n’est pas lisible. Écrivez-le ainsi : 04 77 00 00 00.")
    NOT_AN_INTEGER = "not_an_integer", _("Écrivez un nombre entier, sans lettre : 12.")
    NOT_A_NUMBER = "not_a_number", _("Écrivez un nombre, avec deux décimales au plus : 1,5.")
    NOT_A_PERCENT = "not_a_percent", _("Écrivez un nombre entier de 0 à 100.")
    NOT_A_DAY = "not_a_day", _("Cette date n’existe pas. Écrivez-la ainsi : 31/12/2027.")
    NOT_OFFERED = "not_offered", _("Cette réponse n’est pas proposée. Choisissez-en une dans la liste.")
    TOO_MANY_ROWS = "too_many_rows", _("Il y a trop de lignes. Gardez les plus importantes.")


@about_access("NOT_YOUR_FILE", "REPRESENTATIVE_SIGNS", "NOT_YOUR_CARRIER")
class WritingObjection(models.TextChoices):
    """Why a file is not written, signed or deposited."""

    NOT_YOUR_FILE = (
        "not_your_file",
        _(
            "Seules les personnes qui écrivent les dossiers de cette structure peuvent le faire. "
            "Demandez ce rôle à son administrateur."
        ),
    )
    PARTICIPANTS_REVERSED = (
        "participants_reversed",
        _(
            "Il y a plus de participants « au moins » que de participants « au plus ». Corrigez l’un des deux."
        ),
    )
    CARRIER_MERGED = (
        "carrier_merged",
        _("Cette structure vient d’être réunie avec une autre. Rechargez la page : ses dossiers y sont."),
    )
    NOT_YOUR_CARRIER = (
        "not_your_carrier",
        _(
            "Vous n’écrivez pas les dossiers de cette structure. "
            "Demandez à son administrateur le rôle « Porteur de projet »."
        ),
    )
    REPRESENTATIVE_SIGNS = (
        "representative_signs",
        _(
            "Seul le représentant légal de la structure signe. Invitez-le avec le rôle « Représentant légal »."
        ),
    )
    NOT_EDITABLE = (
        "not_editable",
        _(
            "Ce dossier ne se modifie plus : il est déposé ou terminé. Écrivez à l’instruction dans ses échanges."
        ),
    )
    WRONG_STATE = "wrong_state", _("Ce dossier a changé de situation. Rechargez la page, puis recommencez.")
    CALL_NOT_OPEN = (
        "call_not_open",
        _("Le dépôt n’est pas encore ouvert pour cet appel. Revenez à l’ouverture."),
    )
    CALL_CLOSED = (
        "call_closed",
        _("Le dépôt est clos depuis la fin du dernier jour. Écrivez à la personne qui coordonne la Cité."),
    )
    CALL_CHANGED = (
        "call_changed",
        _("Cet appel a été remplacé par une version plus récente. Ouvrez-la pour commencer un dossier."),
    )
    NOT_THE_SAME_CARRIER = (
        "not_the_same_carrier",
        _("Ce dossier est celui d’une autre structure. Choisissez un de vos dossiers."),
    )
    UNKNOWN_QUESTION = (
        "unknown_question",
        _("Cette question n’est pas posée dans ce dossier. Rechargez la page."),
    )
    NOT_A_DISTRICT = (
        "not_a_district",
        _("Un de ces quartiers n’est plus dans la liste. Rechargez la page, puis choisissez à nouveau."),
    )
    INCOMPLETE = (
        "incomplete",
        _(
            "Il manque encore des réponses ou des pièces : la liste est sur la page « Vérifier, signer, déposer »."
        ),
    )
    NOT_SIGNED = (
        "not_signed",
        _("Le représentant légal n’a pas encore signé. Une fois le dossier signé, déposez-le."),
    )
    SIGNATURE_STALE = (
        "signature_stale",
        _("Le dossier a changé depuis la signature. Le représentant légal le relit et signe à nouveau."),
    )
    CONTENT_CHANGED = (
        "content_changed",
        _("Le dossier a changé pendant que vous le lisiez. Relisez-le ci-dessous, puis signez."),
    )
    REMARKS_UNANSWERED = (
        "remarks_unanswered",
        _("Une remarque de l’instruction attend encore une réponse. Répondez à chacune, puis déposez."),
    )
    NOT_A_PIECE = (
        "not_a_piece",
        _("Cette pièce n’est pas demandée dans ce dossier. Choisissez-en une dans la liste."),
    )
    TOO_MANY_DOCUMENTS = (
        "too_many_documents",
        _("Ce dossier a déjà 60 pièces. Retirez-en une, ou réunissez plusieurs documents en un PDF."),
    )
    TOO_MANY_PARTNERS = "too_many_partners", _("Ce dossier nomme déjà 40 partenaires. Retirez-en un.")
    NO_ADDRESS = "no_address", _("Écrivez d’abord l’adresse électronique de ce partenaire.")
    ALREADY_ANSWERED = "already_answered", _("Ce partenaire a déjà répondu.")
    ASKED_RECENTLY = (
        "asked_recently",
        _("Ce partenaire a été sollicité il y a moins de deux jours. Attendez un peu, ou appelez-le."),
    )
    NO_LONGER_NAMED = (
        "no_longer_named",
        _("Ce dossier ne vous cite plus comme partenaire : il n’y a plus rien à répondre."),
    )
    FILE_OVER = (
        "file_over",
        _("Ce dossier est terminé : les partenaires n’ont plus rien à répondre."),
    )
    NOT_SIMILAR = "not_similar", _("Cette action n’est plus semblable à la vôtre. Rechargez la page.")
    REASON_NEEDED = "reason_needed", _("Dites pourquoi en une phrase.")


@acts
class WritingAct(models.TextChoices):
    """What the journal keeps of files being written."""

    START = "grants.start_application", _("a commencé un dossier")
    WRITE = "grants.write_application", _("a écrit dans un dossier")
    WRITE_SHEET = "grants.write_carrier_sheet", _("a écrit dans une fiche de porteur")
    CHOOSE_DISTRICTS = "grants.choose_districts", _("a choisi les quartiers d’un dossier")
    FINISH = "grants.finish_application", _("a terminé la saisie d’un dossier")
    REOPEN = "grants.reopen_application", _("a rouvert un dossier")
    SIGN = "grants.sign_application", _("a signé un dossier")
    VOID = "grants.void_signature", _("a annulé la signature d’un dossier en le modifiant")
    DEPOSIT = "grants.deposit_application", _("a déposé un dossier")
    WITHDRAW = "grants.withdraw_application", _("a retiré un dossier")
    TRANSFER = "grants.transfer_application", _("a transmis un dossier à une autre structure")
    ATTACH = "grants.attach_document", _("a joint une pièce à un dossier")
    DETACH = "grants.detach_document", _("a retiré une pièce d’un dossier")
    NAME_PARTNER = "grants.name_partner", _("a nommé un partenaire dans un dossier")
    REMOVE_PARTNER = "grants.remove_partner", _("a retiré un partenaire d’un dossier")
    ASK_PARTNER = "grants.ask_partner", _("a sollicité un partenaire d’un dossier")
    ANSWER_PARTNER = "grants.answer_partner", _("a répondu comme partenaire d’un dossier")
    ANSWER_SIMILAR = "grants.answer_similar", _("a répondu sur une action semblable")
