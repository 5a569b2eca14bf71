"""Every number that bounds something, with its reason; LIMITS="NAME=value,..." in the environment overrides it.

Longer than most files: it is a list.
"""

from django.conf import settings


def limit(name: str, default: int) -> int:
    """Return the operator's value for `name`, or the default."""
    return int(settings.LIMITS.get(name, default))


# Text: long enough for a pasted log, short enough for one frame and one page.
MESSAGE_CHARACTERS = limit("MESSAGE_CHARACTERS", 10_000)
MESSAGE_BYTES = limit("MESSAGE_BYTES", 40 * 1024)
ROOM_NAME_CHARACTERS = 80
ROOM_TOPIC_CHARACTERS = 250
ROOM_SLUG_CHARACTERS = 100
USERNAME_CHARACTERS_MIN = 3
USERNAME_CHARACTERS = 32
DISPLAY_NAME_CHARACTERS = 64
TITLE_CHARACTERS = 80
# The longest IANA name has 32.
TIMEZONE_CHARACTERS = 64
# A family of four with skin tones is 41 UTF-16 units; no emoji is longer.
EMOJI_CHARACTERS = 48
# Names that one message may ask the database for: a text full of signs is no reason for a long query.
NAME_CANDIDATES = limit("NAME_CANDIDATES", 200)
# What of a message's Markdown is understood; beyond it the text is shown as plain lines. Measured: the worst text then
# takes 50 ms: lines may begin blocks, signs may begin marks (documents have 600 in 10,000 characters), a narrow text
# may ask for a very wide table, and a quote looks at every line that might be its own.
MARKDOWN_LINES = limit("MARKDOWN_LINES", 1_000)
MARKDOWN_SIGNS = limit("MARKDOWN_SIGNS", 1_500)
MARKDOWN_CELLS = limit("MARKDOWN_CELLS", 1_500)
MARKDOWN_QUOTED_LINES = limit("MARKDOWN_QUOTED_LINES", 4_000)
# Deeper a phone shows a column of single letters, and programs that walk the page run out of stack.
MARKDOWN_DEPTH = limit("MARKDOWN_DEPTH", 8)
# Code is in colour up to here: 10,000 characters of dense code, and 50 KiB of HTML.
HIGHLIGHT_PIECES = limit("HIGHLIGHT_PIECES", 1_500)
# No browser sends a longer address as a matter of course. Looking for the end of one takes its time, and a text in
# which each end is a beginning might ask for it again and again.
ADDRESS_CHARACTERS = limit("ADDRESS_CHARACTERS", 2_000)
ADDRESSES_CHARACTERS = limit("ADDRESSES_CHARACTERS", 20_000)
# A message goes to everybody in a room, and many of them make a page.
MESSAGE_HTML_BYTES = limit("MESSAGE_HTML_BYTES", 64 * 1024)
# Hashing a password costs time in proportion to its bytes.
PASSWORD_BYTES = 1_024

# Rooms: a direct room is a talk at a table; more people are a room with a name.
DIRECT_ROOM_PEOPLE = 8
# Under one message: more kinds than fit in sight say nothing more.
REACTION_KINDS = limit("REACTION_KINDS", 50)
# The names that a reaction shows to who points at it.
REACTION_NAMES = 20
# Named in one message: beyond it @everyone is meant.
MENTIONS = limit("MENTIONS", 50)
# Unread messages that mention somebody, of which a list of rooms says the numbers; a badge says 99+ anyway.
MENTIONS_LISTED = 100
# @everyone asks before it calls more people than fit around a table.
EVERYONE_UNASKED = 20
# A deletion can be undone for as long as one needs to see that it was the wrong message.
UNDO_SECONDS = limit("UNDO_SECONDS", 10)
# Earlier versions that are kept of one message; the oldest go first.
EDITS_KEPT = limit("EDITS_KEPT", 50)
# A quote shows this much of what it answers.
QUOTE_CHARACTERS = 140
# In a bar of pins more are a list that nobody reads.
PINS = limit("PINS", 100)
# A thread is read in one piece; a longer one is a room of its own.
THREAD_MESSAGES = limit("THREAD_MESSAGES", 500)
# A page of history: two screens of text, one query.
PAGE_MESSAGES = limit("PAGE_MESSAGES", 50)
# A directory that is longer is searched, not read.
DIRECTORY_ROOMS = 200

