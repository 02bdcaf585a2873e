import { describe, expect, it } from '@jest/globals';
import { BusError, type BusMessage } from '@fleet/bus';
import { createLogger, Redactor } from '@fleet/telemetry';
import type { RefusalCounter } from '../refusals/refusal-counter.js';
import { RequestDesk } from './request-desk.js';

const key = `U${'A'.repeat(55)}`;

/** What whoever asks for something that is too large for the bus is told. */
async function toldOf(method: string): Promise<unknown[]> {
  const log = createLogger({
    ...{ name: 'spec', level: 'error', redactor: new Redactor() },
    destination: { write: () => undefined },
  });
  const operators = {
    refusal: () => undefined,
    read: async () => ({ ok: true, body: {} }) as const,
    refused: async () => undefined,
  };
  const handlers = new Map([[`api.${method}`, async () => ({ rows: [] })]]);
  const desk = new RequestDesk(handlers as never, operators, log, {} as RefusalCounter);
  const told: unknown[] = [];
  const respond = (reply: unknown): boolean => {
    if ((reply as { ok: boolean }).ok) throw new BusError('too-large', 'the message is larger than the bus carries');
    told.push(reply);
    return true;
  };
  const message = { subject: `fl.api.${key}.${method}`, caller: key, reply: 'inbox', json: () => ({}), respond };
  await desk.request('api', message as unknown as BusMessage, 'refuse');
  return told;
}

describe('an answer that is too large for the bus', () => {
  it.each([
    ['job_show', 'fleetctl jobs watch JID'],
    ['key_list', 'fleetctl COMMAND --help'],
  ])('to %s is one fault, which names a way', async (method, way) => {
    expect(await toldOf(method)).toEqual([
      { v: 1, ok: false, fault: { code: 'too-large', message: expect.stringContaining(way) } },
    ]);
  });
});
