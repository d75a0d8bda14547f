"""Made-up ideas of a made-up hospital, for the pages and pictures on words."""

SAID = {
    "parking": (
        "Parking is a daily battle for staff on late shifts",
        "The staff car park is full before the late shift begins",
        "Parking permits cost more than the bus and still give no space",
        "Give community nurses a parking permit that works at every site",
        "Open the visitor car park to night staff after eight",
        "Car park lights have been broken since winter",
    ),
    "rota": (
        "Publish the rota six weeks ahead so that we can plan our lives",
        "The rota changes after it is published and nobody says so",
        "Let teams write their own rota",
        "Rota gaps are filled by the same three people every weekend",
        "A rota on the phone would save the walk to the office",
        "Late rota changes make child care impossible",
    ),
    "food": (
        "Hot food for night staff would make a real difference",
        "The canteen closes before the evening shift can eat",
        "Vending machines are the only food after ten",
        "Bring back the night canteen",
        "Healthy food in the canteen costs twice as much as chips",
        "Patients say that the food arrives cold",
    ),
    "records": (
        "One patient record that every team can open",
        "We type the same patient record into three systems",
        "The computer takes ten minutes to open a patient record",
        "Let community teams see hospital records",
        "Logging in to the record system takes longer than the visit",
        "Records on paper get lost between sites",
    ),
    "visiting": (
        "Open visiting hours help families and patients",
        "Families drive for hours and visiting ends at seven",
        "Let one relative stay overnight beyond visiting hours",
        "Visiting hours differ from ward to ward",
        "Visiting is too loud on the surgical ward",
        "A quiet room for families who visit",
    ),
}
IDEAS = [idea for ideas in SAID.values() for idea in ideas]
SUBJECT = [name for name, ideas in SAID.items() for _ in ideas]
