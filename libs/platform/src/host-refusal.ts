/** What the machine answered, when it answered "no". Not a defect of ours: a state turns it into `result: false`. */
export class HostRefusal extends Error {
  override readonly name = 'HostRefusal';
  constructor(
    /**
     * A system error (`ENOENT`, `EACCES`, `ENOSPC`, …), or one of `not-a-file`, `protected`, `too-large`, `unit-not-found`, `package-not-found`,
     * `bad-name`, `locked`, `command-failed`, `tool-missing`, `http-status`, `unreachable`, `bad-url`.
     */
    readonly code: string,
    message: string,
    readonly fields: Readonly<Record<string, string | number>> = {},
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
