import { createHash } from 'node:crypto';
import { formatPlace, type Place } from '@fleet/diagnostics';
import { isEncrypted } from '@fleet/pillar';
import { compileGlob } from '@fleet/targeting';
import { traverse, type Value } from '@fleet/values';
import { leavesOf, type PillarDocument } from '../compile/pillar-documents.js';
import type { FleetMinion } from '../fleet.js';
import type { FleetCheck } from './check.js';

/** Tokens and passwords may be shared on purpose, unless a formula declares them unique; whoever has one of these is somebody. */
const identities = /(?:private[_-]?keys?|mnemonics?|seed)$/i;

interface Found {
  readonly path: string;
  readonly document: PillarDocument;
  readonly at: Place | undefined;
}

/** Shorter values are no keys, but words like `none`. */
const shortest = 16;

/** The same private key in two places of the pillar. Neither the key nor any part of it is shown. */
export const checkSameKey: FleetCheck = ({ pillarDocuments, report, minions, formulas, redactor }) => {
  const places = new Map<string, Found[]>();
  const unique = formulas.flatMap(({ instances }) => instances.flatMap((rule) => rule.unique.map(compileGlob)));
  const isIdentity = (key: string): boolean =>
    identities.test(key) || (redactor.isSecretKey(key) && unique.some((matches) => matches(key)));
  for (const document of pillarDocuments)
    for (const { path, value: written, at } of leavesOf(document.document)) {
      const key = path.findLast((step) => typeof step === 'string');
      if (key === undefined || !isIdentity(key)) continue;
      // Each encryption of a value is another text; what is in it stands in the pillars.
      const value = typeof written === 'string' && isEncrypted(written) ? opened(minions, path) : written;
      const text =
        typeof value === 'string'
          ? value.trim().toLowerCase().replace(/^0x/, '')
          : typeof value === 'bigint'
            ? value.toString(16)
            : '';
      if (text.length < shortest) continue;
      const known = places.get(text) ?? [];
      if (known.length === 0) places.set(text, known);
      const found = { path: path.map(String).join(':'), document, at };
      if (!known.some((other) => isSaidOnce(other, found))) known.push(found);
    }
  for (const [text, found] of places) {
    const [first, ...others] = found;
    if (!first) continue;
    for (const { path, at } of others)
      report.say('lint.same-key', {
        summary: `${path} is the same key as ${first.path}`,
        detail: `The other is at ${first.at ? `pillar/${formatPlace(first.at)}` : first.path}; both have the fingerprint ${fingerprint(text)}.`,
        tree: 'pillar',
        at,
      });
  }
};

/** The same words, as several minions read them; or the same file in two environments. An alias says a key again. */
function isSaidOnce(one: Found, other: Found): boolean {
  if (one.document === other.document || one.document.path !== other.document.path) return false;
  if (one.document.environment !== other.document.environment) return one.path === other.path;
  return one.at?.line === other.at?.line && one.at?.column === other.at?.column;
}

function opened(minions: readonly FleetMinion[], path: readonly Value[]): Value {
  const whole = path.map(String).join(':');
  for (const { pillar } of minions) {
    const value = pillar && traverse(pillar, whole);
    if (value !== undefined) return value;
  }
  return null;
}

/** Enough to tell keys apart, and of no use to whoever would guess one. */
function fingerprint(text: string): string {
  return createHash('sha256').update(`fleet-lint\0${text}`).digest('hex').slice(0, 12);
}
