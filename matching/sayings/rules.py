"""Which rule is behind a sentence, in a counsellor's words? For the desk, so in English alone."""

from collections.abc import Mapping

RULES: Mapping[str, str] = {
    "soon": "The sooner it starts, or has a place, the better.",
    "times": "When they can come, by their own clock.",
    "format": "In person, online or by phone, as they can.",
    "distance": "Within the miles they would travel.",
    "status": "What is closed for now is never offered as a room.",
    "role": "Relatives get relatives' groups, who lost someone theirs.",
    "age": "Who it is for by age, as the listing says.",
    "keeps_medication": "Nobody is sent where they would have to stop their medication.",
    "alcohol_treatment": "Who uses alcohol is told where it is not treated.",
    "withdrawal": "Withdrawal care has to match each substance.",
    "serves_state": "From home counts only where it serves their state.",
    "cost": "It has to be paid in a way they can; free fits everybody.",
    "outlook": "12-step, secular or of faith, as they asked.",
    "pregnancy": "Care has to take pregnant women.",
    "tongue": "A meeting held in a language nobody asked for stands further back.",
    "stay_away": "Away from what they named.",
    "wishes": "Wished for: it lifts a place and keeps none out.",
    "safer": "Under violence, women's groups are offered unasked.",
    "quality": "How it went for others lately; it weighs less than speed and fit.",
    "closed_meetings": "A closed meeting is only for those it is for.",
    "medication_friendly": "Where medication matters, friendly places stand first or beside.",
    "craft": "For relatives, ways of talking before an arranged intervention.",
    "confrontation": "For relatives, ways of talking before an arranged intervention.",
    "did_not_suit": "What did not suit before stands last.",
    "reports": "What colleagues were told stands for the listing's own word, and fades.",
    "freshness": "Nothing old or unverified without saying so.",
    "danger_first": "Danger comes before groups.",
    "never_empty": "In danger, the three nearest medical places are always shown.",
}
ASKED = "They asked for it, so it has to be so."


def of_rule(rule: str) -> str:
    """A must on an axis is named by its axis."""
    return RULES.get(rule, ASKED)
