import { resolve } from 'node:path';
import { Is } from './check.js';
import type { MasterTls } from './definition.js';
import { isPlain } from './written.js';

const parts = ['cert', 'key', 'ca'];
const text = (value: unknown): boolean => typeof value === 'string' && value !== '';

export const IsTls = (): PropertyDecorator =>
  Is(
    'tls',
    'has to be off, both, or a mapping of cert, key and ca to files, such as `{cert: /etc/fleet/bus.pem, key: /etc/fleet/bus.key}`',
    (value) => {
      if (isPlain(value))
        return (
          Object.entries(value).every(([key, file]) => parts.includes(key) && text(file)) &&
          (value['cert'] === undefined) === (value['key'] === undefined) &&
          Object.keys(value).length > 0
        );
      // What older YAML makes of `off`.
      return ['fleet', 'both', 'off', false].some((word) => word === value);
    },
  );

/** Of what {@link IsTls} has let through. */
export function masterTls(value: unknown, root: string): MasterTls {
  if (value === 'fleet' || value === 'both') return value;
  if (!isPlain(value)) return 'off';
  const file = (name: string): string | undefined =>
    typeof value[name] === 'string' ? resolve(root, value[name]) : undefined;
  const [certificate, key, ca] = [file('cert'), file('key'), file('ca')];
  return { ...(certificate && { certificate }), ...(key && { key }), ...(ca && { ca }) };
}
