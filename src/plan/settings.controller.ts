import { Body, Controller, Get, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Acting, type Actor } from '../platform/http/actor';
import { Allow } from '../platform/http/allow';
import { IfMatch } from '../platform/http/if-match';
import { InvalidInput } from '../platform/http/refused';
import { OfficeSettings, versionAfter } from './office-settings.service';
import { LadderDto, OfficeContactDto } from './settings.dto';
import { LadderView, OfficeContactView } from './settings.view';

/** 设置: the office's own numbers and words. */
@ApiTags('设置')
@Controller('api/settings')
export class SettingsController {
  constructor(private readonly settings: OfficeSettings) {}

  /** 催办时限 */
  @Get('ladder')
  @Allow('setting.read')
  async ladder(): Promise<LadderView> {
    const corrections = await this.settings.ladderHistory();
    return { ...(await this.settings.ladder()), version: versionAfter(corrections), corrections };
  }

  /** 调整催办时限; steps already taken stay taken. */
  @Put('ladder')
  @Allow('setting.change')
  async changeLadder(
    @Acting() by: Actor,
    @IfMatch() version: number,
    @Body() { reason, ...ladder }: LadderDto,
  ): Promise<LadderView> {
    requireRising('steps.lead', ladder.steps.lead);
    requireRising('steps.support', ladder.steps.support);
    await this.settings.changeLadder(by, version, ladder, reason);
    return this.ladder();
  }

  /** 质强办联系人 */
  @Get('office-contact')
  @Allow('setting.read')
  async contact(): Promise<OfficeContactView> {
    const corrections = await this.settings.contactHistory();
    return { contact: await this.settings.contact(), version: versionAfter(corrections), corrections };
  }

  /** 更改联系人 */
  @Put('office-contact')
  @Allow('setting.change')
  async changeContact(
    @Acting() by: Actor,
    @IfMatch() version: number,
    @Body() { contact, reason }: OfficeContactDto,
  ): Promise<OfficeContactView> {
    await this.settings.changeContact(by, version, contact.trim(), reason);
    return this.contact();
  }
}

/** A later step must be a later day, or two would fall on one. */
function requireRising(field: string, steps: readonly number[]): void {
  if (steps.some((step, n) => step <= (steps[n - 1] ?? 0)))
    throw new InvalidInput([{ field, message: '应由小到大、不重复' }]);
}
