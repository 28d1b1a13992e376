"""A database that takes no writes for now: a stand-by that is to take over, a disk that is full or locked."""

READ_ONLY_TRANSACTION = "25006"  # PostgreSQL's code
SQLITE_SAYS = "readonly database"


def is_read_only(error: BaseException) -> bool:
    """Whether `error` is the database's refusal to write anything at all."""
    return getattr(error.__cause__, "pgcode", None) == READ_ONLY_TRANSACTION or SQLITE_SAYS in str(error)
