"""The trace that the running invocation belongs to."""

import os


def current_trace() -> str | None:
    """Give X-Ray's trace header of this invocation, to be handed on with a message.

    Source: docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html, 2026-11.
    """
    return os.environ.get("_X_AMZN_TRACE_ID")  # noqa: TID251  # set by Lambda per call, no setting
