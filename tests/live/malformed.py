"""Frames that no program of ours sends, and the code of the error that each gets. A table: longer than most files."""

import json
from typing import Any

from chat import limits

ID = "00000000-0000-4000-8000-000000000001"
POST = {"command": "message.post", "ref": "r", "room": 1, "client_id": ID, "text": "Hello"}
LONGEST_REF = "r" * limits.REF_CHARACTERS
BIG = 2**63

NO_OBJECTS: dict[str, str | bytes] = {
    "nothing": "",
    "white space": " \n\t",
    "no JSON": "hello",
    "half an object": '{"command":"ping","ref":"r"',
    "two objects": '{"command":"ping","ref":"r"}{"command":"ping","ref":"s"}',
    "single quotes": "{'command':'ping','ref':'r'}",
    "a comma too many": '{"command":"ping","ref":"r",}',
    "a comment": '{"command":"ping","ref":"r"} // hello',
    "a control character": '{"command":"ping","ref":"\n"}',
    "a byte order mark": '\ufeff{"command":"ping","ref":"r"}',
    "a broken escape": r'{"command":"ping","ref":"\u12"}',
    "null": "null",
    "true": "true",
    "a number": "42",
    "a string": '"ping"',
    "an empty array": "[]",
    "an array of commands": '[{"command":"ping","ref":"r"}]',
    "NaN": '{"command":"room.read","ref":"r","room":NaN,"number":1}',
    "Infinity": '{"command":"room.read","ref":"r","room":Infinity,"number":1}',
    "minus Infinity": '{"command":"room.read","ref":"r","room":-Infinity,"number":1}',
    "a name twice": '{"command":"ping","command":"ping","ref":"r"}',
    "a name twice inside": '{"command":"hello","ref":"r","protocol":1,"rooms":{"1":1,"1":2}}',
    "a name twice, once escaped": r'{"command":"ping","ref":"r","re\u0066":"s"}',
    "too deep": '{"command":"ping","ref":"r","a":' + "[" * 8 + "]" * 8 + "}",
    "endlessly deep": "[" * 20_000,
    "endlessly deep objects": '{"a":' * 9_000,
    "endlessly deep and closed": '{"command":"ping","ref":"r","a":' + "[" * 20_000 + "]" * 20_000 + "}",
    "a number of 5,000 digits": '{"command":"room.read","ref":"r","room":' + "9" * 5_000 + ',"number":1}',
    "binary": b'{"command":"ping","ref":"r"}',
    "binary and empty": b"",
    "binary and no text": b"\xff\xfe\x00",
}

