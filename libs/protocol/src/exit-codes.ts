/** What fleetctl exits with; also the `retcode` of returns where it fits. */
export const exitCodes = {
  ok: 0,
  failed: 1,
  usage: 2,
  noMatch: 3,
  unreachable: 4,
  compile: 5,
  notAllowed: 6,
  changesPending: 7,
  aborted: 8,
} as const;
