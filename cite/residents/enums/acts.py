"""What the residents write in the journal."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cite.core.journal import acts


@acts
class ResidentsAct(models.TextChoices):
    """What people do and read of the files of residents; never what is in them."""

    LIST = "residents.list", _("a vu la liste des personnes suivies")
    FIND = "residents.find", _("a trouvé par son nom une personne suivie")
    READ = "residents.read", _("a lu le dossier d’une personne")
    OPEN_FILE = "residents.open_file", _("a ouvert le dossier d’une personne")
    EDIT = "residents.edit", _("a modifié le dossier d’une personne")
    NOTE_NEWS = "residents.note_news", _("a noté qu’une personne a donné de ses nouvelles")
    NOTE_RESIDENCE = "residents.note_residence", _("a noté où une personne habite")
    GIVE_NOTICE = "residents.give_notice", _("a remis la notice d’information à une personne")
    GIVE_SHARING = "residents.give_sharing", _("a noté un accord de partage")
    STOP_SHARING = "residents.stop_sharing", _("a arrêté un partage")
    MAKE_LINK = "residents.make_link", _("a fait le lien personnel d’une personne")
    ASK_TO_REACH = "residents.ask_to_reach", _("a demandé à joindre une personne")
    RECEIVE_REACH = "residents.receive_reach", _("a transmis une demande de mise en relation")
    ANSWER_REACH = "residents.answer_reach", _("a répondu à une demande de mise en relation")
    DECLINE_REACH = "residents.decline_reach", _("a dit qu’une personne ne souhaite pas être jointe")
