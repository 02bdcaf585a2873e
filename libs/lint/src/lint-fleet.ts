import { readFormulas } from '@fleet/pillar';
import type { LintSummary } from '@fleet/protocol';
import { namePattern, Redactor } from '@fleet/telemetry';
import { fleetChecks } from './checks/index.js';
import { assumedGrains } from './compile/assumed-grains.js';
import { compilePillars, secretPatterns } from './compile/compile-pillars.js';
import { readPillarDocuments } from './compile/pillar-documents.js';
import { RecordingTree } from './compile/recording-tree.js';
import { lintHighstates, lintOtherSls } from './compile/states-of-fleet.js';
import type { Finding } from './finding.js';
import type { Fleet, LintInput } from './fleet.js';
import { chosen, withoutIgnored, type Choice } from './ignore.js';
import { Report } from './report.js';
import { Sources } from './text/sources.js';
import { chooseMinions } from './top/choose-minions.js';

export interface LintResult {
  readonly findings: readonly Finding[];
  readonly summary: LintSummary;
}

/**
 * Renders and compiles everything for everybody, then compares. It only reads; what templates ask the machine is answered by one in
 * memory.
 */
export async function lintFleet(
  input: LintInput,
  choice: Choice = {},
  progress: Fleet['progress'] = () => undefined,
): Promise<LintResult> {
  const started = Date.now();
  const formulas = await readFormulas(input.states);
  const known = formulas.ok ? formulas.value : [];
  const redactor = new Redactor({ keys: secretPatterns({ input, formulas: known }).map(namePattern) });
  const sources = new Sources({ states: input.states, pillar: input.pillar }, redactor);
  const grainsOf = await assumedGrains(input.version, input.grains);
  const fleet: Fleet = {
    input,
    states: new RecordingTree(input.states),
    pillarTree: new RecordingTree(input.pillar),
    report: new Report(sources, redactor),
    sources,
    redactor,
    progress,
    top: { states: [], pillar: [] },
    formulas: known,
    formulasRefused: !formulas.ok,
    minions: [],
    pillarDocuments: [],
    compiledSls: new Set(),
    ...((await hasTop(input)) && { topSls: new Set() }),
  };
  for (const found of formulas.ok ? formulas.warnings : formulas.diagnostics) fleet.report.diagnostic('states', found);
  await chooseMinions(fleet, grainsOf);
  await compilePillars(fleet);
  const readers = fleet.minions.map(({ id, grains }) => ({ id, grains, opts: input.opts }));
  fleet.pillarDocuments = await readPillarDocuments(fleet, readers);
  await lintHighstates(fleet);
  await lintOtherSls(fleet);
  for (const check of fleetChecks) await check(fleet);
  const findings = chosen(await withoutIgnored(fleet), choice);
  return {
    findings,
    summary: {
      ...count(findings),
      minions: fleet.minions.length,
      sls: fleet.compiledSls.size,
      duration: Date.now() - started,
    },
  };
}

async function hasTop({ states }: LintInput): Promise<boolean> {
  for (const environment of states.environments) if (await states.entry(environment, 'top.sls')) return true;
  return false;
}

function count(findings: readonly Finding[]): Omit<LintSummary, 'minions' | 'sls' | 'duration'> {
  const of = (severity: Finding['severity']): number =>
    findings.filter((finding) => finding.severity === severity).length;
  return {
    errors: of('error'),
    warnings: of('warning'),
    notes: of('note'),
    uncompiled: findings.filter(({ severity, code }) => severity === 'error' && !code.startsWith('lint.')).length,
    omitted: 0,
  };
}
