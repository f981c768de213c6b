"""How the debts of an inquiry are stored: a map of maps, one for each debt."""

from dataclasses import fields
from datetime import datetime
from typing import Any

from pynamodb.attributes import Attribute

from chalicelib.domain.debts import Debt, DebtState
from chalicelib.domain.times import from_text, to_text


class DebtsAttribute(Attribute[dict[str, Debt]]):
    """Debts by name. Names and fields that this release does not know are kept as they are."""

    attr_type = "M"

    def serialize(self, value: dict[str, Debt]) -> dict[str, Any]:
        """Give the map that is stored."""
        return {name: {"M": _serialize_debt(debt)} for name, debt in value.items()}

    def deserialize(self, value: dict[str, Any]) -> dict[str, Debt]:
        """Give the debts that were stored."""
        return {name: _deserialize_debt(stored["M"]) for name, stored in value.items()}


_KNOWN = tuple(known.name for known in fields(Debt) if known.name != "unknown")


def _serialize_debt(debt: Debt) -> dict[str, Any]:
    stored: dict[str, Any] = dict(debt.unknown)
    for name in _KNOWN:
        value = getattr(debt, name)
        if value is None:
            continue
        if isinstance(value, datetime):
            stored[name] = {"S": to_text(value)}
        elif isinstance(value, int):
            stored[name] = {"N": str(value)}
        else:
            stored[name] = {"S": str(value)}
    return stored


def _deserialize_debt(stored: dict[str, dict[str, Any]]) -> Debt:
    texts = {name: next(iter(stored[name].values())) for name in _KNOWN if name in stored}
    return Debt(
        state=DebtState(texts["state"]),
        next_attempt_at=_time(texts.get("next_attempt_at")),
        sweep_at=_time(texts.get("sweep_at")),
        attempts=int(texts["attempts"]),
        failures=int(texts["failures"]),
        lease_id=texts.get("lease_id"),
        reason=texts.get("reason"),
        since=_time(texts.get("since")),
        request=texts.get("request"),
        unknown={name: value for name, value in stored.items() if name not in _KNOWN},
    )


def _time(text: str | None) -> datetime | None:
    return from_text(text) if text else None
