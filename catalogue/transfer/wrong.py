"""What a cell is refused with."""


class Wrong(Exception):
    """No value of its column; `text` says what was expected."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text
