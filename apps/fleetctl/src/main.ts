import { main } from './fleetctl.js';

main(process.argv, process.env, process).then(
  // Nothing is left to do: an open connection must not keep the shell waiting.
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(
      `fleetctl met a defect of its own: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
    );
    process.exit(70);
  },
);
