import type { NameKind } from '@fleet/protocol';
import { commands, type CommandRow } from '../command-line/commands.js';
import { completedFunctions } from '../command-line/completed-functions.js';
import { callOptions, commonOptions, type OptionRow } from '../command-line/options.js';
import { targetOptions } from '../command-line/target.js';

export const shells = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof shells)[number];

/** What is asked for when a name is typed: of the master, or `profile`, which lies here. */
export type AskedKind = NameKind | 'profile';

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

export function optionWords(rows: readonly { readonly flags: string }[]): string[] {
  return rows.flatMap(({ flags }) => {
    const { short, long } = flagWords(flags);
    return short === undefined ? [`--${long}`] : [`-${short}`, `--${long}`];
  });
}

/** Of every command: whatever takes a value hides the word behind it. */
export const allOptions: readonly (OptionRow | (typeof targetOptions)[number])[] = [
  ...targetOptions,
  ...callOptions,
  ...commonOptions,
];

export const wordsWithValue: readonly string[] = [
  ...new Set(
    optionWords(
      [...allOptions, ...commands.flatMap(({ options = [] }) => options)].filter(
        ({ flags }) => flagWords(flags).takesValue,
      ),
    ),
  ),
];

/** Say which master is asked. */
export const placeWords: readonly string[] = ['--profile', '--root', '--config', '-c'];

/** The words that go on from there: of `events`, `count` and the others; of `events sinks`, `test`. */
export function nextWords(path: string): string[] {
  const place = path.split(' ').length;
  const words = commands.flatMap(({ name }) => (name.startsWith(`${path} `) ? (name.split(' ')[place] ?? []) : []));
  return path === 'completion' ? [...shells, ...words] : [...new Set(words)];
}

/** What commands begin with, and those words that others go on from: `events`, `events sinks`, `key`, … */
export const commandPaths: readonly string[] = [
  ...new Set(commands.flatMap(({ name }) => name.split(' ').map((_, index, all) => all.slice(0, index + 1).join(' ')))),
].filter((path) => nextWords(path).length > 0);

const kindOfOperand: Readonly<Record<string, AskedKind | 'file'>> = {
  file: 'file',
  source: 'file',
  jid: 'jid',
  minion: 'minion',
  minions: 'minion',
  target: 'minion',
  sls: 'sls',
  formula: 'sls',
  'key minions': 'key',
  'rollout id': 'rollout',
  'approval id': 'approval',
  'operator name': 'operator',
  'profile name': 'profile',
};

/** An operand of a command: from which place on, and whether it is all that follow. `file`: the shell knows them itself. */
export interface NamedOperand {
  readonly place: number;
  readonly rest: boolean;
  readonly kind: AskedKind | 'file';
}

export function namedOperands({ name, operands }: CommandRow): NamedOperand[] {
  return [...operands.matchAll(/[<[]([a-z]+)(\.\.\.)?/g)].flatMap(([, operand = '', rest], place) => {
    // What is made anew has a name that nobody knows yet.
    if (operand === 'name' && name.endsWith(' add')) return [];
    const kind = kindOfOperand[`${name.split(' ')[0]} ${operand}`] ?? kindOfOperand[operand];
    return kind === undefined ? [] : [{ place, rest: rest !== undefined, kind }];
  });
}

/** What the value of an option is: one of some words, or a name; `undefined` where nobody can know it. */
export function valueOf({ flags, choices }: Pick<OptionRow, 'flags' | 'choices'>): NamedValue | undefined {
  if (choices) return { choices };
  const value = /<([a-z]+)>/.exec(flags)?.[1] ?? '';
  const long = flagWords(flags).long;
  const kind = { minion: 'minion', before: 'jid', profile: 'profile' }[long] ?? { file: 'file', dir: 'dir' }[value];
  return kind === undefined ? undefined : { kind: kind as AskedKind | 'file' | 'dir' };
}

export interface NamedValue {
  readonly choices?: readonly string[];
  readonly kind?: AskedKind | 'file' | 'dir';
}

/** Functions whose argument at a place is the name of something. */
export interface NamedArgument {
  readonly place: number;
  readonly kind: NameKind;
  readonly functions: readonly string[];
}

export function namedArguments(): NamedArgument[] {
  const found = new Map<string, { place: number; kind: NameKind; functions: string[] }>();
  for (const [name, args] of Object.entries(completedFunctions))
    for (const [place, argument] of args.split(' ').entries()) {
      const kind = argument === 'mods' || argument === 'sls' ? 'sls' : argument === 'jid' ? 'jid' : undefined;
      if (kind === undefined) continue;
      const key = `${place} ${kind}`;
      const row = found.get(key) ?? { place, kind, functions: [] };
      row.functions.push(name);
      found.set(key, row);
    }
  return [...found.values()];
}
