import { longestTarget, type Target, type TargetType } from '@fleet/protocol';

/** The options that say how TARGET is meant; at most one of them. */
export const targetOptions: readonly {
  readonly flags: string;
  readonly key: string;
  readonly type: TargetType;
  readonly about: string;
}[] = [
  { flags: '-E, --pcre', key: 'pcre', type: 'pcre', about: 'TARGET is a regular expression on minion ids' },
  { flags: '-L, --list', key: 'list', type: 'list', about: 'TARGET is a list of minion ids, separated by commas' },
  { flags: '-G, --grain', key: 'grain', type: 'grain', about: 'TARGET is grain:glob, as in os:Debian' },
  { flags: '-P, --grain-pcre', key: 'grainPcre', type: 'grain_pcre', about: 'TARGET is grain:regular-expression' },
  { flags: '-I, --pillar', key: 'pillar', type: 'pillar', about: 'TARGET is pillar:glob' },
  { flags: '-J, --pillar-pcre', key: 'pillarPcre', type: 'pillar_pcre', about: 'TARGET is pillar:regular-expression' },
  {
    flags: '-C, --compound',
    key: 'compound',
    type: 'compound',
    about: "TARGET combines the others with and, or, not and parentheses: 'web* and not G@os:Debian'",
  },
  { flags: '-N, --nodegroup', key: 'nodegroup', type: 'nodegroup', about: 'TARGET is the name of a node group' },
  { flags: '-S, --ipcidr', key: 'ipcidr', type: 'ipcidr', about: 'TARGET is an address or a network: 10.0.0.0/8' },
];

/** @throws UsageProblem when two ways to read TARGET are asked for, and where it is no text that could mean anybody. */
export function chooseTarget(expression: string, options: Readonly<Record<string, unknown>>): Target {
  const chosen = targetOptions.filter(({ key }) => options[key] === true);
  if (chosen.length > 1) throw new UsageProblem(`${chosen.map(({ flags }) => flags).join(' and ')} exclude each other`);
  if (expression.trim() === '') throw new UsageProblem(`TARGET is empty; '*' means every minion`);
  if (expression.length > longestTarget)
    throw new UsageProblem(
      `TARGET has ${expression.length} characters, and may have ${longestTarget}; a node group in master.yaml (-N) gives a long target a name`,
    );
  return { type: chosen[0]?.type ?? 'glob', expression };
}

/** What was typed makes no sense: exit code 2. */
export class UsageProblem extends Error {
  override readonly name = 'UsageProblem';
  readonly code = 'usage';
  /** @param sentence is what the operator reads. */
  constructor(
    readonly sentence: string,
    options?: ErrorOptions,
  ) {
    super('usage', options);
  }
}
