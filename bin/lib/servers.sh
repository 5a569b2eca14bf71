# The programs that the tests start, beside Python. Sourced by bin/test.

# nginx and redis-server live where only root looks.
PATH="$PATH:/usr/sbin:/sbin"

has() {
    command -v "$1" >/dev/null 2>&1
}

has_postgresql() {
    has initdb || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1
}

has_chromium() {
    has chromium || has chromium-browser || has google-chrome
}

# The emoji picker shows nothing where no font has emoji in colour.
has_emoji() {
    fc-list 2>/dev/null | grep -qi emoji || [ -e /usr/share/fonts/truetype/noto/NotoColorEmoji.ttf ]
}

# Prints Debian's name of each package that is still missing.
missing_packages() {
    has redis-server || echo redis-server
    has_postgresql || echo postgresql
    has nginx || echo nginx
    has envsubst || echo gettext-base
    has_chromium || echo chromium
    has_emoji || echo fonts-noto-color-emoji
    has docker-compose || echo docker-compose
    has node || echo nodejs
}

# Prints how to become root without being asked for a password; fails when there is no way.
as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        echo env
    else
        sudo -n true 2>/dev/null && echo "sudo -n env"
    fi
}

# Everything that the tests start is there afterwards, or what to install is said and the tests end here.
install_servers() {
    missing="$(missing_packages | tr '\n' ' ')"
    [ -n "$missing" ] || return 0
    echo "Missing: $missing"
    if has apt-get && root="$(as_root)"; then
        # Run level 1 keeps Debian from starting what it installs: the tests start their own, elsewhere.
        quiet="RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive"
        # shellcheck disable=SC2086 # these are lists of words
        $root $quiet apt-get -qq update && $root $quiet apt-get -qq install --no-install-recommends $missing >/dev/null ||
            echo "apt-get failed; what it said stands above."
    fi
    missing="$(missing_packages | tr '\n' ' ')"
    [ -z "$missing" ] || fail "The tests start real servers and a real browser, and some are missing. Install them:" \
        "    apt-get install --no-install-recommends $missing"
}
