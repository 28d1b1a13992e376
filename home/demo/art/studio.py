"""Draw the pictures of the demo shop into a folder, on several processes."""

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from functools import lru_cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image

from home.demo.art.gallery import Picture, all_pictures
from home.demo.art.works import WORKS, render

QUALITY = 86
STAMP = ".recipe"
Progress = Callable[[int, int, str], None]
Job = tuple[str, Callable[[], None]]


def pictures() -> list[Picture]:
    """Return every picture the demo shop shows."""
    return all_pictures()


@lru_cache(maxsize=1)
def recipe() -> str:
    """Return a fingerprint of this drawing code; what the same recipe drew need not be drawn again."""
    digest = hashlib.sha256()
    for source in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(source.read_bytes())
    return digest.hexdigest()


@lru_cache(maxsize=24)
def load(path: Path) -> Image.Image:
    """Return a finished print from the scratch folder; each process reads it once."""
    with Image.open(path) as image:
        return image.convert("RGB")


def paint(name: str, scratch: Path, target: Path) -> None:
    """Write one JPEG, whole or not at all. Pictures do not travel between processes, so it is named."""
    picture = next(picture for picture in all_pictures() if picture.name == name)
    image = picture.paint(*(load(scratch / f"{art}.png") for art in picture.arts))
    unfinished = target / f".{name}.part"
    image.save(unfinished, "JPEG", quality=QUALITY, subsampling=0, optimize=True)
    unfinished.replace(target / name)


def forget_stale(target: Path) -> None:
    """Remove pictures drawn by another recipe, and note the recipe of those to come."""
    stamp = target / STAMP
    if stamp.exists() and stamp.read_text() == recipe():
        return
    for picture in all_pictures():
        (target / picture.name).unlink(missing_ok=True)
    stamp.write_text(recipe())


def missing(target: Path) -> list[Picture]:
    """Return the pictures that are not in the folder yet."""
    return [picture for picture in all_pictures() if not (target / picture.name).exists()]


def needed_works(wanted: Iterable[Picture]) -> list[str]:
    """Return the names of the works these pictures show, in the order of the catalogue."""
    shown = {art.removesuffix("-close") for picture in wanted for art in picture.arts}
    return [name for name in WORKS if name in shown]


def one_by_one(jobs: list[Job]) -> Iterator[str]:
    """Do the jobs in this process; yield the label of each as it is done."""
    for label, job in jobs:
        job()
        yield label


def in_parallel(pool: ProcessPoolExecutor, jobs: list[Job]) -> Iterator[str]:
    """Do the jobs on the pool; yield the label of each as it is done. Raises what a job raises."""
    labels: dict[Future[None], str] = {pool.submit(job): label for label, job in jobs}
    for done in as_completed(labels):
        done.result()
        yield labels[done]


def draw_all(target: Path, progress: Progress, workers: int | None = None) -> None:
    """Write the JPEGs that are missing from ``target``; pictures drawn by the same recipe stay.

    ``progress(done, total, label)`` is called after each step, and not at all when nothing is missing.
    ``workers`` is the number of processes, all cores by default; 1 draws in this process.
    """
    target.mkdir(parents=True, exist_ok=True)
    forget_stale(target)
    wanted = missing(target)
    works = needed_works(wanted)
    total = len(works) + len(wanted)
    count = workers or os.cpu_count() or 1
    with TemporaryDirectory() as folder:
        scratch = Path(folder)
        first: list[Job] = [(name, partial(render, name, scratch)) for name in works]
        then: list[Job] = [(one.name, partial(paint, one.name, scratch, target)) for one in wanted]
        for done, label in enumerate(steps(first, then, count), 1):
            progress(done, total, label)


def steps(first: list[Job], then: list[Job], workers: int) -> Iterator[str]:
    """Do the first jobs, then the others, which need the first ones done."""
    if workers == 1 or not first:
        yield from one_by_one(first + then)
        return
    with ProcessPoolExecutor(workers) as pool:
        yield from in_parallel(pool, first)
        yield from in_parallel(pool, then)
