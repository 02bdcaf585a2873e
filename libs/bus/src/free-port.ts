import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/**
 * A port that nothing listens on, below those that Linux by default gives to whoever connects (`net.ipv4.ip_local_port_range`). One of those could be
 * taken by any program while the server is away, or by a client that reaches itself there.
 */
export async function freePort(address = '127.0.0.1'): Promise<number> {
  for (let turn = 0; turn < 100; turn += 1) {
    const port = randomInt(10_000, 32_768);
    if (await isFree(port, address)) return port;
  }
  throw new Error(`no port of ${address} is free`);
}

function isFree(port: number, address: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(false) : reject(error),
    );
    server.listen(port, address, () => server.close(() => resolve(true)));
  });
}
