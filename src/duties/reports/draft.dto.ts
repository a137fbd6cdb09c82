import { PartialType } from '@nestjs/swagger';
import { ReportTextDto } from './report.dto';

/** What is written so far; a box left out is empty. */
export class DraftDto extends PartialType(ReportTextDto) {}
