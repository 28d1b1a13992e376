"""The form of every upload: what cannot be read or stored is an error beside the file, no failed page."""

import logging
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import Image
from wagtail.images.forms import BaseImageForm

from catalogue.picture_making import make_ready, say_readable
from catalogue.picture_queue import add_again
from home.models.images import BROKEN

logger = logging.getLogger(__name__)

FOCAL_POINT = {f"focal_point_{name}" for name in ("x", "y", "width", "height")}


class ShopImageForm(BaseImageForm):
    """Wagtail's form for a new picture, a new file or other words: in the library, choosers, many at once."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            self._read = self.fields["file"].to_python
            self.fields["file"].to_python = self._read_all

    def _read_all(self, upload: Any) -> Any:
        """Wagtail looks at the beginning of a file; half a picture is found by reading all of it."""
        try:
            file = self._read(upload)
            if file:
                _decode(upload)
        except ValidationError:
            raise
        except (*BROKEN, MemoryError) as error:
            logger.info("upload refused: %s", error)
            text = _("This picture cannot be read: the file is damaged or not complete.")
            raise ValidationError(text, code="invalid_image") from None
        return file

    def _post_clean(self) -> None:
        super()._post_clean()
        file = self.instance.file
        if not self.errors and "file" in self.changed_data and file and not file._committed:
            self._store(file)

    def _store(self, file: Any) -> None:
        """Write the file now, while the form can still say that there is no room for it."""
        try:
            file.save(file.name, file.file, save=False)
        except OSError:
            logger.exception("an upload cannot be stored")
            self.instance.file = self.original_file
            text = _("The file cannot be stored at the moment. Please try again later.")
            self.add_error("file", ValidationError(text, code="not_stored"))

    def save(self, commit: bool = True) -> Any:
        picture = super().save(commit)
        if commit and {"file", *FOCAL_POINT} & set(self.changed_data):
            say_readable(picture, is_readable=True)
            make_ready(picture)
            add_again(picture)
        return picture


def _decode(upload: Any) -> None:
    upload.seek(0)
    with Image.open(upload) as opened:
        opened.load()
    upload.seek(0)
