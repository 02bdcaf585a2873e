type Destination = { write(line: string): unknown };

/**
 * Makes records readable on a terminal. The formatter is loaded with the first record only, since daemons never need it; what
 * is logged meanwhile waits, and is written as it is where the process ends before.
 */
export function prettyDestination(destination: Destination): Destination {
  let format: ((line: string) => string) | undefined;
  let waiting: string[] | undefined;

  const show = (line: string): unknown => destination.write(format ? format(line) : line);
  function release(): void {
    process.off('exit', release);
    for (const line of waiting ?? []) show(line);
    waiting = undefined;
  }
  async function load(): Promise<void> {
    const { prettyFactory } = await import('pino-pretty');
    format = prettyFactory({ colorize: process.stderr.isTTY, ignore: 'pid,hostname', translateTime: 'SYS:HH:MM:ss.l' });
  }

  return {
    write(line) {
      if (format && !waiting) return show(line);
      if (!waiting) {
        waiting = [];
        process.once('exit', release);
        // Where the formatter is missing from an installation, plain records are what there is to see.
        load().then(release, release);
      }
      waiting.push(line);
      return true;
    },
  };
}
