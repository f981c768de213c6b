"""Names of files for download: as people know them, and safe in any header and on any disk."""

import re
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.file_names import (
    export_file_name,
    report_file_name,
    staff_report_file_name,
)
from chalicelib.domain.inquiries import ServiceType

WRITTEN_AT = datetime(2026, 11, 24, 23, 59, tzinfo=UTC)


@pytest.mark.parametrize(
    ("company", "part"),
    [
        ("Keller Logistics", "Keller_Logistics"),
        ("Keller-Logistics_2", "Keller_Logistics_2"),
        ("O'Neil & Söhne, Inc.", "ONeil__Shne_Inc"),
        ("株式会社ケストレル", "Client"),
        ("", "Client"),
        (None, "Client"),
        (" - _ ", "Client"),
        ('../../etc/passwd"\r\nSet-Cookie: a=b', "etcpasswd__Set_Cookie_ab"),
        ("A" * 100, "A" * 60),
    ],
    ids=lambda value: repr(value)[:30],
)
def test_report_file_name_keeps_letters_and_digits_of_the_company(
    company: str | None, part: str
) -> None:
    service = ServiceType.MIGRATION

    assert report_file_name(company, service, "pdf") == f"{part}_migration_report.pdf"
    assert (
        staff_report_file_name(company, service, WRITTEN_AT, "pdf")
        == f"admin_{part}_migration_20261124.pdf"
    )


@pytest.mark.parametrize(
    ("service", "part"),
    [
        (ServiceType.ASSESSMENT, "assessment"),
        (ServiceType.MIGRATION, "migration"),
        (ServiceType.OPTIMIZATION, "optimization"),
        (ServiceType.ARCHITECTURE_REVIEW, "architecture"),
        (ServiceType.GENERAL, "general"),
    ],
)
def test_report_file_name_has_the_type(service: ServiceType, part: str) -> None:
    assert report_file_name("Keller", service, "html") == f"Keller_{part}_report.html"


@given(company=st.none() | st.text())
def test_report_file_name_of_any_company_is_safe(company: str | None) -> None:
    for service in ServiceType:
        name = report_file_name(company, service, "pdf")
        assert re.fullmatch(r"[A-Za-z0-9_]{1,60}_[a-z]+_report\.pdf", name)


def test_export_file_name_has_the_day() -> None:
    assert export_file_name(WRITTEN_AT) == "inquiries_20261124.csv"
