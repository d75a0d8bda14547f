"""The framework that the imaginary trust drafted, with the ideas that each statement rests on."""

TITLE = "Free to do what we trained for"
INTRODUCTION = (
    "Three hundred of us answered three questions in three weeks. This is what we heard, what "
    "we will do about it, and the words it rests on. Where we disagreed, we say so."
)

# section -> its introduction and (statement, explanation, beginnings of the ideas under it)
SECTIONS: list[tuple[str, str, list[tuple[str, str, list[str]]]]] = [
    (
        "Time with patients",
        "The strongest agreement was about hours that vanish between people and paper.",
        [
            (
                "Every form that staff fill in has an owner and a reason, or it goes.",
                "We will review every mandatory form within six months and publish what was kept.",
                ["Too many screening questions", "One referral form"],
            ),
            (
                "Nobody starts work here without the means to do the work.",
                "A working login, a place to write and a named colleague on the first morning.",
                ["Give every new starter", "Better changing rooms"],
            ),
            (
                "We measure what people can do again, beside how soon they leave.",
                "Goals that patients choose stand at the top of the notes, and first in reports.",
                ["Stop counting contacts", "Ask patients which outcome", "We are measured on"],
            ),
        ],
    ),
    (
        "Care that reaches people",
        "Most of what would help needs no new building, only a door opened between services.",
        [
            (
                "People can meet a therapist where their day falls apart, not only where we sit.",
                "We begin with the front door of the hospital, the shelter and the village halls.",
                [
                    "Put a physiotherapist at the front door",
                    "Podiatry in the homeless",
                    "Run group",
                ],
            ),
            (
                "Screens are a choice, never a hurdle.",
                "This divided us. Video and home visits both have strong support and strong "
                "doubts, so each service offers both and asks the person.",
                ["Video visits should", "Bring back face-to-face", "Visit care homes in person"],
            ),
        ],
    ),
    (
        "A place to stay",
        "We lose people for reasons that are written in these pages.",
        [
            (
                "There is a way up for those who lead, and one for those who master their craft.",
                "Two ladders of equal worth, with real posts on every rung.",
                [
                    "Publish one clear career path",
                    "Recognise deep specialists",
                    "Advanced practice",
                ],
            ),
            (
                "Rotas are published three months ahead, and small things are mended fast.",
                "Food at night, a bus that waits and a place to change are part of safe care.",
                ["Rota three months ahead", "Pay the parking", "Somewhere to eat"],
            ),
            (
                "You said, we did: every theme gets an answer, with reasons.",
                "We will report each quarter what is done, what is under way and what will not be.",
                ["Show what happened to our ideas"],
            ),
        ],
    ),
]
