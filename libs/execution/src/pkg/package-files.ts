import type { Host } from '@fleet/platform';

/** The files of each package, and one sentence for each that is not installed. */
export async function packageFiles(
  host: Host,
  names: readonly string[],
): Promise<{ readonly files: ReadonlyMap<string, readonly string[]>; readonly errors: readonly string[] }> {
  const files = new Map<string, readonly string[]>();
  const errors: string[] = [];
  for (const name of names) {
    const { exitCode, stdout } = await host.commands.probe(['dpkg-query', '--listfiles', '--', name], {
      outputLimit: 64 * 1024 * 1024,
    });
    if (exitCode === 0)
      files.set(
        name,
        stdout.split('\n').filter((path) => path.startsWith('/') && path !== '/.'),
      );
    else errors.push(`the package ${name} is not installed`);
  }
  return { files, errors };
}
