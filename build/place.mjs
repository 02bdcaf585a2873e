import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import path from 'node:path';

/** The top of the repository. */
export const top = fileURLToPath(new URL('..', import.meta.url)).replace(/\/$/, '');

export const version = JSON.parse(readFileSync(path.join(top, 'package.json'), 'utf8')).version;

/** A path inside the repository. */
export const at = (...parts) => path.join(top, ...parts);

/** An executable of an installed development dependency. */
export const tool = (name) => at('node_modules', '.bin', name);
