"""What a resident is told when a sharing of hers stops, in her language: who noted it and when, never with whom."""

from django.utils.translation import gettext_lazy as _

STOPPED_SUBJECT = _("Un partage de votre dossier est arrêté")
STOPPED_BODY = _(
    "Bonjour,\n\nLe {day}, un partage de votre dossier a été arrêté. C’est noté par : {who}.\n\nVous ne l’avez pas "
    "demandé ? Dites-le à la personne qui vous accompagne. Votre accompagnement continue.\n\n{territory}\n{link}"
)
STOPPED_SMS = _(
    "Le {day}, un partage de votre dossier a été arrêté. C’est noté par : {who}. Vous ne l’avez pas demandé ? Dites-le "
    "à la personne qui vous accompagne."
)
BY_HERSELF = _("vous-même")
