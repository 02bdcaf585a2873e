import type { Connection } from '../host.js';
import { asTimer } from './timer.js';

const usualPatience = 5_000;

/** One TCP connection, closed as soon as it is there. */
export async function tryConnection(
  host: string,
  port: number,
  options: { timeout?: number; family?: 4 | 6 } = {},
): Promise<Connection> {
  const { createConnection } = await import('node:net');
  return new Promise((resolve) => {
    const socket = createConnection({
      host,
      port,
      ...(options.family === undefined ? {} : { family: options.family }),
    });
    // The timer covers the name server too, which the socket's own does not.
    const timer = setTimeout(() => end({ open: false, code: 'ETIMEDOUT' }), asTimer(options.timeout ?? usualPatience));
    function end(connection: Connection): void {
      clearTimeout(timer);
      socket.destroy();
      resolve(connection);
    }
    socket.once('connect', () => end({ open: true, address: socket.remoteAddress ?? host }));
    socket.on('error', (error: NodeJS.ErrnoException) => end({ open: false, code: codeOf(error) }));
  });
}

function codeOf(error: NodeJS.ErrnoException): string {
  // A name with several addresses fails with one error for each.
  const first = (error as Partial<AggregateError>).errors?.[0] as NodeJS.ErrnoException | undefined;
  return first?.code ?? error.code ?? error.message;
}
