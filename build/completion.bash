# Completes ./build.sh: targets, options and their values. In ~/.bashrc or by hand: source build/completion.bash
# It reads .nuke/build.schema.json beside the launcher, so that nothing is compiled or started, and either host of NUKE will do.

# Prints "target NAME", "option --name" and "value --name VALUE".
_spice_trial_words() {
    awk '
        function dashed(name,   text, i, c) {
            for (i = 1; i <= length(name); i++) {
                c = substr(name, i, 1)
                text = text (i > 1 && c ~ /[A-Z]/ ? "-" : "") tolower(c)
            }
            return "--" (text in typed ? typed[text] : text)
        }
        BEGIN { typed["hypervisor"] = "host"; typed["trial"] = typed["show-plan"] = "plan" }
        /^(    |        )"[A-Za-z0-9]+": [{]/ {
            split($0, part, "\""); name = part[2]
            # --host is the hypervisor there, and no CI host.
            if ($0 ~ /^        / && name != "Host") print "option", dashed(name)
        }
        /"enum": \[/ { listed = 1; next }
        /\]/ { listed = 0 }
        listed {
            split($0, part, "\"")
            if (name == "ExecutableTarget") print "target", part[2]
            else if (name != "Host") print "value", dashed(name), part[2]
        }' "$1"
}

_spice_trial() {
    local schema current=$2 before=$3 wanted word
    schema=$(dirname -- "$(readlink -f -- "$(command -v -- "$1")")")/.nuke/build.schema.json
    [[ -f $schema ]] || return 0
    if [[ $current == -* ]]; then
        wanted='option --'
    elif [[ $before == --* ]]; then
        wanted="value $before "
    else
        wanted='target '
        for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
            # Targets stand before options.
            [[ $word != -* ]] || return 0
        done
    fi
    mapfile -t COMPREPLY < <(_spice_trial_words "$schema" | sort -u | grep -F -- "$wanted" | awk '{ print $NF }' |
        grep -i -- "^$current")
}

# Where nothing fits, names of files are completed.
complete -o default -F _spice_trial build.sh ./build.sh
