import { Body, Controller, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { readHolidayNotice } from '../domain/holiday-notice';
import { Acting, type Actor } from '../platform/http/actor';
import { Allow } from '../platform/http/allow';
import { IfMatch } from '../platform/http/if-match';
import { CalendarConfirmationDto, CalendarYearDto, NoticeTextDto, YearPictureDto } from './calendar.dto';
import { CalendarReading } from './calendar-reading.service';
import { CalendarService } from './calendar.service';
import { CalendarEffectView, CalendarYearView, NoticeReadingView } from './calendar.view';

@ApiTags('工作日历')
@Controller('api/calendar')
export class CalendarController {
  constructor(
    private readonly reading: CalendarReading,
    private readonly calendar: CalendarService,
  ) {}

  /** 工作日历 of one year. */
  @Get()
  @Allow('calendar.read')
  year(@Query() { year }: CalendarYearDto): Promise<CalendarYearView> {
    return this.reading.showYear(year);
  }

  /** What a pasted notice says, with every doubt; changes nothing. */
  @Post('readings')
  @HttpCode(200)
  @Allow('calendar.load')
  read(@Body() { text }: NoticeTextDto): NoticeReadingView {
    const { year, number, days, doubts } = readHolidayNotice(text);
    const of = (wanted: string) => days.filter(({ kind }) => kind === wanted).map(({ day }) => day);
    return { year, number, rest: of('rest'), work: of('work'), doubts };
  }

  /** Which due days the picture would move; changes nothing. */
  @Post('years/:year/preview')
  @HttpCode(200)
  @Allow('calendar.load')
  preview(
    @Param() { year }: CalendarYearDto,
    @Body() picture: YearPictureDto,
  ): Promise<CalendarEffectView[]> {
    return this.calendar.previewYear(year, picture);
  }

  /** 录入放假安排: replaces the year's exceptions. */
  @Put('years/:year')
  @Allow('calendar.load')
  async load(
    @Acting() by: Actor,
    @IfMatch() version: number,
    @Param() { year }: CalendarYearDto,
    @Body() picture: YearPictureDto,
  ): Promise<CalendarYearView> {
    await this.calendar.loadYear(by, year, version, picture);
    return this.reading.showYear(year);
  }

  /** 按周一至周五确认: unknown days up to `through` count as they stand. */
  @Post('confirmations')
  @Allow('calendar.load')
  async confirm(
    @Acting() by: Actor,
    @IfMatch() version: number,
    @Body() { through }: CalendarConfirmationDto,
  ): Promise<CalendarYearView> {
    await this.calendar.confirm(by, version, through);
    return this.reading.showYear(Number(through.slice(0, 4)));
  }
}
