# shellcheck shell=bash
# To be sourced. What the sandbox program prints, made into environment variables: this is the only
# place that knows the form. A fixture `name: "value",` becomes `fixture_name=value`, a list of
# texts becomes one value with blanks between them.

# Undoes the escapes of a text as Rust prints it: only quotes and backslashes occur.
unescape() {
  local text="$1" kept=$'\x01'
  text="${text//\\\\/$kept}"
  text="${text//\\\"/\"}"
  printf '%s' "${text//$kept/\\}"
}

# Exports the fixtures that stand in the given file.
export_fixtures() {
  local line list="" values="" in_list=0
  local text='^    ([a-z0-9_]+): "(.*)",$' open='^    ([a-z0-9_]+): \[$' item='^        "(.*)",$' close='^    \],$'
  while IFS= read -r line; do
    if [[ "$line" =~ $text ]]; then
      export "fixture_${BASH_REMATCH[1]}=$(unescape "${BASH_REMATCH[2]}")"
    elif [[ "$line" =~ $open ]]; then
      list="${BASH_REMATCH[1]}" values="" in_list=1
    elif [[ $in_list == 1 && "$line" =~ $item ]]; then
      values+="${values:+ }$(unescape "${BASH_REMATCH[1]}")"
    elif [[ $in_list == 1 && "$line" =~ $close ]]; then
      export "fixture_$list=$values"
      in_list=0
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
