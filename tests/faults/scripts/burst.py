"""Register cases as fast as possible in four threads, and say each number only once it is committed."""

from threading import Thread

from ground import CODE, person, product, say

from noaber.cases.actions import register_case
from noaber.parties.clock import today

wanted = product()


def register() -> None:
    clerk = person("medewerker")
    while True:
        say(register_case(clerk, CODE, wanted, today()).number)


for _ in range(4):
    Thread(target=register, daemon=True).start()
Thread(target=register).start()
