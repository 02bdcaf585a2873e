import { parseArgs, type ParseArgsConfig } from 'node:util';
import { nearMatch } from '@fleet/diagnostics';

type Options = NonNullable<ParseArgsConfig['options']>;

const root = { root: { type: 'string' } } as const satisfies Options;
const id = { id: { type: 'string' } } as const satisfies Options;

/** Options of each command; `--help` and `--version` are everybody's. */
const commands = {
  run: { ...root },
  join: { ...root, ...id },
  call: {
    ...root,
    ...id,
    local: { type: 'boolean' },
    states: { type: 'string' },
    pillar: { type: 'string' },
    grains: { type: 'string' },
    out: { type: 'string' },
    'state-output': { type: 'string' },
    'log-level': { type: 'string', short: 'l' },
    yes: { type: 'boolean', short: 'y' },
    'yes-destroy': { type: 'boolean' },
  },
  fingerprint: { ...root },
} as const satisfies Record<string, Options>;

export type CommandName = keyof typeof commands;

export type CommandLine =
  | {
      readonly command: CommandName;
      readonly options: Readonly<Record<string, string | boolean | undefined>>;
      readonly words: readonly string[];
    }
  | { readonly command: 'help' | 'version' }
  | { readonly command: 'wrong'; readonly why: string };

/** What the operator typed. Nothing is guessed: an unknown option or command is an error. */
export function readCommandLine(argv: readonly string[]): CommandLine {
  const [name, ...rest] = argv;
  const ownWords = rest.slice(0, rest.includes('--') ? rest.indexOf('--') : undefined);
  if (name === undefined) return { command: 'wrong', why: 'a command is missing' };
  if (name === '--version' || name === '-V') return { command: 'version' };
  if (
    name === '--help' ||
    name === '-h' ||
    name === 'help' ||
    ownWords.some((word) => word === '--help' || word === '-h')
  )
    return { command: 'help' };
  if (!isCommand(name))
    return { command: 'wrong', why: `there is no command ${name}${meant(name, Object.keys(commands))}` };
  try {
    const { values, positionals } = parseArgs({
      args: rest,
      options: commands[name] as Options,
      allowPositionals: true,
      strict: true,
    });
    return { command: name, options: values as Record<string, string | boolean | undefined>, words: positionals };
  } catch (error) {
    return { command: 'wrong', why: whyNot(name, ownWords, error) };
  }
}

/** What Node says of it goes on about words that begin with a dash; of an option that was mistyped the right one is more use. */
function whyNot(name: CommandName, words: readonly string[], error: unknown): string {
  const { code, message } = error as { code?: string; message?: string };
  const known = Object.keys(commands[name]).map((option) => `--${option}`);
  const unknown = words.find((word) => /^--\w/.test(word) && !known.includes(word.replace(/=.*$/s, '')));
  if (code !== 'ERR_PARSE_ARGS_UNKNOWN_OPTION' || unknown === undefined) return message ?? String(error);
  const typed = unknown.replace(/=.*$/s, '');
  return `fleet-minion ${name} has no option ${typed}${meant(typed, known)}`;
}

function meant(typed: string, known: readonly string[]): string {
  const near = nearMatch(typed, known);
  return near === undefined ? '' : `; did you mean ${near}?`;
}

function isCommand(name: string): name is CommandName {
  return Object.hasOwn(commands, name);
}

export const help = `fleet-minion: runs what the master of the fleet asks for on this machine

  fleet-minion run [--root DIR]
      The daemon. Waits for its master as long as it takes.

  fleet-minion join TOKEN [--id ID] [--root DIR]
      Makes this minion's keys, keeps the token for the daemon and prints the fingerprint that the operator compares
      (fleetctl token create makes tokens; fleetctl key accept ID lets the minion in).

  fleet-minion fingerprint [--root DIR]
      The fingerprint of this minion's keys.

  fleet-minion call [--local] [options] FUNCTION [ARGUMENT …] [NAME=VALUE …]
      Runs a function here and now, without a master.
        --states DIR     the state tree (default: file_roots of the configuration)
        --pillar DIR     the pillar tree (default: pillar_roots of the configuration)
        --id ID          be this minion
        --grains JSON    grains that win over the machine's own
        --out FORMAT     nested, json, txt, yaml or highstate (default: as the function suggests)
        --state-output   full, changes or terse: how much of each state is shown
        -l, --log-level  error, warn, info, debug
        -y, --yes        confirm what a formula says destroys something
        --yes-destroy    let states destroy what cannot be had back
      An argument that begins with - goes behind --.

Examples:
  fleet-minion join "$(cat token)" --id miner-01
  fleet-minion call --local test.ping
  fleet-minion call --local --states states --pillar pillar --id miner-01 state.apply cortensord test=True
  fleet-minion call --local state.show_lowstate --out json

Exit codes: 0 done · 1 failed · 2 usage · 5 does not compile · 6 not allowed · 8 interrupted, or not confirmed
`;
