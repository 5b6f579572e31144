# Runs as root inside the build environment, first process of its namespace; standard input is the tool's lifeline.
# Environment: JOBS, OPTIONS (DEB_BUILD_OPTIONS).
# A second build for comparison sets SOURCE, LOCALE and ZONE to other values than the first, and VARY, which leaves the cache out.
# /in holds the source package, /out takes the results, /ccache the compiler cache.
ip link set lo up 2>/dev/null || true
chown builder:builder /build
source=${SOURCE:-/build/source}
as_builder() {
    setpriv --reuid=builder --regid=builder --clear-groups env -i \
        PATH=/usr/lib/ccache:/usr/sbin:/usr/bin:/sbin:/bin HOME=/build LC_ALL="${LOCALE:-C.UTF-8}" TZ="${ZONE:-UTC}" USER=builder LOGNAME=builder \
        CCACHE_DIR=/ccache CCACHE_UMASK=000 CCACHE_NOHASHDIR=1 CCACHE_MAXSIZE=1G ${VARY:+CCACHE_DISABLE=1} DEB_BUILD_OPTIONS="$OPTIONS" "$@"
}
cd /build
umask 022
as_builder mkdir -p "${source%/*}"
as_builder dpkg-source --no-check --extract /in/*.dsc "$source" >/dev/null
sources=/in
tree=/ccache/trees/$(key_of_source).tar
kept=
[ -n "${VARY:-}" ] || ! restore_tree || kept=1
cd "$source"
status=0
as_builder dpkg-buildpackage -us -uc -b "-j$JOBS" ${kept:+-nc} || status=$?
cd /build
if [ -n "$kept" ] && [ "$status" != 0 ]; then
    as_builder rm -f "$tree"
    echo 'spice-trial: the compiled tree is removed, the next build is a clean one'
elif [ -z "$kept${VARY:-}" ] && [ "$status" = 0 ]; then
    keep_tree
fi
[ "$status" != 0 ] || cp --no-preserve=all "${source%/*}"/*.deb "${source%/*}"/*.buildinfo "${source%/*}"/*.changes /out/
# The caller owns the folder, whatever number the environment has for it.
chown -R "$(stat -c %u:%g /out)" /out
exit "$status"
