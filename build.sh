#!/usr/bin/env bash
# Runs the build: ./build.sh TARGET... [--option value]...   (./build.sh --help lists targets, ./build.sh TARGET --help its options)
# Finds or fetches the .NET SDK, compiles build/ when its files changed, and hands over.
set -euo pipefail

# Paths on the command line are seen from where the person stands.
export SPICE_TRIAL_FROM=$PWD
cd -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")"
temp=.nuke/temp
program=build/bin/Debug/_build.dll
# Diagnostics leave a socket in TMPDIR when the build is killed.
export DOTNET_EnableDiagnostics=${DOTNET_EnableDiagnostics:-0}
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 NUKE_TELEMETRY_OPTOUT=1
# The SDK's messages are compared below, and a bare machine has no ICU.
export DOTNET_CLI_UI_LANGUAGE=en DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1
# Nuke binds both to its own parameter "Host" (the CI host) and aborts on any other value.
wanted_host=${NUKE_HOST:-}
# Options of Status and Rollout, and names that others use for other things. CDPATH would send `cd build` elsewhere.
unset HOST NUKE_HOST FORMAT CHECK NAME GROUP CDPATH
# Where gpg may ask for a key's passphrase: programs of the build have no terminal of their own.
[[ -n ${GPG_TTY-} || ! -t 0 ]] || export GPG_TTY=$(tty)

fail() { # status, what, hint
    printf 'error: %s\n  hint: %s\n' "$2" "$3" >&2
    exit "$1"
}

case $wanted_host in
    '' | package | standin) ;;
    *) fail 2 "NUKE_HOST is '$wanted_host'" 'NUKE_HOST=package or NUKE_HOST=standin; unset it to let the package feed decide' ;;
esac

# Which SDK: the one on PATH if build/global.json accepts it, else .dotnet/, else a fetched one.
satisfies() { said=$( (cd build && "$1" --version) 2>&1 ); }

# That of the version that is asked for, and a library of the machine is missing, say: it would be no better fetched again.
does_not_start() {
    fail 1 "the .NET SDK in $PWD/.dotnet does not start: ${said%%$'\n'*}" \
        'install what it lacks (on Debian: sudo apt-get install libstdc++6 zlib1g); or remove .dotnet/, and it is fetched again'
}

find_sdk() {
    dotnet=$(command -v dotnet || true)
    if [[ -n $dotnet ]] && satisfies "$dotnet"; then return; fi
    dotnet=$PWD/.dotnet/dotnet
    if [[ -x $dotnet ]] && satisfies "$dotnet"; then return; fi
    fetch_sdk
}

# Its archive and what comes out of it.
ensure_space() {
    local free
    free=$(df -k --output=avail . 2>/dev/null | sed -n '$p') || return 0
    [[ -z $free || $free -ge $((1024 * 1024)) ]] ||
        fail 1 "$((free / 1024)) MiB are free in $PWD, and fetching the .NET SDK takes 1024" "make space there; or $1"
}

fetch_sdk() {
    local version hint platform archive known url
    version=$(sed -n 's/.*"version": *"\([^"]*\)".*/\1/p' build/global.json)
    hint="install the .NET SDK $version or a later 10.0 by hand, so that \`dotnet --version\` works in build/"
    case $(uname -m) in
        x86_64) platform=linux-x64 ;;
        aarch64) platform=linux-arm64 ;;
        *) fail 1 "no .NET SDK is known for $(uname -m)" "$hint" ;;
    esac
    archive=dotnet-sdk-$version-$platform.tar.gz
    url=https://builds.dotnet.microsoft.com/dotnet/Sdk/$version/$archive
    [[ ! -x $dotnet || ! -d .dotnet/sdk/$version ]] || does_not_start
    ensure_space "$hint"
    # What is fetched runs as root: only the very bytes of .NET's release notes do.
    known=$(grep "  $archive\$" build/sdk.sha512) || fail 1 "build/sdk.sha512 does not have $archive" "$hint"
    echo "no .NET SDK that build/global.json accepts: fetching $version into .dotnet/" >&2
    if command -v curl >/dev/null; then
        curl -fsSL --proto '=https' --tlsv1.2 --retry 2 --max-time 1800 -o "$temp/$archive" "$url" || fail 1 "$url can't be fetched" "$hint"
    elif command -v wget >/dev/null; then
        wget -q --max-redirect=0 --tries=3 --timeout=60 -O "$temp/$archive" "$url" || fail 1 "$url can't be fetched" "$hint"
    else
        fail 1 'neither curl nor wget is there to fetch the .NET SDK' "sudo apt-get install curl ca-certificates; or $hint"
    fi
    if ! (cd "$temp" && sha512sum --quiet --strict --check <<<"$known") >/dev/null 2>&1; then
        rm -f "$temp/$archive"
        fail 3 "$url is not the archive of build/sdk.sha512, and was thrown away" "find out who changed it; or $hint"
    fi
    rm -rf .dotnet .dotnet.new
    mkdir .dotnet.new
    tar -xzf "$temp/$archive" -C .dotnet.new && rm "$temp/$archive" && mv .dotnet.new .dotnet ||
        fail 1 "the .NET SDK $version can't be unpacked" 'look at the free space here, and run again'
    satisfies "$dotnet" || does_not_start
}

