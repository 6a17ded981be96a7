"""Signing in and out, the own password, and the language and look of the pages."""

from django.contrib.auth.views import LogoutView
from django.urls import include, path

from config import views

urlpatterns = [
    path("sign-in/", views.SignIn.as_view(), name="sign-in"),
    path("sign-out/", LogoutView.as_view(), name="sign-out"),
    path("password/", views.ChangePassword.as_view(), name="change-password"),
    path("language/", include("django.conf.urls.i18n")),
    path("theme/", views.theme, name="theme"),
]
