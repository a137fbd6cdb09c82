import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, Max, MaxLength, Min, ValidateNested } from 'class-validator';
import { refuse } from '../../src/domain/refusal';
import { Database } from '../../src/platform/database/database';
import { sql } from '../../src/platform/database/sql';
import { Allow } from '../../src/platform/http/allow';
import { Id } from '../../src/platform/http/id';
import { Idempotent } from '../../src/platform/http/idempotent';
import { IfMatch } from '../../src/platform/http/if-match';
import { PageQuery } from '../../src/platform/http/page';
import { Refused } from '../../src/platform/http/refused';
import { IsDay } from '../../src/platform/http/validators';

class PartDto {
  @IsString()
  @MaxLength(5)
  text!: string;
}

export class FormDto {
  @IsString()
  @MaxLength(5)
  title!: string;

  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(9)
  count?: number;

  @IsOptional()
  @IsIn(['lead', 'support'])
  role?: string;

  @IsOptional()
  @IsDay()
  dueOn?: string;

  @IsOptional()
  @ValidateNested()
  @Type(() => PartDto)
  part?: PartDto;
}

/** Stands in for a feature: every promise of the platform is tried on it. */
@Controller('api/scratch')
export class ScratchController {
  constructor(private readonly db: Database) {}

  @Get('undeclared')
  undeclared(): string {
    return 'nobody should read this';
  }

  @Allow('session.own')
  @Get('crash')
  crash(): void {
    throw new TypeError('password=hunter2 at line 7');
  }

  @Allow('session.own')
  @Get('pages')
  pages(@Query() query: PageQuery): PageQuery {
    return query;
  }

  @Allow('audit.read')
  @Get('audit-only')
  auditOnly(): object {
    return {};
  }

  @Allow('session.own')
  @Get(':id')
  show(@Id() id: number): object {
    return { id, version: 3 };
  }

  @Allow('session.own')
  @Post('forms')
  @HttpCode(200)
  form(@Body() form: FormDto): FormDto {
    return form;
  }

  @Allow('session.own')
  @Post('versions')
  version(@IfMatch() version: number): object {
    if (version !== 3) throw new Refused(refuse('stale-version'));
    return { version };
  }

  @Allow('session.own')
  @Post('submissions')
  @Idempotent()
  async submit(@Body() { title }: FormDto): Promise<{ n: number }> {
    const row = await this.db.write(() =>
      this.db.row<{ n: number }>(sql`
        INSERT INTO sweep (name, done_day, done_at) VALUES (${title}, '1', '')
        ON CONFLICT (name) DO UPDATE SET done_day = CAST(CAST(sweep.done_day AS integer) + 1 AS varchar)
        RETURNING CAST(done_day AS integer) AS n`),
    );
    if (title === 'late') throw new Refused(refuse('stale-version'));
    return { n: row?.n ?? 0 };
  }
}
