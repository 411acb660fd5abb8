"""The file for the grave rights, made while it is killed after every statement, or by two people at once.

`kills`: for each statement of making a file a process that dies right after it, then one that dies right after the
commit; after each of them it says how many files, lines, posts that wait and posts that were sent there are.
`rivals ROUNDS`: each round two processes make the file at the same moment.
"""

import hashlib
import os
import signal
import sys
from datetime import date
from functools import partial
from multiprocessing import Barrier

from django.db import connection
from ground import CODE, person, say

from noaber.agreement.acting import Refusal
from noaber.agreement.models import Agreement
from noaber.cemetery.charges import actions, file_actions, queries, rules
from noaber.cemetery.charges.actions import NewPost
from noaber.cemetery.charges.models import FileBatch, FileLine, Post
from noaber.journal.models import Entry
from noaber.parties.scope import reading
from noaber.values import Euro

POSTS = 12
client = Agreement.objects.get(code=CODE).client_id


def prepare() -> None:
    """Posts that somebody made and a colleague fixed."""
    clerk, keys = person("medewerker"), []
    for number in range(POSTS):
        new = NewPost("Klok luiden", Euro(3500 + number), date(2026, 1, 5))
        post = actions.add(clerk, CODE, new)
        actions.name_debtor(clerk, CODE, post.number, rules.CLIENT)
        keys.append(post.pk)
    actions.fix(person("teamleider"), CODE, keys)


def look() -> str:
    """Files, lines and entries of a file, posts that wait and that were sent, counted; the bytes must be whole."""
    with reading(client):
        posts, files = Post.objects.of(client), list(FileBatch.objects.of(client))
        for file in files:
            assert hashlib.sha256(bytes(file.content)).hexdigest() == file.digest
            assert file.lines.count() == file.count
        last = queries.last_file(client)
        assert last == max((file.number for file in files), default=""), "the counter is that of the last file"
        entries = Entry.objects.filter(municipality=client, act="charges.make_file", result="granted").count()
        found = (
            len(files),
            FileLine.objects.of(client).count(),
            entries,
            posts.filter(state=rules.FIXED).count(),
            posts.filter(state=rules.IN_FILE).count(),
        )
    connection.close()
    return " ".join(map(str, found))


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


class After:
    """Dies right after the statement of that number."""

    def __init__(self, number: int) -> None:
        self.left = number

    def __call__(self, execute, sql, params, many, context):
        result = execute(sql, params, many, context)
        self.left -= 1
        if self.left == 0:
            die()
        return result


def in_a_process(do) -> int:
    """Do something in a process of its own; how it ended."""
    connection.close()
    child = os.fork()
    if child == 0:
        do()
        sys.stdout.flush()
        os._exit(0)
    return os.waitpid(child, 0)[1]


def dying_after(number: int) -> None:
    lead = person("teamleider")
    with connection.execute_wrapper(After(number)):
        if file_actions.make_file(lead, CODE, ""):
            os._exit(0)


def counting() -> None:
    """Say how many statements it takes, and roll it back."""
    lead, counted = person("teamleider"), After(0)

    def stop() -> None:
        say(-counted.left)
        die()

    connection._commit = stop
    with connection.execute_wrapper(counted):
        file_actions.make_file(lead, CODE, "")


def dying_after_commit() -> None:
    lead, commit = person("teamleider"), connection._commit

    def and_die() -> None:
        commit()
        die()

    connection.ensure_connection()
    connection._commit = and_die
    file_actions.make_file(lead, CODE, "")


def kills() -> None:
    prepare()
    assert in_a_process(counting) == signal.SIGKILL
    say(look())
    number = 1
    while in_a_process(partial(dying_after, number)) == signal.SIGKILL:
        say(look())
        number += 1
    say(look())


def kill_after_commit() -> None:
    prepare()
    assert in_a_process(dying_after_commit) == signal.SIGKILL
    say(look())


def rivals(rounds: int) -> None:
    for _ in range(rounds):
        prepare()
        with reading(client):
            last = queries.last_file(client)
        start = Barrier(2)

        def make(who: str, last: str = last, start=start) -> None:
            somebody = person(who)
            start.wait()
            try:
                say(f"made {file_actions.make_file(somebody, CODE, last).count}")
            except Refusal as refusal:
                say(f"refused {refusal.decision.code}")

        connection.close()
        children = []
        for who in ("teamleider", "tweedelijn"):
            child = os.fork()
            if child == 0:
                make(who)
                os._exit(0)
            children.append(child)
        for child in children:
            assert os.waitpid(child, 0)[1] == 0
    say(look())


what, *given = sys.argv[1:]
{"kills": kills, "commit": kill_after_commit, "rivals": rivals}[what](*map(int, given))
