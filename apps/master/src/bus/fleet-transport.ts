/** Tells Nest which handlers are the fleet's. */
export const fleetTransport = Symbol('fleet');
