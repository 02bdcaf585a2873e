import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { SinkSettings } from '@fleet/config';
import { JobStore, type SinkRecord } from '@fleet/jobs';
import { SinkPump } from './sink-pump.js';
import type { Deliver } from './sink-thread.js';

let directory: string;
let store: JobStore;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'fleet-sinks-'));
  store = JobStore.open(join(directory, 'fleet.db'));
});
afterEach(() => {
  store.close();
  rmSync(directory, { recursive: true });
});

/** A receiver that answers as it is told to; `hold` keeps an answer back until it is called. */
class Receiver {
  readonly got: Deliver[] = [];
  readonly errors: (string | undefined)[] = [];
  hold: Promise<void> | undefined;

  async deliver(delivery: Deliver): Promise<string | undefined> {
    this.got.push(delivery);
    await this.hold;
    return this.errors.shift();
  }

  get numbers(): string {
    return this.got.map(({ events }) => events.map(({ data }) => data.slice(5, -1)).join('+')).join(' ');
  }
}

function tell(count: number, tag = 'a', minion?: string): void {
  const { last } = store.events;
  const base = store.events.totals().count;
  for (let number = 0; number < count; number += 1)
    store.events.append({
      at: 1,
      tag,
      kind: tag,
      data: `{"n":${base + number}}`,
      ...(minion !== undefined && { minion }),
    });
  expect(store.events.last).toBe(last + count);
}

function begun(): SinkRecord {
  store.sinks.begin('s', store.events.last);
  return store.sinks.all()[0] as SinkRecord;
}

function pumpFor(receiver: Receiver, settings: Partial<SinkSettings> = {}, record = begun()): SinkPump {
  return new SinkPump({
    settings: {
      ...{ name: 's', tags: [], minions: [] },
      to: { kind: 'command', argv: ['/bin/true'], environment: {}, timeout: 1000 },
      ...settings,
    },
    ...{ record, store, thread: receiver, quiet: { warn: () => undefined }, redact: (text: string) => text },
  });
}

async function until(happened: () => boolean): Promise<void> {
  for (let turn = 0; turn < 1000 && !happened(); turn += 1) await new Promise((done) => setTimeout(done, 10));
  expect(happened()).toBe(true);
}

describe('a sink gets', () => {
  it.each<[string, Partial<SinkSettings>, string]>([
    ['one event after the other', {}, '0 1 2 3 4'],
    ['several at once', { batch: 3 }, '0+1+2 3+4'],
    ['those with its tags', { tags: ['b*'] }, '3 4'],
    ['those of its minions', { minions: ['web*'], batch: 9 }, '3+4'],
    ['none that are of no minion, where it names some', { minions: ['*'] }, '3 4'],
  ])('%s', async (_, settings, expected) => {
    const receiver = new Receiver();
    const pump = pumpFor(receiver, settings);
    tell(3);
    tell(2, 'b1', 'web1');
    pump.wake();
    await until(() => pump.row().behind === 0 && pump.row().state === 'idle');
    expect(receiver.numbers).toBe(expected);
    await pump.stop();
    expect(store.sinks.all()).toMatchObject([
      { sent: store.events.last, delivered: expected.split(/[ +]/).length, lost: 0 },
    ]);
  });

  it('what failed once more, with the same name, before all that comes behind it', async () => {
    const receiver = new Receiver();
    receiver.errors.push(undefined, 'it answered 500');
    const pump = pumpFor(receiver, { batch: 1 });
    tell(3);
    pump.wake();
    await until(() => pump.row().state === 'waiting');
    expect(pump.row()).toMatchObject({ failures: 1, error: 'it answered 500', behind: 2, delivered: 1 });
    // More of it changes nothing about when it is tried again.
    tell(1);
    pump.wake();
    expect(receiver.numbers).toBe('0 1');
    await until(() => pump.row().delivered === 4);
    expect(receiver.numbers).toBe('0 1 1 2 3');
    expect(receiver.got.map(({ attempt }) => attempt)).toEqual([1, 1, 2, 1, 1]);
    expect(pump.row()).toMatchObject({ failures: 0, state: 'idle' });
    await pump.stop();
  });

  it('after a kill what it may have had already, and nothing less', async () => {
    const first = new Receiver();
    const record = begun();
    const killed = pumpFor(first, {}, record);
    tell(2);
    killed.wake();
    await until(() => first.got.length === 2);
    // As if nothing of it had been written down.
    const second = new Receiver();
    const pump = pumpFor(second, {}, record);
    pump.wake();
    await until(() => second.got.length === 2);
    expect([first.numbers, second.numbers]).toEqual(['0 1', '0 1']);
    await Promise.all([killed.stop(), pump.stop()]);
  });
});

describe('what leaves the journal before it was sent', () => {
  async function forget(pump: SinkPump, count: number): Promise<void> {
    await store.write((open) => {
      const rows = open.events.after(0, count);
      pump.leaving(open, rows);
      open.events.forget(rows.at(-1)?.sequence as number);
    });
  }

  it('is counted, without what the sink does not want', async () => {
    const receiver = new Receiver();
    const pump = pumpFor(receiver, { tags: ['b'] });
    tell(2);
    tell(2, 'b');
    tell(1);
    tell(1, 'b');
    await forget(pump, 4);
    pump.wake();
    await until(() => pump.row().delivered === 1);
    await pump.stop();
    expect([receiver.numbers, store.sinks.all()]).toMatchObject(['5', [{ delivered: 1, lost: 2 }]]);
  });

  it.each([
    ['arrives all the same, where it was on its way', undefined, 3, 1],
    ['is lost where it was on its way and does not arrive', 'it answered 500', 0, 4],
  ])('%s', async (_, error, delivered, lost) => {
    const receiver = new Receiver();
    let release = (): void => undefined;
    receiver.hold = new Promise((resolve) => (release = resolve));
    receiver.errors.push(error);
    const pump = pumpFor(receiver, { batch: 3 });
    tell(4);
    pump.wake();
    await until(() => receiver.got.length === 1);
    await forget(pump, 4);
    release();
    await until(() => pump.row().delivered + pump.row().failures > 0);
    await pump.stop();
    await store.write(() => undefined);
    expect(pump.row()).toMatchObject({ delivered, lost, behind: 0 });
    expect(store.sinks.all()).toMatchObject([{ delivered, lost }]);
  });
});
