import { commandGroups, commands } from '../command-line/commands.js';
import { completedFunctions } from '../command-line/completed-functions.js';
import type { OptionRow } from '../command-line/options.js';
import {
  allOptions,
  commandPaths,
  flagWords,
  namedArguments,
  namedOperands,
  nextWords,
  placeWords,
  valueOf,
  wordsWithValue,
} from './words.js';

export function fishScript(): string {
  return [...functions(), 'complete -c fleetctl -f', ...options(), ...positions()].join('\n');
}

function quote(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}

/** What fish runs when somebody asks: the words before the cursor without options, names from fleetctl, names of arguments. */
function functions(): string[] {
  const others = wordsWithValue.filter((word) => !placeWords.includes(word));
  return [
    'function __fleetctl_words',
    '    set -l skip 0',
    '    for word in (commandline -opc)[2..-1]',
    '        if test $skip = 1',
    '            set skip 0',
    '            continue',
    '        end',
    '        switch $word',
    `            case ${[...placeWords, ...others].join(' ')}`,
    '                set skip 1',
    "            case '-*'",
    "            case '*'",
    '                echo -- $word',
    '        end',
    '    end',
    'end',
    'function __fleetctl_at',
    '    test (count (__fleetctl_words)) -eq (count $argv); and __fleetctl_behind $argv',
    'end',
    'function __fleetctl_behind',
    '    set -l words (__fleetctl_words)',
    '    test (count $words) -ge (count $argv); or return 1',
    '    for i in (seq (count $argv))',
    "        test $argv[$i] = '*'; or test $argv[$i] = $words[$i]; or return 1",
    '    end',
    'end',
    'function __fleetctl_calls',
    '    set -l words (__fleetctl_words)',
    `    test (count $words) -ge 1; and not contains -- $words[1] ${commandGroups.join(' ')}`,
    'end',
    'function __fleetctl_names',
    '    set -l where',
    '    set -l words (commandline -opc)',
    '    for i in (seq 2 (count $words))',
    `        if contains -- $words[$i] ${placeWords.join(' ')}`,
    '            set where $where $words[$i..(math $i + 1)]',
    '        end',
    '    end',
    `    command fleetctl -q $where completion names $argv -- (commandline -ct | string trim --left --chars=\\'\\") 2>/dev/null`,
    'end',
    'function __fleetctl_arguments',
    '    set -l words (__fleetctl_words)',
    '    set -l names',
    '    switch $words[2]',
    ...Object.entries(completedFunctions).flatMap(([name, args]) =>
      args === '' ? [] : [`        case ${name}`, `            set names ${args}`],
    ),
    '    end',
    "    test (count $names) -gt 0; and printf '%s=\\n' $names",
    '    switch "$words[2] "(count $words)',
    ...namedArguments().flatMap(({ place, kind, functions: named }) => [
      `        case ${named.map((name) => quote(`${name} ${place + 2}`)).join(' ')}`,
      `            __fleetctl_names ${kind} --commas`,
    ]),
    '    end',
    'end',
  ];
}

function options(): string[] {
  const own = commands.flatMap((row) =>
    (row.options ?? []).map((each) => option(each, `-n ${quote(`__fleetctl_seen ${row.name}`)}`)),
  );
  return [
    'function __fleetctl_seen',
    '    set -l words (__fleetctl_words)',
    '    set -l length (count $argv)',
    '    test (count $words) -ge $length; and test "$words[1..$length]" = "$argv"',
    'end',
    ...allOptions.map((row) => option(row)),
    ...own,
  ];
}

function option(row: OptionRow | (typeof allOptions)[number], condition = ''): string {
  const { short, long, takesValue } = flagWords(row.flags);
  const parts = [
    'complete -c fleetctl',
    condition,
    short === undefined ? '' : `-s ${short}`,
    `-l ${long}`,
    takesValue ? '-r' : '',
  ];
  const { choices, kind } = valueOf(row) ?? {};
  if (choices) parts.push(`-a ${quote(choices.join(' '))}`);
  else if (kind === 'file' || kind === 'dir') parts.push('-F');
  else if (kind !== undefined) parts.push(`-a ${quote(`(__fleetctl_names ${kind})`)}`);
  return [...parts, `-d ${quote(row.about)}`].filter((part) => part !== '').join(' ');
}

function positions(): string[] {
  const at = (condition: string, words: string, about?: string): string =>
    `complete -c fleetctl -n ${quote(condition)} -a ${quote(words)}${about === undefined ? '' : ` -d ${quote(about)}`}`;
  const first = 'test (count (__fleetctl_words)) -eq 0';
  return [
    at(
      `${first}; and not __fish_contains_opt -s L list -s N nodegroup -s C compound -s E pcre -s G grain -s I pillar -s S ipcidr`,
      `${commandGroups.join(' ')} (__fleetctl_names minion)`,
    ),
    at(`${first}; and __fish_contains_opt -s L list`, '(__fleetctl_names minion --commas)'),
    at(`${first}; and __fish_contains_opt -s N nodegroup`, '(__fleetctl_names nodegroup)'),
    at('__fleetctl_calls; and test (count (__fleetctl_words)) -eq 1', Object.keys(completedFunctions).join(' ')),
    at('__fleetctl_calls; and test (count (__fleetctl_words)) -ge 2', '(__fleetctl_arguments)'),
    at('__fleetctl_seen doc', Object.keys(completedFunctions).join(' ')),
    at('__fleetctl_at help', commandGroups.join(' ')),
    ...commandPaths.map((path) => at(`__fleetctl_at help ${path}`, nextWords(path).join(' '))),
    ...commandPaths.flatMap((path) =>
      nextWords(path).map((word) =>
        at(`__fleetctl_at ${path}`, word, commands.find(({ name }) => name === `${path} ${word}`)?.about),
      ),
    ),
    ...commands.flatMap((row) =>
      namedOperands(row).map(({ place, rest, kind }) => {
        const before = `${row.name}${" '*'".repeat(place)}`;
        const condition = rest ? `__fleetctl_behind ${before}` : `__fleetctl_at ${before}`;
        return kind === 'file'
          ? `complete -c fleetctl -n ${quote(condition)} -F`
          : at(condition, `(__fleetctl_names ${kind})`);
      }),
    ),
  ];
}
