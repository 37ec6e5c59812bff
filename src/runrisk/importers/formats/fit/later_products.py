"""Watches and straps of Garmin that came after fitparse's profile of 2019, by product number: names to show, no more.

Facts of the public profile 21.218 (`garmin_product`), a watch's regional twins under its own name. What tells two watches
apart is still the number: a name that is learned later must not make a new watch of an old one.
"""

from collections.abc import Mapping

from runrisk.importers.formats.fit.later_profile import numbered

GARMIN_PRODUCTS: Mapping[int, str] = numbered("""
    2158 fr735xt 2187 d2airvenu 2271 vivo_smart2 2293 fenix3 2294 vivo_smart 2310 fr630 2311 fr630 2313 fr230
    2332 epix 2361 vivo_smart_hr 2362 vivo_smart_gps_hr 2396 fr235 2397 fr235 2407 fenix3 2408 fenix3 2457 epix
    2473 fenix3_hr 2474 fenix3_hr 2475 fenix3_hr 2476 fenix3_hr 2477 fenix3_hr 2497 vivo_active_hr 2503 fr35
    2533 fr735xt 2534 fr735xt 2622 vivo_smart3 2623 vivo_sport 2650 fr35 2667 fr35 2668 fr35 2675 fenix3_chronos
    2700 vivoactive3 2727 fr35 2733 fr235 2772 vivo_move_hr 2796 fenix5 2797 fenix5s 2798 fenix5x 2814 fr35
    2819 d2charlie 2831 vivo_smart3 2832 vivo_sport 2833 fr935 2859 descent 2878 vivo_fit4 2886 fr645 2888 fr645m
    2891 fr30 2900 fenix5s_plus 2927 vivosmart_4 2945 vivo_move_hr 2977 fr30 2988 vivoactive3m_w 3003 fr645
    3004 fr645m 3066 vivoactive3m_l 3076 fr245 3077 fr245_music 3110 fenix5_plus 3111 fenix5x_plus 3113 fr945
    3126 instinct_esports 3134 fenix5s_plus 3135 fenix5x_plus 3143 descent_t1 3144 fr235l 3145 fr245
    3163 vivo_active3m 3218 vivo_smart4 3224 vivoactive4_small 3225 vivoactive4_large 3226 venu 3246 marq_driver
    3247 marq_aviator 3248 marq_captain 3249 marq_commander 3250 marq_expedition 3251 marq_athlete 3258 descent_mk2
    3282 fr45 3287 fenix6S_sport 3288 fenix6S 3289 fenix6_sport 3290 fenix6 3291 fenix6x 3299 hrm_dual 3300 hrm_pro
    3308 vivo_move3_premium 3321 fr245m 3378 vivo_move3 3387 vivo_active4_small 3388 vivo_active4_large
    3389 vivo_active4 3405 swim2 3420 marq_driver 3421 marq_aviator 3422 vivo_move3 3441 fr945 3446 vivo_active3t
    3448 marq_captain 3449 marq_commander 3450 marq_expedition 3451 marq_athlete 3466 instinct_solar 3469 fr45
    3473 vivoactive3_daimler 3498 legacy_rey 3499 legacy_darth_vader 3500 legacy_captain_marvel
    3501 legacy_first_avenger 3512 fenix6s_sport 3513 fenix6s 3514 fenix6_sport 3515 fenix6 3516 fenix6x
    3535 legacy_captain_marvel 3536 legacy_first_avenger 3537 legacy_rey 3538 legacy_darth_vader 3542 descent_mk2s
    3589 fr745 3596 venusq_music 3599 venusq_music_v2 3600 venusq 3615 lily 3624 marq_adventurer 3638 enduro
    3639 swim2 3648 marq_adventurer 3652 fr945_lte 3702 descent_mk2 3703 venu2 3704 venu2s 3737 venu_daimler
    3739 marq_golfer 3740 venu_daimler 3794 fr745 3809 lily 3837 venusq 3850 marq_golfer 3851 venu2_plus 3869 fr55
    3872 enduro 3888 instinct_2 3889 instinct_2s 3905 fenix7s 3906 fenix7 3907 fenix7x 3908 fenix7s 3909 fenix7
    3910 fenix7x 3930 descent_mk2s 3943 epix_gen2 3944 epix_gen2 3949 venu2s 3950 venu2 3978 fr945_lte
    3982 vivo_move_sport 3983 vivomove_trend 3990 fr255_music 3991 fr255_small_music 3992 fr255 3993 fr255_small
    4005 descent_g1 4017 venu2_plus 4024 fr955 4033 fr55 4063 vivosmart_5 4071 instinct_2 4105 marq_gen2
    4115 venusq2 4116 venusq2music 4124 marq_gen2_aviator 4125 d2_air_x10 4130 hrm_pro_plus 4132 descent_g1
    4135 tactix7 4155 instinct_crossover 4222 descent_mk3 4223 descent_mk3i 4257 fr265_large 4258 fr265_small
    4260 venu3 4261 venu3s 4312 epix_gen2_pro_42 4313 epix_gen2_pro_47 4314 epix_gen2_pro_51 4315 fr965 4341 enduro2
    4374 fenix7s_pro_solar 4375 fenix7_pro_solar 4376 fenix7x_pro_solar 4380 lily2 4394 instinct_2x 4426 vivoactive5
    4432 fr165 4433 fr165_music 4442 descent_t2 4446 hrm_fit 4472 marq_gen2_commander 4477 lily_athlete
    4532 fenix8_solar 4533 fenix8_solar_large 4534 fenix8_small 4536 fenix8 4556 d2_mach1_pro 4565 fr970
    4570 fr570_large 4574 fr570_small 4575 enduro3 4583 instinctE_40mm 4584 instinctE_45mm 4585 instinct3_solar_45mm
    4586 instinct3_amoled_45mm 4587 instinct3_amoled_50mm 4588 descent_g2 4595 fenix7_pro_solar 4603 venu_x1
    4606 hrm_200 4625 vivoactive6 4631 fenix8_pro 4643 venu4 4644 venu4s 4666 fenix_e 4678 instinct_crossover_amoled
    4759 instinct3_solar_50mm 4775 tactix8_amoled 4776 tactix8_solar 4814 fr170_music 4815 fr170 4879 d2_mach2
    4916 fr70_2026 4944 d2_air_x15 4952 fenix9_pro_43mm 4953 fenix9_pro_47mm 4954 fenix9_pro_51mm
    4955 fenix9_pro_solar_47mm 4956 fenix9_pro_solar_51mm 5056 d2_mach2_pro 5133 fenix9_43mm 5134 fenix9
    5169 enduro4
""")
"""Names by product number."""
