/** A file of the state tree, named by `salt://path` or `salt://path?saltenv=dev`. */
export interface SaltUrl {
  readonly environment: string;
  readonly path: string;
}

/** What a URL names, or one sentence why it names nothing: a path never leaves the root of the state tree. */
export function parseSaltUrl(url: string, environment: string): SaltUrl | string {
  const [rest = '', query = ''] = url.slice('salt://'.length).split('?', 2);
  const path = rest.replace(/^\/+/, '').replace(/\/+$/, '');
  const steps = path.split('/');
  if (steps.includes('..')) return `${url} leaves the root of the state tree`;
  if (path === '' || path.includes('\0') || path.includes('\\') || steps.some((step) => step === '' || step === '.'))
    return `${url} is not a path in the state tree`;
  const asked = /^(?:saltenv|env)=(.+)$/.exec(query)?.[1];
  return { environment: asked ?? environment, path };
}
