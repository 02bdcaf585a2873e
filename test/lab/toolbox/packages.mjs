#!/usr/bin/env node
/**
 * Real packages of Debian for lab hosts, with what they depend on and the machine lacks: fetched once into `.cache/lab-packages/`, offered to hosts as
 * an apt repository. Nothing is installed on the machine itself.
 *
 *   node test/lab/toolbox/packages.mjs     fetches what is missing; progress goes to stderr
 */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, link, mkdir, mkdtemp, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { apt, privateApt } from '../../../deploy/debian/private-apt.mjs';

const run = promisify(execFile);

export const labPackages = [
  'acl',
  'busybox-static',
  'cron',
  'docker-compose',
  'docker.io',
  'git-lfs',
  'iptables',
  'logrotate',
  'nftables',
  'openssh-server',
  'pipx',
  'psmisc',
  'python3-pip',
  'python3-venv',
  'ufw',
  'unzip',
  'xfsprogs',
  'zip',
];

/** A folder for each list: what is there is whole, and nobody takes it away from whoever reads it. */
const cache = resolve(
  dirname(fileURLToPath(import.meta.url)),
  '../../../.cache/lab-packages',
  createHash('sha256').update(labPackages.join('\n')).digest('hex').slice(0, 12),
);

/**
 * The folder that holds the packages, fetched where it is not there.
 * @throws Error where Debian's archive does not answer
 */
export async function fetchLabPackages(progress = () => {}) {
  if (existsSync(cache)) return cache;
  await mkdir(dirname(cache), { recursive: true });
  const work = await mkdtemp(`${cache}-`);
  try {
    // Against the machine's own database: hosts of the lab are made of the machine's own root.
    const options = await privateApt(work, { status: '/var/lib/dpkg/status' });
    progress("reading the indexes of this machine's apt sources");
    await apt(work, [...options, 'update'], 'update');
    progress(`downloading ${labPackages.length} packages and what they need`);
    const unlocked = ['-o', 'Debug::NoLocking=1', '--yes', '--download-only', '--no-install-recommends'];
    await apt(work, [...options, ...unlocked, 'install', ...labPackages], 'install --download-only');
    const archives = join(work, 'cache/archives');
    const ready = join(work, 'ready');
    await mkdir(ready);
    for (const name of await readdir(archives))
      if (name.endsWith('.deb')) await rename(join(archives, name), join(ready, name));
    await writeIndex(ready);
    await rename(ready, cache).catch((error) => {
      // Another process was faster; what it fetched is as good.
      if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
    });
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  return cache;
}

/** Puts the packages below a served folder, as `debian/`; answers the apt source of them. */
export async function offerLabPackages(www, url) {
  const from = await fetchLabPackages();
  const to = join(www, 'debian');
  await mkdir(to, { recursive: true });
  for (const name of await readdir(from)) {
    const [source, target] = [join(from, name), join(to, name)];
    await link(source, target).catch(() => cp(source, target));
  }
  return `deb [trusted=yes] ${url}/debian ./\n`;
}

async function writeIndex(folder) {
  const stanzas = [];
  for (const name of (await readdir(folder)).sort()) {
    const { stdout } = await run('dpkg-deb', ['--field', join(folder, name)]);
    const bytes = await readFile(join(folder, name));
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    stanzas.push(`${stdout.trimEnd()}\nFilename: ./${name}\nSize: ${bytes.length}\nSHA256: ${sha256}\n`);
  }
  const text = stanzas.join('\n');
  await writeFile(join(folder, 'Packages'), text);
  const sum = createHash('sha256').update(text).digest('hex');
  await writeFile(
    join(folder, 'Release'),
    `Origin: fleet-lab-debian\nDate: ${new Date().toUTCString()}\nSHA256:\n ${sum} ${Buffer.byteLength(text)} Packages\n`,
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    console.log(await fetchLabPackages((line) => console.error(line)));
  } catch (error) {
    console.error(`the lab's packages could not be fetched: ${error instanceof Error ? error.message : error}`);
    process.exitCode = 1;
  }
}
