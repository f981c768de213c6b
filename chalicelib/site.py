"""What the consultancy says about itself: brand, promises, services and prices.

site.json is the one source of it for API, mail and the public pages. Its content is an example
until the owner replaces it.
"""

from functools import lru_cache
from pathlib import Path

import msgspec


class Brand(msgspec.Struct, frozen=True):
    """The name, and how to reach the people behind it."""

    name: str
    word_mark: tuple[str, str]
    city: str
    address: str
    hours: str
    email: str
    privacy_email: str
    signature: str


class Promises(msgspec.Struct, frozen=True):
    """What visitors are told to expect."""

    reply: str
    first_conversation_free: bool
    first_conversation_text: str
    clouds_text: str
    status_page_days: int


class Price(msgspec.Struct, frozen=True):
    """A base fee and a fee per unit, whole US dollars."""

    base_usd: int
    unit_usd: int
    unit: str


class Service(msgspec.Struct, frozen=True):
    """A service of the catalogue; without a price it is on request."""

    id: str
    name: str
    line: str
    included: tuple[str, ...]
    price: Price | None


class Site(msgspec.Struct, frozen=True):
    """The whole of site.json."""

    example_content: bool
    brand: Brand
    promises: Promises
    services: tuple[Service, ...]

    def service_name(self, service_id: str) -> str:
        """Give the name that people know a service by; an id of long ago stays an id."""
        names = {service.id: service.name for service in self.services}
        return names.get(service_id, service_id)


@lru_cache(maxsize=1)
def get_site() -> Site:
    """Give the site's configuration."""
    path = Path(__file__).with_name("site.json")
    return msgspec.json.decode(path.read_bytes(), type=Site)
