/** Why a text cannot be the name of a container, network or volume, or an id. */
export function nameProblem(
  kind: 'container' | 'network' | 'volume' | 'project' | 'service',
  name: string,
): string | undefined {
  return /^[a-zA-Z0-9][a-zA-Z0-9_.-]*$/.test(name) ? undefined : `${JSON.stringify(name)} is not the name of a ${kind}`;
}

/** Why a text cannot name an image: `registry:5000/name:tag`, `name@sha256:…` or an id. */
export function imageProblem(name: string): string | undefined {
  const registry = '(?:(?:localhost|[\\w-]+(?:\\.[\\w-]+)+|[\\w-]+(?=:\\d))(?::\\d+)?/)?';
  const path = '[a-z0-9]+(?:(?:[._/]|__|-+)[a-z0-9]+)*';
  const parts = new RegExp(`^${registry}${path}(?::\\w[\\w.-]{0,127})?(?:@\\w+:[0-9a-f]{32,})?$`);
  if (parts.test(name) || /^sha256:[0-9a-f]{64}$/.test(name)) return undefined;
  return `${JSON.stringify(name)} is not the name of an image${/[A-Z]/.test(name) ? ', which is in small letters' : ''}`;
}

/** With the tag that docker takes where none is written. */
export function fullImageName(name: string): string {
  if (name.includes('@') || name.startsWith('sha256:')) return name;
  return /:[\w][\w.-]*$/.test(name.slice(name.lastIndexOf('/') + 1)) ? name : `${name}:latest`;
}