# Like dotnet, in build/, whose global.json counts and not one of a folder around the project. MSBuild takes every variable for a property (VERSION,
# Configuration, OutputPath): only what programs need reaches it, and names that none of its properties has (with "_").
sdk() {
    (
        cd build
        while read -r name; do
            case $name in
                HOME | PATH | PWD | USER | LOGNAME | SHELL | TERM | LANG | LANGUAGE | TZ | TMPDIR | TMP | TEMP | CI | HOSTNAME | KRB5CCNAME) ;;
                MSBUILDDISABLENODEREUSE) ;;
                MSBUILD_* | _* | *[!_A-Za-z0-9]*) unset -v "$name" 2>/dev/null || true ;;
                *_*) ;;
                *) unset -v "$name" ;;
            esac
        done < <(compgen -e)
        # MSBuild's nodes outlive the command: none may be left, and none may inherit the lock (9) or the terminal (8).
        exec "$dotnet" "$@" 8>&- 9>&-
    )
}

# A NuGet.config of a folder around the project is somebody else's. Where there is one, this project's own or else the person's is read alone.
choose_configuration() {
    local folder=${PWD%/} own user=${HOME:-}/.nuget/NuGet/NuGet.Config
    configuration=()
    while [[ -n $folder ]]; do
        folder=${folder%/*}
        compgen -G "$folder/[Nn]u[Gg]et.[Cc]onfig" >/dev/null || continue
        own=$(compgen -G "$PWD/[Nn]u[Gg]et.[Cc]onfig" | head -n 1) || true
        # Made by NuGet where it is not there.
        [[ -n $own || -e $user ]] || (cd / && "$dotnet" nuget list source) >/dev/null 2>&1 || true
        configuration=("-p:RestoreConfigFile=${own:-$user}")
        return
    done
}

# Everything that decides the program: paths, sizes and times, so that deleted and older files count too. Restoring
# itself writes the lock files, so they do not. Whoever asks next may have another language.
fingerprint() {
    local -x LC_ALL=C
    {
        echo "$wanted_host"
        find build \( -name bin -o -name obj -o -path build/bench -o -path 'build/SpiceTrial.Tests*' \
            -o -path build/SpiceTrial.EndToEnd \) -prune -o -type f ! -name packages.lock.json -printf '%p %s %T@\n' | sort
        find .editorconfig nuget.config NuGet.Config NuGet.config -printf '%p %s %T@\n' 2>/dev/null || true
    } | sha256sum
}

# A restore of Nuke alone takes a third of the time of one of all packages.
feed_serves_nuke() {
    MSBUILDDISABLENODEREUSE=1 sdk restore NukeFeed/NukeFeed.csproj --nologo -v quiet -nodeReuse:false \
        ${configuration[@]+"${configuration[@]}"} >"$temp/restore.log" 2>&1
}

lacks_only_nuke() {
    local errors
    errors=$(grep -E '(^|[ :])error[ :]' "$temp/restore.log") || return 1
    # The package, its version, or one for this framework.
    ! grep -qvE "error NU110[012]: .*(package|resolve) '?Nuke\.(Common|Components)[. ]" <<<"$errors"
}

decide_host() {
    local remembered=''
    [[ -f $temp/nuke-host ]] && remembered=$(cut -d ' ' -f 1 "$temp/nuke-host")
    if [[ -n $wanted_host ]]; then
        host=$wanted_host reason='NUKE_HOST says so'
    elif [[ $remembered == standin ]]; then
        host=standin reason='the package feed lacked Nuke; remembered: remove .nuke/temp/nuke-host to ask again'
    elif feed_serves_nuke; then
        host=package reason='the package feed serves Nuke'
    elif lacks_only_nuke; then
        host=standin reason='the package feed lacks Nuke'
    else
        cat "$temp/restore.log" >&2
        fail 1 "the packages of build/_build.csproj can't be restored" "see the messages above; NUKE_HOST=standin builds without Nuke's packages"
    fi
    echo "Nuke host: $host ($reason)" >&2
}

compile() {
    local seconds=45
    [[ -f $temp/compile-seconds ]] && seconds=$(<"$temp/compile-seconds")
    echo "compiling the build (about $seconds s, once per change)" >&2
    SECONDS=0
    # The trap runs where the compiler's output goes to a file.
    exec 8>&2
    trap 'echo "cancelled: nothing was started" >&8; exit 130' INT
    find_sdk
    choose_configuration
    decide_host
    # MSBuild keeps a newer one of the other host, whose assemblies are not there.
    rm -f "$temp/build-stamp" build/bin/Debug/_build.deps.json
    # Analyzers and documentation are left to Test, which compiles with both; profiling for a faster second minute costs the first.
    DOTNET_TieredPGO=0 MSBUILDDISABLENODEREUSE=1 sdk build _build.csproj --nologo -v quiet -nodeReuse:false \
        -p:UseSharedCompilation=false -p:RunAnalyzers=false -p:EnforceCodeStyleInBuild=false -p:GenerateDocumentationFile=false \
        ${configuration[@]+"${configuration[@]}"} "-p:NukeHost=$host" >"$temp/compile.log" 2>&1 || {
        grep -E '(error|fatal)' "$temp/compile.log" | sort -u >&2 || cat "$temp/compile.log" >&2
        ! grep -qE 'error NU[0-9]+:' "$temp/compile.log" ||
            fail 1 "the packages of build/_build.csproj can't be restored (Nuke host: $host)" 'see the messages above'
        fail 1 'the build itself does not compile' 'see the messages above; nothing was started'
    }
    trap - INT
    exec 8>&-
    # The wish of one run is not remembered, an answer of the feed is.
    [[ -n $wanted_host || -f $temp/nuke-host ]] || printf '%s %s\n' "$host" "$reason" >"$temp/nuke-host"
    echo "$SECONDS" >"$temp/compile-seconds"
    printf '%s\n%s\n' "$1" "$dotnet" >"$temp/build-stamp.$$"
    mv -f "$temp/build-stamp.$$" "$temp/build-stamp"
}

up_to_date() {
    local stamp=()
    # Who takes it away wants the feed to be asked again.
    [[ -n $wanted_host || -f $temp/nuke-host ]] || return 1
    [[ -f $temp/build-stamp && -f $program ]] || return 1
    mapfile -t stamp <"$temp/build-stamp"
    dotnet=${stamp[1]:-}
    [[ ${stamp[0]:-} == "$1" && -x $dotnet ]]
}

# Under sudo the clone is the person's still. The run gives back once more at its end.
give_back() { [[ $EUID != 0 || -z ${SUDO_UID-} ]] || sh build/give-back.sh || true; }

refuse_foreign() {
    local foreign
    foreign=$({
        find .nuke "$temp" -maxdepth 0 ! -writable
        find "$temp" -maxdepth 1 -type f ! -writable
        find build/bin build/obj build/*/bin build/*/obj -xdev ! -type l ! -writable -print -quit
    } 2>/dev/null) || true
    [[ -z $foreign ]] || fail 1 "${foreign%%$'\n'*} is another user's, and this run has to write there" \
        "where root made it: sudo sh $(printf %q "$PWD/build/give-back.sh"); else ask its owner, or use a clone of your own"
}

# A disk that takes nothing is nobody's fault, and no other user's file.
refuse_full() {
    local error
    error=$(export LC_ALL=C; { mkdir -p "$temp" && echo >"$temp/.write.$$" && rm "$temp/.write.$$"; } 2>&1) && return
    rm -f "$temp/.write.$$" 2>/dev/null || true
    case $error in
        *'Read-only file system'*) fail 1 "$PWD is read-only" 'make it writable, or use a clone elsewhere' ;;
        *'No space left'* | *'quota'*) fail 1 "the disk of $PWD is full" 'make space there, and run again' ;;
    esac
}

mkdir -p "$temp" 2>/dev/null || { refuse_full; refuse_foreign; }
now=$(fingerprint)
if ! up_to_date "$now"; then
    refuse_full
    refuse_foreign
    trap give_back EXIT
    # Two runs at once must not compile at once; the second finds the work done.
    exec 9>"$temp/build.lock"
    give_back
    flock 9
    up_to_date "$now" || compile "$now"
    exec 9>&-
    give_back
    trap - EXIT
fi

# Users say --host for the hypervisor, and --name=value; Nuke reads neither as meant.
# --plan ID is a trial's plan; --plan alone shows what would run.
arguments=()
while [ $# -gt 0 ]; do
    argument=$1
    shift
    case $argument in
        --plan) case ${1--} in -*) arguments+=(--show-plan) ;; *) arguments+=(--trial) ;; esac ;;
        --plan=*) arguments+=(--trial "${argument#*=}") ;;
        -h | '-?') arguments+=(--help) ;;
        --host) arguments+=(--hypervisor) ;;
        --host=*) arguments+=(--hypervisor "${argument#*=}") ;;
        --*=*) arguments+=("${argument%%=*}" "${argument#*=}") ;;
        *) arguments+=("$argument") ;;
    esac
done
# What Test and Fuzz compile is restored as this was.
choose_configuration
export SPICE_TRIAL_RESTORE=${configuration[0]-}
exec "$dotnet" "$program" ${arguments[@]+"${arguments[@]}"}
