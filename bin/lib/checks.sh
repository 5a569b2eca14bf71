# The steps of bin/test. Sourced by it.

# step TITLE COMMAND...: a heading, then the command. One that fails ends the run: `set -e` holds inside of it, for it
# is no part of a condition, and the trap says which it was.
step() {
    title="$1"
    shift
    started="$(date +%s)"
    printf '\n==> %s\n' "$title"
    trap 'printf "\nFAILED: %s\n" "$title" >&2' EXIT
    "$@"
    trap - EXIT
    printf '    %s s\n' "$(($(date +%s) - started))"
}

test_environment() {
    make_environment "${1:-.venv-test}" requirements.txt requirements-dev.txt
}

# manage COMMAND...: runs it with the settings of a site in production, none of whose servers need be there.
manage_production() {
    env SITE_URL=https://chat.example.org BEHIND_PROXY=true PROCESSES=2 SECRET_KEY="$(head -c 48 /dev/urandom | base64)" \
        DATABASE_URL=postgres://chat:password@127.0.0.1:5432/chat REDIS_URL=redis://127.0.0.1:6379/0 \
        DATA_DIR=.venv-test/data .venv-test/bin/python -W error::DeprecationWarning manage.py "$@"
}

check_migrations() {
    .venv-test/bin/python manage.py makemigrations --check --dry-run --settings tests.settings
}

test_scripts() {
    scripts="$(find tests/js -name '*.test.*js')"
    [ -n "$scripts" ] || fail "tests/js has no tests."
    # shellcheck disable=SC2086 # a list of names without spaces
    node --test --test-reporter=spec $scripts
}

# quick_tests ENVIRONMENT: all that start no servers, as many at once as there are processors.
quick_tests() {
    "$1/bin/python" -m pytest --numprocesses "$(getconf _NPROCESSORS_ONLN)" -m "not servers and not browser" -q --durations=0 --durations-min=2
}

# Prints each other Python, beside the main one, that this machine has and the chat supports.
other_pythons() {
    main="$(.venv-test/bin/python -c 'import sys; print("%d.%d" % sys.version_info[:2])')"
    for version in 3.11 3.12 3.13; do
        [ "$version" != "$main" ] || continue
        for python in "python$version" ~/.pyenv/versions/"$version".*/bin/python; do
            if "$python" -c '' 2>/dev/null; then
                echo "$version $python"
                break
            fi
        done
    done
}

quick_tests_on_every_python() {
    quick_tests .venv-test
    other_pythons | while read -r version python; do
        echo "--- Python $version"
        PYTHON="$python" test_environment ".venv-test-$version"
        quick_tests ".venv-test-$version" </dev/null
    done
}
