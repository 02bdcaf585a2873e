import type { Place } from '@fleet/diagnostics';
import { readInclude, resolveName } from '@fleet/pillar';
import { compileGlob, isGlob } from '@fleet/targeting';
import { isList, isMap, type Value } from '@fleet/values';
import { linesByGrains } from '../text/grain-conditions.js';
import type { PillarDocument } from '../compile/pillar-documents.js';
import type { Fleet } from '../fleet.js';
import type { FleetCheck } from './check.js';

const advice =
  'Whoever controls a machine chooses its grains, and with them would choose its secrets. Select them by minion id, or through a registry and what is assigned.';

/** No grain may decide who gets a secret: not in a top file, not in a condition of the pillar. */
export const checkSecretsByGrains: FleetCheck = (fleet) => {
  for (const { target, matcher, sls, at } of fleet.top.pillar) {
    if (!matcher?.needs.has('grains')) continue;
    for (const { name, at: here } of sls) {
      const secret = secretBehind(fleet, name);
      if (secret) say(fleet, `the target ${target.expression} asks grains, and gives ${secret}`, here ?? at);
    }
  }
  for (const environment of fleet.input.pillar.environments) {
    const top = fleet.sources.text('pillar/top.sls');
    if (top !== undefined && environment === 'base')
      for (const line of linesByGrains(top))
        for (const { sls } of fleet.top.pillar)
          for (const { name, at } of sls) {
            const secret = at?.line === line && secretBehind(fleet, name);
            if (secret) say(fleet, `a condition on grains gives ${secret}`, at);
          }
  }
  for (const document of fleet.pillarDocuments) checkDocument(fleet, document);
};

/** Secrets, and includes that bring secrets, on lines that depend on grains. */
function checkDocument(fleet: Fleet, document: PillarDocument): void {
  const { path } = document;
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
  for (const { name, at } of includesOf(document)) {
    const secret = at && lines.has(at.line) && secretBehind(fleet, name);
    if (secret) say(fleet, `a condition on grains includes ${secret}`, at);
  }
}

function say(fleet: Fleet, summary: string, at: Place | undefined): void {
  fleet.report.say('lint.secret-by-grain', { summary, detail: advice, tree: 'pillar', at });
}

/** The first secret that what a top file or an include names carries, or includes: `NODE_PRIVATE_KEY of web.keys`. */
function secretBehind(fleet: Fleet, name: string, seen = new Set<PillarDocument>()): string | undefined {
  for (const found of namedBy(fleet, name)) {
    if (seen.has(found)) continue;
    seen.add(found);
    const key = secretKey(fleet, found.document.value);
    if (key !== undefined) return `${key} of ${found.sls}`;
    for (const { name: inner } of includesOf(found)) {
      const secret = secretBehind(fleet, inner, seen);
      if (secret !== undefined) return secret;
    }
  }
  return undefined;
}

/** Documents that a full name or a glob means. */
function namedBy({ pillarDocuments }: Fleet, name: string): PillarDocument[] {
  const matches = isGlob(name) ? compileGlob(name) : (sls: string): boolean => sls === name;
  return pillarDocuments.filter(({ sls }) => matches(sls));
}

/** The items of `include`, with their full names. */
function includesOf({ document, sls, path }: PillarDocument): { name: string; at: Place | undefined }[] {
  const includes = isMap(document.value) ? document.value.get('include') : undefined;
  if (!isList(includes)) return [];
  return includes.flatMap((written, index) => {
    const item = readInclude(written);
    const name = 'malformed' in item ? undefined : resolveName(item.name, { sls, path });
    return name === undefined ? [] : [{ name, at: document.at(includes, index) }];
  });
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
