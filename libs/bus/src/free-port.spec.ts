import { createServer } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { freePort } from './free-port.js';

describe('a free port', () => {
  it('can be listened on, and is none that Linux gives to whoever connects', async () => {
    const server = createServer();
    const port = await freePort('127.0.0.1');
    await new Promise<void>((listening) => server.listen(port, '127.0.0.1', listening));
    await new Promise((closed) => server.close(closed));
    expect(port).toBeGreaterThanOrEqual(10_000);
    expect(port).toBeLessThan(32_768);
  });

  it('is none of an address that this machine does not have', async () => {
    await expect(freePort('192.0.2.1')).rejects.toMatchObject({ code: 'EADDRNOTAVAIL' });
  });
});
