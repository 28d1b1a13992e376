#!/bin/sh
# Restarts the site without a pause, one instance after the other, and then the worker. As root.
set -eu
for number in 1 2; do
    systemctl restart "motacilla-site@$number"
    # Ready says so itself: the other instance is not touched before this one serves.
    tries=0
    until curl --silent --fail --output /dev/null "http://127.0.0.1:800$number/readyz"; do
        tries=$((tries + 1))
        if [ "$tries" -ge 60 ]; then
            echo "motacilla-site@$number is not ready; the other instance still runs as before." >&2
            exit 1
        fi
        sleep 1
    done
done
systemctl restart motacilla-worker
