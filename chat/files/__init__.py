"""What people upload: examined, and kept."""

from chat.files.examining import Examined, examine, square

__all__ = ["Examined", "examine", "square"]
