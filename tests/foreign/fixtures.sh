# shellcheck shell=bash
# To be sourced. What `backhaul-sandbox --fixtures` prints, made into environment variables: a line
# `name   value` becomes `fixture_name=value`. Several values of one name have blanks between them.

# Exports the fixtures that the given file has.
export_fixtures() {
  local line form='^([a-z0-9_]+) +(.*)$'
  while IFS= read -r line; do
    if [[ "$line" =~ $form ]]; then
      export "fixture_${BASH_REMATCH[1]}=${BASH_REMATCH[2]}"
    fi
  done <"$1"
}

# Prints a fixture.
fixture() {
  local variable="fixture_$1"
  if [[ -z "${!variable:-}" ]]; then
    echo "the sandbox has no fixture $1" >&2
    return 1
  fi
  printf '%s' "${!variable}"
}
