"""The AWS emulator of the local platform: MiniStack with its silent gaps closed in process.

This package runs on the interpreter of `.venv-emulator`, which has MiniStack and nothing of the
project's own. Each module closes one gap, and each has a test in tests/ops/local that fails when
MiniStack no longer has it, so that a shim goes as soon as it can. They reach into private
functions, which is why requirements-emulator.txt pins MiniStack exactly.
"""
