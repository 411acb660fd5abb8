#!/usr/bin/env bash
# What the tests need from Debian: PostgreSQL, Chromium, poppler. Installs what is missing where it may, asks otherwise.
set -eu
missing=""
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || missing="$missing postgresql"
command -v chromium >/dev/null || missing="$missing chromium"
command -v pdftoppm >/dev/null || missing="$missing poppler-utils"
[ -z "$missing" ] && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq && apt-get install -y -qq --no-install-recommends $missing >/dev/null
else
    echo "Voor de tests ontbreekt nog:$missing. Installeer dit met: sudo apt-get install$missing" >&2
    exit 1
fi
