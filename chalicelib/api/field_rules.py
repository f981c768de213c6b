"""Rules of fields that several inputs have, with the words for a broken one."""

from typing import Annotated, Any

import msgspec

ONE_LINE = r"^[^\u0000-\u001f\u007f-\u009f\u2028\u2029]*$(?!\n)"
ONE_LINE_WITH_TEXT = r"^(?=.*\S)[^\u0000-\u001f\u007f-\u009f\u2028\u2029]*$(?!\n)"
SEVERAL_LINES = r"^(?=[\s\S]*\S)[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]*$"


def text_rule(least: int | None, most: int, regex: str, description: str = "", **words: str) -> Any:
    """Declare a text: its lengths, its pattern, and the words for people by constraint."""
    return msgspec.Meta(
        min_length=least,
        max_length=most,
        pattern=regex or None,
        description=description or None,
        extra=dict(words),
    )


Version = Annotated[
    int,
    msgspec.Meta(
        ge=1,
        description="The version that the change was made on.",
        extra={"missing": "Say which version you changed", "rule": "Use a whole number from 1"},
    ),
]
