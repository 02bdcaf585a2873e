import { describe, expect, it } from '@jest/globals';
import { createKeys, createSealKeys, openPillar, sealPillar } from '@fleet/identity';
import type { PillarAnswer, PillarRequest, Signed } from '@fleet/protocol';
import { MasterFault, type AskMaster } from './ask-master.js';
import { masterExplanation, masterPillar } from './pillar-source.js';

const key = createKeys('user').publicKey;
const seal = createSealKeys();

type Answer = { sealed: string; secrets: string[]; revision?: number; nonce?: string };

function source(answer: () => Answer) {
  const asked: Omit<PillarRequest, 'nonce'>[] = [];
  const learned: unknown[] = [];
  const ask = (async (_service: string, { nonce, ...request }: PillarRequest) => {
    asked.push(request);
    return { v: 1, kid: 'kid', text: JSON.stringify({ nonce, ...answer() }), signature: 'good' };
  }) as unknown as AskMaster;
  const options = {
    ask,
    grains: async () => new Map([['os', 'Debian']]),
    read: async ({ text }: Signed, nonce: string) => {
      const read = JSON.parse(text) as PillarAnswer;
      if (read.nonce !== nonce) return 'not-from-master' as const;
      return read.revision < 0 ? ('outdated' as const) : read;
    },
    open: (sealed: string) => openPillar({ key, privateKey: seal.privateKey }, sealed),
    learn: (data: unknown, secrets: readonly string[]) => void learned.push([data, secrets]),
  };
  return { pillar: masterPillar(options), explain: masterExplanation(options), asked, learned };
}

const sealed = (text: string, recipient = seal.publicKey): string => sealPillar({ key, sealKey: recipient }, text);

describe('the pillar of a minion', () => {
  it('is opened, keeps every digit, and its secrets are learned before anybody gets it', async () => {
    const { pillar, asked, learned } = source(() => ({
      sealed: sealed('{"wei": 123456789012345678901}'),
      secrets: ['wei'],
    }));
    const data = await pillar({ environment: 'base', override: new Map([['a', 1]]) });
    expect(data).toEqual(new Map([['wei', 123456789012345678901n]]));
    expect(learned).toEqual([[data, ['wei']]]);
    expect(asked).toEqual([{ grains: '{"os":"Debian"}', environment: 'base', override: '{"a":1}' }]);
  });

  it('is explained by the master, without anything to learn', async () => {
    const { explain, asked, learned } = source(() => ({ sealed: sealed('{"value": 1}'), secrets: [] }));
    expect(await explain('a:b', { environment: 'dev' })).toEqual(new Map([['value', 1]]));
    await explain(undefined, {});
    expect(asked).toEqual([
      { grains: '{"os":"Debian"}', environment: 'dev', explain: 'a:b' },
      { grains: '{"os":"Debian"}', explain: '' },
    ]);
    expect(learned).toEqual([]);
  });

  const broken: [string, () => Answer, RegExp][] = [
    [
      'was sealed to another',
      () => ({ sealed: sealed('{}', createSealKeys().publicKey), secrets: [] }),
      /not sealed to this minion/,
    ],
    ['answers another question', () => ({ sealed: sealed('{}'), secrets: [], nonce: 'x' }), /not signed by the master/],
    ['is older than the last', () => ({ sealed: sealed('{}'), secrets: [], revision: -1 }), /older than the last one/],
    ['is damaged', () => ({ sealed: 'AAAA', secrets: [] }), /not sealed to this minion/],
    ['is no JSON', () => ({ sealed: sealed('{'), secrets: [] }), /not exact JSON/],
    ['is no mapping', () => ({ sealed: sealed('[]'), secrets: [] }), /not a mapping/],
  ];
  it.each(broken)('that %s is refused whole', async (_, answer, message) => {
    const { pillar, learned } = source(answer);
    await expect(pillar({})).rejects.toMatchObject({ name: 'PillarRefused', message: expect.stringMatching(message) });
    expect(learned).toEqual([]);
  });

  it('that crossed with a newer one is asked for again', async () => {
    let times = 0;
    const { pillar, asked } = source(() => ({
      sealed: sealed('{"a": 1}'),
      secrets: [],
      revision: (times += 1) < 3 ? -1 : 1,
    }));
    expect(await pillar({})).toEqual(new Map([['a', 1]]));
    expect(asked).toHaveLength(3);
  });

  it('that does not compile carries the places of its errors', async () => {
    const diagnostic = {
      severity: 'error',
      code: 'yaml.tab',
      summary: 'a tab',
      at: { file: 'top.sls', line: 3, column: 1 },
    };
    const { pillar } = source(() => {
      throw new MasterFault('pillar', {
        code: 'pillar-failed',
        message: 'the pillar does not compile',
        details: { diagnostics: [diagnostic] },
      });
    });
    await expect(pillar({})).rejects.toMatchObject({
      message: expect.stringContaining('top.sls:3:1'),
      diagnostics: [diagnostic],
    });
  });

  it('that nobody sends is refused too', async () => {
    const { pillar } = source(() => {
      throw new Error('timeout');
    });
    await expect(pillar({})).rejects.toMatchObject({
      name: 'PillarRefused',
      message: 'the master did not answer the request for the pillar',
    });
  });
});
