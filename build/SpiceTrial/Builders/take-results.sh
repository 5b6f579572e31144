# From what a build left, takes the regular files that a package build makes and puts them into a folder that it can't write to. Nothing
# is followed: a link, a pipe, a device, a second name of another file or a file beyond 256 MB in their place ends the build.
# Runs when no process of the build is left.
take_results() { # from, into
    [ -d "$1" ] && [ ! -L "$1" ] || { echo 'spice-trial: the build left no folder of results' >&2; return 1; }
    strange=$(find "$1" -mindepth 1 ! \( -type f -links 1 -size -262145k \( -name '*.deb' -o -name '*.buildinfo' -o -name '*.changes' \) \) -printf '%y %s %f\n')
    [ -z "$strange" ] || { printf 'spice-trial: dpkg-buildpackage: error: the build left something else than packages: %s\n' "$strange" >&2; return 1; }
    find "$1" -maxdepth 1 -type f -exec cp --no-preserve=all --no-dereference -t "$2" -- {} +
    # The caller owns the folder, whatever number the environment has for it.
    find "$2" -maxdepth 1 -type f -exec chown --no-dereference "$(stat -c %u:%g "$2")" -- {} +
}

# The words that begin every process of a build: its own user, no capability, and no way to get one.
as_build_user='setpriv --reuid=builder --regid=builder --clear-groups --no-new-privs --inh-caps=-all --bounding-set=-all'
