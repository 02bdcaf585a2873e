#!/bin/sh
# stay-up.sh SECONDS UNIT…: whether each unit is active now and was not started again for so many seconds. Names those that were not,
# with the last words of their journal.
seconds=$1
shift
runs() {
  for unit; do
    echo "$unit $(systemctl show --value --property=ActiveState "$unit") $(systemctl show --value --property=InvocationID "$unit")"
  done
}
before=$(runs "$@")
sleep "$seconds"
after=$(runs "$@")
failed=0
for unit; do
  first=$(printf '%s\n' "$before" | grep -F "$unit ")
  last=$(printf '%s\n' "$after" | grep -F "$unit ")
  case $last in
    "$unit active "*) [ "$first" = "$last" ] && continue; echo "$unit did not stay up: it was started again" >&2 ;;
    *) last=${last#"$unit "}; echo "$unit did not stay up: it is ${last%% *}" >&2 ;;
  esac
  journalctl --unit="$unit" --lines=5 --no-pager --output=cat >&2
  failed=1
done
exit $failed
