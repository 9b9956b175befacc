"""What the voices say. Paraphrase and invention, by role; nothing of it is a quotation."""

from datetime import date

from msgspec import Struct


class Told(Struct, frozen=True):
    """An interview: answers by question, and sentences (question, number) under candidates."""

    who: str
    by: str
    held_on: date
    answers: dict[int, str]
    passages: dict[tuple[int, int], str]
    is_ours: bool = False


INTERVIEWS = (
    Told(
        "s_head", "q_manager", date(2002, 11, 12),
        {
            0: "We bring the compounds, they bring the reach. Value arises for both when a good "
            "compound gets to patients a year earlier than either of us could manage alone.",
            1: "Few alliances of our size let a partner sit at the table when the portfolio is "
            "decided. If we do that honestly, nobody in the market can copy it quickly.",
            2: "We read the contract to each other too often. Every trial site is checked twice, "
            "once by them and once by us, and nobody can say what either check costs.",
            5: "When a team cannot tell from a meeting who works for whom.",
        },
        {
            (0, 1): "faster", (1, 0): "jointly", (2, 0): "trust", (2, 1): "duplicate",
            (5, 0): "trust",
        },
    ),
    Told(
        "s_cfo", "q_manager", date(2002, 11, 14),
        {
            0: "I can only defend shared cost if I see what drives it. Show both finance teams the "
            "same figures on the same day.",
            2: "We pay for capacity that stands idle while the other side hires for the same task.",
            5: "Both companies would earn their cost of capital on it, and say so to their boards.",
        },
        {(0, 0): "drivers", (0, 1): "drivers", (2, 0): "talent", (5, 0): "value"},
    ),
    Told(
        "q_president", "s_manager", date(2002, 11, 19),
        {
            0: "Let us into the plan early. By the time a study reaches us, most of what makes it "
            "slow has been decided already.",
            1: "We have run trials in fifty countries; that knowledge is used once a protocol is "
            "fixed, when it would be worth most before.",
            2: "Our people are kept out of systems they need every day. It says louder than any "
            "speech that we are a supplier.",
            3: "Starting a study. Half of the time to the first patient goes into waiting.",
        },
        {
            (0, 1): "faster", (1, 0): "services", (2, 0): "systems", (2, 1): "trust",
            (3, 1): "startup",
        },
    ),
    Told(
        "q_evp", "s_manager", date(2002, 11, 21),
        {
            0: "A milestone that pays for progress rather than for hours. Then speed is worth "
            "something to both of us.",
            1: "Regulators and patient groups trust a sponsor who asks them early; together we "
            "know most of them.",
            4: "A career in the alliance must count at home. The best are called back today.",
        },
        {(0, 1): "value", (1, 0): "outside", (4, 0): "careers", (4, 1): "talent"},
    ),
    Told(
        "s_clinical", "s_manager", date(2002, 11, 26),
        {
            2: "I would not say it in front of them, but three of our own functions still want "
            "the old suppliers back. Until we are of one mind, no scorecard will help.",
            3: "Choosing sites that enrol. A third of them never bring a patient.",
        },
        {(2, 1): "ours", (3, 1): "startup"},
        is_ours=True,
    ),
)  # fmt: skip

CANDIDATES = {
    "trust": ("Trust each other instead of the contract", "Working as one is the ground for all."),
    "duplicate": ("Check once, not twice", ""),
    "drivers": ("Show each other what drives the cost", "Both finance teams see the same figures."),
    "talent": ("Put the best people where they are needed", "Whichever company employs them."),
    "services": ("Use what each organization already does well", ""),
    "outside": ("Ask regulators, patients and investigators early", ""),
    "startup": ("Start studies without waiting", "From the approved plan to the first patient."),
    "faster": ("Bring compounds to patients a year earlier", ""),
    "jointly": ("Decide together on the portfolio", ""),
    "systems": ("Open the systems to the partner's people", ""),
    "careers": ("Let work in the alliance count as a career", ""),
    "value": ("Earn the cost of capital on both sides", ""),
    "sponsors": ("Publish together", "Raised in the workshop's preparation; no voice behind it."),
}
OURS = (
    "Bring our own functions to one mind first",
    "Not to be said across the table before the steering committee of our side has met.",
)

PEOPLE, PROCESS = "Employees and organization", "Process"
CUSTOMER, STAKEHOLDER = "Customer", "Stakeholder"
LIVING, COLLABORATION = "Living the alliance", "Collaboration"
SPEED, GROWTH, VALUE = "Speed and process innovation", "Growth", "Value for both"
PLACES = (
    ("living_leader", "trust", PEOPLE, LIVING),
    ("s_head", "systems", PEOPLE, LIVING),
    ("q_evp", "careers", PEOPLE, LIVING),
    ("s_cfo", "drivers", PROCESS, COLLABORATION),
    ("q_president", "duplicate", PROCESS, COLLABORATION),
    ("q_president", "talent", PEOPLE, LIVING),
    ("collaboration_leader", "talent", PROCESS, COLLABORATION),
    ("collaboration_leader", "services", PROCESS, COLLABORATION),
    ("q_evp", "outside", PROCESS, COLLABORATION),
    ("speed_leader", "startup", PROCESS, SPEED),
    ("growth_leader", "faster", CUSTOMER, GROWTH),
    ("s_head", "jointly", PROCESS, GROWTH),
    ("s_cfo", "value", STAKEHOLDER, VALUE),
)
MERGED = ("duplicate", "talent")
VOTES = {
    "s_head": "trust faster faster jointly startup",
    "s_cfo": "drivers drivers value value talent",
    "s_manager": "trust trust systems drivers talent",
    "growth_leader": "jointly faster faster value",
    "q_president": "startup startup services systems trust",
    "q_evp": "value outside careers trust trust",
    "q_manager": "trust trust talent systems faster",
    "speed_leader": "startup startup startup talent services",
}
TAKEN = {
    "trust": "trust", "systems": "systems", "drivers": "cost_drivers", "talent": "talent",
    "services": "services", "outside": "third_parties", "startup": "studies", "faster": "flow",
    "jointly": "decide", "value": "value",
}  # fmt: skip
ASIDE = {"sponsors": "No executive asked for it and nobody voted for it."}
