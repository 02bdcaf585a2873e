import type { ValueMap } from '@fleet/values';
import { isMap, type Value } from '@fleet/values';
import type { Known } from '../definition.js';

/** What settings are where nobody set them. */
export const defaults: ValueMap = new Map<Value, Value>([
  ['hosts.file', '/etc/hosts'],
  ['aliases.file', '/etc/aliases'],
  ['ca.cert_base_path', '/etc/pki'],
  ['virt.tunnel', false],
  ['test.foo', 'unconfigured'],
]);

export interface Omitted {
  readonly omit_opts: boolean;
  readonly omit_grains: boolean;
  readonly omit_pillar: boolean;
  readonly omit_master: boolean;
}

/** Where settings are looked for: the first that has one wins. */
export function sources(known: Known, omitted: Omitted): ValueMap[] {
  return [
    ...(omitted.omit_opts ? [] : [known.opts]),
    ...(omitted.omit_grains ? [] : [known.grains]),
    ...(omitted.omit_pillar ? [] : [known.pillar]),
    ...(omitted.omit_master ? [] : [masterOpts(known.pillar)]),
  ];
}

/** A master that puts its configuration into pillars does so below `master`. */
export function masterOpts(pillar: ValueMap): ValueMap {
  const opts = pillar.get('master') ?? null;
  return isMap(opts) ? opts : new Map();
}
