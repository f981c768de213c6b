"""The local platform: everything that AWS is in production, on one machine and one port.

`up` runs the packaged application on the emulator; `dev` runs its sources with reload. Both keep
their state in a data folder and end every process that they started.
"""