# Search: a longer question is a text that was pasted by mistake; nobody waits longer for an answer.
SEARCH_CHARACTERS = 200
SEARCH_SECONDS = limit("SEARCH_SECONDS", 2)
SEARCH_PAGE_MESSAGES = 20
SEARCH_EXCERPT_CHARACTERS = 240
# PostgreSQL looks through so many of the newest messages before it asks an index about all: common words are there.
SEARCH_NEAR_MESSAGES = limit("SEARCH_NEAR_MESSAGES", 20_000)
# What no index knows, a single sign for example, is looked for in so many of the newest: that takes 50 ms.
SEARCH_RECENT_MESSAGES = limit("SEARCH_RECENT_MESSAGES", 50_000)
# Two signs that begin more pieces than this are in most messages anyway.
SEARCH_SPELLINGS = 500
# Somebody who types asks a few times a second, and then reads.
SEARCHES_BURST = limit("SEARCHES_BURST", 40)
SEARCHES_BURST_SECONDS = limit("SEARCHES_BURST_SECONDS", 10)

# Uploads: a photograph of a good camera, a short film, a long document.
UPLOAD_BYTES = limit("UPLOAD_BYTES", 25 * 1024 * 1024)
# What is read of an upload at once, and held in memory.
UPLOAD_CHUNK_BYTES = 64 * 1024
# More in one message is an album, and nobody looks at the eleventh.
ATTACHMENTS = limit("ATTACHMENTS", 10)
# One browser sends two at once; a second tab and a phone may, too.
UPLOADS_AT_ONCE = limit("UPLOADS_AT_ONCE", 5)
# Uploaded and not yet posted: drafts in a few rooms.
UPLOADS_WAITING = limit("UPLOADS_WAITING", 50)
UPLOADS_BURST = limit("UPLOADS_BURST", 40)
UPLOADS_BURST_SECONDS = limit("UPLOADS_BURST_SECONDS", 60)
# What nobody has posted by then is removed: a message may wait a day for a lost network.
ORPHAN_HOURS = limit("ORPHAN_HOURS", 24)
# An upload that is not finished by then was killed: a picture waits its turn, is opened, and goes to a slow bucket.
ARRIVING_SECONDS = limit("ARRIVING_SECONDS", 1_800)
# What was taken away is swept so long after its deletion can be undone no more: an undoing may just have begun.
SWEEP_MARGIN_SECONDS = 30
# Each sweep removes the files of so many: a bucket takes a quarter of a second for each.
SWEPT_AT_ONCE = limit("SWEPT_AT_ONCE", 100)
# So much may all files of one person take, and of all people: 400 photographs, and a small disk.
PERSON_BYTES = limit("PERSON_BYTES", 2 * 1024**3)
SITE_BYTES = limit("SITE_BYTES", 50 * 1024**3)
# What is left free on the disk that the database may share.
FREE_BYTES = limit("FREE_BYTES", 256 * 1024 * 1024)
# Lists of files and pictures: three screens of a board, and always more than one message can bring.
FILES_PAGE = 60
FILE_NAME_CHARACTERS = 120
# What stands after the last dot and is longer is part of a sentence.
EXTENSION_CHARACTERS = 16
ALT_CHARACTERS = 500
# Pictures: beyond these a file is no photograph but an attack on memory, or a film.
PICTURE_PIXELS = limit("PICTURE_PIXELS", 32_000_000)
PICTURE_SIDE = limit("PICTURE_SIDE", 12_000)
PICTURE_FRAMES = limit("PICTURE_FRAMES", 200)
# All frames together: 200 of 700 by 700. As GIF that takes 10 s to write anew, as WebP 13 s.
PICTURE_FRAMES_PIXELS = limit("PICTURE_FRAMES_PIXELS", 100_000_000)
# A phone's column, twice that for a fine screen, and what the viewer shows first.
THUMBNAIL_WIDTHS = (360, 720, 1440)
# The child process that opens a picture. Measured with 32 million pixels: a JPEG takes 1.1 s and 290 MiB, a PNG 4 s and
# 410 MiB, WebP 4 s and 580 MiB, AVIF 5 s and 1,050 MiB; a photograph of 12 million as JPEG 0.7 s and 180 MiB.
PICTURE_CPU_SECONDS = limit("PICTURE_CPU_SECONDS", 30)
PICTURE_SECONDS = limit("PICTURE_SECONDS", 60)
PICTURE_MEMORY_BYTES = limit("PICTURE_MEMORY_BYTES", 3 * 512 * 1024**2)
# A picture that is written anew may become larger than it came, and not boundlessly.
PICTURE_FILE_BYTES = limit("PICTURE_FILE_BYTES", 2 * UPLOAD_BYTES)
# Pictures that one process has opened at once: beside the chat, not instead of it.
PICTURES_AT_ONCE = limit("PICTURES_AT_ONCE", 2)
# A face is shown in 40 and 96 pixels, twice that on a fine screen.
AVATAR_WIDTHS = (96, 256)
# A browser without scripts sends a whole photograph; the others cut it first, to some 50 KiB.
AVATAR_BYTES = limit("AVATAR_BYTES", 8 * 1024 * 1024)

