"""Run in a process of its own: a database of the first landing, filled, brought to this version.

``python -m tests.config.upgrading`` prints what the rows say afterwards, as JSON.
"""

import json
import sys
from datetime import UTC, date, datetime
from uuid import UUID

# The newest migration of each room in the first landing.
FIRST_LANDING = [
    ("accounts", "0001_initial"),
    ("analysis", "0001_initial"),
    ("core", "0001_initial"),
    ("frameworks", "0001_initial"),
    ("guides", "0001_initial"),
    ("joining", "0002_fixed_mode"),
    ("mailbox", "0001_initial"),
    ("members", "0001_initial"),
    ("outreach", "0001_initial"),
    ("participants", "0001_initial"),
    ("post", "0001_initial"),
    ("programmes", "0001_initial"),
    ("workshops", "0001_initial"),
]
# What has another name since, by what it was called then.
TABLES = {"joining_doorway": "joining_joiningsettings"}
COLUMNS = {("joining_doorway", "codes_again"): "second_codes"}
QUESTION = UUID("6f0c2a1e-5a6b-4c7d-8e9f-001122334455")
IMPORTED = UUID("6f0c2a1e-5a6b-4c7d-8e9f-001122334466")
DAY = date(2030, 5, 1)
NOON, LATER = datetime(2030, 5, 1, 12, tzinfo=UTC), datetime(2030, 5, 2, 12, tzinfo=UTC)


def fill(apps):
    """Rows in every table that has been touched since, and in those that hang on them."""

    def add(label, **values):
        return apps.get_model(label).objects.create(**values)

    organisation = add("accounts.Organisation", name="Northmoor", slug="northmoor")
    user = add("accounts.User", email="ada@example.org", name="Ada", password="x", created_on=DAY)
    programme = add(
        "programmes.Programme",
        organisation=organisation,
        name="Safer wards",
        slug="safer-wards",
        opens_at=NOON,
        closes_at=datetime(2030, 6, 1, 12, tzinfo=UTC),
        is_launched=True,
        created_on=DAY,
    )
    channel = add("programmes.Channel", programme=programme, name="Poster", code="poster")
    voices = [
        add(
            "participants.Participant",
            id=7 + n,
            programme=programme,
            joined_on=DAY,
            key_hash=bytes([n]) * 32,
            channel=channel,
        )
        for n in range(3)
    ]
    add("participants.Segment", id=5, participant=voices[0], question=programme.pk, value="North")
    asked = add(
        "joining.GatewayQuestion",
        id=QUESTION,
        programme=programme,
        text="Where?",
        options=["North", "Ble’r ydych?", "-"],
        attribute="Site",
        position=1,
    )
    add(
        "joining.GatewayQuestion",
        programme=programme,
        text="How did you hear?",
        options=["Poster", *(f"Link {n}" for n in range(9))],
        is_how_heard=True,
        position=0,
    )
    add("participants.Segment", id=6, participant=voices[1], question=asked.pk, value="North")
    add("joining.SegmentTotal", id=8, question=asked, value="North", number=12)
    add("joining.SegmentTotal", id=9, question=asked, value="-", number=11)
    add("joining.Doorway", programme=programme, mode="anonymous", is_fixed=True, codes_again=12)
    add("joining.JoiningCode", id=3, programme=programme, code_hash=b"c" * 32)
    add("joining.SealedLink", id=4, participant=voices[0], sealed=b"s" * 60)
    member = add("members.Member", id=11, organisation=organisation, address="sam@example.org")
    add(
        "members.Invitee",
        id=12,
        programme=programme,
        member=member,
        attributes={"Site": "North"},
        invited_on=DAY,
        new_code=1,
    )
    add(
        "members.PopulationTotal", id=13, programme=programme, attribute="Site", value="N", number=4
    )
    add("members.Suppressed", id=14, organisation=organisation, address_hash=b"h" * 32)
    add(
        "outreach.Campaign",
        programme=programme,
        kind="again",
        subject="Your code",
        text="{link}",
        channel=channel,
        created_on=DAY,
        scheduled_on=DAY,
        state="queued",
        cursor=99,
    )
    batch = add("post.Batch", owner=programme.pk, purpose="campaign", queued=2, sent=1)
    add("post.Letter", batch=batch, sealed=b"l" * 50, message_id="<a@b>", not_before=DAY)
    activity = add("programmes.Activity", programme=programme, kind="workshop", title="Workshop")
    question = add("workshops.ChallengeQuestion", id=21, activity=activity, text="What helps?")
    idea = add(
        "workshops.Idea",
        id=22,
        question=question,
        author=voices[0],
        text="A quiet hour",
        said_on=DAY,
        agrees=1,
        exposures=1,
    )
    add("workshops.Vote", idea=idea, participant=voices[1], stance=1, cast_on=DAY)
    add("workshops.Exposure", idea=idea, participant=voices[2])
    add(
        "workshops.Comment", id=23, idea=idea, author=voices[1], text="Yes", said_on=DAY, position=1
    )
    for place, asked in enumerate([LATER, NOON]):
        run = add(
            "analysis.Run",
            programme=programme,
            requested_by=user,
            requested_at=asked,
            finished_at=asked,
            state="done",
            progress=100,
            frozen=f"frozen/{place}.npz",
            input_hash="a" * 64,
            frozen_hash="b" * 64,
            seed=7,
            version="1",
            result={"themes": [place]},
            result_hash="c" * 64,
        )
        add("analysis.Theme", run=run, name=f"Rest {place}", proposed_name="Rest", position=place)
    fill_imported(add, organisation)
    for act in ("launched the programme", "watered the plants"):
        add(
            "accounts.AuditEntry",
            organisation=organisation,
            actor=user,
            actor_name="Ada",
            act=act,
            at=NOON,
        )


