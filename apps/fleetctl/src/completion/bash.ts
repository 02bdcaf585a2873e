import { commandGroups, commands } from '../command-line/commands.js';
import { completedFunctions } from '../command-line/completed-functions.js';
import { commonOptions, type OptionRow } from '../command-line/options.js';
import {
  allOptions,
  flagWords,
  namedArguments,
  namesOf,
  optionWords,
  placeWords,
  secondWords,
  shells,
  wordsWithValue,
} from './words.js';

/**
 * The functions of bash, which zsh runs too. Names of the master never go through `compgen -W`: it expands what it is given, and what is called
 * `$(…)` would be run.
 */
export function bashScript(): string {
  return [...asking(), ...completing()].join('\n');
}

/** `kind`, and what is typed: names, from fleetctl itself. */
function asking(): string[] {
  return [
    '_fleetctl_names() {',
    "  local IFS=$'\\n' program=fleetctl",
    '  case "${COMP_WORDS[0]}" in */*) program="${COMP_WORDS[0]/#\\~/$HOME}" ;; esac',
    '  COMPREPLY+=($("$program" -q "${where[@]}" completion names "$@" -- "$word" 2>/dev/null))',
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
    ...readWords(),
    '  case "$before" in',
    ...choices(),
    '  esac',
    '  case "${positional[0]} ${positional[1]}" in',
    ...ownOptions(),
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
    '  case "${positional[0]}" in',
    ...commandGroups.map(ofGroup),
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
    `      ${placeWords.join('|')}) where+=("\${COMP_WORDS[i]}" "\${COMP_WORDS[i+1]}"); ((i++)) ;;`,
    `      ${wordsWithValue.filter((word) => !placeWords.includes(word)).join('|')}) ((i++)) ;;`,
    '      -L|--list) how=list ;;',
    '      -N|--nodegroup) how=nodegroup ;;',
    '      -[EGPIJCS]|--pcre|--grain|--grain-pcre|--pillar|--pillar-pcre|--compound|--ipcidr) how=other ;;',
    '      -*) ;;',
    '      *) positional+=("${COMP_WORDS[i]}") ;;',
    '    esac',
    '  done',
  ];
}

function choices(): string[] {
  const chosen = commonOptions.filter(
    (row): row is OptionRow & { choices: readonly string[] } => row.choices !== undefined,
  );
  return [
    ...chosen.map(
      (row) =>
        `    --${flagWords(row.flags).long}) COMPREPLY=($(compgen -W '${row.choices.join(' ')}' -- "$word")); return ;;`,
    ),
    `    --root) COMPREPLY=($(compgen -d -- "$word")); return ;;`,
    `    --config|-c) COMPREPLY=($(compgen -f -- "$word")); return ;;`,
    '    --profile) _fleetctl_names profile; return ;;',
  ];
}

function ownOptions(): string[] {
  return commands
    .filter((row) => row.options)
    .map((row) => {
      const pattern = row.name.includes(' ') ? `'${row.name}'` : `'${row.name} '*`;
      return `    ${pattern}) options="$options ${optionWords(row.options ?? []).join(' ')}" ;;`;
    });
}

/** What stands behind `key`, `key accept`, … */
function ofGroup(group: string): string {
  const second = group === 'completion' ? [...shells, 'names'] : secondWords(group);
  const own = commands.find(({ name }) => name === group);
  const offer = (words: string): string => `COMPREPLY=($(compgen -W '${words}' -- "$word"))`;
  const first =
    group === 'doc'
      ? offer(Object.keys(completedFunctions).join(' '))
      : group === 'help'
        ? offer(commandGroups.join(' '))
        : [
            ...(second.length > 0 ? [offer(second.join(' '))] : []),
            ...(own && namesOf(own) ? [`_fleetctl_names ${namesOf(own)}`] : []),
          ].join('; ');
  const named = commands.flatMap((row) => {
    const kind = row.name.startsWith(`${group} `) ? namesOf(row) : undefined;
    return kind === undefined ? [] : [`'${row.name.slice(group.length + 1)}') _fleetctl_names ${kind} ;;`];
  });
  return [
    `    ${group})`,
    `      if [[ \${#positional[@]} -eq 1 ]]; then ${first || ':'}; return; fi`,
    `      case "\${positional[1]}" in ${named.join(' ')} esac`,
    '      return ;;',
  ].join('\n');
}
