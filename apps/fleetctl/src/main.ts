import { main } from './fleetctl.js';

main(process.argv, process.env, process).then(end, (error: unknown) => {
  process.stderr.write(
    `fleetctl met a defect of its own: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  end(70);
});

/**
 * Nothing is left to do: an open connection must not keep the shell waiting. What was written to a pipe may still be on its way, and to exit at once
 * would cut a long answer short.
 */
function end(code: number): void {
  // Whoever hears that it could not be written is heard before that.
  const leave = (): void => void setImmediate(() => process.exit(code));
  process.stdout.write('', () => process.stderr.write('', leave));
}
