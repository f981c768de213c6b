"""Names of the files that people download."""

import re
from datetime import datetime

from chalicelib.domain.inquiries import ServiceType

_JOINTS = re.compile(r"[\s_-]")
_OTHERS = re.compile(r"[^A-Za-z0-9_]")
_LONGEST_COMPANY = 60
_TYPE_NAMES = {ServiceType.ARCHITECTURE_REVIEW: "architecture"}


def report_file_name(company: str | None, service: ServiceType, extension: str) -> str:
    """Name a report for the client: Keller_Logistics_migration_report.pdf."""
    return f"{_company_part(company)}_{_type_part(service)}_report.{extension}"


def staff_report_file_name(
    company: str | None, service: ServiceType, written_at: datetime, extension: str
) -> str:
    """Name a report for staff: admin_Keller_Logistics_migration_20261124.pdf."""
    day = f"{written_at:%Y%m%d}"
    return f"admin_{_company_part(company)}_{_type_part(service)}_{day}.{extension}"


def export_file_name(made_at: datetime) -> str:
    """Name an export of the list: inquiries_20261124.csv."""
    return f"inquiries_{made_at:%Y%m%d}.csv"


def _company_part(company: str | None) -> str:
    kept = _OTHERS.sub("", _JOINTS.sub("_", company or ""))[:_LONGEST_COMPANY]
    return kept if kept.strip("_") else "Client"


def _type_part(service: ServiceType) -> str:
    return _TYPE_NAMES.get(service, service.value)
