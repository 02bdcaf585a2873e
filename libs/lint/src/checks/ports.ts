import type { Place } from '@fleet/diagnostics';
import { compileGlob } from '@fleet/targeting';
import type { Fleet } from '../fleet.js';
import { placeOfInstance } from './instances.js';
import type { MinionCheck, ViewedMinion } from './check.js';
import { environmentFiles, type RenderedEnvironment } from './environment-files.js';

interface Use {
  readonly key: string;
  readonly value: string;
  readonly line: number;
  readonly environment: RenderedEnvironment;
}

/** On one server every port that formulas declare is used once: compared is what the environment files will really say. */
export const checkPorts: MinionCheck = (fleet, viewed) => {
  const globs = fleet.formulas.flatMap(({ instances }) => instances.flatMap(({ ports }) => ports));
  for (const uses of sameValues(viewed, globs)) {
    const [first, second] = uses as [Use, Use];
    if (!/^[0-9]+$/.test(first.value) || first.value === '0') continue;
    say(
      fleet,
      'lint.port-clash',
      viewed,
      uses,
      `port ${first.value} is used twice on one server: ${named(first)} and ${named(second)}`,
    );
  }
};

/** On one server, what formulas declare unique is unique. Keys are compared in the pillar, across servers. */
export const checkUnique: MinionCheck = (fleet, viewed) => {
  const globs = fleet.formulas.flatMap(({ instances }) => instances.flatMap(({ unique }) => unique));
  for (const uses of sameValues(viewed, globs, true)) {
    const [first, second] = uses as [Use, Use];
    // The same private key is reported where it stands in the pillar.
    if (first.value === '' || fleet.redactor.isSecretKey(first.key)) continue;
    say(
      fleet,
      'lint.not-unique',
      viewed,
      uses,
      `${first.key} is the same in ${second.environment.file.path} and in ${first.environment.file.path}`,
    );
  }
};

function say(
  fleet: Fleet,
  code: 'lint.port-clash' | 'lint.not-unique',
  { minion }: ViewedMinion,
  uses: readonly Use[],
  summary: string,
): void {
  // An SLS that is compiled on its own may write the same files as the highstate.
  if (fleet.report.knows(code, summary, minion.id)) return;
  const last = uses.at(-1) as Use;
  const inPillar: Place | undefined = placeOfInstance(fleet, minion, last.environment.file.path, last.key);
  fleet.report.say(code, {
    summary,
    detail: `${uses.map(({ key, environment }) => `${key} of ${environment.file.path}`).join('; ')}. What the pillar leaves out comes from the defaults of the formula.`,
    ...(inPillar ? { tree: 'pillar', at: inPillar } : { tree: 'states', at: last.environment.file.at(last.line) }),
    minion: minion.id,
  });
}

function named({ key, environment }: Use): string {
  return `${key} in ${environment.file.path}`;
}

/** Groups of two or more uses of one value, by several keys or, with `sameKey`, by the same key of several files. */
function sameValues(viewed: ViewedMinion, globs: readonly string[], sameKey = false): Use[][] {
  if (globs.length === 0) return [];
  const wanted = globs.map((glob) => compileGlob(glob));
  const groups = new Map<string, Use[]>();
  for (const environment of environmentFiles(viewed)) {
    // Of a variable that is set twice, the last one counts.
    const entries = new Map(environment.content.entries.map((entry) => [entry.key, entry]));
    for (const { key, value, line } of entries.values()) {
      if (!wanted.some((matches) => matches(key))) continue;
      const name = sameKey ? `${key}=${value}` : value;
      const uses = groups.get(name) ?? [];
      if (uses.length === 0) groups.set(name, uses);
      uses.push({ key, value, line, environment });
    }
  }
  return [...groups.values()].map(inOrder).filter((uses) => uses.length > 1);
}

/** Each use once and by path, in whatever order the states stand: one clash is one finding, wherever it is met again. */
function inOrder(uses: readonly Use[]): Use[] {
  const found = new Map(uses.map((use) => [named(use), use]));
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, use]) => use);
}
