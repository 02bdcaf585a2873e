/** A wire between clients and the bus that remembers every byte of both directions. */
import { connect, createServer } from 'node:net';

/** @param {{ address: string, port: number, to: number }} options `to`: the port of the bus at the same address */
export function recordWire({ address, port, to }) {
  /** @type {{ name: string, chunks: Buffer[] }[]} */
  const heard = [];
  const sockets = new Set();
  let count = 0;
  const server = createServer((client) => {
    count += 1;
    const bus = connect(to, address);
    for (const [from, target, direction] of [
      [client, bus, 'to the bus'],
      [bus, client, 'from the bus'],
    ]) {
      const record = { name: `connection ${count} ${direction}`, chunks: [] };
      heard.push(record);
      sockets.add(from);
      from.on('data', (data) => {
        record.chunks.push(data);
        target.write(data);
      });
      from.on('error', () => target.destroy());
      from.on('close', () => {
        sockets.delete(from);
        target.destroy();
      });
    }
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, address, () =>
      resolve({
        /** Everything so far, one entry for each direction of each connection. */
        heard: () => heard.map(({ name, chunks }) => ({ name, data: Buffer.concat(chunks) })),
        close() {
          for (const socket of sockets) socket.destroy();
          return new Promise((closed) => server.close(closed));
        },
      }),
    );
  });
}

/** The subject of the message of the NATS protocol in which a position of a recording lies. */
export function subjectAt(data, position) {
  const before = data.subarray(Math.max(0, position - 2 * 1024 * 1024), position).toString('latin1');
  const lines = [...before.matchAll(/(?:^|\r\n)(?:H?PUB|H?MSG) (\S+)/g)];
  return lines.at(-1)?.[1] ?? '(no message)';
}
