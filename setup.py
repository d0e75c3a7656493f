"""Maps the top-level folders to `onrecord.*`; everything else stands in pyproject.toml.

A static package list would silently leave nested packages out of the wheel, so they are found.
"""

from setuptools import find_packages, setup

ROOMS = ("qa", "index", "ui", "eval")

setup(
    packages=[
        "onrecord." + package
        for package in find_packages(include=[p for room in ROOMS for p in (room, room + ".*")])
    ],
    package_dir={"onrecord." + room: room for room in ROOMS},
)
