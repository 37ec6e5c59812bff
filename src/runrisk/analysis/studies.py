"""What studies say, where several rules cite them in the same words."""

from runrisk.finding import Evidence

FEW_REST_DAYS = Evidence(
    key="ristolainen2014",
    says="446 elite skiers, swimmers and runners: fewer than 2 rest days a week went with 5.2-fold (1.89-14.06) overuse "
    "injury.",
    supports=True,
)

HIGH_FOOT = Evidence(
    key="oconnor2002",
    says="12 runners with the left side raised: the foot on the high side pronated more and faster.",
    supports=True,
)

GUTTER_LEG = Evidence(
    key="unfried2013",
    says="15 runners on a real road: tibialis anterior, lateral gastrocnemius and vastus medialis of the leg at the gutter "
    "were more active in stance.",
    supports=True,
)

NORMAL_ROAD = Evidence(
    key="elmer2024",
    says="11 runners: no change was reported at 1.15 degrees, a normal road; contact time changed from 2.29 degrees.",
    supports=False,
)

NO_WEEKLY_RATIO = Evidence(
    key="frandsen2025",
    says="5,205 runners: no relation of the week-to-week ratio with overuse injury.",
    supports=False,
)
