import { describe, expect, it } from '@jest/globals';
import { fromPlain, type ValueMap } from '@fleet/values';
import type { ChunkResult } from '../run/run-types.js';
import { compile } from '../spec-tree.js';
import { tagOf } from '../run/tag.js';
import { fingerprints } from './fingerprint.js';
import { proofOf, proofText, readProof, type PlanProof } from './proof.js';

const key = Buffer.alloc(32, 1);

async function proofFrom(
  sls: string,
  pillar: Record<string, unknown> = {},
  result: Partial<ChunkResult> = {},
  by = key,
): Promise<PlanProof> {
  const compiled = await compile({ 'a.sls': sls });
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.diagnostics));
  const { low } = compiled.value;
  const usual = { result: null, changes: new Map([['x', 'made']]), comment: 'any', started: 1, duration: 2 };
  const results = new Map(low.map((chunk) => [tagOf(chunk), { ...usual, ...result } as ChunkResult]));
  return proofOf({ pillar: fromPlain(pillar) as ValueMap, low, results }, fingerprints(by));
}

const sls = 'x:\n  thing.present:\n    - port: 1\ny:\n  thing.present:\n    - require: [thing: x]\n';

describe('a proof', () => {
  it('is the same for the same', async () => {
    expect(await proofFrom(sls, { a: 1 })).toEqual(await proofFrom(sls, { a: 1 }));
  });

  it.each<[string, string, 'low' | 'outcome', number, Partial<ChunkResult>]>([
    ['another argument', sls.replace('port: 1', 'port: 2'), 'low', 0, {}],
    ['a requisite less', sls.replace(':\n    - require: [thing: x]', ': []'), 'low', 1, {}],
    ['a condition', sls.replace('port: 1', 'onlyif: "true"'), 'low', 0, {}],
    ['a retry', sls.replace('port: 1', 'retry: {attempts: 2}'), 'low', 0, {}],
    ['other changes', sls, 'outcome', 0, { changes: new Map([['x', 'made otherwise']]) }],
    ['another result', sls, 'outcome', 0, { result: true }],
    ['something that is destroyed', sls, 'outcome', 0, { destroys: ['remove x'] }],
  ])('tells %s', async (_what, written, part, index, result) => {
    const [one, other] = [await proofFrom(sls), await proofFrom(written, {}, result)];
    expect(other.chunks[index]?.[part]).not.toBe(one.chunks[index]?.[part]);
    expect(other.chunks[index]?.tag).toBe(one.chunks[index]?.tag);
  });

  it('does not tell the time, nor what is said', async () => {
    const later = await proofFrom(sls, {}, { started: 9, duration: 9, comment: 'other words', position: 7 });
    expect(later).toEqual(await proofFrom(sls));
  });

  it('tells which part of the pillar changed', async () => {
    const [one, other] = [await proofFrom(sls, { a: 1, b: 'x' }), await proofFrom(sls, { a: 1, b: 'y' })];
    expect(one.pillar[0]).toEqual(other.pillar[0]);
    expect(one.pillar[1]?.[1]).not.toBe(other.pillar[1]?.[1]);
  });

  it('is worth nothing to who has another key: no secret can be tried', async () => {
    const [own, theirs] = [
      await proofFrom(sls, { pin: '1234' }),
      await proofFrom(sls, { pin: '1234' }, {}, Buffer.alloc(32, 2)),
    ];
    const all = [...own.pillar.map(([, value]) => value), ...own.chunks.flatMap(({ low, outcome }) => [low, outcome])];
    const known = new Set([
      ...theirs.pillar.map(([, value]) => value),
      ...theirs.chunks.flatMap(({ low, outcome }) => [low, outcome]),
    ]);
    expect(all.filter((text) => known.has(text))).toEqual([]);
    expect(proofText(own)).not.toContain('1234');
  });

  it('has no two things that look alike when their borders move', () => {
    const fingerprint = fingerprints(key);
    expect(fingerprint('ab', 'c')).not.toBe(fingerprint('a', 'bc'));
    expect(fingerprint('a')).not.toBe(fingerprint('a', ''));
  });
});

describe('the text of a proof', () => {
  it('is read as it was written', async () => {
    const proof = await proofFrom(sls, { 'a b': 1, passwords: { x: 'y' } });
    expect(readProof(proofText(proof))).toEqual(proof);
  });

  it.each([
    ['nothing', ''],
    ['no JSON', '{'],
    ['a mapping', '{}'],
    ['another version', '[2,[],[]]'],
    ['numbers', '[1,[],[[1,2,3]]]'],
    ['rows that are too short', '[1,[["a"]],[]]'],
    ['null', 'null'],
  ])('is none where it is %s', (_what, text) => {
    expect(readProof(text)).toBeUndefined();
  });
});
