/**
 * Debian's unstable suite has a static nats-server that runs on every Debian since 12. A private apt configuration fetches it: apt checks the
 * signatures as always, and the machine's own sources, lists and packages stay untouched.
 */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { apt, privateApt } from '../debian/private-apt.mjs';
import { debianArchive } from '../debian/apt-sources.mjs';

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
    const options = await privateApt(work, { sources: `deb [signed-by=${signedBy}] ${archive.uri} unstable main\n` });
    progress('reading the index of Debian unstable (about 10 MB)');
    await apt(work, [...options, 'update'], 'update');
    progress('downloading the package');
    await apt(work, [...options, 'download', 'nats-server'], 'download');
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
