#!/bin/sh
# Finds Chromium for the browser journeys, installs Debian's where packages may be installed, else says how to get it.
[ -n "$SKIP_BROWSER" ] && exit 0
for name in chromium chromium-browser google-chrome; do
    command -v "$name" >/dev/null 2>&1 && exit 0
done
[ -n "$CHROMIUM" ] && [ -x "$CHROMIUM" ] && exit 0
if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
    echo "Installing Chromium for the browser journeys…"
    { apt-get update -qq && apt-get install -y -qq chromium; } >/dev/null 2>&1 && command -v chromium >/dev/null 2>&1 && exit 0
fi
echo "The browser journeys need Chromium. Install it (Debian: sudo apt-get install chromium), or name one with" >&2
echo "CHROMIUM=/path/to/chromium, or waive those journeys with SKIP_BROWSER=1." >&2
exit 1
