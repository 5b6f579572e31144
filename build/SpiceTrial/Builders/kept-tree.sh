# A compiled tree that an earlier clean build of the same source left, so that another ring compiles only what differs.
# A build that starts from one leaves none: nothing stands on more than one earlier build. What must be the same for it, and
# what shows that the bytes are: docs/decisions/0003. as_builder, $source, $tree and $sources come from build-package.sh; the
# folder this runs in is the build's own.

# All that compiled objects depend on besides the files compared below: the environment, the options, upstream and debian/.
# The number of jobs and whether tests run do not change what is compiled (Debian Policy 4.9.1).
key_of_source() {
    {
        sha256sum "$sources"/*.orig*.tar.*
        dpkg-query --show
        printf '%s\n' "$OPTIONS" | sed 's/parallel=[0-9]*//; s/nocheck//; s/ //g'
        cd "$source/debian" && find . -type f ! -path './patches/*' ! -path ./changelog -exec sha256sum {} + | LC_ALL=C sort
    } | sha256sum | cut -c 1-32
}

# Kinds, modes, link targets and names of all files but those that packaging, patching and compiling make.
list_files() {
    (cd "$1" && find . ! -type d ! -path './debian/*' ! -path './.pc/*' ! -path './obj-*' ! -path '*/__pycache__/*' -printf '%y %m %l %p\n' | LC_ALL=C sort)
}

# The files of this source that are not as in the kept tree; exit 1 where one is no C or C++: meson, or what it runs, may read it.
list_changed() {
    (cd "$source" && find . -type f ! -path './debian/*' ! -path './.pc/*') | while IFS= read -r file; do
        cmp -s "$source/$file" "kept/source/$file" && continue
        case $file in *.c | *.h | *.cpp | *.hpp) printf '%s\n' "$file" ;; *) exit 1 ;; esac
    done
}

# Exit 0: $source is now a compiled tree that has this source's files. Else $source is as it was.
restore_tree() {
    [ -f "$tree" ] && as_builder mkdir kept && as_builder tar --extract --directory=kept --file="$tree" || return 1
    list_files "$source" >files && list_files kept/source | cmp -s - files && list_changed >changed || return 1
    # Later than all that was compiled, even where this machine's clock is not: ninja goes by time stamps.
    stamp=$(find kept/source -type f -printf '%Ts\n' | sort -n | tail -n 1)
    now=$(date +%s)
    [ "$now" -gt "$stamp" ] && stamp=$now || stamp=$((stamp + 1))
    while IFS= read -r file; do
        as_builder cp --no-preserve=timestamps "$source/$file" "kept/source/$file" && as_builder touch -d "@$stamp" "kept/source/$file" || return 1
    done <changed
    as_builder mv "$source/debian" kept/source/
    [ ! -d "$source/.pc" ] || as_builder mv "$source/.pc" kept/source/
    rm -rf "$source"
    as_builder mv kept/source "$source"
    echo "spice-trial: starts from the compiled tree of an earlier clean build; to compile again: $(tr '\n' ' ' <changed)"
}

forget_tree() {
    as_builder rm -f "$tree"
    echo 'spice-trial: the compiled tree is removed, the next build is a clean one'
}

# Executables are left out: they are linked again anyway, and are most of its size.
keep_tree() {
    ls -d "$source"/obj-* >/dev/null 2>&1 || return 0
    as_builder mkdir -p -m 777 "${tree%/*}"
    (cd "${source%/*}" && find "${source##*/}"/obj-* -type f -perm /111) >executables
    as_builder tar --create --file="$tree.$$" --directory="${source%/*}" --exclude="${source##*/}/debian" --exclude="${source##*/}/.pc" \
        --exclude=__pycache__ --exclude-from=executables "${source##*/}" && as_builder mv "$tree.$$" "$tree" || as_builder rm -f "$tree.$$"
    # A few releases' worth of it; the rest is old.
    ls -t "${tree%/*}" | tail -n +4 | while IFS= read -r old; do as_builder rm -f "${tree%/*}/$old"; done
}
