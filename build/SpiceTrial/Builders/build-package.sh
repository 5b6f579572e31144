# Runs as root inside the build environment, first process of its namespace; standard input is the tool's lifeline.
# Environment: JOBS, OPTIONS (DEB_BUILD_OPTIONS).
# /in holds the source package, /out takes the results, /ccache the compiler cache.
ip link set lo up 2>/dev/null || true
chown builder:builder /build
as_builder() {
    setpriv --reuid=builder --regid=builder --clear-groups env -i \
        PATH=/usr/lib/ccache:/usr/sbin:/usr/bin:/sbin:/bin HOME=/build LC_ALL=C.UTF-8 TZ=UTC USER=builder LOGNAME=builder \
        CCACHE_DIR=/ccache CCACHE_UMASK=000 CCACHE_NOHASHDIR=1 CCACHE_MAXSIZE=1G DEB_BUILD_OPTIONS="$OPTIONS" "$@"
}
cd /build
umask 022
as_builder dpkg-source --no-check --extract /in/*.dsc /build/source >/dev/null
cd /build/source
status=0
as_builder dpkg-buildpackage -us -uc -b "-j$JOBS" || status=$?
[ "$status" != 0 ] || cp --no-preserve=all /build/*.deb /build/*.buildinfo /build/*.changes /out/
# The caller owns the folder, whatever number the environment has for it.
chown -R "$(stat -c %u:%g /out)" /out
exit "$status"
