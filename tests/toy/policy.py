from enum import StrEnum


class Act(StrEnum):
    RATE = "rate"
    REMARK = "say something"
