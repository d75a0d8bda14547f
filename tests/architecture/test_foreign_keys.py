"""import-linter cannot see ForeignKey("app.Model"); this can."""

from django.apps import apps

STACK = [
    {"core"},
    {"web"},
    {"language"},
    {"post"},
    {"accounts"},
    {"programmes"},
    {"activities"},
    {"questions"},
    {"members", "participants"},
    {"published"},
    {"joining"},
    {"mailbox"},
    {"outreach"},
    {"moderation"},
    {"workshops", "surveys", "stories", "consensus", "tradeoffs", "events"},
    {"analysis"},
    {"frameworks"},
    {"actions"},
    {"guides"},
]
FLOOR = {room: floor for floor, rooms in enumerate(STACK) for room in rooms}


def test_every_relation_points_down_the_stack():
    wrong = [
        f"{model._meta.label}.{field.name} -> {field.related_model._meta.label}"
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if field.is_relation and field.concrete and field.related_model
        for here, there in [(model._meta.app_label, field.related_model._meta.app_label)]
        if here in FLOOR and there in FLOOR and here != there
        if FLOOR[there] >= FLOOR[here]
    ]
    assert not wrong, wrong


def test_every_room_has_its_floor():
    ours = {a.label for a in apps.get_app_configs() if a.name.startswith("folkmoot.")}

    assert ours <= set(FLOOR)
