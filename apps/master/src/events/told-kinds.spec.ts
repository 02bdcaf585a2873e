import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { masterEvents } from '@fleet/protocol';

const sources = new URL('../../src/', import.meta.url).pathname;

it('every kind of event is told by somebody', () => {
  const files = readdirSync(sources, { recursive: true, encoding: 'utf8' });
  const text = files
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'))
    .map((file) => readFileSync(join(sources, file), 'utf8'))
    .join('\n');
  // States of a rollout are told by their name.
  const told = (kind: string): boolean =>
    text.includes(`'${kind}'`) ||
    (text.includes('`rollout/ID/${state}`') && text.includes(`case '${kind.replace('rollout/ID/', '')}':`));
  expect(Object.keys(masterEvents).filter((kind) => !told(kind))).toEqual([]);
});
