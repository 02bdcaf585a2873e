import type { StateDefinition } from './definition.js';

const states: readonly StateDefinition[] = [];

/** Every state function by its dotted name. */
export const stateTable: ReadonlyMap<string, StateDefinition> = new Map(states.map((definition) => [definition.name, definition]));
