"""What the imaginary sponsors agreed, programme by programme."""

MANDATES = {
    "allied-and-heard": {
        "pain_points": "One in seven allied health posts is empty. People tell us in corridors "
        "that they spend more time on forms than on patients, and then they leave.",
        "promise": "Every theme you raise gets an answer from the executive team within six "
        "weeks of the close: what we will do, what we will explore, and what we will not do, "
        "with the reason.",
        "invited": "All 1,140 allied health professionals, support workers and students who work "
        "at Harrowmere, on every site and every shift.",
        "answers_for": "The chief allied health professional answers for the whole. The people "
        "director answers for careers, the chief operating officer for time and rooms.",
    },
    "safer-nights": {
        "pain_points": "Incidents between midnight and six have risen for two years running.",
        "promise": "The ten ideas with most support are costed and answered by the board within "
        "a month of the close.",
        "invited": "Everybody who has worked a night here in the past year.",
        "answers_for": "The chief nurse and the head of estates, together.",
    },
    "first-hundred-days": {
        "pain_points": "A third of those who leave us do so in their first year.",
        "promise": "A new welcome for starters, built from what you tell us, begins in spring.",
        "invited": "Everybody who joined in the past two years, and those who welcomed them.",
        "answers_for": "The people director.",
    },
    "clinic-letters": {"pain_points": "Our letters are hard to read.", "promise": ""},
}
