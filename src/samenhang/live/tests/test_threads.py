import pytest
from django.db import connection, connections

from samenhang.live.threads import TidyThreads


@pytest.mark.django_db(transaction=True)
def test_a_thread_keeps_no_connection_after_its_work() -> None:
    def read() -> int:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 7")
            return int(cursor.fetchone()[0])

    with TidyThreads(1) as threads:
        assert threads.submit(read).result() == 7
        assert threads.submit(lambda: connections["default"].connection).result() is None
