"""Is this process fit for work: does the database answer, and is it at the newest migration?"""

from functools import cache

from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import text

from db.session import reading
from db.upgrade import INI


def is_ready() -> bool:
    try:
        with reading() as session:
            at = session.connection().execute(text("SELECT version_num FROM alembic_version"))
            return set(at.scalars()) == newest()
    except Exception:  # whatever stands in the way, the answer to a load balancer is no
        return False


@cache
def newest() -> frozenset[str]:
    return frozenset(ScriptDirectory.from_config(Config(str(INI))).get_heads())
