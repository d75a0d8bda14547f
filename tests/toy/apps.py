from django.apps import AppConfig


class ToyConfig(AppConfig):
    name = "tests.toy"

    def ready(self):
        from folkmoot.activities import registry
        from folkmoot.core import rooms
        from folkmoot.programmes.registry import Kinds, PhaseKind
        from tests.toy import policy, queries, services

        toy = registry.ActivityKind(
            key="toy",
            room="toy",
            name="Scales",
            meaning="People rate, and say why.",
            method="People rated from 1 to 5, and said why.",
            acts=policy.Act,
            phases=(PhaseKind("rate", "Rate", "People rate.", frozenset(policy.Act)),),
            home="toy:home",
            staff_home="toy:staff",
            urls="tests.toy.urls",
            copy=services.copy,
            missing=queries.missing,
            reading=queries.READING,
            importers=(
                registry.Importer(
                    key="toy-ratings",
                    meaning="What people rated elsewhere.",
                    columns=("person", "scale", "rating"),
                    person="person",
                    read=services.import_ratings,
                ),
            ),
            next_steps={"toy:home": registry.Next("Thank you.", "Go on", "joining:activities")},
            publishing=registry.Publishing(
                acts=services.acts,
                set_totals=services.set_totals,
                show_staff=services.show_staff,
                show_everybody=services.show_everybody,
            ),
            voicing=registry.VoiceData(
                said=queries.said,
                names={"remark": "Remarks", "rating": "Ratings"},
                text_ids=queries.text_ids_of,
                withdraw=services.withdraw,
                erase_practice=services.erase_practice,
                untie=services.untie,
                renumber=services.renumber,
                standing=queries.standing_of,
            ),
        )
        rooms.declare("toy", Kinds((toy,)))
