/** Addresses may hold credentials, which git and pip repeat in what they say. */
export function withoutCredentials(text: string): string {
  return text.replace(/([a-z][a-z0-9+.-]*:\/\/)[^/\s]+@/gi, '$1<secret>@');
}
