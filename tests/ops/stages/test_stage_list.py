"""Which stages there are, and when ephemeral ones end."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from ops.stages.expiry import BadDuration, format_expiry, parse_expiry, read_expiry
from ops.stages.listing import StageEntry, entries_of, stages_on

NOW = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)


def stack(
    name: str,
    *,
    age_days: int = 0,
    expires: str | None = None,
    status: str = "UPDATE_COMPLETE",
    application: str = "consulting",
    **parameters: str,
) -> dict[str, Any]:
    tags = {"application": application, **({"expires": expires} if expires else {})}
    return {
        "StackName": name,
        "StackStatus": status,
        "CreationTime": NOW - timedelta(days=age_days),
        "Tags": [{"Key": key, "Value": value} for key, value in tags.items()],
        "Parameters": [
            {"ParameterKey": key, "ParameterValue": value} for key, value in parameters.items()
        ],
    }


def list_by_name(*stacks: dict[str, Any]) -> dict[str, StageEntry]:
    return {entry.stage or f"({entry.environment})": entry for entry in entries_of(stacks)}


def test_stages_are_told_by_their_stacks() -> None:
    found = list_by_name(
        stack("consulting-prod-data", age_days=400),
        stack("consulting-prod-blue-stage", age_days=300),
        stack("consulting-prod-blue-app", EventSources="on", Schedules="on", Release="one"),
        stack("consulting-prod-green-stage"),
        stack("consulting-prod-green-app", EventSources="on", Schedules="off", Release="two"),
        stack("consulting-staging-data"),
        stack("consulting-staging-app", EventSources="off", Schedules="off", Release="two"),
        stack("consulting-old-app", EventSources="on", Release="before there were schedules"),
        stack("consulting-empty-data"),
        stack("consulting-half-stage", status="ROLLBACK_COMPLETE"),
    )

    assert {name: (entry.environment, entry.state) for name, entry in found.items()} == {
        "prod-blue": ("prod", "awake"),
        "prod-green": ("prod", "awake, without schedules"),
        "staging": ("staging", "asleep"),
        "old": ("old", "awake"),
        "(empty)": ("empty", "no code"),
        "half": ("half", "no code"),
    }
    assert found["prod-blue"].release == "one"
    assert (NOW - found["prod-blue"].created_at).days == 300
    assert found["half"].unsettled == {"consulting-half-stage": "ROLLBACK_COMPLETE"}
    assert stages_on(found.values(), "prod") == ["prod-blue", "prod-green"]


def test_stacks_of_others_are_left_out() -> None:
    assert not list_by_name(
        stack("consulting-theirs-app", application="accounting"),
        stack("consulting-theirs-web"),
        stack("website"),
        stack("consulting-Not_a_stage-app"),
    )


def test_stage_ends_with_the_latest_of_its_tags() -> None:
    found = list_by_name(
        stack("consulting-pr-1-data", expires="2026-11-25T00:00:00Z"),
        stack("consulting-pr-1-app", expires="2026-11-27T00:00:00Z"),
        stack("consulting-pr-2-data", expires="2026-11-26T12:00:00Z"),
        stack("consulting-pr-3-app"),
        stack("consulting-pr-4-app", expires="next week"),
    )

    expired = {name for name, entry in found.items() if entry.is_expired(NOW)}
    assert expired == {"(pr-2)"}
    assert found["pr-1"].expires_at == datetime(2026, 11, 27, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "length"),
    [("12h", timedelta(hours=12)), ("3d", timedelta(days=3)), ("2w", timedelta(weeks=2))],
)
def test_duration_begins_now_and_survives_as_a_tag(text: str, length: timedelta) -> None:
    end = parse_expiry(text, NOW)

    assert end == NOW + length
    assert read_expiry(stack("any", expires=format_expiry(end))) == end


@pytest.mark.parametrize(
    "text", ["", "3", "d", "0d", "-1d", "3 d", "1.5d", "3m", "367d", "9999999w"]
)
def test_what_is_no_duration_is_refused(text: str) -> None:
    with pytest.raises(BadDuration):
        parse_expiry(text, NOW)
