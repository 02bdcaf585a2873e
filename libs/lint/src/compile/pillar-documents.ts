import type { Diagnostic, Place } from '@fleet/diagnostics';
import type { FileTree } from '@fleet/fileserver';
import type { YamlDocument } from '@fleet/rendering';
import { isList, isMap, stringifyExact, type Value } from '@fleet/values';
import { IncludedSls, slsName } from '@fleet/pillar';
import type { Fleet } from '../fleet.js';
import { isTemplate, renderDocument, type Reader } from './render-document.js';

/** One SLS of the pillar as it stands in its file, before anything is merged. */
export interface PillarDocument {
  readonly environment: string;
  readonly path: string;
  /** As top files and includes name it. */
  readonly sls: string;
  readonly document: YamlDocument;
}

/** A template is rendered for so many minions, in the hope that together they reach all of its branches. */
const mostReaders = 100;

/**
 * Every SLS of the pillar, also those that no minion gets; a template once in each form that it takes for somebody. What renders for nobody
 * is reported here.
 */
export async function readPillarDocuments(fleet: Fleet, readers: readonly Reader[]): Promise<PillarDocument[]> {
  const { input, pillarTree } = fleet;
  const documents: PillarDocument[] = [];
  for (const environment of input.pillar.environments) {
    const included = await IncludedSls.of(input.pillar, environment);
    for (const { path } of await input.pillar.list(environment)) {
      if (!path.endsWith('.sls') || path === 'top.sls') continue;
      const { forms, refused } = await formsOf(input.pillar, environment, path, readers);
      const sls = slsName(path);
      documents.push(...forms.map((document) => ({ environment, path, sls, document })));
      // What minions read was reported when their pillars were compiled; what another includes may need names from it.
      if (forms.length === 0 && !included.isIncluded(sls) && !pillarTree.wasRead(environment, path))
        for (const found of refused) fleet.report.diagnostic('pillar', found);
    }
  }
  return documents;
}

/** What a template may look at that differs between minions, itself or in what it imports. */
const differing = /\b(?:grains|opts|salt|import\w*|include|extends|from)\b/;

/** What a file says to its readers, each form once; or why the first of them cannot read it. */
async function formsOf(
  tree: FileTree,
  environment: string,
  path: string,
  readers: readonly Reader[],
): Promise<{ forms: YamlDocument[]; refused: readonly Diagnostic[] }> {
  const written = (await tree.read(environment, path)).toString('utf8');
  const differs = isTemplate(written) && differing.test(written);
  const forms = new Map<string, YamlDocument>();
  let refused: readonly Diagnostic[] | undefined;
  for (const reader of readers.slice(0, differs ? mostReaders : 1)) {
    const document = await renderDocument(tree, environment, path, reader);
    if (!document.ok) refused ??= document.diagnostics;
    else {
      // Two branches may say the same.
      const places = [...leavesOf(document.value)].map(({ at }) => at && `${at.line}:${at.column}`);
      const text = `${stringifyExact(document.value.value)} ${places.join(' ')}`;
      if (!forms.has(text)) forms.set(text, document.value);
    }
  }
  return { forms: [...forms.values()], refused: refused ?? [] };
}

export interface Leaf {
  /** Steps from the top of the file. */
  readonly path: readonly Value[];
  readonly value: Value;
  readonly at?: Place;
}

/** Every value of a document that holds no others, with its place. */
export function* leavesOf(document: YamlDocument): Generator<Leaf> {
  yield* visit(document.value, []);

  function* visit(value: Value, path: readonly Value[]): Generator<Leaf> {
    if (!isMap(value) && !isList(value)) return;
    for (const [step, item] of value.entries() as Iterable<[Value, Value]>) {
      const here = [...path, step];
      if (isMap(item) || isList(item)) yield* visit(item, here);
      else {
        const at = document.at(value, step);
        yield { path: here, value: item, ...(at && { at }) };
      }
    }
  }
}

/** Where a pillar path (`cortensord_nodes:node_01`) is written: the first file that has it, or has what is above it. */
export function placeInPillar(documents: readonly PillarDocument[], path: string): Place | undefined {
  const steps = path.split(':');
  let best: { readonly depth: number; readonly at: Place } | undefined;
  for (const { document } of documents) {
    let value: Value = document.value;
    for (const [depth, step] of steps.entries()) {
      if (!isMap(value) || !value.has(step)) break;
      const at = document.at(value, step);
      if (at && depth + 1 > (best?.depth ?? 0)) best = { depth: depth + 1, at };
      value = value.get(step) ?? null;
    }
  }
  return best?.at;
}
