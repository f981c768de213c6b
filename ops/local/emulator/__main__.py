"""Run MiniStack with the shims, until SIGTERM or until whoever started it is gone.

Standard input is the life line: its other end is held by the platform, so when that process dies,
however it dies, the emulator reads the end of the file and stops in order.
"""

import sys
from pathlib import Path

if __name__ == "__main__":
    # Running a file puts its own folder first on the path; the package is found from the root.
    sys.path[0] = str(Path(__file__).resolve().parents[3])

    from ops.local.emulator.serving import serve

    serve()
