"""Ports: the one that the developer names, and free ones for what stays inside."""

import errno
import socket

from ops.local.messages import LocalPlatformError


def free_port() -> int:
    """Give a port of 127.0.0.1 that nothing listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def reserve_port(port: int) -> list[socket.socket]:
    """Bind the platform's port on IPv4 and, where there is one, IPv6 loopback; don't listen yet.

    Raises: LocalPlatformError if another process has the port.
    """
    sockets = [_bind(socket.AF_INET, "127.0.0.1", port)]
    try:
        # A browser may take localhost for ::1 and find a stranger there.
        sockets.append(_bind(socket.AF_INET6, "::1", port))
    except LocalPlatformError:
        sockets[0].close()
        raise
    except OSError as error:
        if error.errno not in (errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT):
            sockets[0].close()
            raise
    return sockets


def _bind(family: int, address: str, port: int) -> socket.socket:
    bound = socket.socket(family, socket.SOCK_STREAM)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    if family == socket.AF_INET6:
        bound.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
    try:
        bound.bind((address, port))
    except OSError as error:
        bound.close()
        if error.errno == errno.EADDRINUSE:
            raise LocalPlatformError(
                f"Port {port} is in use by another process. "
                f"Stop that, or choose another: make run PORT={port + 1}"
            ) from error
        if error.errno == errno.EACCES:
            raise LocalPlatformError(
                f"Port {port} needs more rights than this user has. Choose one above 1023."
            ) from error
        raise
    return bound
