/** From a fresh clone to programs that run: tools, dependencies, nats-server, build. Each step is skipped where nothing changed. */
import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { onPath } from '../../test/lab/lab-needs.mjs';
import { Missing, step } from './steps.mjs';

export async function prepare(repository) {
  await step('tools', () => checkTools());
  await step('dependencies (the first time takes a minute or a few: one of them is compiled)', () =>
    installDependencies(repository),
  );
  const { findNatsServer } = await import('../nats-server/fetch.mjs');
  const natsServer = await step('nats-server', async () => {
    const found = await findNatsServer();
    return typeof found === 'string' ? found : found.path;
  });
  await step('build', async () => {
    await run(process.execPath, ['build/build.mjs'], repository);
    return 'dist/bin';
  });
  return { natsServer };
}

function checkTools() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19))
    throw new Missing(`Node ${process.versions.node} is too old: 20.19 or newer is needed`, 'install Node 20 LTS');
  // better-sqlite3 is compiled at installation.
  const missing = ['git', 'python3', 'make', 'g++'].filter((tool) => !onPath(tool));
  if (missing.length > 0)
    throw new Missing(`missing: ${missing.join(', ')}`, `apt-get install -y ${missing.join(' ')}`);
  return `Node ${process.versions.node}`;
}

/** `npm ci`, unless somebody has done that: here, or by hand as docs/install.md says. */
export async function installDependencies(repository) {
  const native = join(repository, 'node_modules/better-sqlite3/build/Release/better_sqlite3.node');
  if (existsSync(native) && isInstalled(repository)) return 'as the lock file says';
  await run('npm', ['ci', '--no-audit', '--no-fund'], repository);
  if (!existsSync(native)) {
    // Newer npm leaves install scripts out unless they are allowed.
    await run('npm', ['rebuild', 'better-sqlite3', 'esbuild', '@swc/core', '--foreground-scripts'], repository);
  }
  if (!existsSync(native))
    throw new Missing('better-sqlite3 could not be compiled', 'npm rebuild better-sqlite3 --foreground-scripts');
  return 'installed';
}

/** Whether npm says that it has installed what the lock file asks for. It leaves out optional packages that are for other systems. */
export function isInstalled(repository) {
  const installed = join(repository, 'node_modules/.package-lock.json');
  if (!existsSync(installed)) return false;
  const packages = (file) => JSON.parse(readFileSync(file, 'utf8')).packages;
  const [wanted, present] = [packages(join(repository, 'package-lock.json')), packages(installed)];
  return Object.entries(wanted).every(([path, { version, integrity, optional }]) => {
    if (path === '') return true; // fleet itself
    const found = present[path];
    return found ? found.version === version && found.integrity === integrity : optional === true;
  });
}

/** Native packages compile against the headers beside this Node where it brought any: nothing has to be fetched for that. */
function headersOfThisNode() {
  const prefix = resolve(dirname(process.execPath), '..');
  return existsSync(join(prefix, 'include/node/node.h')) ? { npm_config_nodedir: prefix } : {};
}

function run(command, args, cwd) {
  return new Promise((settle, reject) => {
    execFile(
      command,
      args,
      { cwd, maxBuffer: 64 * 1024 * 1024, env: { ...headersOfThisNode(), ...process.env } },
      (error, stdout, stderr) => {
        if (error)
          reject(
            new Missing(
              `${command} ${args.join(' ')} failed:\n${`${stdout}${stderr}`.split('\n').slice(-40).join('\n')}`,
              undefined,
            ),
          );
        else settle(stdout);
      },
    );
  });
}
