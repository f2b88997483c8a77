"""Who may do what? One table; default no (workflows.md 4, permission matrix; product.md 8)."""

from enum import StrEnum


class Act(StrEnum):
    """One thing a person may be allowed to do; the words complete "You may not …"."""

    LOG_CALL = "log a call"
    AMEND_CALL = "amend a closed call"
    OPEN_CALL = "open a colleague's call"
    SEE_PEOPLE = "see people"
    OPEN_PERSON = "open a person's record"
    EDIT_PERSON = "change a person's record"
    MERGE_PEOPLE = "merge two records"
    ASK_FOR_FLAG = "ask for a flag"
    FLAG_PERSON = "flag a person"
    MATCH = "find matches"
    REFER = "refer"
    STEP_REFERRAL = "record a step of a referral"
    REOPEN_REFERRAL = "reopen a referral"
    CONFIRM_MATCH = "confirm a place by phone"
    RECORD_CONSENT = "record a consent"
    ISSUE_LETTER = "make a letter"
    OPEN_LETTER = "open a letter"
    DISCLOSE_EMERGENCY = "tell somebody in an emergency"
    SUMMON = "ask for someone"
    ANSWER_SUMMONS = "come when someone is asked for"
    FOLLOW_UP = "work on follow-ups"
    REPORT_LISTING = "report on a place"
    ADD_UNVERIFIED = "add a place from a call"
    SEARCH_DIRECTORY = "search the directory"
    EDIT_DIRECTORY = "edit the directory"
    VERIFY_LISTING = "check a listing"
    IMPORT_DIRECTORY = "import a directory"
    EXPORT_DIRECTORY = "export the directory"
    DECLARE_COMPLETE = "say what a source's silence means"
    SEE_CASELOADS = "see caseloads"
    REASSIGN = "reassign work"
    SEE_REPORTS = "see reports"
    EXPORT_REPORTS = "export reports"
    MANAGE_TEAM = "manage the team"
    MANAGE_HELPLINE = "change the helpline's settings"
    WEIGH_OUTCOMES = "choose whether outcomes count in the lists"
    SEE_AUDIT = "see the audit trail"
    SEE_ALL_CENTRES = "see every centre"
    SIGN_IN = "sign in"
    SIGN_OUT = "sign out"
    KEEP_TIME = "do what time requires"
    LOAD_DEMO = "load the demo helpline"


_COUNSELLOR = frozenset(
    {
        Act.LOG_CALL,
        Act.AMEND_CALL,
        Act.OPEN_CALL,
        Act.SEE_PEOPLE,
        Act.OPEN_PERSON,
        Act.EDIT_PERSON,
        Act.MERGE_PEOPLE,
        Act.ASK_FOR_FLAG,
        Act.MATCH,
        Act.REFER,
        Act.STEP_REFERRAL,
        Act.CONFIRM_MATCH,
        Act.RECORD_CONSENT,
        Act.ISSUE_LETTER,
        Act.OPEN_LETTER,
        Act.DISCLOSE_EMERGENCY,
        Act.SUMMON,
        Act.FOLLOW_UP,
        Act.REPORT_LISTING,
        Act.ADD_UNVERIFIED,
        Act.SEARCH_DIRECTORY,
        Act.SIGN_OUT,
    }
)

ALLOWED: dict[str, frozenset[Act]] = {
    "counsellor": _COUNSELLOR,
    "supervisor": _COUNSELLOR
    | {
        Act.ANSWER_SUMMONS,
        Act.REOPEN_REFERRAL,
        Act.FLAG_PERSON,
        Act.SEE_CASELOADS,
        Act.REASSIGN,
        Act.SEE_REPORTS,
        Act.EXPORT_REPORTS,
        Act.EDIT_DIRECTORY,
        Act.EXPORT_DIRECTORY,
        Act.VERIFY_LISTING,
        Act.WEIGH_OUTCOMES,
    },
    "editor": frozenset(
        {
            Act.SEARCH_DIRECTORY,
            Act.EDIT_DIRECTORY,
            Act.VERIFY_LISTING,
            Act.IMPORT_DIRECTORY,
            Act.EXPORT_DIRECTORY,
            Act.SIGN_OUT,
        }
    ),
    "administrator": frozenset(
        {
            Act.SEARCH_DIRECTORY,
            Act.EDIT_DIRECTORY,
            Act.IMPORT_DIRECTORY,
            Act.EXPORT_DIRECTORY,
            Act.DECLARE_COMPLETE,
            Act.MANAGE_TEAM,
            Act.MANAGE_HELPLINE,
            Act.WEIGH_OUTCOMES,
            Act.SIGN_OUT,
        }
    ),
    "auditor": frozenset({Act.SEE_AUDIT, Act.SIGN_OUT}),
    # The program itself: the clock, sign-in, imports from the command line, the demo.
    "system": frozenset(
        {
            Act.KEEP_TIME,
            Act.LOAD_DEMO,
            Act.IMPORT_DIRECTORY,
            Act.EXPORT_DIRECTORY,
            Act.EDIT_DIRECTORY,
            Act.MANAGE_TEAM,
            Act.MANAGE_HELPLINE,
            Act.SIGN_IN,
            Act.SIGN_OUT,
            Act.SEE_ALL_CENTRES,
        }
    ),
}


def may(role: str, act: Act, *, all_centres: bool = False) -> bool:
    """`SEE_ALL_CENTRES` hangs on the account (a supervisor or auditor of the network), not the role."""
    if act is Act.SEE_ALL_CENTRES:
        return role == "system" or (all_centres and role in {"supervisor", "auditor"})
    return act in ALLOWED.get(role, frozenset())
