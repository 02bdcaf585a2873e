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

export function secondWords(group: string): string[] {
  const words = commands.flatMap(({ name }) => (name.startsWith(`${group} `) ? (name.split(' ')[1] ?? []) : []));
  return [...new Set(words)];
}

const kindOfOperand: Readonly<Record<string, AskedKind>> = {
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

/** What the first operand of a command names. */
export function namesOf({ name, operands }: CommandRow): AskedKind | undefined {
  const operand = /^[<[]([a-z]+)/.exec(operands)?.[1];
  if (operand === undefined || name === 'operator add' || name === 'profile add') return undefined;
  return kindOfOperand[`${name.split(' ')[0]} ${operand}`] ?? kindOfOperand[operand];
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
