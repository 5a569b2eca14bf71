"""What holds from end to end: across reconnects, processes, and the death of any of them."""
