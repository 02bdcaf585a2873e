import { commandGroups, commands } from '../command-line/commands.js';
import { completedFunctions } from '../command-line/completed-functions.js';
import type { OptionRow } from '../command-line/options.js';
import {
  allOptions,
  commandPaths,
  namedArguments,
  namedOperands,
  nextWords,
  optionWords,
  placeWords,
  valueOf,
  wordsWithValue,
  type AskedKind,
} from './words.js';

/**
 * The functions of bash, which zsh runs too. Names of the master never go through `compgen -W`: it expands what it is given, and what is called
 * `$(…)` would be run.
 */
export function bashScript(): string {
  return [...asking(), ...completing()].join('\n');
}

/** Names of a kind, from fleetctl itself; and files, whose names may have blanks in them. */
function asking(): string[] {
  return [
    '_fleetctl_names() {',
    "  local IFS=$'\\n' program=fleetctl",
    '  case "${COMP_WORDS[0]}" in */*) program="${COMP_WORDS[0]/#\\~/$HOME}" ;; esac',
    '  COMPREPLY+=($("$program" -q "${where[@]}" completion names "$@" -- "$word" 2>/dev/null))',
    '}',
    '_fleetctl_files() {',
    "  local IFS=$'\\n'",
    '  compopt -o filenames 2>/dev/null',
    '  COMPREPLY=($(compgen "$1" -- "$word"))',
    '}',
  ];
}

function completing(): string[] {
  const options = optionWords(allOptions).join(' ');
  const functions = Object.keys(completedFunctions).join(' ');
  return [
    '_fleetctl_complete() {',
    '  local word="${COMP_WORDS[COMP_CWORD]}" before="${COMP_WORDS[COMP_CWORD-1]}"',
    '  word="${word#[\\"\\\']}"',
    `  local options='${options} --help --version' IFS=$' \\t\\n'`,
    '  COMPREPLY=()',
    '  # bash makes three words of --out=json.',
    '  if [[ $word == = ]]; then word=; elif [[ $before == = ]]; then before="${COMP_WORDS[COMP_CWORD-2]}"; fi',
    ...readWords(),
    '  case "${positional[*]} " in',
    ...ownOptions(),
    '  esac',
    '  case "$before" in',
    ...valuesOf(allOptions).map((line) => `    ${line}`),
    `    ${wordsWithValue.join('|')}) return ;;`,
    '  esac',
    '  if [[ $word == -* ]]; then COMPREPLY=($(compgen -W "$options" -- "$word")); return; fi',
    '  if [[ ${#positional[@]} -eq 0 ]]; then',
    '    case "$how" in',
    '      list) _fleetctl_names minion --commas ;;',
    '      nodegroup) _fleetctl_names nodegroup ;;',
    `      glob) COMPREPLY=($(compgen -W '${commandGroups.join(' ')}' -- "$word")); _fleetctl_names minion ;;`,
    '    esac',
    '    return',
    '  fi',
    '  case "${#positional[@]} ${positional[*]} " in',
    ...commandWords(),
    '  esac',
    `  if [[ \${#positional[@]} -eq 1 ]]; then COMPREPLY=($(compgen -W '${functions}' -- "$word")); return; fi`,
    '  local names=',
    '  case "${positional[1]}" in',
    ...Object.entries(completedFunctions).flatMap(([name, args]) =>
      args === '' ? [] : [`    ${name}) names='${args}' ;;`],
    ),
    '  esac',
    '  compopt -o nospace 2>/dev/null',
    `  COMPREPLY=($(compgen -S = -W "$names" -- "$word"))`,
    '  case "${positional[1]} ${#positional[@]}" in',
    ...namedArguments().map(
      ({ place, kind, functions: named }) =>
        `    ${named.map((name) => `'${name} ${place + 2}'`).join('|')}) _fleetctl_names ${kind} --commas ;;`,
    ),
    '  esac',
    '}',
  ];
}

