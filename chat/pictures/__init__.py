"""What opens people's pictures: in a child process, with Pillow and the standard library alone.

`chat.files` starts it, and tells it what it may use. Nothing here imports Django or the rest of the chat.
"""
