from enum import StrEnum


class Status(StrEnum): EXCEEDS="exceeds"; ON_TRACK="on_track"; CAUTION="caution"; OFF_TRACK="off_track"; NO_DATA="no_data"; STALE="stale"
class RollUpRule(StrEnum): WEIGHTED_MEAN="weighted_mean"; WORST="worst"; BEST="best"; MOST_FREQUENT="most_frequent"; JUDGEMENT="judgement"
class MissingPolicy(StrEnum): LEAVE_OUT="leave_out"; STRICT="strict"; AS_ZERO="as_zero"; CARRY_FORWARD="carry_forward"
