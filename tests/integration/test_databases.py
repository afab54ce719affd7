"""The databases that tests run on leave nothing of themselves in the next one."""

import pytest
from django.contrib.contenttypes.models import ContentType

from tests.plugins.databases import django_on
from tests.services import PrivatePostgres


@pytest.mark.django_db(transaction=True)
def test_a_kind_of_thing_is_looked_up_in_the_database_in_use(
    postgres_server: PrivatePostgres, postgres_template: str
):
    with postgres_server.database(template=postgres_template) as url, django_on(url):
        ContentType.objects.create(app_label="elsewhere", model="thing")
        assert ContentType.objects.get_by_natural_key("elsewhere", "thing")

    with pytest.raises(ContentType.DoesNotExist):
        ContentType.objects.get_by_natural_key("elsewhere", "thing")
