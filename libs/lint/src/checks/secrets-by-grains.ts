import type { Place } from '@fleet/diagnostics';
import { isList, isMap, type Value } from '@fleet/values';
import { linesByGrains } from '../text/grain-conditions.js';
import type { PillarDocument } from '../compile/pillar-documents.js';
import type { Fleet } from '../fleet.js';
import type { FleetCheck } from './check.js';

const advice =
  'Whoever controls a machine chooses its grains, and with them would choose its secrets. Select them by minion id, or through a registry and what is assigned.';

/** No grain may decide who gets a secret: not in a top file, not in a condition of the pillar. */
export const checkSecretsByGrains: FleetCheck = (fleet) => {
  const carriers = new Map(fleet.pillarDocuments.map((document) => [document.sls, document]));
  for (const { target, matcher, sls, at } of fleet.top.pillar) {
    if (!matcher?.needs.has('grains')) continue;
    for (const { name, at: here } of sls) {
      const secret = secretBehind(fleet, name, carriers, new Set());
      if (secret) say(fleet, `the target ${target.expression} asks grains, and gives ${secret}`, here ?? at);
    }
  }
  for (const environment of fleet.input.pillar.environments) {
    const top = fleet.sources.text('pillar/top.sls');
    if (top !== undefined && environment === 'base')
      for (const line of linesByGrains(top))
        for (const { sls } of fleet.top.pillar)
          for (const { name, at } of sls) {
            const secret = at?.line === line && secretBehind(fleet, name, carriers, new Set());
            if (secret) say(fleet, `a condition on grains gives ${secret}`, at);
          }
  }
  for (const document of fleet.pillarDocuments) checkDocument(fleet, document, carriers);
};

/** Secrets, and includes that bring secrets, on lines that depend on grains. */
function checkDocument(
  fleet: Fleet,
  { path, document }: PillarDocument,
  carriers: ReadonlyMap<string, PillarDocument>,
): void {
  const text = fleet.sources.text(`pillar/${path}`);
  if (text === undefined) return;
  const lines = linesByGrains(text);
  if (lines.size === 0) return;
  // A branch that was not taken for this reader is not in the document; its lines are.
  text.split('\n').forEach((content, index) => {
    const key = /^\s*(?:- +)*["']?([\w.-]+)["']?\s*:\s*(\S.*)$/.exec(content)?.[1];
    if (key !== undefined && lines.has(index + 1) && fleet.redactor.isSecretKey(key))
      say(fleet, `a grain decides about the secret ${key}`, {
        file: path,
        line: index + 1,
        column: content.indexOf(key) + 1,
      });
  });
  const includes = isMap(document.value) ? document.value.get('include') : undefined;
  if (!isList(includes)) return;
  includes.forEach((item, index) => {
    const at = document.at(includes, index);
    const secret =
      at && lines.has(at.line) && typeof item === 'string' && secretBehind(fleet, item, carriers, new Set());
    if (secret) say(fleet, `a condition on grains includes ${secret}`, at);
  });
}

function say(fleet: Fleet, summary: string, at: Place | undefined): void {
  fleet.report.say('lint.secret-by-grain', { summary, detail: advice, tree: 'pillar', at });
}

/** The first secret that an SLS or what it includes carries: `NODE_PRIVATE_KEY of web.keys`. */
function secretBehind(
  fleet: Fleet,
  sls: string,
  carriers: ReadonlyMap<string, PillarDocument>,
  seen: Set<string>,
): string | undefined {
  const name = sls.replace(/^\.+/, '');
  const found = carriers.get(name) ?? [...carriers].find(([known]) => known.endsWith(`.${name}`))?.[1];
  if (!found || seen.has(found.sls)) return undefined;
  seen.add(found.sls);
  const key = secretKey(fleet, found.document.value);
  if (key !== undefined) return `${key} of ${found.sls}`;
  const includes = isMap(found.document.value) ? found.document.value.get('include') : undefined;
  if (!isList(includes)) return undefined;
  for (const item of includes) {
    const inner = typeof item === 'string' ? secretBehind(fleet, item, carriers, seen) : undefined;
    if (inner !== undefined) return inner;
  }
  return undefined;
}

function secretKey(fleet: Fleet, value: Value): string | undefined {
  if (!isMap(value) && !isList(value)) return undefined;
  for (const [key, item] of value.entries() as Iterable<[Value, Value]>) {
    if (typeof key === 'string' && fleet.redactor.isSecretKey(key) && item !== null && item !== '') return key;
    const inner = secretKey(fleet, item);
    if (inner !== undefined) return inner;
  }
  return undefined;
}
