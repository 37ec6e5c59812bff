"""A sentence for a log that has just begun: little can be compared yet, and what is known of first weeks."""

from datetime import timedelta

from runrisk.model import TrainingLog

COMPARED = timedelta(weeks=8)
"""With so much log every pattern can compare: the longest look-back of them. A shorter log has just begun."""

KEY = "nielsen2014start"

FIRST_WEEKS = (
    "If you are new to running too: in one short study of 749 beginners those with a body mass index above 30 were injured more "
    "often if they ran more than 3 km (1.9 miles) in their first week."
)
"""What the study under KEY says, in our words."""


def just_begun(log: TrainingLog) -> str:
    """The sentence; empty where the log is empty or reaches back for eight weeks."""
    if not log.counted:
        return ""
    length = log.as_of - log.counted[0].local_day + timedelta(days=1)
    if length >= COMPARED:
        return ""
    return (
        f"This log has just begun: it is {length.days} days long, and some patterns compare with up to "
        f"{COMPARED.days} days. {FIRST_WEEKS}"
    )
