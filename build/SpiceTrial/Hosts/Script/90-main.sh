
# ---- arguments

main() {
  verb=${1:-}
  [ $# = 0 ] || shift
  deb='' sha256='' version='' build_id='' expect_version='' expect_sha256='' id='' owner='' remark='' reason='' trouble='' input='' check=''
  within=600 lock_timeout=60
  while [ $# -gt 0 ]; do
    case $1 in
      --dry-run) dry=1; shift; continue ;;
      --replace) replace=1; shift; continue ;;
      --unfinished) unfinished=1; shift; continue ;;
      --deb | --sha256 | --version | --build-id | --expect-version | --expect-sha256 | --id | --owner | --remark | --reason | --within | --lock-timeout) [ $# -gt 1 ] || fail 2 "$1 wants a value" ;;
      *) fail 2 "no such option: $1" ;;
    esac
    case $1 in
      --owner | --remark | --reason) ;;
      *) case $2 in '' | *[!A-Za-z0-9.+~:/_-]*) fail 2 "$1 has a character that it can't have" ;; esac ;;
    esac
    case $1 in
      --deb) deb=$2 ;;
      --sha256) sha256=$2 ;;
      --version) version=$2 ;;
      --build-id) build_id=$2 ;;
      --expect-version) expect_version=$2 ;;
      --expect-sha256) expect_sha256=$2 ;;
      --id) id=$2 ;;
      --owner) owner=$(printf %s "$2" | tr -c 'A-Za-z0-9@._-' '?') ;;
      --remark) remark=$(printf %s "$2" | tr -c '[:print:]' '?') ;;
      --reason) reason=$(printf %s "$2" | tr -c '[:print:]' '?') ;;
      --within | --lock-timeout)
        case $2 in *[!0-9]*) fail 2 "$1 wants seconds" ;; esac
        if [ "$1" = --within ]; then within=$2; else lock_timeout=$2; fi ;;
    esac
    shift 2
  done
  case $verb in
    read) begin_reading; read_host; fact end 1 ;;
    package) about_package; fact end 1 ;;
    status) begin_reading; status; fact end 1 ;;
    confirm) confirm ;;
    revert) revert ;;
    forget) forget ;;
    expire) expire ;;
    install) install_package ;;
    *) fail 2 "no such verb: $verb" ;;
  esac
}

main "$@" < /dev/null
exit 0
