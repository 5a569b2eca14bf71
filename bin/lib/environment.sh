# Virtual environments that hold exactly what a requirements file pins. Sourced by the programs in bin/.

fail() {
    printf '%s\n' "$@" >&2
    exit 1
}

is_supported_python() {
    "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null
}

# Prints the first Python that can serve: PYTHON where it is set, otherwise what the machine calls python3.
supported_python() {
    for candidate in ${PYTHON:-python3 python3.13 python3.12 python3.11}; do
        if is_supported_python "$candidate"; then
            echo "$candidate"
            return
        fi
    done
    fail "Chatsite needs Python 3.11, 3.12 or 3.13, and found none." \
        "Install one (Debian, Ubuntu: apt-get install python3 python3-venv), or name one: PYTHON=/path/to/python3 $0"
}

make_empty_environment() {
    python="$(supported_python)"
    "$python" -c 'import ensurepip' 2>/dev/null || fail "$python cannot make virtual environments." \
        "Debian and Ubuntu keep that part in a package of its own: apt-get install python3-venv"
    rm -rf "$1"
    "$python" -m venv "$1"
}

# make_environment FOLDER REQUIREMENTS...: FOLDER has what these files pin. Costs nothing when it had already: the copy
# of them that is left in the folder, once all is installed, says so. PYTHON chooses what a new folder is made with.
make_environment() {
    folder="$1"
    shift
    if cat "$@" | cmp -s - "$folder/installed.txt" && "$folder/bin/python" -c '' 2>/dev/null; then
        return
    fi
    "$folder/bin/python" -m pip --version >/dev/null 2>&1 || make_empty_environment "$folder"
    echo "Installing $* into $folder ..."
    rm -f "$folder/installed.txt"
    "$folder/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes \
        $(printf -- '--requirement %s ' "$@")
    cat "$@" >"$folder/installed.txt"
}
