"""How much room the files of each row take."""

from typing import Any

from django.contrib import admin
from django.db.models import Model, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from chat.models import Attachment


def with_taken(rows: QuerySet[Any], of: str) -> QuerySet[Any]:
    """Add to each row `taken`: the bytes of the attachments that name it in their field `of`."""
    theirs = Attachment.objects.filter(**{of: OuterRef("pk")}).order_by().values(of)
    return rows.annotate(taken=Coalesce(Subquery(theirs.annotate(bytes=Sum("stored_bytes")).values("bytes")), 0))


class TakenColumn:
    """A column for a list of such rows."""

    @admin.display(description=_("files"), ordering="taken")
    def taken(self, row: Model) -> str:
        return filesizeformat(row.taken)  # type: ignore[attr-defined]
