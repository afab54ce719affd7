"""Posts, to be looked up: nothing of them can be changed. Drafts of phrases have pages of their own."""

from django.contrib import admin

from exercises.admin.played import Played, RoomSessionFilter

from .models import Post
from .textbank import pages

__all__ = ["PostAdmin", "pages"]


@admin.register(Post)
class PostAdmin(Played):
    organisation_path = "room__session__organisation"
    fields = (
        "room",
        "seq",
        "at_moment",
        "kind",
        "channel",
        "handle",
        "name",
        "team",
        "text",
        "emotion",
        "likes",
        "shares",
        "replies",
        "views",
        "deleted",
    )
    readonly_fields = ("at_moment",)
    list_display = ("seq", "room", "at_moment", "handle", "text", "kind", "deleted")
    list_filter = (RoomSessionFilter, "team")
    list_select_related = ("room",)
    ordering = ("-pk",)  # by the primary key: a room may hold a million posts
    search_fields = ("handle", "text")
