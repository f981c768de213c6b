#!/usr/bin/env bash
# Set up what the Makefile's targets need, each part only when what it is made from has changed.
#
#   prepare.sh PART...      parts: venv emulator scanner node-modules site browser dynalite
#
# A part that is ready leaves a stamp: the hash of its inputs. An interrupted part has none and is
# made again. Parts that don't depend on each other are made side by side. Only one prepare.sh
# works at a time, so platforms may be started together on a fresh checkout.
set -euo pipefail
cd "$(dirname "$0")/../.."

fail() {
    printf '\nERROR  %s\n' "$*" >&2
    exit 1
}

hash_of() { # names of files; a missing one counts as empty
    cat "$@" 2>/dev/null | sha256sum | cut -c1-40
}

is_ready() { # stamp file, wanted content
    [ -f "$1" ] && [ "$(cat "$1")" = "$2" ]
}

# A version manager's shim may be on the PATH and yet fail: only running tells.
find_python() {
    local name path why=""
    for name in ${PYTHON:-python3.13 python3.12 python3.11 python3 python}; do
        for path in $(type -aP "$name" 2>/dev/null); do
            "$path" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' \
                >/dev/null 2>&1 </dev/null || continue
            if "$path" -c 'import ensurepip, ssl, venv' >/dev/null 2>&1 </dev/null; then
                printf '%s\n' "$path"
                return
            fi
            why=" $path is a fitting version without venv: install python3-venv."
        done
    done
    fail "Python 3.11, 3.12 or 3.13 is missing: no ${PYTHON:-python3} on the PATH runs as one.$why"
}

check_node() {
    local version major minor
    version=$(node -p process.versions.node 2>/dev/null </dev/null) ||
        fail "Node.js is missing. Install ^20.19 or >=22.12 so that 'node' runs."
    IFS=. read -r major minor _ <<<"$version"
    ((major == 20 && minor >= 19 || major == 22 && minor >= 12 || major > 22)) ||
        fail "Node.js $version is too old. Install ^20.19 or >=22.12."
    npm --version >/dev/null 2>&1 </dev/null || fail "npm is missing. It comes with Node.js."
}

make_venv() { # folder, requirements files...
    local folder=$1 python runtime wanted stamp=$1/.prepared
    local describe='import sys; print(sys.version, sys.base_prefix)'
    shift
    python=$(find_python)
    runtime=$("$python" -c "$describe")
    wanted="$runtime $(hash_of "$@")"
    is_ready "$stamp" "$wanted" && return
    printf 'preparing %s with %s\n' "$folder" "$python" >&2
    # Of another interpreter, or no longer running: start over.
    if [ "$("$folder/bin/python" -c "$describe" 2>/dev/null </dev/null)" != "$runtime" ]; then
        rm -rf "$folder"
        "$python" -m venv "$folder" </dev/null
    fi
    rm -f "$stamp"
    local arguments=()
    for file in "$@"; do arguments+=(-r "$file"); done
    "$folder/bin/python" -m pip install -qq --disable-pip-version-check --no-input \
        "${arguments[@]}" </dev/null || fail "The packages of $* could not be installed (see above)."
    printf '%s\n' "$wanted" >"$stamp"
}

prepare_venv() {
    # requirements-dev.txt includes the other two; all count.
    make_venv .venv requirements-dev.txt requirements.txt requirements-layer.txt
}

prepare_emulator() {
    make_venv .venv-emulator requirements-emulator.txt
}

prepare_scanner() {
    make_venv .venv-scanner requirements-scanner.txt
}

make_node_modules() { # folder
    check_node
    local wanted folder=$1 stamp=$1/node_modules/.prepared
    wanted="$(node -p process.version) $(hash_of "$folder/package-lock.json")"
    is_ready "$stamp" "$wanted" && return
    printf 'preparing %s/node_modules\n' "$folder" >&2
    (cd "$folder" && npm ci --no-audit --no-fund --prefer-offline --loglevel=error </dev/null >&2) ||
        fail "npm ci failed in $folder (see above)."
    printf '%s\n' "$wanted" >"$stamp"
}

prepare_node_modules() {
    make_node_modules frontend
}

prepare_dynalite() { # the DynamoDB of tests that measure reads
    make_node_modules tests/dynalite
}

prepare_site() {
    prepare_node_modules
    local wanted stamp=frontend/dist/.prepared
    wanted=$(hash_of frontend/node_modules/.prepared chalicelib/site.json \
        $(find frontend -type f -not -path '*/node_modules/*' -not -path 'frontend/dist/*' \
            -not -path 'frontend/.*/*' -not -name '*.tsbuildinfo' | LC_ALL=C sort))
    is_ready "$stamp" "$wanted" && return
    printf 'building frontend/dist\n' >&2
    rm -f "$stamp"
    (cd frontend && npm run --silent build </dev/null >&2) || fail "The site could not be built."
    printf '%s\n' "$wanted" >"$stamp"
}

prepare_browser() {
    prepare_node_modules
    local wanted source=frontend/node_modules/@sparticuz/chromium stamp=build/browser/.prepared
    wanted=$(hash_of "$source/package.json" ops/local/unpack-browser.mjs)
    is_ready "$stamp" "$wanted" && return
    printf 'unpacking the browser into build/browser\n' >&2
    rm -rf build/browser
    mkdir -p build/browser
    node ops/local/unpack-browser.mjs "$source/bin" build/browser </dev/null
    printf '%s\n' "$wanted" >"$stamp"
}

mkdir -p build
# pip and npm want a home for their caches.
if [ ! -d "${HOME:-}" ]; then
    mkdir -p build/home
    HOME=$PWD/build/home
    export HOME
fi
if command -v flock >/dev/null; then
    exec 9>build/.prepare.lock
    flock 9
fi

# Python's parts and Node's wait on different things.
pids=()
for part in "$@"; do
    case $part in
    venv) prepare_venv & pids+=($!) ;;
    emulator) prepare_emulator & pids+=($!) ;;
    scanner) prepare_scanner & pids+=($!) ;;
    esac
done
for part in "$@"; do
    case $part in
    venv | emulator | scanner) ;;
    node-modules) prepare_node_modules ;;
    site) prepare_site ;;
    browser) prepare_browser ;;
    dynalite) prepare_dynalite ;;
    *) fail "prepare.sh knows no part $part" ;;
    esac
done
for pid in "${pids[@]:-}"; do
    [ -z "$pid" ] || wait "$pid" || exit 1
done
