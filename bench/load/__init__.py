"""The load generator: thousands of real sockets, driven by one thread that must never be the bottleneck.

Neither asyncio nor a websocket library: epoll, one buffer for all, and no more of a frame read than its length and
the marker inside. That costs about 2 microseconds a delivery, which is less than the leanest server here needs.
"""
