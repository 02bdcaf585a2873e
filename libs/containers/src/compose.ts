import { HostRefusal, type CommandResult, type Host, type HostView } from '@fleet/platform';
import { whatWentWrong } from './docker.js';
import { nameProblem } from './names.js';

/** Which files, of which project, in which surroundings. */
export interface ComposeWish {
  /** A compose file, or the folder in which it lies. */
  readonly name: string;
  /** Instead of `name`: several files, the later ones over the earlier. */
  readonly files?: readonly string[] | undefined;
  readonly project?: string | undefined;
  readonly profiles?: readonly string[] | undefined;
  readonly envFile?: string | undefined;
}

/** A program that speaks compose on this machine, made ready for one project. */
export interface Compose {
  /** The plugin, or the program of its own that came before it. */
  readonly program: 'docker compose' | 'docker-compose';
  readonly version: string;
  readonly project: string;
  readonly services: readonly ComposeService[];
  ask(words: readonly string[]): Promise<ComposeAnswer>;
  run(host: Host, words: readonly string[], options?: { signal?: AbortSignal }): Promise<ComposeAnswer>;
}

export interface ComposeService {
  readonly name: string;
  /** '' where it is built and not named. */
  readonly image: string;
}

export type ComposeAnswer =
  | { readonly ok: true; readonly stdout: string; readonly stderr: string }
  | { readonly ok: false; readonly sentence: string };

export type ComposeRefusal = {
  readonly ok: false;
  readonly code: 'no-compose' | 'bad-arguments' | 'not-found' | 'failed';
  readonly sentence: string;
};

/** Why a wish cannot be one, before anything is asked. */
export function composeProblem(wish: ComposeWish): string | undefined {
  const paths = wish.files ?? [wish.name];
  if (paths.length === 0) return 'no compose file is given';
  const odd = [...paths, ...(wish.envFile === undefined ? [] : [wish.envFile])].find((path) => !path.startsWith('/'));
  if (odd !== undefined) return `${odd} is not an absolute path`;
  for (const profile of wish.profiles ?? [])
    if (!/^[a-zA-Z0-9][\w.-]*$/.test(profile)) return `${JSON.stringify(profile)} is not the name of a profile`;
  if (wish.project === undefined) return undefined;
  return /^[a-z0-9][a-z0-9_-]*$/.test(wish.project)
    ? undefined
    : `${JSON.stringify(wish.project)} is not the name of a project: small letters, digits, - and _`;
}

export function serviceProblem(services: readonly string[]): string | undefined {
  return services.map((name) => nameProblem('service', name)).find((problem) => problem !== undefined);
}

/** Finds the program and reads the project; nothing is started. */
export async function openCompose(host: HostView, wish: ComposeWish): Promise<Compose | ComposeRefusal> {
  const problem = composeProblem(wish);
  if (problem) return { ok: false, code: 'bad-arguments', sentence: problem };
  const found = await findProgram(host);
  if (!found) {
    const sentence =
      'this machine has no docker compose: install the package docker-compose-plugin (of Docker), docker-compose-v2 (Ubuntu) or docker-compose (Debian)';
    return { ok: false, code: 'no-compose', sentence };
  }
  const place = await placeOf(host, wish);
  if (typeof place === 'string') return { ok: false, code: 'not-found', sentence: place };
  const project = wish.project ?? (found.program === 'docker-compose' ? folderProject(place.cwd) : undefined);
  const words = [
    ...(found.program === 'docker compose' ? (['docker', 'compose'] as const) : (['docker-compose'] as const)),
    ...place.files.flatMap((file) => ['-f', file]),
    ...(project === undefined ? [] : ['-p', project]),
    ...(wish.profiles ?? []).flatMap((profile) => ['--profile', profile]),
    ...(wish.envFile === undefined ? [] : ['--env-file', wish.envFile]),
  ] as unknown as readonly [string, ...string[]];
  const own = (more: readonly string[]): readonly [string, ...string[]] => [...words, ...more];
  const ask = (more: readonly string[]): Promise<ComposeAnswer> =>
    answered(() => host.commands.probe(own(more), { cwd: place.cwd }));
  const config = await ask(['config']);
  if (!config.ok) return { ok: false, code: 'failed', sentence: config.sentence };
  return {
    ...found,
    project: project ?? nameIn(config.stdout) ?? folderProject(place.cwd),
    services: servicesIn(config.stdout),
    ask,
    run: (machine, more, options) => answered(() => machine.commands.run(own(more), { cwd: place.cwd, ...options })),
  };
}

async function findProgram(host: HostView): Promise<Pick<Compose, 'program' | 'version'> | undefined> {
  for (const program of ['docker compose', 'docker-compose'] as const) {
    const words = program === 'docker compose' ? (['docker', 'compose'] as const) : (['docker-compose'] as const);
    const answer = await answered(() => host.commands.probe([...words, 'version', '--short']));
    const version = answer.ok ? /^v?(\d+\.\d+\S*)/.exec(answer.stdout.trim())?.[1] : undefined;
    if (version !== undefined) return { program, version };
  }
  return undefined;
}

/** A folder is searched by compose itself, with its overrides; relative paths in a file begin at the first one. */
async function placeOf(host: HostView, wish: ComposeWish): Promise<{ cwd: string; files: readonly string[] } | string> {
  const paths = wish.files ?? [wish.name];
  for (const path of paths) {
    const kind = (await host.files.statTarget(path))?.kind;
    if (kind === undefined) return `the compose file ${path} does not exist`;
    if (kind === 'directory' && paths.length === 1 && wish.files === undefined) return { cwd: path, files: [] };
    if (kind === 'directory') return `${path} is a directory, not a compose file`;
  }
  const first = paths[0] ?? '/';
  return { cwd: first.slice(0, first.lastIndexOf('/')) || '/', files: paths };
}

/** The name that both programs give a project by its folder. */
function folderProject(folder: string): string {
  const name = folder.slice(folder.lastIndexOf('/') + 1).toLowerCase();
  return name.replace(/[^-_a-z0-9]/g, '').replace(/^[-_]+/, '') || 'default';
}

/** `config` prints YAML in one form, whatever the file looks like: two blanks for each level, names as they are. */
function nameIn(config: string): string | undefined {
  return /^name: (\S+)$/m.exec(config)?.[1];
}

function servicesIn(config: string): ComposeService[] {
  const found: { name: string; image: string }[] = [];
  let within = false;
  for (const line of config.split('\n')) {
    if (/^\S/.test(line)) within = line.startsWith('services:');
    if (!within) continue;
    const name = /^ {2}([\w.-]+|"[^"]+"|'[^']+'):/.exec(line)?.[1];
    if (name !== undefined) found.push({ name: unquoted(name), image: '' });
    const image = /^ {4}image: (.+)$/.exec(line)?.[1];
    const last = found.at(-1);
    if (image !== undefined && last) last.image = unquoted(image.trim());
  }
  return found;
}

function unquoted(text: string): string {
  return text.replace(/^(["'])(.*)\1$/, '$2');
}

async function answered(run: () => Promise<CommandResult>): Promise<ComposeAnswer> {
  let result: CommandResult;
  try {
    result = await run();
  } catch (cause) {
    if (cause instanceof HostRefusal && cause.code === 'ENOENT') return { ok: false, sentence: cause.message };
    throw cause;
  }
  if (result.exitCode === 0) return { ok: true, stdout: result.stdout, stderr: result.stderr };
  return { ok: false, sentence: whatWentWrong(result).sentence };
}