# Frames: a message of MESSAGE_BYTES in JSON, and room for its neighbours. The server itself cuts at 64 KiB (serve).
FRAME_BYTES = limit("FRAME_BYTES", 48 * 1024)
JSON_DEPTH = 8
REF_CHARACTERS = 64
# The server says hello to nobody who does not speak: an open silent socket costs memory.
HELLO_SECONDS = limit("HELLO_SECONDS", 5)
HEARTBEAT_SECONDS = limit("HEARTBEAT_SECONDS", 25)
# A tab in use sends a frame a second at the most; 60 in 10 s leave room for an outbox after a long flight.
FRAMES_PER_WINDOW = limit("FRAMES_PER_WINDOW", 60)
FRAMES_WINDOW_SECONDS = 10
# Commands of one socket wait in line; who fills the line is slowed down.
COMMANDS_WAITING = limit("COMMANDS_WAITING", 64)
SOCKETS_PER_PERSON = limit("SOCKETS_PER_PERSON", 10)

# Catching up: beyond this a fresh page is cheaper than the changes.
SYNC_CHANGES = limit("SYNC_CHANGES", 500)
SYNC_CHANGES_IN_ALL = limit("SYNC_CHANGES_IN_ALL", 2_000)
# What one hello may bring; more is cheaper as a fresh page.
SYNC_BYTES = limit("SYNC_BYTES", 2 * 1024 * 1024)
# Finished frames kept for those who catch up: about 8,000 messages of a process' busiest rooms.
KEPT_FRAMES_BYTES = limit("KEPT_FRAMES_BYTES", 12 * 1024 * 1024)
# Rooms that one hello may name: more than anybody shows at once.
HELLO_ROOMS = limit("HELLO_ROOMS", 50)
# A long catching up comes in pieces: who reads slowly has something after each.
SYNC_FRAME_BYTES = 64 * 1024
# What one socket may leave unread: beyond the first bound it gets nothing live until it has caught up, beyond the
# second not even what it asked for itself, which may be a long resume. After this long it is cut: starting anew is
# cheaper for both.
LAGGING_BYTES = limit("LAGGING_BYTES", 256 * 1024)
OUTBOX_BYTES = limit("OUTBOX_BYTES", 1024 * 1024)
LAGGING_SECONDS = limit("LAGGING_SECONDS", 15)
# Who is told so has first to read what the kernel holds: 64 KiB, which may take a bad mobile network half a minute.
HELLO_AGAIN_SECONDS = limit("HELLO_AGAIN_SECONDS", 30)

