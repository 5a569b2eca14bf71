"""Removing files that nobody can come back to, beside everything else: a slow storage holds nobody up."""

import asyncio

from chat.actions import sweeping
from chat.files.incoming import sweep_incoming
from chat.live.database import in_database


async def sweep_files() -> None:
    """Remove some of what is due. The storage is asked in a thread of its own, without a database connection."""
    due = await in_database(sweeping.due)
    if due:
        done = await asyncio.to_thread(sweeping.remove_files, due)
        await in_database(sweeping.forget, due, done)
    await asyncio.to_thread(sweep_incoming)
