"""What runs by the clock."""

from chalicelib.errors import DomainError
from chalicelib.logs import log
from chalicelib.services import retention
from chalicelib.services.debts import list_swept_inquiries, sweep_inquiry


class SweepIncomplete(DomainError):
    """Some inquiries could not be swept; the log says which. The others were."""


def settle_owed_work() -> None:
    """Queue again what is owed and lies about; one broken inquiry must not starve the others.

    Raises: SweepIncomplete, so that the failure is counted where Lambda counts them.
    """
    messages, failures = 0, 0
    for inquiry_id in list_swept_inquiries():
        try:
            messages += sweep_inquiry(inquiry_id)
        except Exception:  # noqa: BLE001  # a job loop: it is logged, counted and raised at the end
            log.exception("sweep failed", extra={"inquiry_id": inquiry_id})
            failures += 1
    log.info("sweep done", extra={"messages": messages, "failures": failures})
    if failures:
        raise SweepIncomplete(f"{failures} inquiries could not be swept.")


def apply_retention() -> None:
    """Remove what has been kept for as long as it may be."""
    retention.apply_retention()
