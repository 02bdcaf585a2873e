import { spawn, type ChildProcess } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll } from '@jest/globals';
import esbuild from 'esbuild';

const repository = resolve(import.meta.dirname, '../../..');

type Bundle = { readonly program: string; readonly remove: () => Promise<void> };

/** For the specs around it: bundled before them all, and nothing of it is left after them. */
export function minionProgram(): { readonly program: string } {
  let bundle: Bundle | undefined;
  beforeAll(async () => {
    bundle = await bundleMinion();
  });
  afterAll(() => bundle?.remove());
  return {
    get program() {
      if (!bundle) throw new Error('the program is bundled before the first spec');
      return bundle.program;
    },
  };
}

/** The program as it is shipped: bundled in pieces, from the sources as they are now. */
async function bundleMinion(): Promise<Bundle> {
  const folder = await mkdtemp(join(tmpdir(), 'minion-bundle-'));
  await symlink(join(repository, 'node_modules'), join(folder, 'node_modules'));
  await esbuild.build({
    absWorkingDir: repository,
    entryPoints: { main: join(repository, 'apps/minion/src/main.ts') },
    outdir: join(folder, 'minion'),
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    tsconfig: join(repository, 'tsconfig.json'),
    banner: {
      js: "import { createRequire as fleetRequire } from 'node:module'; const require = fleetRequire(import.meta.url);",
    },
    logLevel: 'error',
  });
  return { program: join(folder, 'minion/main.mjs'), remove: () => rm(folder, { recursive: true, force: true }) };
}

/** One minion with a root of its own, as an ordinary process. */
export class MinionProcess {
  #child: ChildProcess | undefined;
  #ended: Promise<number | string | null> | undefined;
  output = '';

  private constructor(
    private readonly program: string,
    readonly root: string,
  ) {}

  static async create(program: string, id: string, configuration = ''): Promise<MinionProcess> {
    const root = await mkdtemp(join(tmpdir(), `minion-${id}-`));
    await mkdir(join(root, 'etc/fleet'), { recursive: true });
    await writeFile(join(root, 'etc/fleet/minion.yaml'), `id: ${id}\nlog_level: debug\n${configuration}`);
    return new MinionProcess(program, root);
  }

  /** A file under its root. */
  async write(path: string, text: string): Promise<void> {
    await mkdir(dirname(join(this.root, path)), { recursive: true });
    await writeFile(join(this.root, path), text);
  }

  /** A command of fleet-minion that ends by itself. */
  async command(...words: string[]): Promise<{ code: number | string | null; output: string }> {
    const child = spawn(process.execPath, [this.program, ...words, '--root', this.root], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += String(text)));
    return { code: await ending(child), output };
  }

  start(): void {
    const child = spawn(process.execPath, [this.program, 'run', '--root', this.root], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (this.output += String(text)));
    this.#child = child;
    this.#ended = ending(child);
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  get alive(): boolean {
    return this.#child !== undefined && this.#child.exitCode === null && this.#child.signalCode === null;
  }

  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | string | null> {
    if (this.alive) this.#child?.kill(signal);
    return (await this.#ended) ?? null;
  }

  /** Names in a folder of `var/lib/fleet/minion`; files that are still being written have hidden names. */
  async files(folder: string): Promise<string[]> {
    const names = await readdir(join(this.root, 'var/lib/fleet/minion', folder)).catch(() => []);
    return names.filter((name) => !name.startsWith('.'));
  }

  read(path: string): Promise<string> {
    return readFile(join(this.root, path), 'utf8');
  }

  async remove(): Promise<void> {
    await this.stop('SIGKILL');
    await rm(this.root, { recursive: true, force: true });
  }
}

function ending(child: ChildProcess): Promise<number | string | null> {
  return new Promise((settle) => child.once('close', (code, signal) => settle(code ?? signal)));
}
