import { commandGroups, commands } from './commands.js';
import { completedFunctions } from './completed-functions.js';
import { callOptions, commonOptions, type OptionRow } from './options.js';
import { targetOptions } from './target.js';

export const shells = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof shells)[number];

/**
 * What a shell evaluates to complete sub-commands, options and their choices, functions behind a target, and the names of their
 * arguments. Made from the tables, so that it cannot lag behind.
 */
export function completionScript(shell: Shell): string {
  switch (shell) {
    case 'bash':
      return bash();
    case 'zsh':
      // zsh runs bash's functions well, and one script is one truth.
      return `#compdef fleetctl\nautoload -U +X bashcompinit && bashcompinit\n${bash()}`;
    case 'fish':
      return fish();
  }
}

/** The words of `-t, --timeout <seconds>`. */
export function flagWords(flags: string): {
  readonly short?: string;
  readonly long: string;
  readonly takesValue: boolean;
} {
  const short = /(?:^|\s)-([A-Za-z])\b/.exec(flags)?.[1];
  const long = /--([a-z-]+)/.exec(flags)?.[1] as string;
  return { ...(short === undefined ? {} : { short }), long, takesValue: flags.includes('<') };
}

function optionWords(rows: readonly { readonly flags: string }[]): string[] {
  return rows.flatMap(({ flags }) => {
    const { short, long } = flagWords(flags);
    return short === undefined ? [`--${long}`] : [`-${short}`, `--${long}`];
  });
}

function secondWords(group: string): string[] {
  const words = commands.flatMap(({ name }) => (name.startsWith(`${group} `) ? (name.split(' ')[1] ?? []) : []));
  return [...new Set(words)];
}

function bash(): string {
  const options = optionWords([...targetOptions, ...callOptions, ...commonOptions]).join(' ');
  const choices = commonOptions.filter(
    (row): row is OptionRow & { choices: readonly string[] } => row.choices !== undefined,
  );
  const cases = [
    ...choices.map(
      (row) =>
        `    --${flagWords(row.flags).long}) COMPREPLY=($(compgen -W '${row.choices.join(' ')}' -- "$word")); return ;;`,
    ),
    `    --root) COMPREPLY=($(compgen -d -- "$word")); return ;;`,
    `    --config|-c) COMPREPLY=($(compgen -f -- "$word")); return ;;`,
    ...commandGroups.flatMap((group) => {
      const words = group === 'completion' ? [...shells] : secondWords(group);
      return words.length > 0
        ? [`    ${group}) COMPREPLY=($(compgen -W '${words.join(' ')}' -- "$word")); return ;;`]
        : [];
    }),
  ];
  const own = commands
    .filter((row) => row.options)
    .map((row) => `    '${row.name}') options="$options ${optionWords(row.options ?? []).join(' ')}" ;;`);
  return [
    '_fleetctl() {',
    '  local word="${COMP_WORDS[COMP_CWORD]}" before="${COMP_WORDS[COMP_CWORD-1]}"',
    `  local options='${options} --help --version'`,
    '  case "$before" in',
    ...cases,
    '  esac',
    '  case "${COMP_WORDS[1]} ${COMP_WORDS[2]}" in',
    ...own,
    '  esac',
    '  if [[ $word == -* ]]; then COMPREPLY=($(compgen -W "$options" -- "$word")); return; fi',
    ...positionalWords(),
    `  if [[ \${#positional[@]} -eq 0 ]]; then COMPREPLY=($(compgen -W '${commandGroups.join(' ')}' -- "$word")); return; fi`,
    `  case "\${positional[0]}" in ${commandGroups.join('|')}) return ;; esac`,
    `  if [[ \${#positional[@]} -eq 1 ]]; then COMPREPLY=($(compgen -W '${Object.keys(completedFunctions).join(' ')}' -- "$word")); return; fi`,
    '  local names=',
    '  case "${positional[1]}" in',
    ...Object.entries(completedFunctions).flatMap(([name, args]) =>
      args === '' ? [] : [`    ${name}) names='${args}' ;;`],
    ),
    '  esac',
    '  compopt -o nospace 2>/dev/null',
    `  COMPREPLY=($(compgen -S = -W "$names" -- "$word"))`,
    '}',
    'complete -F _fleetctl fleetctl',
  ].join('\n');
}

/** Before the cursor, what is neither an option nor the value of one: target, function, arguments. */
function positionalWords(): string[] {
  const withValue = [...targetOptions, ...callOptions, ...commonOptions].filter(
    (row) => flagWords(row.flags).takesValue,
  );
  return [
    '  local positional=() i',
    '  for ((i = 1; i < COMP_CWORD; i++)); do',
    '    case "${COMP_WORDS[i]}" in',
    `      ${optionWords(withValue).join('|')}) ((i++)) ;;`,
    '      -*) ;;',
    '      *) positional+=("${COMP_WORDS[i]}") ;;',
    '    esac',
    '  done',
  ];
}

function fish(): string {
  const rows = ['complete -c fleetctl -f'];
  const quote = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
  const option = (row: OptionRow, condition = ''): void => {
    const { short, long, takesValue } = flagWords(row.flags);
    const parts = [
      'complete -c fleetctl',
      condition,
      short === undefined ? '' : `-s ${short}`,
      `-l ${long}`,
      takesValue ? '-r' : '',
    ];
    if (row.choices) parts.push(`-a ${quote(row.choices.join(' '))}`);
    else if (takesValue && /<(dir|file)>/.test(row.flags)) parts.push('-F');
    rows.push([...parts, `-d ${quote(row.about)}`].filter((part) => part !== '').join(' '));
  };
  for (const row of [...targetOptions, ...callOptions, ...commonOptions]) option(row);
  rows.push(`complete -c fleetctl -n __fish_use_subcommand -a ${quote(commandGroups.join(' '))}`);
  rows.push(`complete -c fleetctl -n '__fish_seen_subcommand_from completion' -a ${quote(shells.join(' '))}`);
  const behindTarget = `test (count (commandline -opc)) -eq 2; and not __fish_seen_subcommand_from ${commandGroups.join(' ')}`;
  rows.push(`complete -c fleetctl -n ${quote(behindTarget)} -a ${quote(Object.keys(completedFunctions).join(' '))}`);
  for (const row of commands) {
    const [group, word] = row.name.split(' ') as [string, string?];
    if (word !== undefined)
      rows.push(`complete -c fleetctl -n '__fish_seen_subcommand_from ${group}' -a ${word} -d ${quote(row.about)}`);
    const seen = word === undefined ? group : `${group}; and __fish_seen_subcommand_from ${word}`;
    for (const each of row.options ?? []) option(each, `-n '__fish_seen_subcommand_from ${seen}'`);
  }
  return rows.join('\n');
}
