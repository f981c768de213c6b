"""Which items a deployer reads and writes, recorded while ops does it over moto."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import botocore.session
import pytest

from chalicelib import aws
from chalicelib.domain.permissions import Role
from ops.contract_suite import temporary_verifier
from ops.release.history import Entry, Step, read_entries, record
from tests.ops.delivery.deployer_policies import DEPLOYERS, allows, statements_of
from tests.templates import tables_in_moto

ENVIRONMENT = "local"


@contextmanager
def recorded() -> Iterator[set[tuple[str, str]]]:
    """Give the actions of a while, each with the table that it is about."""
    seen: set[tuple[str, str]] = set()

    def note(params: dict[str, str], model: botocore.model.OperationModel, **_: object) -> None:
        seen.add((f"dynamodb:{model.name}", str(params["TableName"])))

    client = aws.client("dynamodb")
    client.meta.events.register("provide-client-params.dynamodb", note)
    try:
        yield seen
    finally:
        client.meta.events.unregister("provide-client-params.dynamodb", note)


def refused(seen: set[tuple[str, str]], *policies: str) -> set[tuple[str, str]]:
    """Give what the policies do not allow."""
    statements = statements_of(*policies)
    return {
        (action, table)
        for action, table in seen
        if not allows(
            [each for each in statements if any(_is_on(name, table) for name in each.resources)],
            action,
        )
    }


def _is_on(resource: str, table: str) -> bool:
    _, found, name = resource.partition(":table/consulting-${Environment}-")
    return bool(found) and (name == "*" or table.endswith(f"-{ENVIRONMENT}-{name.strip('*')}"))


@pytest.fixture(autouse=True)
def _tables() -> Iterator[None]:
    with tables_in_moto(ENVIRONMENT):
        yield


def test_workflow_keeps_history_and_verifies() -> None:
    with recorded() as seen:
        with temporary_verifier():
            pass
        record(Entry(datetime.now(UTC), "somebody", Step.DEPLOYED, "blue"))
        read_entries()

    assert {
        ("dynamodb:DeleteItem", "consulting-local-access"),
        ("dynamodb:PutItem", "consulting-local-ledger"),
    } <= seen
    assert refused(seen, *DEPLOYERS) == set()


def test_people_create_users_and_check_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    from chalicelib.services.users import create_user
    from ops.counters import INQUIRY_COUNTS, compare_counts, correct, correct_counts

    correct_counts(INQUIRY_COUNTS, {"all": 1}, 0, datetime.now(UTC))

    with recorded() as seen:
        create_user("admin", "Ada Admin", Role.ADMIN, "correct horse battery")
        correct(compare_counts())

    assert {
        ("dynamodb:Scan", "consulting-local-inquiries"),
        ("dynamodb:UpdateItem", "consulting-local-ledger"),
    } <= seen
    assert refused(seen, *DEPLOYERS, "PeoplePolicy") == set()
    assert ("dynamodb:Scan", "consulting-local-inquiries") in refused(seen, *DEPLOYERS)
