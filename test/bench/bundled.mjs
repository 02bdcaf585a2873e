import { symlink } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import esbuild from 'esbuild';
import { repository } from '../lab/fleet.mjs';

/** A TypeScript program of the benches as one file in `folder`, through the same bundler as the programs; answers its path. */
export async function bundled(source, folder) {
  const outfile = join(folder, `${basename(source, '.ts')}.mjs`);
  await symlink(join(repository, 'node_modules'), join(folder, 'node_modules'));
  await esbuild.build({
    entryPoints: [fileURLToPath(new URL(source, import.meta.url))],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    tsconfig: join(repository, 'tsconfig.json'),
    logLevel: 'warning',
  });
  return outfile;
}
