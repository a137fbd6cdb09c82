/** The description of the interface (OpenAPI) as far as tests read it. */
export interface Description {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema> };
}

export interface Operation {
  operationId: string;
  parameters?: { name: string; in: 'path' | 'query' | 'header'; schema?: Schema }[];
  requestBody?: { content: Record<string, { schema: Schema }> };
  responses: Record<string, { content?: Record<string, { schema: Schema }> }>;
}

export interface Schema {
  $ref?: string;
  allOf?: Schema[];
  type?: string;
  enum?: unknown[];
  example?: unknown;
  default?: unknown;
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  pattern?: string;
}

/** A route of the description: `POST /api/duties/{id}/reports`. */
export interface Route {
  name: string;
  method: string;
  path: string;
  operation: Operation;
  body?: Schema;
}

export function routesOf(description: Description): Route[] {
  return Object.entries(description.paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([verb, operation]) => {
      const method = verb.toUpperCase();
      const body = operation.requestBody?.content['application/json']?.schema;
      return { name: `${method} ${path}`, method, path, operation, body: body && resolve(description, body) };
    }),
  );
}

/** References followed all the way down; forms do not nest in themselves. */
export function resolve(description: Description, schema: Schema): Schema {
  const reference = schema.$ref ?? schema.allOf?.[0]?.$ref;
  const own = reference ? description.components.schemas[reference.split('/').pop() ?? ''] : schema;
  if (!own) throw new Error(`the description names ${reference} and does not have it`);
  const inner = (value: Schema) => resolve(description, value);
  return {
    ...own,
    ...(own.items && { items: inner(own.items) }),
    ...(own.properties && {
      properties: Object.fromEntries(
        Object.entries(own.properties).map(([key, value]) => [key, inner(value)]),
      ),
    }),
  };
}
