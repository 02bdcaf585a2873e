import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { contracts, memoryHost } from '@fleet/platform';
import { repository } from './fleet.mjs';
import { createLab } from './lab.mjs';
import { makeMirror, mirrorAptSource, serveMirror } from './mirror.mjs';

interface ContractLine {
  readonly part: string;
  readonly name: string;
  readonly failure?: string;
}

/** What the adapters promise is promised for systemd, apt and the account tools; here they are the real ones. */
describe('the contracts of platform, on a real systemd host', () => {
  const folder = mkdtempSync(join(tmpdir(), 'fleet-contracts-'));
  let lab: Awaited<ReturnType<typeof createLab>>;
  let mirror: Awaited<ReturnType<typeof serveMirror>>;

  beforeAll(async () => {
    lab = await createLab();
    makeMirror(join(folder, 'mirror'));
    mirror = await serveMirror(join(folder, 'mirror'), lab.address);
    const host = await lab.host('contracts');
    await host.writeFile('/etc/apt/sources.list.d/lab.list', mirrorAptSource(mirror.url));
    const bundle = join(folder, 'run-contracts.mjs');
    await build({
      entryPoints: [join(repository, 'test/lab/in-host/run-contracts.ts')],
      outfile: bundle,
      bundle: true,
      platform: 'node',
      format: 'esm',
      target: 'node20',
      tsconfig: join(repository, 'tsconfig.json'),
      banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
      logLevel: 'error',
    });
    await host.writeFile('/root/run-contracts.mjs', readFileSync(bundle, 'utf8'));
  }, 120_000);

  afterAll(async () => {
    await lab?.stop();
    await mirror?.close();
    rmSync(folder, { recursive: true, force: true });
  }, 60_000);

  it.each(Object.keys(contracts) as (keyof typeof contracts)[])(
    '%s',
    async (part) => {
      const host = await lab.host('contracts');
      const printed = await host.must(['node', '/root/run-contracts.mjs', part], { timeout: 240_000 });
      const lines = printed
        .trim()
        .split('\n')
        .map((line: string) => JSON.parse(line) as ContractLine);
      const promised = await contracts[part](async () => ({
        host: memoryHost(),
        directory: '/',
        dispose: async () => {},
      }));
      expect(lines.map(({ name }: ContractLine) => name)).toEqual(promised.map(({ name }) => name));
      expect(lines.filter((line: ContractLine) => line.failure)).toEqual([]);
    },
    300_000,
  );

  it('apt installs, upgrades nothing else, and removes', async () => {
    const host = await lab.host('contracts');
    await host.writeFile(
      '/root/packages.mjs',
      readFileSync(join(folder, 'run-contracts.mjs'), 'utf8').replace(
        /for \(const part of process\.argv\.slice\(2\)\)[^]*$/,
        '',
      ) +
        `const host = linuxHost();
await host.packages.refresh();
const before = await host.packages.installed();
const candidate = await host.packages.candidate('git-lfs');
await host.packages.install(['git-lfs']);
const installed = (await host.packages.installed()).get('git-lfs');
await host.packages.remove(['git-lfs']);
const after = await host.packages.installed();
const refusal = await host.packages.install(['no-such-package-here']).then(() => 'installed', (error) => error.code);
console.log(JSON.stringify({ candidate, installed, same: JSON.stringify([...before].sort()) === JSON.stringify([...after].sort()), refusal }));\n`,
    );
    const { code, stdout, stderr } = await host.exec(['node', '/root/packages.mjs'], { timeout: 120_000 });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(stdout)).toEqual({
      candidate: '9999-lab1',
      installed: '9999-lab1',
      same: true,
      refusal: 'package-not-found',
    });
  }, 180_000);
});
