import { Global, Module } from '@nestjs/common';
import { SettingsModule } from '../platform/settings/settings';
import { Calendar } from './calendar';
import { CalendarChanges } from './calendar-changes';
import { CalendarController } from './calendar.controller';
import { CalendarDayRow } from './calendar-day.entity';
import { CalendarReading } from './calendar-reading.service';
import { CalendarSeeding } from './calendar-seeding';
import { CalendarService } from './calendar.service';

export const calendarEntities = [CalendarDayRow];

/** Left of every feature: all of them count workdays. */
@Global()
@Module({
  imports: [SettingsModule],
  controllers: [CalendarController],
  providers: [Calendar, CalendarChanges, CalendarReading, CalendarSeeding, CalendarService],
  exports: [Calendar, CalendarChanges, CalendarReading, CalendarSeeding],
})
export class CalendarModule {}
