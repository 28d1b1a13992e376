"""Which pictures need sizes, and in which order: what is seen first is made first.

Wagtail numbers each use of a picture in its reference index. A cursor there finds what is new; nothing walks
the pictures.
"""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import F, Max, Q, QuerySet
from django.utils import timezone
from wagtail.images import get_image_model
from wagtail.images.models import AbstractImage
from wagtail.models import ReferenceIndex

from catalogue.models.pictures import PictureCursor, PictureDue
from catalogue.models.products import ProductImage

# Where pictures are used, as the reference index names it, and the shapes that are shown of them.
USES: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("productpage", "gallery_images.", ("card", "wide", "piece", "offer", "share")),
    ("productpage", "variants.", ("piece", "wide", "share")),
    ("categorypage", "image", ("wide", "share")),
    ("homepage", "body.hero.phone_picture", ("phone",)),
    ("homepage", "body.hero.picture", ("widest", "share")),
    ("journalpage", "picture", ("story", "widest", "share")),
    ("", "", ("wide",)),  # any other picture in a text
    ("homepage", "body.gallery", ("card",)),
    ("journalpage", "body.gallery", ("card",)),
    ("standardpage", "body.gallery", ("card",)),
)
# At once; what opens a page; a product's first picture; all others.
FIRST, OPENING, MAIN, LATER = range(4)
FIRST_ROW = 8  # products of a category that are seen before scrolling
AT_ONCE = 200  # uses looked at in one go; fewer are somebody's publishing, which comes first
LATE = 200  # numbers below the cursor that a slow transaction may still fill
CLAIMED_FOR = timedelta(minutes=5)
LOOK_BACK_EVERY = timedelta(minutes=10)
LONGEST_WAIT = timedelta(days=1)

Use = tuple[int, str, str, str]  # image, model and path of its use, and the page


def notice_uses() -> int:
    """Write down which pictures came into use since the last look; answers how many uses were looked at."""
    cursor = PictureCursor.objects.get_or_create(pk=1)[0]
    newest = ReferenceIndex.objects.aggregate(newest=Max("pk"))["newest"] or 0
    found = list(_uses().filter(pk__gt=cursor.reference).order_by("pk")[:AT_ONCE].values_list("pk", *_FACTS))
    if found:
        _add([row[1:] for row in found], is_few=len(found) < AT_ONCE // 2)
    reached = found[-1][0] if len(found) == AT_ONCE else newest
    if reached != cursor.reference:
        PictureCursor.objects.filter(pk=1, reference=cursor.reference).update(reference=reached)
    _look_back(cursor)
    return len(found)


def _look_back(cursor: PictureCursor) -> None:
    """Now and then also look at the numbers that a slow transaction has filled behind the cursor."""
    now = timezone.now()
    if cursor.looked_back_at and cursor.looked_back_at > now - LOOK_BACK_EVERY:
        return
    PictureCursor.objects.filter(pk=1).update(looked_back_at=now)
    late = _uses().filter(pk__gt=cursor.reference - LATE, pk__lte=cursor.reference)
    _add(list(late.values_list(*_FACTS)), is_few=False)


def add_again(image: AbstractImage) -> None:
    """For a picture whose file or focal point is new: its sizes are, too, wherever it is used."""
    if _uses().filter(to_object_id=str(image.pk)).exists():
        PictureDue.objects.update_or_create(
            image_id=image.pk, defaults={"rank": FIRST, "not_before": None, "failures": 0}
        )


def shapes_of(image_id: int) -> list[str]:
    """The shapes that are shown of a picture, by all its uses."""
    uses = set(_uses().filter(to_object_id=str(image_id)).values_list("content_type__model", "model_path"))
    shapes = (
        shape
        for model, path, shapes in USES
        for shape in shapes
        if any(path == "" or (model == used and where.startswith(path)) for used, where in uses)
    )
    return list(dict.fromkeys(shapes))


def claim() -> PictureDue | None:
    """The next picture, for nobody else meanwhile; None when none is due."""
    now = timezone.now()
    is_free = Q(not_before=None) | Q(not_before__lte=now)
    for due in PictureDue.objects.filter(is_free)[:5]:
        mine = PictureDue.objects.filter(is_free, pk=due.pk)
        if mine.update(not_before=now + CLAIMED_FOR):
            return due
    return None


def give_back(due: PictureDue) -> None:
    """Time is over before all is made."""
    PictureDue.objects.filter(pk=due.pk).update(not_before=None)


def wait_longer(due: PictureDue) -> None:
    """What could not be written now is tried again later, each time after twice as long."""
    wait = min(timedelta(minutes=2**due.failures), LONGEST_WAIT)
    failures = min(due.failures + 1, 11)
    PictureDue.objects.filter(pk=due.pk).update(not_before=timezone.now() + wait, failures=failures)


_FACTS = ("to_object_id", "content_type__model", "model_path", "object_id")


def _uses() -> QuerySet[ReferenceIndex]:
    pictures = ContentType.objects.get_for_model(get_image_model())
    return ReferenceIndex.objects.filter(to_content_type=pictures)


@transaction.atomic
def _add(uses: Sequence[Use], *, is_few: bool) -> None:
    ranks: dict[int, int] = {}
    for image_id, rank in _ranks(uses):
        ranks[image_id] = min(rank, ranks.get(image_id, LATER))
    there = get_image_model().objects.filter(pk__in=ranks, is_unreadable=False).values_list("pk", flat=True)
    rows = [PictureDue(image_id=pk, rank=FIRST if is_few else ranks[pk]) for pk in there]
    rows.sort(key=lambda row: (row.rank, row.image_id))
    PictureDue.objects.bulk_create(rows, ignore_conflicts=True)


def _ranks(uses: Sequence[Use]) -> Iterator[tuple[int, int]]:
    pages = {int(page) for _image, model, _path, page in uses if model == "productpage"}
    main, opening = _main_pictures(pages)
    for image, model, path, _page in uses:
        image_id = int(image)
        if model == "homepage":
            yield image_id, FIRST if path.startswith("body.hero") else OPENING
        elif image_id in opening or model == "categorypage":
            yield image_id, OPENING
        else:
            yield image_id, MAIN if image_id in main else LATER


def _main_pictures(pages: set[int]) -> tuple[set[int], set[int]]:
    """The first picture of each product; and of these, those in the first rows of their categories."""
    rows = ProductImage.objects.filter(page__in=pages).order_by(
        "page", F("sort_order").asc(nulls_first=True), "pk"
    )
    main: dict[int, tuple[int, str]] = {}
    for page, image, path in rows.values_list("page", "image", "page__path"):
        main.setdefault(page, (image, path))
    opening = {image for image, path in main.values() if int(path[-4:], 36) <= FIRST_ROW}
    return {image for image, _path in main.values()}, opening
