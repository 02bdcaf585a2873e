import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { init } from './init.js';
import { run } from './run.js';

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'fleet-run-'));
  jest.spyOn(process.stdout, 'write').mockReturnValue(true);
});
afterEach(async () => {
  jest.restoreAllMocks();
  await rm(root, { recursive: true, force: true });
});

describe('fleet-master run', () => {
  it('ends when it is told to while it waits for a server that is not there', async () => {
    await init({ root, server: ['nats://127.0.0.1:1'], fileRoot: [], pillarRoot: [], external: true });
    const before = process.listenerCount('SIGTERM');
    const running = run({ root });
    while (process.listenerCount('SIGTERM') === before) await new Promise((resolve) => setTimeout(resolve, 10));
    process.emit('SIGTERM');
    expect(await running).toBe(0);
  });
});
