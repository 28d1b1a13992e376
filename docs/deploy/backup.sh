#!/bin/sh
# Keeps a copy of the database and of the uploaded files in FOLDER, and removes copies of two weeks ago.
# Usage: backup.sh FOLDER, with DATABASE_URL and SHOP_VAR_DIR in the environment.
set -eu
folder=$1
name=$(date -u +%Y-%m-%dT%H%M%SZ)
umask 077
mkdir -p "$folder"
# Under another name until it is whole: half a copy must not look like one.
pg_dump --format=custom --dbname="$DATABASE_URL" --file="$folder/.$name.dump"
if [ -d "$SHOP_VAR_DIR/media" ]; then
    tar --create --gzip --directory="$SHOP_VAR_DIR" --file="$folder/.$name.media.tar.gz" media
    mv "$folder/.$name.media.tar.gz" "$folder/$name.media.tar.gz"
fi
mv "$folder/.$name.dump" "$folder/$name.dump"
find "$folder" -maxdepth 1 -type f -mtime +14 \( -name '*.dump' -o -name '*.media.tar.gz' \) -delete
echo "$folder/$name.dump"
