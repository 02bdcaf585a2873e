const types = [
  'service',
  'socket',
  'target',
  'device',
  'mount',
  'automount',
  'swap',
  'timer',
  'path',
  'slice',
  'scope',
];

/** A unit's full name: `nginx` is `nginx.service`, `cortensord@node.01` is `cortensord@node.01.service`. */
export function unitName(name: string): string {
  return types.includes(name.slice(name.lastIndexOf('.') + 1)) && name.includes('.') ? name : `${name}.service`;
}

/** Whether systemd could know such a unit at all. It stops at the first name of a list that it finds malformed. */
export function isUnitName(name: string): boolean {
  return (
    name.length < 256 &&
    /^[A-Za-z0-9:_.\\][A-Za-z0-9:_.\\@-]*$/.test(name) &&
    !name.startsWith('@') &&
    !name.startsWith('-')
  );
}

/** `cortensord@.service`: only its instances can run. */
export function isTemplate(name: string): boolean {
  return /@\.[a-z]+$/.test(name);
}

/** `cortensord@node_01.service` → `cortensord@.service`; `undefined` for what is no instance. */
export function templateOf(name: string): string | undefined {
  const found = /^([^@]+@)[^]+(\.[a-z]+)$/.exec(name);
  return found ? `${found[1]}${found[2]}` : undefined;
}

/** A shell glob (`*`, `?`, `[abc]`, `[!a]`) as a pattern for whole names. */
export function globPattern(glob: string): RegExp {
  const source = glob.replace(/\[!?[^\]]+\]|[*?]|[^*?[]+|\[/g, (part) => {
    if (part === '*') return '.*';
    if (part === '?') return '.';
    if (part.length > 1 && part.startsWith('[')) return part.replace(/^\[!/, '[^').replaceAll('\\', '\\\\');
    return part.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
  });
  return new RegExp(`^(?:${source})$`, 's');
}
