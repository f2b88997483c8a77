"""How do invented listings enter by the door of real imports, and get the kinds no feed states?"""

from casework import directory as real
from casework.demo.directory import Invented
from casework.desk import Desk


def publish(desk: Desk, invented: Invented) -> None:
    real.take_in(desk, invented)
