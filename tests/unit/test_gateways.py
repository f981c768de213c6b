"""Which gateways are in force, and what the real ones are."""

from datetime import UTC, datetime, timedelta

from chalicelib.gateways import Gateways, get_gateways, use_gateways
from chalicelib.gateways.ai import Ai
from chalicelib.gateways.clock import Clock
from chalicelib.gateways.documents import Documents
from chalicelib.gateways.mailer import Mailer
from chalicelib.gateways.queues import Queues
from tests.fakes import FakeGateways


def test_gateways_of_the_process_are_the_real_ones() -> None:
    gateways = Gateways()

    assert (type(gateways.ai), type(gateways.clock)) == (Ai, Clock)
    assert (type(gateways.documents), type(gateways.mailer)) == (Documents, Mailer)
    assert type(gateways.queues) is Queues
    assert gateways.queues is gateways.queues, "a queue's address is asked for once"
    assert type(get_gateways()) is Gateways


def test_use_gateways_others_are_in_force_and_then_the_former_again() -> None:
    former, others = get_gateways(), FakeGateways()

    with use_gateways(others):
        inside = get_gateways()

    assert inside is others
    assert get_gateways() is former


def test_fakes_are_twins_of_all_gateways() -> None:
    names = [name for name in vars(Gateways) if not name.startswith("_")]

    assert [name for name in names if name not in vars(FakeGateways)] == []
    for name in names:
        assert isinstance(getattr(FakeGateways(), name), type(getattr(Gateways(), name)))


def test_clock_tells_utc() -> None:
    now = Clock().now()

    assert now.tzinfo is UTC
    assert abs(now - datetime.now(UTC)) < timedelta(seconds=5)
