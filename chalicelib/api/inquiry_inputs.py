"""What a visitor may send: each field with its rule, and the words for a broken one."""

from typing import Annotated

import msgspec

from chalicelib.api.field_rules import ONE_LINE, ONE_LINE_WITH_TEXT, SEVERAL_LINES, text_rule
from chalicelib.domain.inquiries import ServiceType, Source

_PHONE = r"^[0-9 +().-]*$(?!\n)"
_LABEL = "[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_EMAIL = rf"^[A-Za-z0-9.!#$%&'*+/=?^_`{{|}}~-]{{1,64}}@{_LABEL}(\.{_LABEL})+$(?!\n)"
_EMAIL_WORDS = "Enter an e-mail address like name@example.com"
_NO_CONTROLS = "must not contain line breaks or control characters"


Name = Annotated[
    str,
    text_rule(
        2,
        50,
        ONE_LINE_WITH_TEXT,
        missing="Enter your name",
        pattern=f"Your name {_NO_CONTROLS}",
        rule="Your name must have 2 to 50 characters",
        min_length="Your name must have 2 to 50 characters",
        max_length="Your name must have 2 to 50 characters",
    ),
]
Email = Annotated[
    str, text_rule(None, 254, _EMAIL, missing="Enter your e-mail address", rule=_EMAIL_WORDS)
]
Company = Annotated[
    str,
    text_rule(
        None,
        255,
        ONE_LINE,
        pattern=f"Company {_NO_CONTROLS}",
        rule="Company must have 255 characters or fewer",
    ),
]
Phone = Annotated[
    str,
    text_rule(
        None,
        50,
        _PHONE,
        max_length="Phone must have 50 characters or fewer",
        rule="Use digits, spaces, +, - and brackets only",
    ),
]
Services = Annotated[
    list[ServiceType],
    msgspec.Meta(
        min_length=1,
        max_length=len(ServiceType),
        extra_json_schema={"uniqueItems": True},
        extra={
            "missing": "Choose at least one service",
            "unique": "Choose each service once",
            "max_length": "Choose each service once",
            "rule": "This service is no longer offered. Choose another",
        },
    ),
]
MessageText = Annotated[
    str,
    text_rule(
        1,
        10_000,
        SEVERAL_LINES,
        missing="Tell us what you need",
        min_length="Tell us what you need",
        max_length="Message must have 10,000 characters or fewer",
        pattern="Tell us what you need, without control characters",
        rule="Tell us what you need",
    ),
]
SourceField = Annotated[
    Source,
    msgspec.Meta(
        extra={
            "missing": "Say which form this is: contact_form or quote_request",
            "rule": "The form must be contact_form or quote_request",
        }
    ),
]


class InquiryInput(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An inquiry as a visitor sends it."""

    name: Name
    email: Email
    services: Services
    message: MessageText
    source: SourceField
    company: Company | None = None
    phone: Phone | None = None


class SubmissionHeaders(msgspec.Struct, frozen=True):
    """Headers of a submission."""

    idempotency_key: (
        Annotated[
            str,
            text_rule(
                1,
                255,
                r"^[!-~]+$(?!\n)",
                "The same key again gives the same answer and no second inquiry, for 24 hours.",
                rule="Use 1 to 255 visible ASCII characters",
            ),
        ]
        | None
    ) = None
    x_synthetic: (
        Annotated[
            str,
            text_rule(
                None,
                4,
                "^true$(?!\n)",
                "Marks a record of verification, which reaches no people. Needs synthetic:write.",
                rule='The only value is "true"',
            ),
        ]
        | None
    ) = None


class StatusHeaders(msgspec.Struct, frozen=True):
    """Headers of a status request."""

    x_status_token: (
        Annotated[
            str,
            text_rule(None, 256, "", "The part of status_url behind the #."),
        ]
        | None
    ) = None