/** Before the cursor: what is neither an option nor the value of one (target, function, arguments), which master is meant, and how the target is. */
function readWords(): string[] {
  return [
    '  local positional=() where=() how=glob i',
    '  for ((i = 1; i < COMP_CWORD; i++)); do',
    '    case "${COMP_WORDS[i]}" in',
    `      ${placeWords.join('|')})`,
    '        local place="${COMP_WORDS[i]}"; [[ ${COMP_WORDS[i+1]} == = ]] && ((i++))',
    '        where+=("$place" "${COMP_WORDS[i+1]}"); ((i++)) ;;',
    `      ${wordsWithValue.filter((word) => !placeWords.includes(word)).join('|')}) [[ \${COMP_WORDS[i+1]} == = ]] && ((i++)); ((i++)) ;;`,
    '      -L|--list) how=list ;;',
    '      -N|--nodegroup) how=nodegroup ;;',
    '      -[EGPIJCS]|--pcre|--grain|--grain-pcre|--pillar|--pillar-pcre|--compound|--ipcidr) how=other ;;',
    '      -*) ;;',
    '      *) positional+=("${COMP_WORDS[i]}") ;;',
    '    esac',
    '  done',
  ];
}

function valuesOf(rows: readonly Pick<OptionRow, 'flags' | 'choices'>[]): string[] {
  return rows.flatMap((row) => {
    const value = valueOf(row);
    if (value === undefined) return [];
    const { choices, kind } = value;
    return [`${optionWords([row]).join('|')}) ${choices ? offered(choices) : named(kind as AskedKind)}; return ;;`];
  });
}

/** `events count` before `events`, which begins like it. */
const byLength = [...commands].sort((one, other) => other.name.split(' ').length - one.name.split(' ').length);

function ownOptions(): string[] {
  return byLength.map((row) => {
    const own = row.options ?? [];
    const values = valuesOf(own);
    return [
      `    '${row.name} '*)`,
      ...(own.length > 0 ? [`      options="$options ${optionWords(own).join(' ')}"`] : []),
      ...(values.length > 0 ? [`      case "$before" in ${values.join(' ')} esac`] : []),
      '      ;;',
    ].join('\n');
  });
}

/** What stands behind `key`, `key accept`, `key accept miner-01`, … */
function commandWords(): string[] {
  const many = (name: string): string => `[0-9]' ${name} '*|[0-9][0-9]' ${name} '*`;
  const operands = byLength.flatMap((row) => {
    const words = row.name.split(' ').length;
    return namedOperands(row).map(({ place, rest, kind }) => ({
      pattern: rest ? many(row.name) : `'${words + place} ${row.name} '*`,
      offer: named(kind),
      place,
    }));
  });
  const own = (path: string): string => {
    const row = commands.find(({ name }) => name === path);
    const first = row && namedOperands(row).find(({ place }) => place === 0);
    return first ? `; ${named(first.kind)}` : '';
  };
  const functions = Object.keys(completedFunctions);
  return [
    `    [0-9]' doc '*) ${offered(functions)}; return ;;`,
    `    '1 help ') ${offered(commandGroups)}; return ;;`,
    ...commandPaths.map(
      (path) => `    '${path.split(' ').length + 1} help ${path} ') ${offered(nextWords(path))}; return ;;`,
    ),
    ...commandPaths.map(
      (path) => `    '${path.split(' ').length} ${path} ') ${offered(nextWords(path))}${own(path)}; return ;;`,
    ),
    ...operands
      .sort((one, other) => one.place - other.place)
      .map(({ pattern, offer }) => `    ${pattern}) ${offer}; return ;;`),
    `    ${commandGroups.map((group) => `[0-9]' ${group} '*`).join('|')}) return ;;`,
  ];
}

function offered(words: readonly string[]): string {
  return `COMPREPLY=($(compgen -W '${words.join(' ')}' -- "$word"))`;
}

function named(kind: AskedKind | 'file' | 'dir'): string {
  if (kind !== 'file' && kind !== 'dir') return `_fleetctl_names ${kind}`;
  return `_fleetctl_files -${kind === 'file' ? 'f' : 'd'}`;
}
