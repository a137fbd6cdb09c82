/** The part of autocannon (which brings no types) that the bench uses. */
declare module 'autocannon' {
  export interface Request {
    method?: string;
    path?: string;
    headers?: Record<string, string>;
    body?: string;
  }

  interface Options {
    url: string;
    connections: number;
    /** Requests in all; else `duration` seconds. */
    amount?: number;
    duration?: number;
    requests: { setupRequest: (request: Request) => Request }[];
  }

  interface Result {
    /** Seconds. */
    duration: number;
    '2xx': number;
    non2xx: number;
    errors: number;
  }

  // eslint-disable-next-line no-restricted-syntax -- it is what autocannon exports
  export default function autocannon(options: Options): Promise<Result>;
}
