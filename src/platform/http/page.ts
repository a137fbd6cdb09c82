import { applyDecorators, type Type } from '@nestjs/common';
import { ApiExtraModels, ApiOkResponse, ApiPropertyOptional, getSchemaPath } from '@nestjs/swagger';
import { Type as Convert } from 'class-transformer';
import { IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';

/** A list's page: `?page=2&size=50`. Features extend it with their filters and say what `sort` may be. */
export class PageQuery {
  @ApiPropertyOptional({ type: Number, minimum: 1, default: 1 })
  @IsOptional()
  @Convert(() => Number)
  @IsInt()
  @Min(1)
  @Max(1_000_000)
  page = 1;

  @ApiPropertyOptional({ type: Number, minimum: 1, maximum: 200, default: 50 })
  @IsOptional()
  @Convert(() => Number)
  @IsInt()
  @Min(1)
  @Max(200)
  size = 50;

  @ApiPropertyOptional({ type: String })
  @IsOptional()
  @IsString()
  @MaxLength(40)
  sort?: string;
}

export interface Page<T> {
  rows: T[];
  /** Rows on all pages together. */
  total: number;
  page: number;
  size: number;
}

export function pageOf<T>(query: PageQuery, rows: T[], total: number): Page<T> {
  return { rows, total, page: query.page, size: query.size };
}

/** For `LIMIT ${query.size} OFFSET ${offsetOf(query)}`. */
export function offsetOf(query: PageQuery): number {
  return (query.page - 1) * query.size;
}

/** Tells OpenAPI what the rows are: TypeScript forgets the T of Page<T>. */
export function ApiPage(view: Type): MethodDecorator {
  const count = { type: 'integer' };
  return applyDecorators(
    ApiExtraModels(view),
    ApiOkResponse({
      schema: {
        type: 'object',
        required: ['rows', 'total', 'page', 'size'],
        properties: {
          rows: { type: 'array', items: { $ref: getSchemaPath(view) } },
          total: count,
          page: count,
          size: count,
        },
      },
    }),
  );
}
