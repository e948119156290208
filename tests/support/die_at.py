"""Bring a register over in a process that dies at a named point: `python -m tests.support.die_at URL N POINT`."""

import sys

from sqlalchemy import make_url

from engine.store.database import connect
from tests.support.batches import workshop
from tests.support.city import COMMUNE
from tests.support.legacy import RegisterMapping, RowsSource, register

if __name__ == "__main__":
    url, dossiers, point = sys.argv[1:]
    shop = workshop(connect(make_url(url)), die_at=point)
    batch = shop.open("thu", COMMUNE, "so-cu")
    shop.snapshot(batch, "so", RowsSource(register(int(dossiers))))
    shop.map(batch, RegisterMapping())
    shop.load(batch)
