export interface NetworkView {
  hostname(): string;
  /** Fully qualified name where the machine knows one, else the host name. */
  fqdn(): Promise<string>;
  interfaces(): ReadonlyMap<
    string,
    readonly { address: string; family: 4 | 6; netmask: string; mac: string; internal: boolean }[]
  >;
  /** The addresses that a name stands for, each once, IPv4 first; none where nobody knows it, or answers in a second. */
  resolve(name: string): Promise<readonly string[]>;
  /** Fetches http(s) into memory. @throws HostRefusal `http-status`, `too-large`, `unreachable`, `bad-url`. */
  fetch(
    url: string,
    options?: { limit?: number; timeout?: number; headers?: Readonly<Record<string, string>> },
  ): Promise<Buffer>;
  /**
   * Opens a TCP connection and closes it at once; nothing is sent. Where it is not open, `code` says why: `ECONNREFUSED`, `ETIMEDOUT`,
   * `ENOTFOUND`, `EHOSTUNREACH`, … `timeout` in milliseconds, default 5 s.
   */
  connect(host: string, port: number, options?: { timeout?: number; family?: 4 | 6 }): Promise<Connection>;
  /**
   * What a web server answers to GET or HEAD, which change nothing by their meaning; any status is an answer.
   * @throws HostRefusal `too-large`, `unreachable`, `bad-url`.
   */
  look(url: string, options?: HttpOptions & { method?: 'GET' | 'HEAD' }): Promise<HttpAnswer>;
}

export interface Network extends NetworkView {
  /** As `look`, with any method and a body: it may change something at the other end. @throws HostRefusal as `look`. */
  request(url: string, options: HttpOptions & { method: string; body?: string | Buffer }): Promise<HttpAnswer>;
}

export type Connection =
  { readonly open: true; readonly address: string } | { readonly open: false; readonly code: string };

export interface HttpOptions {
  readonly headers?: Readonly<Record<string, string>>;
  /** Milliseconds for all of it, redirects too; default 60 s. */
  readonly timeout?: number;
  /** Bytes of the body; default 256 MiB. */
  readonly limit?: number;
  /** The body of the answer is not waited for, and empty: whoever wants the status alone is not held up by what has no end. */
  readonly onlyStatus?: true;
  /** Default true; without, a redirect is an answer like any other. Another server gets none of the headers that could hold a secret. */
  readonly followRedirects?: boolean;
  /** Default true. */
  readonly verifyTls?: boolean;
  /** PEM: who is trusted instead of the usual ones, and who we are. */
  readonly tls?: { readonly ca?: Buffer; readonly cert?: Buffer; readonly key?: Buffer };
}

export interface HttpAnswer {
  readonly status: number;
  /** The words behind the status. */
  readonly reason: string;
  /** Names in small letters; several of one name are joined by commas, cookies by line ends. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** Who answered in the end. */
  readonly url: string;
}
