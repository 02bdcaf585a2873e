/**
 * apt with lists, cache and settings of its own: packages are fetched with every signature checked as always, and the machine's own sources, lists
 * and packages stay untouched.
 */
import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * Makes `work` ready and answers the options that every call of `apt` in it takes.
 * @param {string} work an empty folder
 * @param {{ sources?: string, status?: string }} [options] `sources`: text of the only sources.list, default: the machine's own sources; `status`: dpkg's
 *   database that dependencies are resolved against, default: an empty one
 */
export async function privateApt(work, { sources, status } = {}) {
  await mkdir(join(work, 'state/lists/partial'), { recursive: true });
  await mkdir(join(work, 'cache/archives/partial'), { recursive: true });
  await writeFile(join(work, 'state/status'), '');
  if (sources !== undefined) await writeFile(join(work, 'sources.list'), sources);
  const settings = {
    ...(sources !== undefined && {
      'Dir::Etc::sourcelist': join(work, 'sources.list'),
      'Dir::Etc::sourceparts': '-',
    }),
    'Dir::Etc::preferences': '-',
    'Dir::Etc::preferencesparts': '-',
    'Dir::State': join(work, 'state'),
    'Dir::State::status': status ?? join(work, 'state/status'),
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

/**
 * Runs apt-get in `cwd`.
 * @param {string} cwd
 * @param {string[]} args those of `privateApt` first
 * @throws Error with apt's own first words
 */
export async function apt(cwd, args, what) {
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
    throw new Error(`apt-get ${what} failed${said ? `: ${said}` : ''}`, { cause: error });
  }
}
