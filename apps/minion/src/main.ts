import { help, readCommandLine } from './command-line.js';
import { machineTrouble } from './machine-trouble.js';
import { isErrand, runErrand } from './scout.js';
import { version } from './version.js';

/** Each command loads what it needs: a daemon that waits must not carry the pillar compiler of a masterless run. */
async function main(): Promise<number> {
  const line = readCommandLine(process.argv.slice(2));
  switch (line.command) {
    case 'help':
      process.stdout.write(help);
      return 0;
    case 'version':
      process.stdout.write(`fleet-minion ${version}\n`);
      return 0;
    case 'wrong':
      process.stderr.write(`fleet-minion: ${line.why}\nfleet-minion --help shows what there is.\n`);
      return 2;
    case 'run':
      return (await import('./daemon.js')).runDaemon(line.options, new URL(import.meta.url));
    case 'join':
      return (await import('./commands/join.js')).join(line.words, line.options);
    case 'fingerprint':
      return (await import('./commands/fingerprint.js')).fingerprint(line.options);
    case 'call':
      return (await import('./commands/call.js')).call(line.words, line.options);
  }
}

if (isErrand()) await runErrand();
else run();

// A daemon that ends has said goodbye to everybody; whatever still keeps the process alive is not worth waiting for.
function run(): void {
  // At this signal Node would open its debugger, a port that listens, unless somebody takes it.
  process.on('SIGUSR1', () => undefined);
  main().then(
    (code) => process.exit(code),
    (error: unknown) => {
      const trouble = machineTrouble(error);
      const defect = error instanceof Error ? (error.stack ?? error.message) : String(error);
      process.stderr.write(`fleet-minion: ${trouble ?? defect}\n`);
      process.exit(70);
    },
  );
}
