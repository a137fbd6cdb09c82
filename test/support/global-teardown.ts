// eslint-disable-next-line no-restricted-syntax -- Jest calls the default export
export default async function globalTeardown(): Promise<void> {
  await globalThis.stopTestServers?.();
}
