/** The address without its query, which may hold what a log or the record should not: '/api/duties?q=x' → '/api/duties' */
export function pathOf(url: string): string {
  return url.split('?', 1)[0] ?? url;
}
