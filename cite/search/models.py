"""The index of texts: which documents have which words. Everything here can be computed again."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cite.search.rules.documents import LONGEST_CODE
from cite.search.rules.words import LONGEST_WORD
from cite.tenancy.models import TerritoryScopedModel, TerritoryScopedRow


class SearchIndex(TerritoryScopedModel):
    """The index of one kind of documents in a Cité. Whoever writes in it holds this row."""

    kind = models.SlugField(_("sorte de documents"), max_length=40)
    documents = models.PositiveIntegerField(_("documents"), default=0)
    rules_version = models.PositiveSmallIntegerField(_("version des règles"), default=0)

    class Meta:
        verbose_name = _("index de recherche")
        verbose_name_plural = _("index de recherche")
        constraints = [
            models.UniqueConstraint(fields=["territory", "kind"], name="search_searchindex_one_of_a_kind")
        ]

    def __str__(self) -> str:
        return self.kind


class IndexRow(TerritoryScopedRow):
    """A row of an index."""

    index = models.ForeignKey(
        SearchIndex, on_delete=models.CASCADE, related_name="+", verbose_name=_("index"), db_index=False
    )

    class Meta:
        abstract = True


class IndexedText(IndexRow):
    """What the index holds of a document: enough to know whether it changed, and to take it out again."""

    object_id = models.PositiveBigIntegerField(_("objet"))
    digest = models.CharField(_("empreinte"), max_length=32)
    named = models.TextField(_("mots du titre"), blank=True)
    other = models.TextField(_("autres mots"), blank=True)
    codes = models.JSONField(_("codes"), default=list)

    class Meta:
        verbose_name = _("texte indexé")
        verbose_name_plural = _("textes indexés")
        constraints = [
            models.UniqueConstraint(fields=["index", "object_id"], name="search_indexedtext_one_per_object")
        ]

    def __str__(self) -> str:
        return str(self.object_id)


class TermPosting(IndexRow):
    """The documents of a block that have a term, and its weight in each: see `rules.postings`."""

    term = models.CharField(_("racine ou code"), max_length=LONGEST_CODE + 1)
    block = models.PositiveBigIntegerField(_("bloc"))
    content = models.BinaryField(_("documents et poids"))

    class Meta:
        verbose_name = _("liste de documents")
        verbose_name_plural = _("listes de documents")
        constraints = [
            models.UniqueConstraint(
                fields=["index", "term", "block"], name="search_termposting_one_per_term_and_block"
            )
        ]

    def __str__(self) -> str:
        return self.term


class VocabularyWord(IndexRow):
    """A word that documents have: proposed while somebody types, and in place of one mistyped."""

    key = models.CharField(_("mot sans accent"), max_length=LONGEST_WORD)
    written = models.CharField(_("mot"), max_length=LONGEST_WORD)
    initial = models.CharField(_("première lettre"), max_length=1)
    start = models.CharField(_("deux premières lettres"), max_length=2)
    length = models.PositiveSmallIntegerField(_("longueur"))
    named = models.PositiveIntegerField(_("documents dont le titre l’a"), default=0)
    documents = models.PositiveIntegerField(_("documents"), default=0)

    class Meta:
        verbose_name = _("mot du vocabulaire")
        verbose_name_plural = _("vocabulaire")
        constraints = [models.UniqueConstraint(fields=["index", "key"], name="search_vocabularyword_once")]
        indexes = [
            models.Index(fields=["index", "start", "-named"], name="search_vocabularyword_typed"),
            models.Index(fields=["index", "initial", "length"], name="search_vocabularyword_mistyped"),
        ]

    def __str__(self) -> str:
        return self.written