# A process that ends says bye in slices, over some seconds, and spreads those who come back.
DRAIN_SECONDS = limit("DRAIN_SECONDS", 5)
DRAIN_SLICE = limit("DRAIN_SLICE", 50)
# Nobody comes back before the proxy has noticed, and everybody within this time.
DRAIN_RETRY_SECONDS_MIN = 0.2
DRAIN_RETRY_SECONDS = limit("DRAIN_RETRY_SECONDS", 5)
# Who is told bye has this long to take it.
BYE_SECONDS = limit("BYE_SECONDS", 5)
# What a socket leaves behind is told so often to end, until it hears.
CANCEL_SECONDS = 0.5

# Sends: a person types a burst of short lines, then thinks; a room of many is read by people.
SENDS_BURST = limit("SENDS_BURST", 10)
SENDS_BURST_SECONDS = limit("SENDS_BURST_SECONDS", 5)
ROOM_SENDS_PER_SECOND = limit("ROOM_SENDS_PER_SECOND", 30)
# Previews: somebody looks, changes a word, and looks again; each may cost as much as a send.
PREVIEWS_BURST = limit("PREVIEWS_BURST", 20)
PREVIEWS_BURST_SECONDS = limit("PREVIEWS_BURST_SECONDS", 10)
# Names offered while one types: what the eye takes in at once.
COMPLETIONS = 8
# One part in this many of each of these is given by every process without asking the others: what people ordinarily do.
QUIET_PART = 3
# What was used only long ago is forgotten this often.
WINDOWS_SWEEP_SECONDS = 60
# A Redis that is away is not asked again at once: each asking holds a database thread.
REDIS_REST_SECONDS = 5

# The hub: so many frames are handed over before others have the event loop: 256 calls into the kernel take 2 ms.
FAN_OUT_SLICE = limit("FAN_OUT_SLICE", 256)
# A later revision waits this long for the earlier one, then the database is asked.
GAP_MILLISECONDS = limit("GAP_MILLISECONDS", 50)
HUB_HEARTBEAT_SECONDS = limit("HUB_HEARTBEAT_SECONDS", 5)
# While the layer is away, the database is the only way between processes.
HUB_OUTAGE_HEARTBEAT_SECONDS = 1
# A room's group is kept a while after its last socket, for people reload pages.
ROOM_LINGER_SECONDS = limit("ROOM_LINGER_SECONDS", 30)
# Read pointers are collected this long: what a kill may cost, and how late other tabs hear of it.
POINTERS_SECONDS = limit("POINTERS_SECONDS", 1)
# A publish waits no longer for the layer; the heartbeat of the others finds what it missed.
PUBLISH_SECONDS = 2
# What those who come have missed is read for a few at once: with one thread for sign-ins and one for lists of rooms, a
# thread is left to those who are in.
CATCH_UPS_AT_ONCE = limit("CATCH_UPS_AT_ONCE", max(1, settings.DATABASE_THREADS - 3))
# Sign-ins and lists of rooms that one query reads when many come at once; more would save little, and take longer.
ASKED_TOGETHER = 50
# How often the sign-ins behind open sockets are read again, in case an event got lost.
SIGN_IN_CHECK_SECONDS = limit("SIGN_IN_CHECK_SECONDS", 30)

