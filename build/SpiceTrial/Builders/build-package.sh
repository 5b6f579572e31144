# Runs inside the build environment as the user of builds, who owns /build and nothing else.
# Environment: JOBS, OPTIONS (DEB_BUILD_OPTIONS).
# A second build for comparison sets SOURCE, LOCALE and ZONE to other values than the first, and VARY, which leaves the cache out.
# /in holds the source package, /build/result takes the results (take-results.sh), /ccache the compiler cache.
source=${SOURCE:-/build/source}
# Depend mode asks the compiler for what it read (-MD, which meson sets) instead of running the preprocessor before it: an empty
# cache costs a twentieth of the processor time of a build, not a quarter.
as_builder() {
    env -i \
        PATH=/usr/lib/ccache:/usr/sbin:/usr/bin:/sbin:/bin HOME=/build LC_ALL="${LOCALE:-C.UTF-8}" TZ="${ZONE:-UTC}" USER=builder LOGNAME=builder \
        CCACHE_DIR=/ccache CCACHE_UMASK=000 CCACHE_NOHASHDIR=1 CCACHE_DEPEND=1 CCACHE_MAXSIZE=1G ${VARY:+CCACHE_DISABLE=1} DEB_BUILD_OPTIONS="$OPTIONS" "$@"
}
build() { (cd "$source" && as_builder dpkg-buildpackage -us -uc -b "-j$JOBS" "$@"); }
cd /build
umask 022
as_builder mkdir -p "${source%/*}"
as_builder dpkg-source --no-check --extract /in/*.dsc "$source" >/dev/null
sources=/in
status=0
if [ -n "${VARY:-}" ]; then
    build || status=$?
elif tree=/ccache/trees/$(key_of_source).tar && restore_tree; then
    build -nc || { status=$?; forget_tree; }
else
    build || status=$?
    [ "$status" != 0 ] || keep_tree
fi
[ "$status" = 0 ] || exit "$status"
mkdir /build/result
mv "${source%/*}"/*.deb "${source%/*}"/*.buildinfo "${source%/*}"/*.changes /build/result/
