from django.apps import AppConfig


class ParticipantsConfig(AppConfig):
    name = "folkmoot.participants"
