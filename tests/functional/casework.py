"""What staff does over HTTP, for tests of casework."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from chalice.test import HTTPResponse

from tests.functional.conftest import Platform

LIST = "/admin/inquiries"
Headers = dict[str, str]


def get_page(platform: Platform, staff: Headers, path: str = LIST, **query: Any) -> dict[str, Any]:
    """Give a page of a list; `from_` stands for the parameter `from`."""
    named = {name.rstrip("_"): value for name, value in query.items() if value is not None}
    answer = platform.request("GET", f"{path}?{urlencode(named)}", headers=staff)
    assert answer.status_code == 200, answer.body
    return dict(answer.json_body)


def get_pages(
    platform: Platform, staff: Headers, path: str = LIST, **query: Any
) -> Iterator[dict[str, Any]]:
    """Give page after page, each when it is asked for."""
    cursor = None
    while True:
        page = get_page(platform, staff, path, **query, cursor=cursor)
        yield page
        cursor = page["next_cursor"]
        if cursor is None:
            return


def get_ids(platform: Platform, staff: Headers, **query: Any) -> list[str]:
    """Give the ids of a whole list, through all of its pages."""
    return [item["id"] for page in get_pages(platform, staff, **query) for item in page["items"]]


def edit(platform: Platform, staff: Headers, inquiry_id: str, **body: Any) -> HTTPResponse:
    """Send an edit of an inquiry."""
    return platform.request("PATCH", f"{LIST}/{inquiry_id}", body, staff)


def get_counts(platform: Platform, staff: Headers) -> dict[str, Any]:
    """Give how many inquiries there are."""
    return get_page(platform, staff, f"{LIST}/counts")


def get_activities(platform: Platform, staff: Headers, inquiry_id: str) -> list[dict[str, Any]]:
    """Give what happened to an inquiry, newest first."""
    path = f"{LIST}/{inquiry_id}/activities"
    return [act for page in get_pages(platform, staff, path) for act in page["items"]]


def assert_fault(answer: HTTPResponse, *fields: str) -> None:
    """Show that a request was refused, and which fields the answer names."""
    assert (answer.status_code, answer.json_body["Code"]) == (400, "InvalidInput"), answer.body
    assert sorted(answer.json_body["Details"]["fields"]) == sorted(fields)
