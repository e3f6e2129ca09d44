"""The markets that a pack can be for: a country, the European Union, or a state of the United States."""

from __future__ import annotations

from labelwarden.yamlfile.faults import did_you_mean

# ISO 3166-1 alpha-2 of 2026, https://www.iso.org/obp/ui/#search, and EU, which ISO reserves for the Union.
COUNTRIES = frozenset(
    """
    AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY
    BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET EU FI FJ
    FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ
    IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH
    MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL
    PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD
    TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW
    """.split()  # noqa: SIM905 - a table of codes reads better so
)

# The states, the District and the inhabited territories, ISO 3166-2:US.
STATES = frozenset(
    """
    AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK
    OR PA RI SC SD TN TX UT VT VA WA WV WI WY DC AS GU MP PR VI
    """.split()  # noqa: SIM905 - a table of codes reads better so
)


def unknown_place(name: str) -> tuple[str, str] | None:
    """What is wrong with the name of a market and what to do; None where it is one.

    Subdivisions of other countries than the United States are taken as they are.

    >>> unknown_place("US-NY"), unknown_place("CA-ON")
    (None, None)
    >>> unknown_place("NY")
    ('unknown market "NY": no country has this code', 'Did you mean US-NY?')
    """
    country, dash, state = name.partition("-")
    if country not in COUNTRIES:
        near = "Did you mean GB?" if country == "UK" else did_you_mean(country, sorted(COUNTRIES))
        hint = f"Did you mean US-{country}?" if country in STATES and not dash else near
        return f'unknown market "{name}": no country has this code', hint or "Write a code of ISO 3166, such as US."
    if country == "US" and dash and state not in STATES:
        hint = did_you_mean(state, sorted(STATES)) or "Write it as the post does, such as US-HI for Hawaii."
        return f'unknown market "{name}": no state has this code', hint
    return None
