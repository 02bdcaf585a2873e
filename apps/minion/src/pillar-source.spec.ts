import { describe, expect, it } from '@jest/globals';
import { createKeys, createSealKeys, openPillar, sealPillar } from '@fleet/identity';
import type { PillarRequest } from '@fleet/protocol';
import { MasterFault, type AskMaster } from './ask-master.js';
import { masterExplanation, masterPillar } from './pillar-source.js';

const key = createKeys('user').publicKey;
const seal = createSealKeys();

function source(answer: () => { sealed: string; secrets: string[] }) {
  const asked: PillarRequest[] = [];
  const learned: unknown[] = [];
  const ask = (async (_service: string, request: PillarRequest) => {
    asked.push(request);
    return answer();
  }) as unknown as AskMaster;
  const options = {
    ask,
    grains: async () => new Map([['os', 'Debian']]),
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

  const broken: [string, () => { sealed: string; secrets: string[] }, RegExp][] = [
    [
      'was sealed to another',
      () => ({ sealed: sealed('{}', createSealKeys().publicKey), secrets: [] }),
      /not sealed to this minion/,
    ],
    ['is damaged', () => ({ sealed: 'AAAA', secrets: [] }), /not sealed to this minion/],
    ['is no JSON', () => ({ sealed: sealed('{'), secrets: [] }), /not exact JSON/],
    ['is no mapping', () => ({ sealed: sealed('[]'), secrets: [] }), /not a mapping/],
  ];
  it.each(broken)('that %s is refused whole', async (_, answer, message) => {
    const { pillar, learned } = source(answer);
    await expect(pillar({})).rejects.toMatchObject({ name: 'PillarRefused', message: expect.stringMatching(message) });
    expect(learned).toEqual([]);
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
