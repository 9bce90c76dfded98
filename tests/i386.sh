#!/bin/sh
# SPDX-License-Identifier: MIT
# Usage: sh tests/i386.sh DIRECTORY
#
# Build the core and its C tests for i386 with sanitizers, and run them: sizes
# and alignment of 32 bits. Debian, with the packages libc6-dev-i386 and
# gcc-multilib, or gcc-12-multilib; check for i386 is downloaded to DIRECTORY.
set -eu
cd "$(dirname "$0")/.."
mkdir -p "$1/lists/partial" "$1/cache/archives/partial"
out=$(cd "$1" && pwd)

apt() {
  apt-get -q -o Dir::State::Lists="$out/lists" -o Dir::Cache="$out/cache" \
    -o APT::Architectures::=amd64 -o APT::Architectures::=i386 "$@"
}

if [ ! -d "$out/root" ]; then
  apt update || : # other sources may fail: the next command needs Debian's
  (cd "$out" && apt download check:i386 libsubunit-dev:i386)
  for package in "$out"/*_i386.deb; do
    dpkg -x "$package" "$out/root"
  done
  ln -s /usr/include/x86_64-linux-gnu/asm "$out/root/usr/include/asm"
fi

cat >"$out/pkg-config" <<END
#!/bin/sh
export PKG_CONFIG_SYSROOT_DIR=$out/root
export PKG_CONFIG_LIBDIR=$out/root/usr/lib/i386-linux-gnu/pkgconfig
exec pkg-config "\$@"
END
chmod +x "$out/pkg-config"
cat >"$out/i386.txt" <<END
[binaries]
c = ['gcc', '-m32']
ar = 'ar'
pkgconfig = '$out/pkg-config'
[properties]
needs_exe_wrapper = false
[host_machine]
system = 'linux'
cpu_family = 'x86'
cpu = 'i686'
endian = 'little'
END

[ -d "$out/build" ] || meson setup "$out/build" --cross-file "$out/i386.txt" \
  -Db_sanitize=address,undefined -Db_lundef=false -Doptimization=1 \
  -Ddefault_library=static -Didn=disabled -Ddns=disabled -Dc_args="\
-DSESD_PIECES -fno-sanitize-recover=all -isystem $out/root/usr/include"
ninja -C "$out/build"
CK_FORK=no COMBINATIONS_STEP=500 meson test -C "$out/build" \
  --timeout-multiplier 5 --no-suite bench --no-suite growth
