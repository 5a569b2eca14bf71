"""People who use the site's forms without a browser: for what a test needs done, not seen."""

import uuid

import httpx

from tests.servers.site import Person, Site


class Hand:
    """Somebody who is signed in."""

    def __init__(self, site: Site, person: Person) -> None:
        self.client: httpx.Client = site.client(person)
        self.client.get("/profile/")

    def post(self, path: str, **fields: object) -> str:
        """Send a form; return where it led to."""
        token = self.client.cookies["csrftoken"]
        answer = self.client.post(path, data={"csrfmiddlewaretoken": token, **fields})
        assert answer.status_code == 302, f"{path}: {answer.status_code}\n{answer.text}"
        return answer.headers["Location"]

    def make_room(self, name: str, *members: str, kind: str = "closed") -> str:
        """Own a new room with these members; return its slug."""
        slug = self.post("/rooms/new/", name=name, kind=kind).split("/")[2]
        for member in members:
            self.add(slug, member)
        return slug

    def add(self, slug: str, username: str) -> None:
        self.post(f"/rooms/{slug}/members/", username=username)

    def remove(self, slug: str, username: str) -> None:
        self.post(f"/rooms/{slug}/members/{username}/remove/")

    def change(self, slug: str, name: str, topic: str = "") -> None:
        self.post(f"/rooms/{slug}/settings/", name=name, topic=topic)

    def archive(self, slug: str) -> None:
        self.post(f"/rooms/{slug}/archive/")

    def unarchive(self, slug: str) -> None:
        self.post(f"/rooms/{slug}/unarchive/")

    def talk_to(self, *usernames: str) -> str:
        """Return the slug of the direct room with these people."""
        return self.post("/rooms/direct/", people=list(usernames)).split("/")[2]

    def say(self, slug: str, *texts: str) -> None:
        for text in texts:
            self.post(f"/rooms/{slug}/", client_id=str(uuid.uuid4()), text=text)
