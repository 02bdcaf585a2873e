import { directories, loadMasterConfig, type Directories, type MasterConfig } from '@fleet/config';
import { formatDiagnostic } from '@fleet/diagnostics';

/** An end of the program with a sentence for whoever typed the command. */
export class CommandFailed extends Error {
  override readonly name = 'CommandFailed';
  constructor(
    message: string,
    readonly exitCode: number,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** Exit codes of fleet-master: 0 done, 1 failed, 2 wrong usage, 78 the configuration is wrong, 69 a service that it needs is missing. */
export const exits = { failed: 1, usage: 2, unavailable: 69, configuration: 78 } as const;

/** @throws CommandFailed with everything that is wrong with the configuration */
export async function openConfig(
  root: string,
): Promise<{ readonly config: MasterConfig; readonly places: Directories }> {
  const loaded = await loadMasterConfig(root);
  if (!loaded.ok)
    throw new CommandFailed(
      `the configuration is wrong\n${loaded.diagnostics.map(formatDiagnostic).join('\n')}`,
      exits.configuration,
    );
  for (const warning of loaded.warnings) process.stderr.write(`${formatDiagnostic(warning)}\n`);
  return { config: loaded.value, places: directories(root) };
}
