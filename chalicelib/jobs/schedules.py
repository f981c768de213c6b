"""What runs by the clock."""

from chalicelib.logs import log
from chalicelib.services.debts import sweep_debts


def settle_owed_work() -> None:
    """Queue again what is owed and lies about."""
    log.info("sweep done", extra={"messages": sweep_debts()})
