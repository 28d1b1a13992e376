"""How the demo shows its long steps: a bar on a terminal, one line a step in a file."""

from io import StringIO

from config.demo_seed.progress import Progress


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


def run(out: StringIO) -> str:
    progress = Progress(out)
    for title, total in (("Drawing the art", 314), ("Placing orders", 2), ("Noting", 0)):
        progress.say(title)
        for done in range(1, total + 1):
            progress(done, total, f"picture {done}")
    progress.close()
    return out.getvalue()


def test_a_step_is_one_line_in_a_file():
    assert run(StringIO()).splitlines() == [
        "Drawing the art  25 %  50 %  75 %  100 %",
        "Placing orders  25 %  50 %  75 %  100 %",
        "Noting",
    ]


def test_a_step_is_one_bar_on_a_terminal():
    said = run(Terminal())

    assert said.count("\n") == 3
    assert "Drawing the art  ████████████░░░░░░░░░░░░  50 %  picture 157" in said.replace("   50", "  50")
