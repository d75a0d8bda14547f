from django.apps import AppConfig


class WorkshopsConfig(AppConfig):
    name = "folkmoot.workshops"

    def ready(self) -> None:
        from folkmoot.mailbox import registry as mailbox
        from folkmoot.participants import registry as voices
        from folkmoot.programmes import registry
        from folkmoot.workshops import policy, queries, services

        phases = {
            "understand": ("Understand", "People say what the problem is really like."),
            "answer": ("Answer", "People put forward ideas, comment and vote."),
            "prioritise": ("Prioritise", "No new ideas: people vote and comment on those there."),
            "develop": ("Develop", "People comment on how the ideas could be made to work."),
        }
        registry.register_kind(
            registry.ActivityKind(
                key="workshop",
                name="Online workshop",
                meaning="People answer challenge questions with ideas, comments and votes.",
                phases=tuple(
                    registry.PhaseKind(key, name, meaning, policy.PHASE_ACTS[key])
                    for key, (name, meaning) in phases.items()
                ),
                home="workshops:home",
                staff_home="workshops:staff",
                setup_home="workshops:staff-questions",
                source=queries.WorkshopSource(),
                copy=services.copy_questions,
                missing=queries.what_is_missing,
                is_usual=True,
            )
        )
        for said in ("idea", "comment"):
            mailbox.register_subject(said, queries.address_of)
        voices.register(
            voices.Voice(
                room="workshops",
                said=queries.said_by,
                withdraw=services.withdraw_voice,
                erase_practice=services.erase_practice,
            )
        )
