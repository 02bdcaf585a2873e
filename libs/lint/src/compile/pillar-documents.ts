import type { Place } from '@fleet/diagnostics';
import type { YamlDocument } from '@fleet/rendering';
import { isList, isMap, type Value } from '@fleet/values';
import type { Fleet } from '../fleet.js';
import { renderDocument, type Reader } from './render-document.js';

/** One SLS of the pillar as it stands in its file, before anything is merged. */
export interface PillarDocument {
  readonly environment: string;
  readonly path: string;
  /** As top files and includes name it. */
  readonly sls: string;
  readonly document: YamlDocument;
}

/** Every SLS of the pillar, also those that no minion gets; one that does not render for a file's reader is reported here. */
export async function readPillarDocuments(fleet: Fleet, reader: Reader): Promise<PillarDocument[]> {
  const { input, report, pillarTree } = fleet;
  const documents: PillarDocument[] = [];
  for (const environment of input.pillar.environments) {
    for (const { path } of await input.pillar.list(environment)) {
      if (!path.endsWith('.sls') || path === 'top.sls') continue;
      const document = await renderDocument(input.pillar, environment, path, reader);
      const sls = path.replace(/(\/init)?\.sls$/, '').replaceAll('/', '.');
      if (document.ok) documents.push({ environment, path, sls, document: document.value });
      // What minions read was reported when their pillars were compiled.
      else if (!pillarTree.wasRead(environment, path))
        for (const found of document.diagnostics) report.diagnostic('pillar', found);
    }
  }
  return documents;
}

export interface Leaf {
  /** Steps from the top of the file. */
  readonly path: readonly Value[];
  readonly value: Value;
  readonly at?: Place;
}

/** Every value of a document that holds no others, with its place. */
export function* leavesOf({ document }: PillarDocument): Generator<Leaf> {
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
