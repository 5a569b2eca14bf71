# The one image of the chat: web processes, migrations and management commands. It holds no secret and no data.
FROM python:3.13-slim-bookworm

ENV PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 \
    DATA_DIR=/var/lib/chatsite STATIC_ROOT=/opt/chatsite/static BEHIND_PROXY=true

# The group has the number of the nginx image's: nginx may open the sockets and read the files, and no more.
RUN groupadd --non-unique --gid 101 chatsite \
 && useradd --uid 10001 --gid 101 --home-dir /var/lib/chatsite --shell /usr/sbin/nologin chatsite \
 && install --directory --owner chatsite --group 101 --mode 0750 /var/lib/chatsite /run/chatsite /srv/static

WORKDIR /opt/chatsite
COPY requirements.txt ./
RUN pip install --no-cache-dir --disable-pip-version-check --require-hashes --requirement requirements.txt
COPY . ./

# Fails here, not in production, when a file that a page names is missing. The key of this one command is thrown away.
RUN DATA_DIR=/tmp/build python manage.py collectstatic --no-input --verbosity 0 \
 && rm -r /tmp/build \
 && python -m compileall -q .

USER chatsite
VOLUME ["/var/lib/chatsite", "/run/chatsite", "/srv/static"]
CMD ["python", "manage.py", "serve", "--unix", "/run/chatsite/web1.sock"]
