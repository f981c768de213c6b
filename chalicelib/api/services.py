"""The catalogue of services."""

import msgspec
from chalice.app import Request

from chalicelib.api.operations import operation
from chalicelib.site import Service, get_site


class ServiceCatalogue(msgspec.Struct, frozen=True):
    """The services, in the order of the site."""

    items: tuple[Service, ...]


@operation()
def list_services(request: Request) -> ServiceCatalogue:
    """List the services that can be asked for, with their prices."""
    return ServiceCatalogue(get_site().services)
