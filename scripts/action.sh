#!/bin/bash
# The step of the GitHub Action that checks: inputs come as environment variables, one value a line.
set -eu

summary=$(mktemp)
command=(labelwarden check --format github --output - --output "$summary.md" --fail-on "${LABELWARDEN_FAIL_ON:-minor}")

while IFS= read -r place; do
  [ -z "$place" ] || command+=(--jurisdiction "$place")
done <<< "${LABELWARDEN_JURISDICTIONS:-}"
while IFS= read -r report; do
  [ -z "$report" ] || command+=(--output "$report")
done <<< "${LABELWARDEN_REPORTS:-}"
while IFS= read -r argument; do
  [ -z "$argument" ] || command+=("$argument")
done <<< "${LABELWARDEN_ARGUMENTS:-}"
# Behind the dashes nothing is an option: a path may begin with one.
command+=(--)
while IFS= read -r path; do
  [ -z "$path" ] || command+=("$path")
done <<< "$LABELWARDEN_PATHS"

code=0
"${command[@]}" || code=$?
[ ! -s "$summary.md" ] || cat "$summary.md" >> "${GITHUB_STEP_SUMMARY:-/dev/null}"
rm -f "$summary" "$summary.md"
echo "exit-code=$code" >> "${GITHUB_OUTPUT:-/dev/null}"
exit "$code"
