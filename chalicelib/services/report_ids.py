"""Ids of reports: the inquiry's id, a dot, the number of the version."""

import re

from chalicelib.errors import ReportNotFound

_NUMBER = re.compile("[1-9][0-9]{0,3}")


def read_report_id(report_id: str) -> tuple[str, int]:
    """Give inquiry and number.

    Raises: ReportNotFound for what can't be an id.
    """
    inquiry_id, _, number = report_id.rpartition(".")
    if not (inquiry_id and _NUMBER.fullmatch(number)):
        raise ReportNotFound("There is no such report.")
    return inquiry_id, int(number)
