"""The command-line door: each command a few lines that call a room (contracts.md 2).

Exit 0 done, 1 refused (nothing written, one sentence on standard error), 2 wrong usage.
"""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from pathlib import Path

from casework.errors import CaseworkError, Refused
from db.secrets import KeyProblem
from db.settings import BadSetting, settings


def upgrade(_asked: argparse.Namespace) -> None:
    from db.upgrade import upgrade

    upgrade(settings())


def load_demo(asked: argparse.Namespace) -> None:
    from casework import demo

    made = demo.load(seed=asked.seed, calls=asked.calls)
    if asked.national:
        load_national()
    print(f"{made.helpline} stands already." if made.already else f"{made.helpline} is loaded.")
    print(", ".join(f"{count} {what}" for what, count in made.counts.items()))
    print(f"\n{'sign in as':<12}{'password':<12}{'role':<16}centre")
    for one in made.staff:
        print(f"{one.login:<12}{made.password:<12}{one.role:<16}{one.centre}")
    if not asked.national:
        print("\nNational lines and fellowships are loaded under Imports, or by demo --national.")


def load_national() -> None:
    from casework import directory
    from casework.desk import Desk
    from db.session import reading

    with reading() as session:
        report = directory.load_national(Desk.of_system(session, "national starter list"))
    print(report.in_words())


def take_in(asked: argparse.Namespace) -> None:
    from casework import directory
    from casework.desk import Desk
    from db.session import reading

    check_ready()
    feed = {"source": asked.source, "zone": asked.timezone, "code_list": asked.code_list}
    directory.check_report_path(asked.report)
    if asked.mapping:
        feed["mapping"] = directory.read_mapping(asked.mapping)
    from_afar = directory.is_address(asked.path)
    with (
        directory.fetched(asked.path, asked.format)
        if from_afar
        else nullcontext(Path(asked.path)) as path,
        reading() as session,
    ):
        if from_afar:
            feed["source"] = feed["source"] or directory.host_of(asked.path)
            feed["address"] = asked.path
        report = directory.take_in(
            Desk.of_system(session, "import"),
            format=asked.format,
            path=path,
            feed={name: said for name, said in feed.items() if said},
            dry_run=asked.dry_run,
            yes=asked.yes,
            progress=show_progress,
        )
    if asked.report:
        asked.report.write_text(report.to_json(), encoding="utf-8")
    said = [report.in_words(), report.of_the_file(), *report.most_frequent()]
    print(*filter(None, said), sep="\n")


def send_out(asked: argparse.Namespace) -> None:
    from casework import directory
    from casework.desk import Desk
    from db.session import reading

    check_ready()
    with reading() as session:
        count = directory.export(Desk.of_system(session, "export"), asked.path)
    print(f"{count:,} listings written to {asked.path}")


def check_ready() -> None:
    from casework.ready import is_ready

    if not is_ready():
        raise Refused("The database is not at the newest migration: python manage.py upgrade")


def show_progress(count: int) -> None:
    """On a terminal; where a program reads, standard error is kept for what was refused."""
    if count % 1000 == 0 and sys.stderr.isatty():
        print(f"{count:,} records", file=sys.stderr)


def set_up_address(_asked: argparse.Namespace) -> None:
    from casework import team

    code = team.new_set_up_code()
    address = f"http://localhost:{settings().port}"
    if code is None:
        print(f"Sign in at {address}")
    else:
        print(f"Set up your helpline at {address}/set-up?code={code}")


def add_user(asked: argparse.Namespace) -> None:
    from casework import team
    from casework.desk import Desk
    from db.session import reading

    check_ready()
    password = "" if sys.stdin.isatty() else sys.stdin.readline().rstrip("\r\n")
    with reading() as session:
        desk = Desk.of_system(session, "user add")
        made = team.add(
            desk,
            login=asked.name,
            name=asked.name,
            role=asked.role,
            centre_id=None if asked.all_centres else _centre(team.centres(desk), asked.centre),
            all_centres=asked.all_centres,
            password=password or None,
        )
    if made.token:
        print(f"http://localhost:{settings().port}/invite/{made.token}")


def _centre(known: Sequence, name: str) -> int:
    for centre in known:
        if centre.name == name:
            return centre.id
    raise Refused(f"There is no centre named {name}.")


def parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(prog="manage.py", description=__doc__.splitlines()[0])
    commands = top.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, does: Callable[[argparse.Namespace], None], help: str):
        made = commands.add_parser(name, help=help)
        made.set_defaults(does=does, home="var/live")
        return made

    command("upgrade", upgrade, "bring the database to the newest migration")
    demo = command("demo", load_demo, "an invented helpline, never beside a real one")
    demo.set_defaults(home="var/demo")
    demo.add_argument("--seed", type=int, default=2027)
    demo.add_argument("--calls", type=int, default=200)
    demo.add_argument("--national", action="store_true", help="with the national starter list")
    feed = command("import", take_in, "take a directory in, or see what it would change")
    formats = ["findtreatment", "meeting_guide", "bmlt", "hsds", "icarol", "table"]
    feed.add_argument("format", choices=formats)
    feed.add_argument("path", help="a file, a .gz, a .zip (hsds), an https address or a folder")
    feed.add_argument("--source", help="whose listings these are; the file's name if left out")
    feed.add_argument("--timezone", help="of meetings that state none, like America/New_York")
    feed.add_argument("--code-list", help="whose type codes these are: aa, al-anon, ...")
    feed.add_argument(
        "--mapping", type=Path, metavar="FILE.json", help="what the columns of a table are"
    )
    feed.add_argument("--dry-run", action="store_true", help="count, and write nothing")
    feed.add_argument("--yes", action="store_true", help="even if over a fifth goes missing")
    feed.add_argument("--report", type=Path, metavar="FILE.json")
    sent = command("export", send_out, "write the directory for other programs")
    sent.add_argument("what", choices=["directory"])
    sent.add_argument("--format", required=True, choices=["hsds"])
    sent.add_argument("path", type=Path, metavar="FILE", help=".json, or .zip for tables")
    command("set-up-address", set_up_address, "print where to begin, with a one-time code")
    # A command's parser stands here, in the order of contracts.md 2.

    user = commands.add_parser("user", help="the people who work here")
    user_commands = user.add_subparsers(required=True, metavar="WHAT")
    add = user_commands.add_parser("add", help="a new colleague, by password or invitation")
    add.set_defaults(does=add_user, home="var/live")
    add.add_argument("name")
    roles = ["counsellor", "supervisor", "editor", "administrator", "auditor"]
    add.add_argument("--role", required=True, choices=roles)
    where = add.add_mutually_exclusive_group(required=True)
    where.add_argument("--centre")
    where.add_argument("--all-centres", action="store_true")
    return top


def main(words: Sequence[str] | None = None) -> int:
    asked = parser().parse_args(words)
    os.environ.setdefault("PEERLINE_HOME", asked.home)
    try:
        asked.does(asked)
    except (CaseworkError, BadSetting, KeyProblem) as problem:
        print(problem, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
