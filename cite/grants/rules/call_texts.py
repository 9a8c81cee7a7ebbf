"""The words a call starts from: those of the fiche technique. The co-pilots make them theirs."""

from __future__ import annotations

CONTRACT = "Contrat de ville 2024-2030 « Engagements Quartiers 2030 »"
PILLAR = "Pilier 3"
PILLAR_ACTION = "Développer l’activité économique et favoriser l’emploi"
TITLE = "Cité de l’emploi"

PRESENTATION = """\
La Cité de l’emploi est un programme national de coordination des acteurs pour renforcer l’accès à l’emploi et à la \
formation professionnelle des habitants des quartiers prioritaires de la politique de la ville (QPV). Elle garantit \
aux résidents de ces quartiers les mêmes opportunités d’insertion, le même accès à l’information, le même \
accompagnement qu’à l’ensemble de la population.

Plus qu’un dispositif, il s’agit d’une démarche de « faire ensemble », pour fédérer et mieux articuler les acteurs de \
l’insertion, de l’emploi, du monde économique, aller vers le public et rendre visible l’offre d’accompagnement vers \
l’emploi proposée sur le territoire.

Public éligible : les habitants des quartiers prioritaires, sans distinction d’âge.

Période : les actions se déroulent durant l’année de l’appel à projets.

Projets : ils sont originaux et innovants. La Cité de l’emploi permet d’expérimenter d’autres moyens de répondre aux \
priorités ci-dessous, et à toute autre priorité qui facilite l’accès à l’emploi des habitants des quartiers éloignés \
de l’emploi. Les activités respectent les valeurs de la République et la laïcité.

Porteurs éligibles : associations et collectivités territoriales qui interviennent dans les quartiers prioritaires. \
Les quartiers en veille active ne sont pas éligibles. Une attention toute particulière est portée à la bonne insertion \
du porteur dans le réseau partenarial et à la coordination de l’action avec celles qui existent.

Financement : la subvention est conditionnée par la production des bilans des actions menées durant l’exercice \
précédent."""