# Typing: a browser says so this often at the most, and shows it twice as long. A room hears of so many a second: a line
# names two people and counts the others, and 500 who type at once would otherwise be 500 frames to everybody.
TYPING_SECONDS = limit("TYPING_SECONDS", 3)
TYPING_SIGNALS_PER_SECOND = limit("TYPING_SIGNALS_PER_SECOND", 5)
# Presence is told this often at the most, however many come and go.
PRESENCE_SECONDS = limit("PRESENCE_SECONDS", 1)
# Who loads a page anew, or is told to come back after DRAIN_RETRY_SECONDS, is there by then, and was never gone.
PRESENCE_LINGER_SECONDS = limit("PRESENCE_LINGER_SECONDS", 8)
# What a process says of its people is said again this often, and forgotten after the longer time: one such word may get
# lost, and a process that was killed is found out within a minute.
PRESENCE_SNAPSHOT_SECONDS = limit("PRESENCE_SNAPSHOT_SECONDS", 20)
PRESENCE_EXPIRY_SECONDS = limit("PRESENCE_EXPIRY_SECONDS", 55)
# People in one such word: packing it takes 3 ms, and others have the event loop before the next.
PRESENCE_PIECE = limit("PRESENCE_PIECE", 500)
# People of whom a browser is told when it comes: more than it shows faces of; 500 are 7 KiB, as much as a hello.
PRESENCE_PEOPLE = limit("PRESENCE_PEOPLE", 500)
# In a bigger room nobody asks who has read a message, and every reader would be a frame to everybody.
SEEN_BY_PEOPLE = limit("SEEN_BY_PEOPLE", 50)

# Connections are written down for all processes this often, together; when they last said something less often.
CONNECTIONS_SECONDS = limit("CONNECTIONS_SECONDS", 1)
CONNECTION_ACTIVE_SECONDS = limit("CONNECTION_ACTIVE_SECONDS", 60)
# One page of everybody's, and the characters of a name: the hexadecimal digits of 8 bytes.
PAGE_CONNECTIONS = limit("PAGE_CONNECTIONS", 100)
CONNECTION_NAME_CHARACTERS = 16
# Rows in one statement: SQLite takes no more parameters, and others have the database in between.
CONNECTIONS_PIECE = 100
# A process says this often that it lives, and after the longer time is taken for dead: two words may get lost.
PROCESS_SECONDS = limit("PROCESS_SECONDS", 15)
PROCESS_EXPIRY_SECONDS = limit("PROCESS_EXPIRY_SECONDS", 45)
# The longest way to write an IPv6 address with an IPv4 one in it; and as much of a browser's name as tells it apart.
ADDRESS_CHARACTERS = 45
AGENT_CHARACTERS = 200
# What is handed to a connection at once: what API Gateway takes, too.
CONNECTION_DATA_BYTES = limit("CONNECTION_DATA_BYTES", 128 * 1024)
CONNECTION_DATA_BURST = limit("CONNECTION_DATA_BURST", 50)
# A notice is for people: a line or two.
NOTICE_CHARACTERS = 500

# Invitations.
INVITATION_DAYS = 7
INVITATION_DAYS_MAX = 90
INVITATION_USES = 10
INVITATION_USES_MAX = 1_000

# The HTTP API: a program asks a few times a second, and a person's programs share it. Posting is bounded besides.
API_REQUESTS = limit("API_REQUESTS", 300)
API_SECONDS = limit("API_SECONDS", 60)
# One page of a room's members.
PAGE_MEMBERS = limit("PAGE_MEMBERS", 200)
# A sender's name for one request: as long as Stripe's, whose libraries many have.
IDEMPOTENCY_KEY_CHARACTERS = 255
# Access tokens: a name that tells one from another, and no more of them than somebody can keep an eye on.
TOKEN_NAME_CHARACTERS = 60
TOKENS = limit("TOKENS", 50)
# Programs that nobody looks after for so long have to ask again.
TOKEN_DAYS = (7, 30, 90, 365)
TOKEN_DAYS_CHOSEN = 90
# When a token was last used is written so often at the most: reading costs no write.
TOKEN_USED_SECONDS = 60

# How long people wait before they try again after a fault on our side.
BUSY_RETRY_SECONDS = 2