TOO_LARGE = {
    "many characters": json.dumps(POST | {"text": "x" * limits.FRAME_BYTES}),
    "many bytes": json.dumps(POST | {"text": "😀" * (limits.FRAME_BYTES // 4)}, ensure_ascii=False),
    "mostly white space": '{"command":"ping","ref":"r"}' + " " * limits.FRAME_BYTES,
    "a lone surrogate among many": "\ud800" * (limits.FRAME_BYTES + 1),
}

NO_COMMANDS: dict[str, Any] = {
    "no command": {"ref": "r"},
    "an empty object": {},
    "an empty command": {"command": "", "ref": "r"},
    "an unknown command": {"command": "message.shout", "ref": "r"},
    "another case": {"command": "Ping", "ref": "r"},
    "a space": {"command": "ping ", "ref": "r"},
    "a method's name": {"command": "__init__", "ref": "r"},
    "a null": {"command": None, "ref": "r"},
    "a number": {"command": 1, "ref": "r"},
    "a list": {"command": ["ping"], "ref": "r"},
    "an object": {"command": {"command": "ping"}, "ref": "r"},
    "a NUL": {"command": "ping\0", "ref": "r"},
    "a surrogate": {"command": "\ud800", "ref": "r"},
}

WRONG_FIELDS: dict[str, Any] = {
    "no ref": {"command": "ping"},
    "an empty ref": {"command": "ping", "ref": ""},
    "a long ref": {"command": "ping", "ref": LONGEST_REF + "r"},
    "a number as ref": {"command": "ping", "ref": 1},
    "a null as ref": {"command": "ping", "ref": None},
    "a list as ref": {"command": "ping", "ref": ["r"]},
    "a surrogate as ref": {"command": "ping", "ref": "\udfff"},
    "an unknown field": {"command": "ping", "ref": "r", "room": 1},
    "an unknown field with a surrogate": {"command": "ping", "ref": "r", "\ud800": 1},
    "an unknown field with a NUL": {"command": "ping", "ref": "r", "\0": 1},
    "an unknown field without a name": {"command": "ping", "ref": "r", "": 1},
    "a field called self": {"command": "ping", "ref": "r", "self": 1},
    "a field called model_config": {"command": "ping", "ref": "r", "model_config": {}},
    "a field called __class__": {"command": "ping", "ref": "r", "__class__": "Hello"},
    "an author": POST | {"author": 1},
    "a number of one's own": POST | {"number": 7},
    "no room": {name: value for name, value in POST.items() if name != "room"},
    "no text": {name: value for name, value in POST.items() if name != "text"},
    "no client id": {name: value for name, value in POST.items() if name != "client_id"},
    "room null": POST | {"room": None},
    "room as a string": POST | {"room": "1"},
    "room as a bool": POST | {"room": True},
    "room as a float": POST | {"room": 1.0},
    "room as a list": POST | {"room": [1]},
    "room as an object": POST | {"room": {"id": 1}},
    "room zero": POST | {"room": 0},
    "room negative": POST | {"room": -1},
    "room huge": POST | {"room": BIG},
    "room very huge": POST | {"room": 10**400},
    "text null": POST | {"text": None},
    "text a number": POST | {"text": 1},
    "text a list": POST | {"text": ["Hello"]},
    "text nested": POST | {"text": {"text": {"text": "Hello"}}},
    "client id empty": POST | {"client_id": ""},
    "client id no uuid": POST | {"client_id": "hello"},
    "client id a surrogate": POST | {"client_id": "\ud800" * 36},
    "client id a number": POST | {"client_id": 1},
    "client id a list": POST | {"client_id": [ID]},
    "number negative": {"command": "message.delete", "ref": "r", "room": 1, "number": -1},
    "number a bool": {"command": "message.delete", "ref": "r", "room": 1, "number": True},
    "number half": {"command": "room.read", "ref": "r", "room": 1, "number": 0.5},
    "number huge": {"command": "room.read", "ref": "r", "room": 1, "number": BIG},
    "number exponential": {"command": "room.read", "ref": "r", "room": 1, "number": 1e300},
    "revision negative": {"command": "room.sync", "ref": "r", "room": 1, "revision": -1},
    "revision huge": {"command": "room.sync", "ref": "r", "room": 1, "revision": BIG},
    "revision a string": {"command": "room.sync", "ref": "r", "room": 1, "revision": "0"},
    "hello without a protocol": {"command": "hello", "ref": "r", "rooms": {}},
    "hello with a string as protocol": {"command": "hello", "ref": "r", "protocol": "1", "rooms": {}},
    "hello with rooms as a list": {"command": "hello", "ref": "r", "protocol": 1, "rooms": [1]},
    "hello with rooms null": {"command": "hello", "ref": "r", "protocol": 1, "rooms": None},
    "hello with a room 0": {"command": "hello", "ref": "r", "protocol": 1, "rooms": {"0": 1}},
    "hello with a room 01": {"command": "hello", "ref": "r", "protocol": 1, "rooms": {"01": 1}},
    "hello with a room -1": {"command": "hello", "ref": "r", "protocol": 1, "rooms": {"-1": 1}},
    "hello with a room by name": {"command": "hello", "ref": "r", "protocol": 1, "rooms": {"lobby": 1}},
    "hello with a room of 19 digits": {"command": "hello", "ref": "r", "protocol": 1, "rooms": {"9" * 19: 1}},
    "hello with foreign digits": {"command": "hello", "ref": "r", "protocol": 1, "rooms": {"\u0661": 1}},
    "hello with a line after the room": {"command": "hello", "ref": "r", "protocol": 1, "rooms": {"1\n": 1}},
    "hello with a surrogate as room": {"command": "hello", "ref": "r", "protocol": 1, "rooms": {"\ud800": 1}},
    "hello with a null revision": {"command": "hello", "ref": "r", "protocol": 1, "rooms": {"1": None}},
    "hello with a negative revision": {"command": "hello", "ref": "r", "protocol": 1, "rooms": {"1": -1}},
    "hello with a nested revision": {"command": "hello", "ref": "r", "protocol": 1, "rooms": {"1": {"1": 1}}},
    "hello with too many rooms": {
        "command": "hello",
        "ref": "r",
        "protocol": 1,
        "rooms": {str(room): 1 for room in range(1, limits.HELLO_ROOMS + 2)},
    },
}

CANNOT_BE_DONE: dict[str, tuple[str, Any]] = {
    "an absent room": ("not_found", POST | {"room": BIG - 1}),
    "an absent message": ("not_found", {"command": "message.delete", "ref": "r", "room": 1, "number": BIG - 1}),
    "hello again": ("already_said_hello", {"command": "hello", "ref": "r", "protocol": 1, "rooms": {}}),
}

# Texts that are refused, in a frame that is well formed.
UNSTORABLE: dict[str, str] = {
    "no text": "",
    "only white space": " \n\u3000",
    "a NUL": "a\0b",
    "a lone surrogate": "a\ud83db",
    "a turned pair of surrogates": "\ude00\ud83d",
    "too many characters": "x" * (limits.MESSAGE_CHARACTERS + 1),
}

FRAMES: dict[str, tuple[str, Any]] = {
    **{f"no object: {name}": ("bad_frame", frame) for name, frame in NO_OBJECTS.items()},
    **{f"too large: {name}": ("frame_too_large", frame) for name, frame in TOO_LARGE.items()},
    **{f"no command: {name}": ("unknown_command", frame) for name, frame in NO_COMMANDS.items()},
    **{f"wrong field: {name}": ("invalid_fields", frame) for name, frame in WRONG_FIELDS.items()},
    **{f"unstorable: {name}": ("invalid_fields", POST | {"text": text}) for name, text in UNSTORABLE.items()},
    **{f"cannot be done: {name}": case for name, case in CANNOT_BE_DONE.items()},
}
