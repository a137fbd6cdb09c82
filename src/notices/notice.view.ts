import type { Audience, MessageState } from './notice.entity';

/** A message as its reader sees it. */
export class NoticeView {
  id!: number;
  day!: string;
  sentAt!: string;
  /** @example 报送提醒:尚有7项 */
  title!: string;
  body!: string;
  readAt!: string | null;
}

export class ReadNoticesView {
  /** How many were marked as read by this request. */
  read!: number;
}

/** A message as the office's log shows it. */
export class MessageView {
  id!: number;
  /** 0 for the office and its head. */
  unitId!: number;
  unitName!: string | null;
  audience!: Audience;
  day!: string;
  channel!: string;
  state!: MessageState;
  attempts!: number;
  title!: string;
  body!: string;
  sentAt!: string | null;
  readAt!: string | null;
  error!: string;
}
