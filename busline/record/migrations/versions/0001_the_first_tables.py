"""The first tables."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

document = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")

REFUSE_IN_POSTGRESQL = """
CREATE FUNCTION refuse_history_change() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'history is append-only'; END $$;
CREATE TRIGGER history_is_append_only BEFORE UPDATE OR DELETE ON history
FOR EACH ROW EXECUTE FUNCTION refuse_history_change();
CREATE TRIGGER history_is_not_truncated BEFORE TRUNCATE ON history
FOR EACH STATEMENT EXECUTE FUNCTION refuse_history_change();
"""
REFUSE_IN_SQLITE = """
CREATE TRIGGER history_keeps_{event} BEFORE {event} ON history
BEGIN SELECT RAISE(ABORT, 'history is append-only'); END
"""


def _make_history_append_only() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(REFUSE_IN_POSTGRESQL)
        return
    for event in ("UPDATE", "DELETE"):
        op.execute(REFUSE_IN_SQLITE.format(event=event))


def upgrade() -> None:
    """Take the step."""
    op.create_table(
        "history",
        sa.Column(
            "seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("line_id", sa.String(length=64), nullable=True),
        sa.Column("who", sa.String(length=100), nullable=False),
        sa.Column("what", sa.String(length=64), nullable=False),
        sa.Column("noun", sa.String(length=64), nullable=False),
        sa.Column("noun_id", sa.String(length=200), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("before", document, nullable=True),
        sa.Column("after", document, nullable=True),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_history")),
    )
    with op.batch_alter_table("history", schema=None) as batch_op:
        batch_op.create_index("ix_history_at", ["at"], unique=False)
        batch_op.create_index("ix_history_noun", ["noun", "noun_id"], unique=False)

    op.create_table(
        "kept_replies",
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("reply", document, nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_kept_replies")),
    )
    op.create_table(
        "lines",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("timezone", sa.String(length=64), nullable=False),
        sa.Column("phone", sa.String(length=32), nullable=False),
        sa.Column("rules", document, nullable=False),
        sa.Column("working_time", document, nullable=False),
        sa.Column("travel", document, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lines")),
    )
    op.create_table(
        "outbox",
        sa.Column(
            "seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False
        ),
        sa.Column("line_id", sa.String(length=64), nullable=False),
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column("message", document, nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_outbox")),
    )
    op.create_table(
        "closed_months",
        sa.Column("line_id", sa.String(length=64), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_by", sa.String(length=100), nullable=False),
        sa.ForeignKeyConstraint(["line_id"], ["lines.id"], name=op.f("fk_closed_months_line_id")),
        sa.PrimaryKeyConstraint("line_id", "month", name=op.f("pk_closed_months")),
    )
    op.create_table(
        "day_plans",
        sa.Column("line_id", sa.String(length=64), nullable=False),
        sa.Column("service_date", sa.Date(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("committed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("committed_by", sa.String(length=100), nullable=False),
        sa.ForeignKeyConstraint(["line_id"], ["lines.id"], name=op.f("fk_day_plans_line_id")),
        sa.PrimaryKeyConstraint("line_id", "service_date", name=op.f("pk_day_plans")),
    )
    op.create_table(
        "drivers",
        sa.Column("line_id", sa.String(length=64), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("phone", sa.String(length=32), nullable=False),
        sa.Column("email", sa.String(length=200), nullable=False),
        sa.Column("wheelchair_trained", sa.Boolean(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["line_id"], ["lines.id"], name=op.f("fk_drivers_line_id")),
        sa.PrimaryKeyConstraint("line_id", "id", name=op.f("pk_drivers")),
    )
    op.create_table(
        "line_leases",
        sa.Column("line_id", sa.String(length=64), nullable=False),
        sa.Column("fencing", sa.Integer(), nullable=False),
        sa.Column("holder", sa.String(length=100), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["line_id"], ["lines.id"], name=op.f("fk_line_leases_line_id")),
        sa.PrimaryKeyConstraint("line_id", name=op.f("pk_line_leases")),
    )
    op.create_table(
        "stops",
        sa.Column("line_id", sa.String(length=64), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "housing_complex",
                "care_location",
                "facility",
                "base",
                name="stopkind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("street", sa.String(length=200), nullable=False),
        sa.Column("lat", sa.Double(), nullable=True),
        sa.Column("lon", sa.Double(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["line_id"], ["lines.id"], name=op.f("fk_stops_line_id")),
        sa.PrimaryKeyConstraint("line_id", "id", name=op.f("pk_stops")),
    )
    op.create_table(
        "travel_matrices",
        sa.Column("line_id", sa.String(length=64), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("computed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("stop_ids", document, nullable=False),
        sa.Column("seconds", document, nullable=False),
        sa.ForeignKeyConstraint(["line_id"], ["lines.id"], name=op.f("fk_travel_matrices_line_id")),
        sa.PrimaryKeyConstraint("line_id", "revision", name=op.f("pk_travel_matrices")),
    )
    op.create_table(
        "users",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("login", sa.String(length=100), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("password_hash", sa.String(length=300), nullable=False),
        sa.Column("roles", document, nullable=False),
        sa.Column("line_id", sa.String(length=64), nullable=True),
        sa.Column("driver_id", sa.String(length=64), nullable=True),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["line_id"], ["lines.id"], name=op.f("fk_users_line_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_users")),
        sa.UniqueConstraint("login", name=op.f("uq_users_login")),
    )
    op.create_table(
        "access_tokens",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("user_id", sa.String(length=32), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_access_tokens_user_id")),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_access_tokens")),
    )
    op.create_table(
        "activities",
        sa.Column("line_id", sa.String(length=64), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("stop_id", sa.String(length=64), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("starts", sa.Time(), nullable=False),
        sa.Column("ends", sa.Time(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("weekday between 0 and 6", name=op.f("ck_activities_weekday")),
        sa.ForeignKeyConstraint(
            ["line_id", "stop_id"], ["stops.line_id", "stops.id"], name=op.f("fk_activities_line_id_stop_id")
        ),
        sa.ForeignKeyConstraint(["line_id"], ["lines.id"], name=op.f("fk_activities_line_id")),
        sa.PrimaryKeyConstraint("line_id", "id", name=op.f("pk_activities")),
    )
    op.create_table(
        "availability_patterns",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("line_id", sa.String(length=64), nullable=False),
        sa.Column("driver_id", sa.String(length=64), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("starts", sa.Time(), nullable=False),
        sa.Column("ends", sa.Time(), nullable=False),
        sa.CheckConstraint("weekday between 0 and 6", name=op.f("ck_availability_patterns_weekday")),
        sa.ForeignKeyConstraint(
            ["line_id", "driver_id"],
            ["drivers.line_id", "drivers.id"],
            name=op.f("fk_availability_patterns_line_id_driver_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_availability_patterns")),
    )
    op.create_table(
        "driver_absences",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("line_id", sa.String(length=64), nullable=False),
        sa.Column("driver_id", sa.String(length=64), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["line_id", "driver_id"],
            ["drivers.line_id", "drivers.id"],
            name=op.f("fk_driver_absences_line_id_driver_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_driver_absences")),
    )
    op.create_table(
        "elsewhere_patterns",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("line_id", sa.String(length=64), nullable=False),
        sa.Column("driver_id", sa.String(length=64), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("starts", sa.Time(), nullable=False),
        sa.Column("ends", sa.Time(), nullable=False),
        sa.Column("employer", sa.String(length=100), nullable=False),
        sa.CheckConstraint("weekday between 0 and 6", name=op.f("ck_elsewhere_patterns_weekday")),
        sa.ForeignKeyConstraint(
            ["line_id", "driver_id"],
            ["drivers.line_id", "drivers.id"],
            name=op.f("fk_elsewhere_patterns_line_id_driver_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_elsewhere_patterns")),
    )
    op.create_table(
        "login_sessions",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("user_id", sa.String(length=32), nullable=False),
        sa.Column("csrf_token", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_login_sessions_user_id")),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_login_sessions")),
    )
    op.create_table(
        "residents",
        sa.Column("line_id", sa.String(length=64), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("salutation", sa.String(length=100), nullable=False),
        sa.Column("phone", sa.String(length=32), nullable=False),
        sa.Column("street", sa.String(length=200), nullable=False),
        sa.Column("home_stop_id", sa.String(length=64), nullable=False),
        sa.Column(
            "aid",
            sa.Enum(
                "none",
                "walker",
                "wheelchair",
                "scooter",
                name="aid",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("companions", sa.Integer(), nullable=False),
        sa.Column("extra_boarding_s", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("driver_note", sa.Text(), nullable=False),
        sa.Column("care_note", sa.Text(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["line_id", "home_stop_id"],
            ["stops.line_id", "stops.id"],
            name=op.f("fk_residents_line_id_home_stop_id"),
        ),
        sa.ForeignKeyConstraint(["line_id"], ["lines.id"], name=op.f("fk_residents_line_id")),
        sa.PrimaryKeyConstraint("line_id", "id", name=op.f("pk_residents")),
    )
    with op.batch_alter_table("residents", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_residents_phone"), ["phone"], unique=False)

    op.create_table(
        "vans",
        sa.Column("line_id", sa.String(length=64), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("plate", sa.String(length=20), nullable=False),
        sa.Column("base_stop_id", sa.String(length=64), nullable=False),
        sa.Column("layouts", document, nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["line_id", "base_stop_id"],
            ["stops.line_id", "stops.id"],
            name=op.f("fk_vans_line_id_base_stop_id"),
        ),
        sa.ForeignKeyConstraint(["line_id"], ["lines.id"], name=op.f("fk_vans_line_id")),
        sa.PrimaryKeyConstraint("line_id", "id", name=op.f("pk_vans")),
    )
    op.create_table(
        "worked_elsewhere",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("line_id", sa.String(length=64), nullable=False),
        sa.Column("driver_id", sa.String(length=64), nullable=False),
        sa.Column("service_date", sa.Date(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("employer", sa.String(length=100), nullable=False),
        sa.ForeignKeyConstraint(
            ["line_id", "driver_id"],
            ["drivers.line_id", "drivers.id"],
            name=op.f("fk_worked_elsewhere_line_id_driver_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_worked_elsewhere")),
    )
    op.create_table(
        "idle_windows",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("line_id", sa.String(length=64), nullable=False),
        sa.Column("van_id", sa.String(length=64), nullable=False),
        sa.Column("base_stop_id", sa.String(length=64), nullable=False),
        sa.Column("service_date", sa.Date(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_why", sa.String(length=500), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_idle_windows_in_order")),
        sa.ForeignKeyConstraint(
            ["line_id", "base_stop_id"],
            ["stops.line_id", "stops.id"],
            name=op.f("fk_idle_windows_line_id_base_stop_id"),
        ),
        sa.ForeignKeyConstraint(
            ["line_id", "van_id"], ["vans.line_id", "vans.id"], name=op.f("fk_idle_windows_line_id_van_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_idle_windows")),
    )
    with op.batch_alter_table("idle_windows", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_idle_windows_service_date"), ["service_date"], unique=False)

    op.create_table(
        "requests",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("line_id", sa.String(length=64), nullable=False),
        sa.Column("resident_id", sa.String(length=64), nullable=False),
        sa.Column("service_date", sa.Date(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.String(length=100), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "waiting",
                "offered",
                "confirmed",
                "refused",
                name="requeststate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "aid",
            sa.Enum(
                "none",
                "walker",
                "wheelchair",
                "scooter",
                name="aid",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("companions", sa.Integer(), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("wheelchairs", sa.Integer(), nullable=False),
        sa.Column("boarding_s", sa.Integer(), nullable=False),
        sa.Column("activity_id", sa.String(length=64), nullable=True),
        sa.Column("standing_id", sa.String(length=64), nullable=True),
        sa.Column("replaces", document, nullable=False),
        sa.Column("offers", document, nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["line_id", "resident_id"],
            ["residents.line_id", "residents.id"],
            name=op.f("fk_requests_line_id_resident_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_requests")),
    )
    with op.batch_alter_table("requests", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_requests_line_id"), ["line_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_requests_service_date"), ["service_date"], unique=False)

    op.create_table(
        "standing_bookings",
        sa.Column("line_id", sa.String(length=64), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("resident_id", sa.String(length=64), nullable=False),
        sa.Column("from_stop_id", sa.String(length=64), nullable=False),
        sa.Column("to_stop_id", sa.String(length=64), nullable=False),
        sa.Column("activity_id", sa.String(length=64), nullable=True),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column(
            "mode",
            sa.Enum(
                "depart_at",
                "arrive_by",
                name="timemode",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("out_at", sa.Time(), nullable=False),
        sa.Column("back_at", sa.Time(), nullable=True),
        sa.Column("every_weeks", sa.Integer(), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["line_id", "from_stop_id"],
            ["stops.line_id", "stops.id"],
            name=op.f("fk_standing_bookings_line_id_from_stop_id"),
        ),
        sa.ForeignKeyConstraint(
            ["line_id", "resident_id"],
            ["residents.line_id", "residents.id"],
            name=op.f("fk_standing_bookings_line_id_resident_id"),
        ),
        sa.ForeignKeyConstraint(
            ["line_id", "to_stop_id"],
            ["stops.line_id", "stops.id"],
            name=op.f("fk_standing_bookings_line_id_to_stop_id"),
        ),
        sa.ForeignKeyConstraint(["line_id"], ["lines.id"], name=op.f("fk_standing_bookings_line_id")),
        sa.PrimaryKeyConstraint("line_id", "id", name=op.f("pk_standing_bookings")),
    )
    op.create_table(
        "window_patterns",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("line_id", sa.String(length=64), nullable=False),
        sa.Column("van_id", sa.String(length=64), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("starts", sa.Time(), nullable=False),
        sa.Column("ends", sa.Time(), nullable=False),
        sa.CheckConstraint("weekday between 0 and 6", name=op.f("ck_window_patterns_weekday")),
        sa.ForeignKeyConstraint(
            ["line_id", "van_id"], ["vans.line_id", "vans.id"], name=op.f("fk_window_patterns_line_id_van_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_window_patterns")),
    )
    op.create_table(
        "bookings",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("line_id", sa.String(length=64), nullable=False),
        sa.Column("reference", sa.String(length=12), nullable=False),
        sa.Column("request_id", sa.String(length=32), nullable=False),
        sa.Column(
            "leg",
            sa.Enum("out", "back", name="legname", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("resident_id", sa.String(length=64), nullable=False),
        sa.Column("service_date", sa.Date(), nullable=False),
        sa.Column("from_stop_id", sa.String(length=64), nullable=False),
        sa.Column("to_stop_id", sa.String(length=64), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("wheelchairs", sa.Integer(), nullable=False),
        sa.Column("boarding_s", sa.Integer(), nullable=False),
        sa.Column("pickup_from", sa.DateTime(timezone=True), nullable=False),
        sa.Column("pickup_to", sa.DateTime(timezone=True), nullable=False),
        sa.Column("dropoff_by", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "confirmed",
                "on_board",
                "completed",
                "cancelled",
                "no_show",
                "broken",
                name="bookingstate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("state_why", sa.String(length=500), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("boarded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("alighted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "pickup_from <= pickup_to and pickup_to < dropoff_by", name=op.f("ck_bookings_promise_in_order")
        ),
        sa.ForeignKeyConstraint(
            ["line_id", "from_stop_id"],
            ["stops.line_id", "stops.id"],
            name=op.f("fk_bookings_line_id_from_stop_id"),
        ),
        sa.ForeignKeyConstraint(
            ["line_id", "resident_id"],
            ["residents.line_id", "residents.id"],
            name=op.f("fk_bookings_line_id_resident_id"),
        ),
        sa.ForeignKeyConstraint(
            ["line_id", "to_stop_id"],
            ["stops.line_id", "stops.id"],
            name=op.f("fk_bookings_line_id_to_stop_id"),
        ),
        sa.ForeignKeyConstraint(["request_id"], ["requests.id"], name=op.f("fk_bookings_request_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bookings")),
        sa.UniqueConstraint("line_id", "reference", name=op.f("uq_bookings_line_id_reference")),
        sa.UniqueConstraint("request_id", "leg", name=op.f("uq_bookings_request_id_leg")),
    )
    with op.batch_alter_table("bookings", schema=None) as batch_op:
        batch_op.create_index("ix_bookings_day", ["line_id", "service_date"], unique=False)

    op.create_table(
        "duties",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("line_id", sa.String(length=64), nullable=False),
        sa.Column("window_id", sa.String(length=32), nullable=False),
        sa.Column("van_id", sa.String(length=64), nullable=False),
        sa.Column("driver_id", sa.String(length=64), nullable=True),
        sa.Column("service_date", sa.Date(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "open",
                "planned",
                "under_way",
                "done",
                "withdrawn",
                name="dutystate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["line_id", "driver_id"],
            ["drivers.line_id", "drivers.id"],
            name=op.f("fk_duties_line_id_driver_id"),
        ),
        sa.ForeignKeyConstraint(
            ["line_id", "van_id"], ["vans.line_id", "vans.id"], name=op.f("fk_duties_line_id_van_id")
        ),
        sa.ForeignKeyConstraint(["window_id"], ["idle_windows.id"], name=op.f("fk_duties_window_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duties")),
    )
    with op.batch_alter_table("duties", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_duties_service_date"), ["service_date"], unique=False)
        batch_op.create_index(batch_op.f("ix_duties_window_id"), ["window_id"], unique=False)

    op.create_table(
        "refusals",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("line_id", sa.String(length=64), nullable=False),
        sa.Column("request_id", sa.String(length=32), nullable=False),
        sa.Column(
            "leg",
            sa.Enum("out", "back", name="legname", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("service_date", sa.Date(), nullable=False),
        sa.Column("from_stop_id", sa.String(length=64), nullable=False),
        sa.Column("to_stop_id", sa.String(length=64), nullable=False),
        sa.Column("wanted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("refused_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "reason",
            sa.Enum(
                "no_window",
                "no_driver",
                "no_place_kind",
                "full",
                "declined",
                name="refusalreason",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("explanation", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["line_id", "from_stop_id"],
            ["stops.line_id", "stops.id"],
            name=op.f("fk_refusals_line_id_from_stop_id"),
        ),
        sa.ForeignKeyConstraint(
            ["line_id", "to_stop_id"],
            ["stops.line_id", "stops.id"],
            name=op.f("fk_refusals_line_id_to_stop_id"),
        ),
        sa.ForeignKeyConstraint(["request_id"], ["requests.id"], name=op.f("fk_refusals_request_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_refusals")),
    )
    with op.batch_alter_table("refusals", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_refusals_line_id"), ["line_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_refusals_service_date"), ["service_date"], unique=False)

    op.create_table(
        "request_legs",
        sa.Column("request_id", sa.String(length=32), nullable=False),
        sa.Column(
            "leg",
            sa.Enum("out", "back", name="legname", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("line_id", sa.String(length=64), nullable=False),
        sa.Column("from_stop_id", sa.String(length=64), nullable=False),
        sa.Column("to_stop_id", sa.String(length=64), nullable=False),
        sa.Column(
            "mode",
            sa.Enum(
                "depart_at",
                "arrive_by",
                name="timemode",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("wanted_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["line_id", "from_stop_id"],
            ["stops.line_id", "stops.id"],
            name=op.f("fk_request_legs_line_id_from_stop_id"),
        ),
        sa.ForeignKeyConstraint(
            ["line_id", "to_stop_id"],
            ["stops.line_id", "stops.id"],
            name=op.f("fk_request_legs_line_id_to_stop_id"),
        ),
        sa.ForeignKeyConstraint(["request_id"], ["requests.id"], name=op.f("fk_request_legs_request_id")),
        sa.PrimaryKeyConstraint("request_id", "leg", name=op.f("pk_request_legs")),
    )
    op.create_table(
        "standing_skips",
        sa.Column("line_id", sa.String(length=64), nullable=False),
        sa.Column("standing_id", sa.String(length=64), nullable=False),
        sa.Column("service_date", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["line_id", "standing_id"],
            ["standing_bookings.line_id", "standing_bookings.id"],
            name=op.f("fk_standing_skips_line_id_standing_id"),
        ),
        sa.PrimaryKeyConstraint("line_id", "standing_id", "service_date", name=op.f("pk_standing_skips")),
    )
    op.create_table(
        "driver_events",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("line_id", sa.String(length=64), nullable=False),
        sa.Column("duty_id", sa.String(length=32), nullable=False),
        sa.Column("driver_id", sa.String(length=64), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "clock_in",
                "arrived",
                "boarded",
                "no_show",
                "alighted",
                "departed",
                "break_start",
                "break_end",
                "clock_out",
                name="drivereventkind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("stop_id", sa.String(length=64), nullable=True),
        sa.Column("booking_id", sa.String(length=32), nullable=True),
        sa.Column("happened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("applied_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("rejected_why", sa.String(length=500), nullable=True),
        sa.ForeignKeyConstraint(["duty_id"], ["duties.id"], name=op.f("fk_driver_events_duty_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_driver_events")),
    )
    with op.batch_alter_table("driver_events", schema=None) as batch_op:
        batch_op.create_index("ix_driver_events_duty", ["duty_id", "happened_at"], unique=False)

    op.create_table(
        "hours",
        sa.Column("duty_id", sa.String(length=32), nullable=False),
        sa.Column("line_id", sa.String(length=64), nullable=False),
        sa.Column("driver_id", sa.String(length=64), nullable=False),
        sa.Column("service_date", sa.Date(), nullable=False),
        sa.Column("worked_from", sa.DateTime(timezone=True), nullable=False),
        sa.Column("worked_to", sa.DateTime(timezone=True), nullable=True),
        sa.Column("break_s", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "open",
                "submitted",
                "corrected",
                "approved",
                "closed",
                name="hoursstate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("correction_why", sa.String(length=500), nullable=False),
        sa.Column("corrected_by", sa.String(length=100), nullable=True),
        sa.Column("approved_by", sa.String(length=100), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["duty_id"], ["duties.id"], name=op.f("fk_hours_duty_id")),
        sa.ForeignKeyConstraint(
            ["line_id", "driver_id"],
            ["drivers.line_id", "drivers.id"],
            name=op.f("fk_hours_line_id_driver_id"),
        ),
        sa.PrimaryKeyConstraint("duty_id", name=op.f("pk_hours")),
    )
    with op.batch_alter_table("hours", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_hours_service_date"), ["service_date"], unique=False)

    op.create_table(
        "runs",
        sa.Column("duty_id", sa.String(length=32), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("calls", document, nullable=False),
        sa.Column("breaks", document, nullable=False),
        sa.ForeignKeyConstraint(["duty_id"], ["duties.id"], name=op.f("fk_runs_duty_id")),
        sa.PrimaryKeyConstraint("duty_id", name=op.f("pk_runs")),
    )
    op.create_table(
        "tasks",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("line_id", sa.String(length=64), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "promise_broken",
                "promise_at_risk",
                "answer_ready",
                "standing_booking",
                "open_duty",
                name="taskkind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "state",
            sa.Enum(
                "open",
                "claimed",
                "done",
                name="taskstate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("service_date", sa.Date(), nullable=False),
        sa.Column("resident_id", sa.String(length=64), nullable=True),
        sa.Column("booking_id", sa.String(length=32), nullable=True),
        sa.Column("request_id", sa.String(length=32), nullable=True),
        sa.Column("duty_id", sa.String(length=32), nullable=True),
        sa.Column("about", document, nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("claimed_by", sa.String(length=100), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["booking_id"], ["bookings.id"], name=op.f("fk_tasks_booking_id")),
        sa.ForeignKeyConstraint(["duty_id"], ["duties.id"], name=op.f("fk_tasks_duty_id")),
        sa.ForeignKeyConstraint(
            ["line_id", "resident_id"],
            ["residents.line_id", "residents.id"],
            name=op.f("fk_tasks_line_id_resident_id"),
        ),
        sa.ForeignKeyConstraint(["request_id"], ["requests.id"], name=op.f("fk_tasks_request_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tasks")),
    )
    with op.batch_alter_table("tasks", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_tasks_booking_id"), ["booking_id"], unique=False)
        batch_op.create_index("ix_tasks_open", ["line_id", "state"], unique=False)

    _make_history_append_only()


def downgrade() -> None:
    """Refuse: a record without tables is an empty file; take one from the backup instead."""
    raise NotImplementedError("the first tables are not taken back; restore a backup")
