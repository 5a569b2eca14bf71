"""The HTTP API: get through access, call an action or a query, answer JSON. No rule of its own but what tokens may."""
