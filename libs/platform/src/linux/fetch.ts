import { HostRefusal } from '../host.js';
import { askHttp } from './http.js';

export interface FetchOptions {
  readonly limit?: number;
  readonly timeout?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Fetches http(s) into memory; any other status than 2xx is a refusal. */
export async function fetchUrl(url: string, options: FetchOptions = {}): Promise<Buffer> {
  const { status, reason, body, url: at } = await askHttp(url, options);
  if (status >= 200 && status < 300) return body;
  throw new HostRefusal('http-status', `${at} answered ${status} ${reason}`.trim(), { url: at, status });
}
