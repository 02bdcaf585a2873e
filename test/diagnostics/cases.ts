import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { formatPlace, type Diagnostic } from '@fleet/diagnostics';
import { localTree } from '@fleet/fileserver';
import { compileStates } from '@fleet/highstate';
import { compilePillar } from '@fleet/pillar';
import { linuxHost } from '@fleet/platform';
import { stateTable } from '@fleet/states';
import { fromPlain, type ValueMap } from '@fleet/values';
import { parse } from 'yaml';
import { conformanceMinion } from '../conformance/minion.js';
import { withScratch, writeFiles } from '../conformance/scratch.js';

/** A tree that is broken, and everything that is said of it. */
export interface BrokenTree {
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
  readonly pillar?: Readonly<Record<string, never>>;
  /** SLS names; none: the highstate. Default `[a]`. */
  readonly apply?: readonly string[];
  readonly environment?: string;
  readonly expected: readonly Told[];
}

/** A diagnostic as a case writes it. */
export interface Told {
  /** The code, under its severity. */
  readonly error?: string;
  readonly warning?: string;
  /** `file:line:column` */
  readonly at?: string;
  /** What stands above the caret, up to the end of the line or 24 characters of it. */
  readonly under?: string;
  readonly advice?: string;
  /** The way there, outermost first. */
  readonly via?: readonly string[];
}

const folder = fileURLToPath(new URL('cases', import.meta.url));

export async function readCases(topic: string): Promise<BrokenTree[]> {
  return parse(await readFile(join(folder, `${topic}.yaml`), 'utf8')) as BrokenTree[];
}

export async function topics(): Promise<string[]> {
  return (await readdir(folder)).map((file) => file.replace(/\.yaml$/, '')).sort();
}

/** What a compile says of the tree. @throws where it says that nothing is wrong. */
export function diagnose(topic: string, tree: BrokenTree): Promise<readonly Diagnostic[]> {
  return withScratch(async (directory) => {
    await writeFiles(directory, new Map(Object.entries(tree.files)));
    const outcome = await (topic === 'pillar' ? compileAsPillar(directory) : compileAsStates(directory, tree));
    if (outcome.ok) throw new Error('was expected to be refused');
    return outcome.diagnostics;
  });
}

const id = 'web1';
const grains = fromPlain({ id, os: 'Debian', os_family: 'Debian', kernel: 'Linux' }) as ValueMap;
const opts = fromPlain({ id }) as ValueMap;

async function compileAsStates(directory: string, { pillar: given = {}, apply = ['a'], environment }: BrokenTree) {
  const tree = await localTree({ base: [directory] });
  const pillar = fromPlain(given) as ValueMap;
  const { call } = conformanceMinion(linuxHost(), { id, grains, pillar, opts, tree });
  const request = apply.length === 0 ? ({ kind: 'highstate' } as const) : ({ kind: 'sls', sls: apply } as const);
  return compileStates(environment === undefined ? request : { ...request, environment }, {
    tree,
    id,
    grains,
    pillar,
    opts,
    states: stateTable,
    call,
  });
}

async function compileAsPillar(directory: string) {
  return compilePillar({ tree: await localTree({ base: [directory] }), id, grains });
}

export function tell({ severity, code, at, excerpt, detail, via }: Diagnostic): Told {
  return {
    [severity]: code,
    ...(at && { at: formatPlace(at) }),
    ...(excerpt !== undefined && { under: aboveCaret(excerpt) }),
    ...(detail !== undefined && { advice: detail }),
    ...(via && { via: via.map((step) => `${step.how ?? 'include'} ${formatPlace(step)}`) }),
  };
}

/** The first caret is the one of the source; what a line became may have one below it. */
function aboveCaret(excerpt: string): string {
  const rows = excerpt.split('\n');
  const row = rows.findIndex((each) => /^ +\| \s*\^$/.test(each));
  const caret = rows[row]?.indexOf('^') ?? -1;
  // Wide characters take two cells: counted in what the line above shows.
  return row < 1 ? '' : afterCells(rows[row - 1] as string, caret).slice(0, 24);
}

function afterCells(line: string, cells: number): string {
  let taken = 0;
  for (const [index, character] of [...line].entries()) {
    if (taken >= cells) return [...line].slice(index).join('');
    taken += /[\u3040-\u9fff]/.test(character) ? 2 : 1;
  }
  return '';
}
