"""The error that operators' commands end with.

Whatever an operator can do something about derives from OpsError; its message is one line that says
what is wrong and what to do. ops.console turns it into that line and a failing status. Everything
else is a fault of ours and keeps its traceback.
"""


class OpsError(Exception):
    """The command can't go on; the message says why and what to do."""
