"""What the public pages of the offer show in a journey: a whole sheet, others like it, one that is gone, a duty."""

from datetime import timedelta

from django_scopes import scope

from cite.actors.models import Membership
from cite.core.dates import today
from cite.directory.models import Service
from cite.directory.operations.indexing import follow_services
from cite.tenancy.models import Territory
from cite.territories.models import District
from tests.factories.callbacks import make_duty_partner, make_shift
from tests.factories.directory import make_intake, make_service, make_structure

EVERYTHING = {
    "summary": "On garde vos enfants pendant un rendez-vous.",
    "description": "Deux personnes gardent les enfants de trois mois à six ans, le temps d’une démarche.",
    "kind": "aide-materielle",
    "themes": ["famille--garde-denfants"],
    "fee": "gratuit",
    "address": "16 cours de la Maquette",
    "postal_code": "42000",
    "commune_name": "Saint-Étienne",
    "longitude": 4.4036,
    "latitude": 45.466,
    "phone": "+33199000020",
    "email": "accueil@example.org",
    "mobilization_url": "https://demande.example.org/",
    "opening_hours": "Mo-Fr 08:30-12:00,13:30-17:30",
    "reception_modes": ["en-presentiel"],
    "mobilization_modes": ["telephoner", "se-presenter"],
    "mobilizable_by": ["usagers", "professionnels"],
    "languages": ["fr", "ar", "tr"],
    "to_bring": ["child_health", "identity"],
    "childcare_on_site": True,
    "without_reading": True,
    "without_appointment": False,
    "step_free": True,
    "combinable": True,
    "entry_delay_days": 14,
}
DISTRICT = "QN04213M"


def open_offer() -> list[str]:
    """Write it; gives the addresses that no link leads to."""
    territory = Territory.objects.get()
    on = today()
    with scope(territory=territory):
        district = District.objects.get(code=DISTRICT)
        structure = make_structure(territory, name="Centre social Les Essais")
        dates = {"updated_on": on, "published_on": on, "shown_until": on + timedelta(days=200)}
        fields = EVERYTHING | dates | {"districts": [district]}
        whole = make_service(structure, "Garde d’enfants", confirmed_on=on - timedelta(days=21), **fields)
        make_intake(whole, on + timedelta(days=9), places=12, places_left=5)
        bare = make_service(structure, "Halte-garderie", confirmed_on=on - timedelta(days=200), **dates)
        gone = make_service(structure, "Crèche d’essai", confirmed_on=on, **fields | {"state": "archived"})
        follow_services(territory=territory, services=Service.objects.all())
        person = Membership.objects.filter(territory=territory).first()
        make_duty_partner(person.partner, person.user)
        for weekday in (1, 3):
            make_shift(district, person, weekday=weekday)
    return [f"/offre/services/{service.uuid}/" for service in (whole, bare, gone)]
