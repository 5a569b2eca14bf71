"""The addresses of the pages. Whatever is not here needs a websocket: live/routing.py."""

from django.urls import path, register_converter

from chat.views import (
    avatars,
    completion,
    connections,
    files,
    home,
    invitations,
    lists,
    members,
    messages,
    preview,
    profile,
    reading,
    rooms,
    search,
    seen,
    setup,
    shared_files,
    threads,
    tokens,
    uploads,
)


class SlugConverter:
    """A room's address in any language's letters."""

    regex = r"[-\w]+"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class KeyConverter(SlugConverter):
    """A name that we have made ourselves, and that is a part of a path."""

    regex = r"[A-Za-z0-9_-]{22}"


register_converter(SlugConverter, "room")
register_converter(KeyConverter, "key")

app_name = "chat"
urlpatterns = [
    path("", home.home, name="home"),
    path("search/", search.search, name="search"),
    path("setup/", setup.setup, name="setup"),
    path("profile/", profile.profile, name="profile"),
    path("profile/avatar/", avatars.avatar, name="avatar"),
    path("profile/avatar/delete/", avatars.delete, name="avatar-delete"),
    path("avatars/<key:key>/<int:width>.webp", avatars.picture, name="avatar-picture"),
    path("profile/connections/", connections.connections, name="connections"),
    path("profile/connections/<slug:name>/close/", connections.close, name="connection-close"),
    path("profile/log-ins/end/", connections.end_others, name="log-ins-end"),
    path("profile/log-ins/<slug:digest>/end/", connections.end, name="log-in-end"),
    path("profile/tokens/", tokens.tokens, name="tokens"),
    path("profile/tokens/<int:token_id>/revoke/", tokens.revoke, name="token-revoke"),
    path("invitations/<str:token>/", invitations.invitation, name="invitation"),
    path("people/", completion.people, name="people"),
    path("people/<str:username>/", profile.card, name="person"),
    path("open-rooms/", completion.open_rooms, name="open-rooms"),
    path("saved/", lists.saved, name="saved"),
    path("mentions/", lists.mentions, name="mentions"),
    path("files/<str:key>/", files.file, name="file"),
    path("files/<str:key>/<int:width>.webp", files.thumbnail, name="thumbnail"),
    path("uploads/", uploads.uploads, name="uploads"),
    path("uploads/<str:key>/", uploads.upload, name="upload"),
    path("uploads/<str:key>/delete/", uploads.delete, name="upload-delete"),
    path("rooms/", rooms.directory, name="rooms"),
    path("rooms/new/", rooms.new, name="room-new"),
    path("rooms/read/", reading.read_all, name="rooms-read"),
    path("rooms/direct/", rooms.direct, name="direct-new"),
    path("rooms/<room:slug>/", rooms.room, name="room"),
    path("rooms/<room:slug>/<int:number>/", rooms.message, name="message"),
    path("rooms/<room:slug>/<int:number>/text/", messages.text, name="message-text"),
    path("rooms/<room:slug>/<int:number>/reactions/", messages.reactions, name="message-reactions"),
    path("rooms/<room:slug>/<int:number>/save/", messages.save, name="message-save"),
    path("rooms/<room:slug>/<int:number>/unsave/", messages.unsave, name="message-unsave"),
    path("rooms/<room:slug>/<int:number>/thread/", threads.thread, name="thread"),
    path("rooms/<room:slug>/<int:number>/edits/", threads.edits, name="message-edits"),
    path("rooms/<room:slug>/pins/", lists.pins, name="pins"),
    path("rooms/<room:slug>/pictures/", shared_files.pictures, name="pictures"),
    path("rooms/<room:slug>/files/", shared_files.files, name="files"),
    path("rooms/<room:slug>/jump/", threads.jump, name="room-jump"),
    path("rooms/<room:slug>/messages/", messages.page, name="messages"),
    path("rooms/<room:slug>/people/", completion.people_in_room, name="room-people"),
    path("rooms/<room:slug>/preview/", preview.preview, name="room-preview"),
    path("rooms/<room:slug>/seen/", seen.seen, name="room-seen"),
    path("rooms/<room:slug>/settings/", rooms.settings, name="room-settings"),
    path("rooms/<room:slug>/involvement/", reading.involvement, name="room-involvement"),
    path("rooms/<room:slug>/archive/", rooms.archive, name="room-archive"),
    path("rooms/<room:slug>/unarchive/", rooms.unarchive, name="room-unarchive"),
    path("rooms/<room:slug>/join/", members.join, name="room-join"),
    path("rooms/<room:slug>/leave/", members.leave, name="room-leave"),
    path("rooms/<room:slug>/members/", members.members, name="members"),
    path("rooms/<room:slug>/members/<str:username>/role/", members.role, name="member-role"),
    path("rooms/<room:slug>/members/<str:username>/remove/", members.remove, name="member-remove"),
    path("rooms/<room:slug>/invitations/", invitations.invitations, name="invitations"),
    path(
        "rooms/<room:slug>/invitations/<int:invitation_id>/revoke/",
        invitations.revoke,
        name="invitation-revoke",
    ),
]
