mkdir "$folder/once" 2>/dev/null || exit 0
cd /
umask 022
export LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive
: >"$folder/output"
echo $$ >"$folder/pid.new" && mv "$folder/pid.new" "$folder/pid"
"$@" >"$folder/output" 2>&1 </dev/null
echo $? >"$folder/status.new" && mv "$folder/status.new" "$folder/status"
exit 0
