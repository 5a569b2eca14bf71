"""The addresses of the whole site."""

from django.contrib import admin
from django.urls import include, path

from chat.views import health

urlpatterns = [
    path("healthz", health.healthz),
    path("readyz", health.readyz),
    path("admin/", admin.site.urls),
    path("accounts/", include("allauth.account.urls")),
    path("", include("chat.urls")),
]
