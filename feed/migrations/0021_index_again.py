"""The index of words is made anew: posts that an operator withholds are in it too, and PostgreSQL's tells
the words of each stretch of a room apart and knows pairs of words. See feed.search."""

from django.db import migrations

from .. import search


def index_again(apps, schema_editor):
    search.clear()
    found = apps.get_model("feed", "Post").objects.filter(deleted=False, hidden=False).exclude(kind="share")
    rows = found.order_by().values_list("room_id", "seq", "withheld", "text", "handle").iterator()
    search.add_all((room, search.placed(seq, withheld), *said) for room, seq, withheld, *said in rows)


class Migration(migrations.Migration):
    dependencies = [("feed", "0020_counted_in_indexes")]

    operations = [migrations.RunPython(index_again, migrations.RunPython.noop)]
