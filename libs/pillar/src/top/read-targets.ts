import { nearMatch, type Diagnostic } from '@fleet/diagnostics';
import type { PillarCompileRequest } from '../definition.js';
import { Problems } from '../problems.js';
import { renderFile, type RenderedFile } from '../render/render-file.js';
import { SlsNames } from '../sls/sls-names.js';
import { Targets } from './targets.js';
import { readTopFile, type TopFile } from './top-file.js';

interface Read {
  readonly environment: string;
  readonly path: string;
  readonly document: RenderedFile;
  readonly top: TopFile;
}

/** The targets of every top file that this pillar is made from. */
export async function readTargets(request: PillarCompileRequest, problems: Problems): Promise<Targets> {
  const all = [...request.tree.environments].sort((a, b) => Number(b === 'base') - Number(a === 'base'));
  const wanted = wantedEnvironments(request, all);
  if (request.environment !== undefined && wanted.length === 0) {
    const meant = nearMatch(request.environment, all);
    problems.error(
      'pillar.unknown-environment',
      `the pillar has no environment ${request.environment}`,
      undefined,
      meant === undefined ? `There are: ${all.join(', ')}.` : `Did you mean ${meant}?`,
    );
  }
  const files: Read[] = [];
  for (const environment of wanted) await readTops(request, environment, files, problems);
  if (files.length === 0 && wanted.length > 0 && !problems.failed)
    problems.warning('pillar.no-top', 'the pillar has no top.sls: every minion gets an empty pillar');
  for (const { document, top, path } of files)
    for (const { environment, at } of top.sections)
      if (!all.includes(environment)) {
        problems.sources.set(path, document.text);
        problems.error('pillar.unknown-environment', `pillar_roots has no environment ${environment}`, at);
      }
  return merged(request, files);
}

function wantedEnvironments({ environment, merging }: PillarCompileRequest, all: readonly string[]): string[] {
  if (environment !== undefined) return all.filter((name) => name === environment);
  return merging?.strategy === 'none' ? all.filter((name) => name === 'base') : [...all];
}

async function readTops(
  request: PillarCompileRequest,
  environment: string,
  files: Read[],
  problems: Problems,
): Promise<void> {
  if (!(await request.tree.entry(environment, 'top.sls'))) return;
  const first = await readOne(request, environment, 'top.sls', 'top', problems);
  if (!first) return;
  files.push(first);
  const names = await SlsNames.of(request.tree, environment);
  const seen = new Set<string>();
  for (const { sls, at } of first.top.includes) {
    const path = names.path(sls);
    if (path === undefined) {
      const meant = names.near(sls);
      problems.error(
        'pillar.unknown-sls',
        `there is no SLS ${sls} in environment ${environment} of the pillar`,
        at,
        meant === undefined ? undefined : `Did you mean ${meant}?`,
      );
      continue;
    }
    if (seen.has(path)) continue;
    seen.add(path);
    if (at) problems.cameFrom.set(path, at);
    const further = await readOne(request, environment, path, sls, problems);
    if (!further) continue;
    files.push(further);
    for (const include of further.top.includes)
      problems.warning('pillar.top-include', 'includes of an included top file are not followed', include.at);
  }
}

interface Known {
  readonly nodegroups: PillarCompileRequest['nodegroups'];
  readonly top: TopFile;
  readonly found: readonly Diagnostic[];
}

/** The compiled form of a top file is kept with its document: it is the same for all minions that render the same one. */
async function readOne(
  request: PillarCompileRequest,
  environment: string,
  path: string,
  sls: string,
  problems: Problems,
): Promise<Read | undefined> {
  const document = await renderFile(request, { environment, path, sls }, problems);
  if (!document) return undefined;
  const derived = request.cache?.derived;
  const known = derived?.get(document) as Known | undefined;
  const { nodegroups } = request;
  if (known && known.nodegroups === nodegroups) {
    problems.add(known.found);
    return { environment, path, document, top: known.top };
  }
  const own = new Problems();
  own.sources.set(path, document.text);
  const top = readTopFile(document, { path, ...(nodegroups && { nodegroups }) }, own);
  derived?.set(document, { nodegroups, top, found: own.list } satisfies Known);
  problems.add(own.list);
  return { environment, path, document, top };
}

/** As long as the top files are the same ones, so is what they say together. */
function merged({ cache }: PillarCompileRequest, files: readonly Read[]): Targets {
  const first = files[0]?.top;
  const known = first && (cache?.derived.get(first) as { files: readonly Read[]; targets: Targets } | undefined);
  const isSame =
    known?.files.length === files.length && known.files.every(({ top }, index) => top === files[index]?.top);
  if (known && isSame) return known.targets;
  const targets = new Targets(files);
  if (first) cache?.derived.set(first, { files, targets });
  return targets;
}
