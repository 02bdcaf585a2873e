/**
 * Debian's unstable suite has a static nats-server that runs on every Debian since 12. A private apt configuration fetches it: apt checks the
 * signatures as always, and the machine's own sources, lists and packages stay untouched.
 */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { debianArchive } from './apt-sources.mjs';

const run = promisify(execFile);
const keyring = '/usr/share/keyrings/debian-archive-keyring.gpg';

/** Leaves `folder/usr/sbin/nats-server`. Two processes may do this at once: what is unpacked appears by one rename. */
export async function fetchFromDebian(folder, progress) {
  for (const tool of ['/usr/bin/apt-get', '/usr/bin/dpkg-deb']) {
    if (!existsSync(tool)) throw new Error(`${tool} is missing, so Debian packages cannot be fetched here`);
  }
  const archive = await debianArchive();
  if (!archive) throw new Error('the apt sources of this machine name no Debian archive');
  const signedBy = archive.signedBy ?? keyring;
  if (!existsSync(signedBy)) throw new Error(`${signedBy} is missing (package debian-archive-keyring)`);

  await mkdir(folder, { recursive: true });
  const work = await mkdtemp(join(folder, 'fetch-'));
  try {
    const options = await privateApt(work, archive.uri, signedBy);
    progress('reading the index of Debian unstable (about 10 MB)');
    await apt(work, [...options, 'update']);
    progress('downloading the package');
    await apt(work, [...options, 'download', 'nats-server']);
    const packageFile = (await readdir(work)).find((name) => name.endsWith('.deb'));
    if (!packageFile) throw new Error('apt-get download left no package');
    progress(`unpacking ${packageFile}`);
    await run('/usr/bin/dpkg-deb', ['-x', join(work, packageFile), join(work, 'unpacked')]);
    await rm(join(folder, 'usr'), { recursive: true, force: true });
    await rename(join(work, 'unpacked/usr'), join(folder, 'usr')).catch((error) => {
      // Another process was faster; what it unpacked is as good.
      if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
    });
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function privateApt(work, uri, signedBy) {
  await mkdir(join(work, 'state/lists/partial'), { recursive: true });
  await mkdir(join(work, 'cache/archives/partial'), { recursive: true });
  await writeFile(join(work, 'state/status'), '');
  await writeFile(join(work, 'sources.list'), `deb [signed-by=${signedBy}] ${uri} unstable main\n`);
  const settings = {
    'Dir::Etc::sourcelist': join(work, 'sources.list'),
    'Dir::Etc::sourceparts': '-',
    'Dir::Etc::preferences': '-',
    'Dir::Etc::preferencesparts': '-',
    'Dir::State': join(work, 'state'),
    'Dir::State::status': join(work, 'state/status'),
    'Dir::Cache': join(work, 'cache'),
    'Acquire::Languages': 'none',
    'Acquire::Retries': '3',
    'Acquire::http::Timeout': '30',
    'Acquire::https::Timeout': '30',
    // apt's download user may not enter a home directory; signatures are checked all the same.
    'APT::Sandbox::User': 'root',
    'APT::Get::List-Cleanup': '0',
    // Hooks of the machine (package kits, notifiers) have no business with these lists.
    'APT::Update::Post-Invoke-Success': '',
  };
  return ['-q', ...Object.entries(settings).flatMap(([name, value]) => ['-o', `${name}=${value}`])];
}

async function apt(cwd, args) {
  try {
    await run('/usr/bin/apt-get', args, {
      cwd,
      timeout: 600_000,
      maxBuffer: 16 * 1024 * 1024,
      env: { ...process.env, LC_ALL: 'C', DEBIAN_FRONTEND: 'noninteractive' },
    });
  } catch (error) {
    const said = String(error.stderr ?? '')
      .split('\n')
      .filter((line) => /^[EW]:/.test(line))
      .slice(0, 3)
      .join(' ');
    throw new Error(
      `apt-get ${args.at(-1) === 'nats-server' ? 'download' : args.at(-1)} failed${said ? `: ${said}` : ''}`,
      { cause: error },
    );
  }
}
