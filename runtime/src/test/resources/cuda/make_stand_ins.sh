#!/bin/sh
# Builds the stand-ins next to this script, for Linux x86-64, with any C compiler: the tests load them.
cd "$(dirname "$0")" || exit 1
build() {
  name=$1
  source=$2
  shift 2
  cc -shared -nostdlib -s -O1 -fPIC "$@" -Wl,-z,noseparate-code \
    -Wl,--build-id=none -Wl,--hash-style=gnu -fno-asynchronous-unwind-tables -o "$name" "$source"
}
build empty.so driver.c -DEMPTY
build broken.so driver.c -DINIT=999 -DVERSION=0
build no-device.so driver.c -DINIT=100 -DVERSION=12020
build old.so driver.c -DINIT=0 -DVERSION=11040
build ready.so driver.c -DINIT=0 -DVERSION=12020
build runtime.so runtime.c -DCOUNT=2
build runtime-refuses.so runtime.c -DCOUNT=-35
