/** Placeholder of the type while the room is being widened. */
export interface Decrypter {
  readonly recipients: readonly string[];
}