def fill_imported(add, organisation):
    """What an import made then: segments, and no joining settings."""
    programme = add(
        "programmes.Programme",
        organisation=organisation,
        name="Earlier",
        slug="earlier",
        opens_at=NOON,
        closes_at=LATER,
        is_launched=True,
        is_imported=True,
        created_on=DAY,
    )
    asked = add(
        "joining.GatewayQuestion",
        id=IMPORTED,
        programme=programme,
        text="Job",
        options=["-", "Nurse"],
        position=0,
    )
    for n, said in enumerate(["-", "-", "Nurse"]):
        voice = add("participants.Participant", id=70 + n, programme=programme, joined_on=DAY)
        add("participants.Segment", id=60 + n, participant=voice, question=asked.pk, value=said)


def rows_of(apps, connection):
    """Every row as the old version's columns have it, by its names; text for what is no JSON."""
    found = {}
    for model in apps.get_models(include_auto_created=True):
        table = model._meta.db_table
        columns = [field.column for field in model._meta.concrete_fields]
        if not table.startswith(tuple(f"{label}_" for label, _ in FIRST_LANDING)):
            continue
        with connection.cursor() as cursor:
            tables = connection.introspection.table_names(cursor)
            place = table if table in tables else TABLES[table]
            has = {c.name for c in connection.introspection.get_table_description(cursor, place)}
            now = {c: c if c in has else COLUMNS.get((table, c), c) for c in columns}
            kept = [column for column in columns if now[column] in has]
            names = ", ".join(connection.ops.quote_name(now[column]) for column in kept)
            cursor.execute(f"SELECT {names} FROM {connection.ops.quote_name(place)}")
            rows = [dict(zip(kept, map(plain, row), strict=True)) for row in cursor.fetchall()]
        found[table] = sorted(rows, key=lambda row: json.dumps(row, sort_keys=True))
    return found


def plain(value):
    return bytes(value).hex() if isinstance(value, bytes | memoryview) else str(value)


def main():
    import django

    django.setup()
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    others = [leaf for leaf in executor.loader.graph.leaf_nodes() if leaf[0] not in ROOMS]
    executor.migrate([*FIRST_LANDING, *others])
    executor = MigrationExecutor(connection)
    old = executor.loader.project_state([*FIRST_LANDING, *others]).apps
    fill(old)
    before = rows_of(old, connection)
    executor.migrate(executor.loader.graph.leaf_nodes())
    json.dump({"before": before, "after": rows_of(old, connection)}, sys.stdout)


ROOMS = {room for room, _ in FIRST_LANDING}
if __name__ == "__main__":
    main()
