import { describe, expect, it } from '@jest/globals';
import { BusError, type BusTrouble } from '@fleet/bus';
import { createKeys, encodeJwt, signer } from '@fleet/identity';
import type { Logger } from '@fleet/telemetry';
import { ConnectionLog } from './connection-log.js';

function logging(exp?: number) {
  const said: string[] = [];
  const level =
    (name: string) =>
    (...words: unknown[]): void =>
      void said.push(
        `${name} ${words.map((word) => (typeof word === 'string' ? word : JSON.stringify(word))).join(' ')}`,
      );
  const log = { info: level('info'), warn: level('warn'), error: level('error') } as unknown as Logger;
  const jwt = encodeJwt(signer(createKeys('account').seed), {
    iat: 1,
    name: 'web1',
    sub: createKeys('user').publicKey,
    nats: { type: 'user', version: 2 },
    ...(exp !== undefined && { exp }),
  });
  return {
    said,
    log: new ConnectionLog(
      log,
      () => jwt,
      () => 100_000,
    ),
  };
}

const refused: BusTrouble = {
  code: 'connection',
  message: 'the bus refuses these credentials',
  error: new BusError('not-allowed', 'the bus refuses these credentials'),
};
const unreachable: BusTrouble = {
  code: 'connection',
  message: 'the bus cannot be reached yet',
  error: new BusError('unreachable', 'no server', { servers: ['nats://a'], answer: 'CONNECTION_REFUSED' }),
};

describe('a minion that is refused', () => {
  it('says once that its key was rejected or deleted and what to do, until something else happens', () => {
    const { said, log } = logging();
    for (let turn = 0; turn < 3; turn += 1) {
      log.status({ state: 'down', refused: true });
      log.status({ state: 'down', refused: false });
      log.trouble(refused);
    }
    expect(said).toEqual([expect.stringMatching(/^error .*rejected or deleted.*fleet-minion join TOKEN/)]);
    log.status({ state: 'up', server: 'a' });
    log.status({ state: 'down', refused: true });
    expect(said).toHaveLength(3);
  });

  it.each([
    [100, 'have expired'],
    [101, 'rejected or deleted'],
  ])('with credentials that are good until second %d hears that they %s', (exp, words) => {
    const { said, log } = logging(exp);
    log.trouble(refused);
    expect(said).toEqual([expect.stringContaining(words)]);
  });
});

describe('a minion without its server', () => {
  it('says once that it is lost, or not there yet and why, without a stack', () => {
    const { said, log } = logging();
    for (let turn = 0; turn < 3; turn += 1) log.trouble(unreachable);
    log.status({ state: 'up', server: 'a' });
    for (let turn = 0; turn < 3; turn += 1) log.status({ state: 'down', refused: false });
    expect(said).toEqual([
      'warn {"servers":["nats://a"],"reason":"CONNECTION_REFUSED"} the bus cannot be reached yet',
      'info {"server":"a"} connected',
      'warn the connection is lost',
    ]);
  });
});
