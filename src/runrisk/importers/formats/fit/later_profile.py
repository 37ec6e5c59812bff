"""What came into FIT after fitparse's profile of 2019 (SDK 20.8) and matters for runners: one table, facts only.

Every number here is from the public profile 21.218 (the tables `messages` and `types` of garmin-fit-sdk 21.218.0). What
that profile does not hold (impact load, step speed loss) no public source names, and stays unread.
"""

from collections.abc import Mapping
from typing import NamedTuple


class LaterField(NamedTuple):
    """A field: its name, and the raw number per unit where it is scaled."""

    name: str
    scale: float | None = None


def numbered(table: str) -> Mapping[int, str]:
    """The names in "62 hiit 84 jump_rope", by their numbers."""
    words = table.split()
    return dict(zip(map(int, words[::2]), words[1::2], strict=True))


MESSAGES: Mapping[int, str] = {
    216: "time_in_zone",
    290: "beat_intervals",
    297: "respiration_rate",
    312: "split",
    313: "split_summary",
    370: "hrv_status_summary",
    371: "hrv_value",
}
"""Messages by global number."""

FIELDS: Mapping[tuple[int, int], LaterField] = {
    (18, 110): LaterField("sport_profile_name"),
    (18, 147): LaterField("avg_respiration_rate"),
    (18, 168): LaterField("training_load_peak", 65536),
    (18, 169): LaterField("enhanced_avg_respiration_rate", 100),
    (18, 192): LaterField("workout_feel"),
    (18, 193): LaterField("workout_rpe"),
    (18, 199): LaterField("total_fractional_ascent", 100),
    (18, 200): LaterField("total_fractional_descent", 100),
    (18, 208): LaterField("avg_core_temperature", 100),
    (18, 211): LaterField("avg_grade_adjusted_speed", 1000),
    (20, 139): LaterField("core_temperature", 100),
    (216, 0): LaterField("reference_mesg"),
    (216, 1): LaterField("reference_index"),
    (216, 2): LaterField("time_in_hr_zone", 1000),
    (216, 6): LaterField("hr_zone_high_boundary"),
    (216, 11): LaterField("max_heart_rate"),
    (216, 12): LaterField("resting_heart_rate"),
    (216, 13): LaterField("threshold_heart_rate"),
    (312, 0): LaterField("split_type"),
    (312, 1): LaterField("total_elapsed_time", 1000),
    (312, 2): LaterField("total_timer_time", 1000),
    (312, 3): LaterField("total_distance", 100),
    (312, 9): LaterField("start_time"),
    (312, 27): LaterField("end_time"),
}
"""Fields by message and field number."""

SPORTS: Mapping[int, str] = numbered("""
    49 baseball 53 diving 56 shooting 58 winter_sport 59 grinding 62 hiit 63 video_gaming 64 racket
    65 wheelchair_push_walk 66 wheelchair_push_run 67 meditation 68 para_sport 69 disc_golf 70 team_sport 71 cricket
    72 rugby 73 hockey 74 lacrosse 75 volleyball 76 water_tubing 77 wakesurfing 78 water_sport 79 archery
    80 mixed_martial_arts 81 motor_sports 82 snorkeling 83 dance 84 jump_rope 85 pool_apnea 86 mobility
    87 geocaching 88 canoeing
""")
"""Sports by number."""

SUB_SPORTS: Mapping[int, str] = numbered("""
    62 breathing 63 ccr_diving 65 sail_race 66 expedition 67 ultra 68 indoor_climbing 69 bouldering 70 hiit
    71 indoor_grinding 72 hunting_with_dogs 73 amrap 74 emom 75 tabata 77 esport 78 triathlon 79 duathlon 80 brick
    81 swim_run 82 adventure_race 83 trucker_workout 84 pickleball 85 padel 86 indoor_wheelchair_walk
    87 indoor_wheelchair_run 88 indoor_hand_cycling 90 field 91 ice 92 ultimate 93 platform 94 squash 95 badminton
    96 racquetball 97 table_tennis 98 overland 99 trolling_motor 110 fly_canopy 111 fly_paraglide 112 fly_paramotor
    113 fly_pressurized 114 fly_navigate 115 fly_timer 116 fly_altimeter 117 fly_wx 118 fly_vfr 119 fly_ifr
    121 dynamic_apnea 123 enduro 124 rucking 125 rally 126 pool_triathlon 127 e_bike_enduro
""")
"""Sub-sports by number."""

INTENSITIES: Mapping[int, str] = numbered("4 recovery 5 interval 6 other")
"""Kinds of laps by number."""

MAKERS: Mapping[int, str] = numbered("""
    41 shimano 125 nci_technology 126 iqsquare 127 leomo 128 ifit_com 129 coros_byte 130 versa_design 131 chileaf
    132 cycplus 133 gravaa_byte 134 sigeyi 135 coospo 136 geoid 137 bosch 138 kyto 139 kinetic_sports
    140 decathlon_byte 141 tq_systems 142 tag_heuer 143 keiser_fitness 144 zwift_byte 145 porsche_ep 146 blackbird
    147 meilan_byte 148 ezon 149 laisi 150 myzone 151 abawo 152 bafang 153 luhong_technology 294 coros 295 virtugo
    296 velosense 297 cycligentinc 298 trailforks 299 mahle_ebikemotion 300 nurvv 301 microprogram 302 zone5cloud
    303 greenteg 304 yamaha_motors 305 whoop 306 gravaa 307 onelap 308 monark_exercise 309 form 310 decathlon
    311 syncros 312 heatup 313 cannondale 314 true_fitness 315 RGT_cycling 316 vasa 317 race_republic 318 fazua
    319 oreka_training 320 lsec 321 lululemon_studio 322 shanyue 323 spinning_mda 324 hilldating 325 aero_sensor
    326 nike 327 magicshine 328 ictrainer 329 absolute_cycling 330 eo_swimbetter 331 mywhoosh 332 ravemen
    333 tektro_racing_products 334 darad_innovation_corporation 335 cycloptim 337 runna 339 zepp 340 peloton
    341 carv 342 tissot 345 real_velo 346 wetech 347 jespr 348 huawei 349 gotoes 350 cadence_app 351 una_watch
    352 tymewear 353 exposure_lights 354 forto_cycling
""")
"""Makers (`manufacturer`) by number."""
