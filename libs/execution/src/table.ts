import type { FunctionDefinition } from './definition.js';

const functions: readonly FunctionDefinition[] = [];

/** Every execution function of this room by its dotted name; `libs/highstate` adds `state.*`. */
export const functionTable: ReadonlyMap<string, FunctionDefinition> = new Map(functions.map((definition) => [definition.name, definition]));
