import type { PillarSettings } from '@fleet/config';
import { FileChanged, localTree } from '@fleet/fileserver';
import { environmentRoots, settingsOf } from '@fleet/pillar';
import type { LintEvent, LintFinding, LintOrder } from '@fleet/protocol';
import { fromPlain, isMap, parseExact, type ValueMap } from '@fleet/values';
import { checkTable } from './check-table.js';
import { UnknownCode, wrongCode } from './codes.js';
import type { LintInput } from './fleet.js';
import { lintFleet, type LintResult } from './lint-fleet.js';

/** Findings that are answered at most: nobody reads more, and the bus carries them. */
const mostFindings = 5000;
/** Characters of one batch: well below what one message of the bus may have. */
const largestBatch = 200_000;
/** Milliseconds between words about progress. */
const betweenProgress = 200;

/**
 * Does what was ordered, and tells of it as it happens.
 * @throws FileChanged where the trees do not come to rest; UnknownCode before anything is looked at
 */
export async function runLintOrder(order: LintOrder<PillarSettings>, tell: (event: LintEvent) => void): Promise<void> {
  if (order.listChecks === true) {
    const checks = Object.entries(checkTable).map(([code, { severity, about }]) => ({ code, severity, about }));
    return tell({ event: 'checks', checks });
  }
  const wrong = [...(order.only ?? []), ...(order.ignore ?? [])].flatMap((code) => wrongCode(code) ?? []);
  if (wrong.length > 0) throw new UnknownCode(wrong.join('; '));
  let told = 0;
  const lint = async (): Promise<LintResult> =>
    lintFleet(await inputOf(order), order, (doing, done, total) => {
      if (Date.now() - told < betweenProgress) return;
      told = Date.now();
      tell({ event: 'progress', doing, done, total });
    });
  const { findings, summary } = await lint().catch((error: unknown) => {
    // Somebody wrote a file in between; what they wrote is what counts.
    if (error instanceof FileChanged) return lint();
    throw error;
  });
  // The gravest first where not all fit.
  const kept =
    findings.length <= mostFindings ? findings : [...findings].sort((a, b) => rank(a) - rank(b)).slice(0, mostFindings);
  for (const batch of batches(kept)) tell({ event: 'findings', findings: batch });
  tell({ event: 'ended', summary: { ...summary, omitted: findings.length - kept.length } });
}

async function inputOf(order: LintOrder<PillarSettings>): Promise<LintInput> {
  const opts = fromPlain({ ...order.opts });
  return {
    states: await localTree(order.fileRoots),
    pillar: await localTree(environmentRoots(new Map(Object.entries(order.pillarRoots)))),
    minions: order.minions.map(({ id, grains }) => ({ id, ...(grains !== undefined && { grains: mapping(grains) }) })),
    ...(order.grains !== undefined && { grains: mapping(order.grains) }),
    ...(order.listedOnly !== undefined && { listedOnly: order.listedOnly }),
    nodegroups: new Map(Object.entries(order.nodegroups)),
    opts: isMap(opts) ? opts : new Map(),
    settings: settingsOf(order.pillar),
    identityFiles: order.identityFiles,
    version: order.version,
  };
}

function mapping(text: string): ValueMap {
  const value = parseExact(text);
  return isMap(value) ? value : new Map();
}

function rank({ severity }: LintFinding): number {
  return ['error', 'warning', 'note'].indexOf(severity);
}

function* batches(findings: readonly LintFinding[]): Generator<LintFinding[]> {
  let batch: LintFinding[] = [];
  let size = 0;
  for (const finding of findings) {
    const added = JSON.stringify(finding).length;
    if (size + added > largestBatch && batch.length > 0) {
      yield batch;
      batch = [];
      size = 0;
    }
    batch.push(finding);
    size += added;
  }
  if (batch.length > 0) yield batch;
}
