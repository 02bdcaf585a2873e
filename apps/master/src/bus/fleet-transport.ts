/** Tells Nest which handlers are the fleet's. */
export const fleetTransport = Symbol('fleet');

/** Who may send what a handler takes; the first word of its pattern. */
export type Door = 'api' | 'rpc' | 'event' | 'enrol';
