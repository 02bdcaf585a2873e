/** Who sent a message, as the bus proves it, and what stood behind it in the subject. */
export interface Caller {
  /** Public key. */
  readonly key: string;
  /** Method, service or jid. */
  readonly word: string;
  /** Tells two requests of one caller apart. */
  readonly inbox: string | undefined;
}
