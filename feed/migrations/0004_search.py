"""The index of words, and the posts of rooms that are there already. See feed.search."""

from django.db import migrations

from .. import search


def index_posts(apps, schema_editor):
    search.create()
    found = apps.get_model("feed", "Post").objects.filter(deleted=False).exclude(kind="share").order_by()
    rows = found.values_list("room_id", "seq", "text", "handle")
    search.add_all(rows.iterator())


class Migration(migrations.Migration):
    dependencies = [
        ("feed", "0003_edited_posts"),
        ("exercises", "0004_secrets"),
    ]

    operations = [migrations.RunPython(index_posts, lambda apps, schema_editor: search.drop())]
