import { connect, type Socket } from 'node:net';
import type { Signer } from '@fleet/identity';

/**
 * A client of the bus that keeps no rule: any bytes, any subject, any reply. What the server says is kept as text; `-ERR` lines are its
 * refusals.
 */
export class RawClient {
  heard = '';
  closed = false;

  private constructor(private readonly socket: Socket) {
    socket.on('data', (data) => {
      this.heard += data.toString('latin1');
      if (this.heard.includes('PING\r\n')) socket.write('PONG\r\n');
    });
    socket.on('error', () => undefined);
    socket.on('close', () => (this.closed = true));
  }

  static async open(url: string, signer: Signer, jwt: string): Promise<RawClient> {
    const { hostname, port } = new URL(url);
    const client = new RawClient(connect(Number(port), hostname));
    await client.until(() => client.heard.includes('\r\n'));
    const { nonce } = JSON.parse(client.heard.slice('INFO '.length, client.heard.indexOf('\r\n'))) as { nonce: string };
    const hello = {
      verbose: false,
      pedantic: false,
      lang: 'raw',
      version: '0',
      protocol: 1,
      headers: true,
      jwt,
      nkey: signer.publicKey,
      sig: signer.sign(nonce).toString('base64url'),
    };
    client.socket.write(`CONNECT ${JSON.stringify(hello)}\r\n`);
    await client.flush();
    return client;
  }

  publish(subject: string, data: Uint8Array | string, reply = ''): void {
    const bytes = Buffer.from(data);
    this.socket.write(
      Buffer.concat([
        Buffer.from(`PUB ${subject}${reply === '' ? '' : ` ${reply}`} ${bytes.length}\r\n`),
        bytes,
        Buffer.from('\r\n'),
      ]),
    );
  }

  /** `headers`: lines as `Nats-Rollup: all`. */
  publishWithHeaders(subject: string, headers: string, data: string, reply = ''): void {
    const head = Buffer.from(`NATS/1.0\r\n${headers}\r\n\r\n`);
    const body = Buffer.from(data);
    this.socket.write(
      Buffer.concat([
        Buffer.from(
          `HPUB ${subject}${reply === '' ? '' : ` ${reply}`} ${head.length} ${head.length + body.length}\r\n`,
        ),
        head,
        body,
        Buffer.from('\r\n'),
      ]),
    );
  }

  /** With a header block as the server itself writes it; `status` is its first line. */
  publishStatus(subject: string, status: string): void {
    const head = Buffer.from(`NATS/1.0 ${status}\r\n\r\n`);
    this.socket.write(
      Buffer.concat([Buffer.from(`HPUB ${subject} ${head.length} ${head.length}\r\n`), head, Buffer.from('\r\n')]),
    );
  }

  subscribe(subject: string, sid: number): void {
    this.socket.write(`SUB ${subject} ${sid}\r\n`);
  }

  /** Resolves when the server has read everything that was sent so far, or has hung up. */
  async flush(): Promise<void> {
    const before = this.heard.split('PONG\r\n').length;
    this.socket.write('PING\r\n');
    await this.until(() => this.closed || this.heard.split('PONG\r\n').length > before);
  }

  close(): void {
    this.socket.destroy();
  }

  private async until(happened: () => boolean): Promise<void> {
    for (let turn = 0; turn < 1000; turn += 1) {
      if (happened()) return;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    throw new Error(`the server says nothing more than: ${this.heard.slice(-500)}`);
  }
}
