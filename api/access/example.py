"""Logins for trying the example line, with passwords made on the machine they are used on."""

from dataclasses import dataclass

from sqlalchemy import select

from api.access.passwords import random_password
from api.access.permissions import Role
from api.access.users import NewUser, add_user
from busline.record.engine import Record
from busline.record.tables import Driver, User

OFFICE = (
    ("coordinator", "Corrie Coördinator", Role.COORDINATOR),
    ("coordinator2", "Co Tweede", Role.COORDINATOR),
    ("reviewer", "Rein Review", Role.REVIEWER),
    ("reviewer2", "Ria Review", Role.REVIEWER),
    ("lender", "Lenie Cordaan", Role.LENDER),
    ("admin", "Ada Beheer", Role.ADMIN),
)


@dataclass(frozen=True, slots=True)
class ExampleLogin:
    """A login that was made just now."""

    login: str
    password: str
    role: Role


def ensure_example_users(record: Record, line_id: str) -> list[ExampleLogin]:
    """Add a login for each role and each driver of the line that lacks one; return only the new ones."""
    with record.read() as session:
        taken = set(session.scalars(select(User.login)))
        drivers = session.execute(
            select(Driver.id, Driver.name).where(Driver.line_id == line_id, Driver.active).order_by(Driver.id)
        ).all()
    made = []
    for login, name, role in OFFICE:
        if login not in taken:
            made.append(_add(record, NewUser(login, name, random_password(), frozenset({role}), line_id)))
    for driver_id, name in drivers:
        if driver_id.lower() not in taken:
            wish = NewUser(
                driver_id.lower(), name, random_password(), frozenset({Role.DRIVER}), line_id, driver_id
            )
            made.append(_add(record, wish))
    return made


def _add(record: Record, wish: NewUser) -> ExampleLogin:
    add_user(record, wish, who="example")
    (role,) = wish.roles
    return ExampleLogin(wish.login, wish.password, role)
