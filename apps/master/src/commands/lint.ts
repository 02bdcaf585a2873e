import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Directories } from '@fleet/config';
import { formatDiagnostic } from '@fleet/diagnostics';
import { JobStore, StoreRefused } from '@fleet/jobs';
import { formatChecks, formatFindings, formatLintProgress, formatLintSummary } from '@fleet/output';
import {
  exitCodeOfLint,
  isMinionId,
  type LintCheck,
  type LintEvent,
  type LintFinding,
  type LintOrder,
  type LintSummary,
} from '@fleet/protocol';
import { parseYaml } from '@fleet/rendering';
import { isMap, stringifyExact, type ValueMap } from '@fleet/values';
import { knownMinions } from '../lint/known-minions.js';
import { lintOrder } from '../lint/lint-order.js';
import { LintFailed, startLint } from '../lint/lint-thread.js';
import { version } from '../runtime/version.js';
import { CommandFailed, exits, openConfig } from './open-config.js';

export interface LintOptions {
  readonly root: string;
  readonly fileRoot: readonly string[];
  readonly pillarRoot: readonly string[];
  readonly minion: readonly string[];
  /** A file of ids, one a line. */
  readonly minions?: string;
  readonly grains?: string;
  readonly only: readonly string[];
  readonly ignore: readonly string[];
  readonly strict: boolean;
  readonly out: 'text' | 'json';
  readonly listChecks: boolean;
}

/** Milliseconds; a pipeline has a limit of its own. */
const deadline = 60 * 60_000;

/** `fleet-master lint`: from the files alone, whether the master runs or not. The exit code. */
export async function lint(options: LintOptions): Promise<number> {
  const { config, places } = await openConfig(options.root);
  const order: LintOrder<typeof config.pillar> = {
    ...lintOrder(config, places, version),
    ...(options.fileRoot.length > 0 && { fileRoots: { base: options.fileRoot.map((folder) => resolve(folder)) } }),
    ...(options.pillarRoot.length > 0 && {
      pillarRoots: { base: options.pillarRoot.map((folder) => resolve(folder)) },
    }),
    ...(await minionsOf(options, places)),
    only: codes(options.only),
    ignore: codes(options.ignore),
    listChecks: options.listChecks,
  };
  missingFolders(order);
  const findings: LintFinding[] = [];
  let summary: LintSummary | undefined;
  let checks: readonly LintCheck[] | undefined;
  const show = progressLine();
  const take = (event: LintEvent): void => {
    if (event.event === 'progress') show(event);
    else if (event.event === 'findings') findings.push(...event.findings);
    else if (event.event === 'checks') checks = event.checks;
    else summary = event.summary;
  };
  try {
    await startLint(order, take, { deadline }).done;
  } catch (error) {
    if (!(error instanceof LintFailed)) throw error;
    const code = { missing: exits.unavailable, refused: exits.usage }[error.code as string] ?? exits.failed;
    throw new CommandFailed(error.message, code, { cause: error });
  } finally {
    show(undefined);
  }
  if (checks) return listChecks(checks, options.out);
  if (!summary) throw new Error('lint ended without a summary');
  if (options.out === 'json') process.stdout.write(`${JSON.stringify({ findings, summary }, null, 2)}\n`);
  else
    process.stdout.write(
      `${[formatFindings(findings), formatLintSummary(summary)].filter((text) => text !== '').join('\n\n')}\n`,
    );
  return exitCodeOfLint(summary, options.strict);
}

function listChecks(checks: readonly LintCheck[], out: LintOptions['out']): number {
  process.stdout.write(`${out === 'json' ? JSON.stringify(checks, null, 2) : formatChecks(checks)}\n`);
  return 0;
}

/** Given again and again, or with commas. */
function codes(given: readonly string[]): string[] {
  return given.flatMap((text) => text.split(',')).filter((code) => code !== '');
}

/** Listed ones, and no others; else those that the store knows, and those that top files name. */
async function minionsOf(
  options: LintOptions,
  places: Directories,
): Promise<Pick<LintOrder<unknown>, 'minions' | 'listedOnly' | 'grains'>> {
  const file =
    options.minions === undefined ? [] : (await read(options.minions)).split(/\s+/).filter((id) => id !== '');
  const listed = [...new Set([...options.minion, ...file])];
  const wrong = listed.find((id) => !isMinionId(id));
  if (wrong !== undefined) throw new CommandFailed(`${wrong} is no id of a minion`, exits.usage);
  const stored = storedMinions(places);
  const given = options.grains === undefined ? undefined : await readGrains(options.grains);
  const grainsOf = (id: string): string | undefined =>
    given?.byId.get(id) ?? stored.find((minion) => minion.id === id)?.grains;
  const ids = listed.length > 0 ? listed : stored.map(({ id }) => id);
  return {
    minions: ids.map((id) => {
      const grains = grainsOf(id);
      return { id, ...(grains !== undefined && { grains }) };
    }),
    listedOnly: listed.length > 0,
    ...(given?.all !== undefined && { grains: given.all }),
  };
}

function storedMinions(places: Directories): LintOrder<unknown>['minions'] {
  if (!existsSync(places.master.database)) return [];
  try {
    const store = JobStore.open(places.master.database);
    try {
      return knownMinions(store);
    } finally {
      store.close();
    }
  } catch (error) {
    if (!(error instanceof StoreRefused)) throw error;
    process.stderr.write(`the store is left out: ${error.message} (${error.file})\n`);
    return [];
  }
}

/** Grains of any machine, or of several by id, as `grains.items --out json` prints them. */
async function readGrains(file: string): Promise<{ byId: Map<string, string>; all?: string }> {
  const parsed = parseYaml({ source: { name: file, text: await read(file) } });
  if (!parsed.ok) throw new CommandFailed(parsed.diagnostics.map(formatDiagnostic).join('\n'), exits.usage);
  const { value } = parsed.value;
  if (!isMap(value)) throw new CommandFailed(`${file} is not a mapping of grains`, exits.usage);
  const inner = [...value].filter((pair): pair is [string, ValueMap] => typeof pair[0] === 'string' && isMap(pair[1]));
  if (value.size > 0 && inner.length === value.size)
    return { byId: new Map(inner.map(([id, grains]) => [id, stringifyExact(grains)])) };
  return { byId: new Map(), all: stringifyExact(value) };
}

async function read(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new CommandFailed(`${file} cannot be read: ${(cause as Error).message}`, exits.usage, { cause });
  }
}

/** A root that is not there is empty to a master; to lint it is a mistake in the command line. */
function missingFolders({ fileRoots, pillarRoots, listChecks: listing }: LintOrder<unknown>): void {
  if (listing === true) return;
  const folders = Object.values(fileRoots).flat();
  if (folders.some((folder) => existsSync(folder))) return;
  const tried = [...folders, ...Object.values(pillarRoots).flat()].join(', ');
  throw new CommandFailed(
    `there are no trees to lint (${tried}); --file-root and --pillar-root name others`,
    exits.usage,
  );
}

/** What is being done, on a terminal where that can be taken back; `undefined` wipes it. */
function progressLine(): (event: Extract<LintEvent, { event: 'progress' }> | undefined) => void {
  if (process.stderr.isTTY !== true || process.env['TERM'] === 'dumb') return () => undefined;
  return (event) => void process.stderr.write(formatLintProgress(event));
}
