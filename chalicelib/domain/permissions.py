"""Who may do what: one table of roles and permissions."""

from enum import StrEnum


class Permission(StrEnum):
    """What a route demands. PUBLIC demands nothing, SIGNED_IN any valid session."""

    PUBLIC = "public"
    SIGNED_IN = "signed_in"
    INQUIRIES_READ = "inquiries:read"
    INQUIRIES_WRITE = "inquiries:write"
    INQUIRIES_DELETE = "inquiries:delete"
    REPORTS_READ = "reports:read"
    REPORTS_WRITE = "reports:write"
    MAIL_READ = "mail:read"
    MAIL_WRITE = "mail:write"
    OPERATIONS_READ = "operations:read"
    SYNTHETIC_WRITE = "synthetic:write"


class Role(StrEnum):
    """What a user is. An administrator may do everything."""

    CONSULTANT = "consultant"
    OPERATOR = "operator"
    ADMIN = "admin"


PERMISSIONS_BY_ROLE: dict[Role, frozenset[Permission]] = {
    Role.CONSULTANT: frozenset(
        {
            Permission.INQUIRIES_READ,
            Permission.INQUIRIES_WRITE,
            Permission.REPORTS_READ,
            Permission.REPORTS_WRITE,
            Permission.MAIL_READ,
            Permission.MAIL_WRITE,
        }
    ),
    Role.OPERATOR: frozenset(
        {Permission.OPERATIONS_READ, Permission.SYNTHETIC_WRITE, Permission.MAIL_READ}
    ),
    Role.ADMIN: frozenset(Permission) - {Permission.PUBLIC, Permission.SIGNED_IN},
}


def is_allowed(role: Role, permission: Permission) -> bool:
    """Tell whether somebody who is signed in with a role has a permission."""
    if permission in (Permission.PUBLIC, Permission.SIGNED_IN):
        return True
    return permission in PERMISSIONS_BY_ROLE[role]
