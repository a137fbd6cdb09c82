import { Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Database } from '../platform/database/database';
import { Acting, type Actor } from '../platform/http/actor';
import { Allow } from '../platform/http/allow';
import { Id } from '../platform/http/id';
import { ApiPage, type Page } from '../platform/http/page';
import { listContacts } from './account-reads';
import { ContactQuery } from './account.dto';
import { ContactView, type SignInCodeView } from './account.view';
import { SignInCodes } from './sign-in-codes.service';

/** 联络员 and the codes the office tells them by telephone. */
@ApiTags('账号')
@Controller('api')
export class ContactsController {
  constructor(
    private readonly db: Database,
    private readonly codes: SignInCodes,
  ) {}

  /** 联络员 in 建制顺序; a unit sees its own. */
  @Allow('unit.read')
  @ApiPage(ContactView)
  @Get('contacts')
  list(@Acting() actor: Actor, @Query() query: ContactQuery): Promise<Page<ContactView>> {
    return listContacts(this.db, actor, query);
  }

  /** 一次性登录码: to be told by telephone, good for 15 minutes and one sign-in. */
  @Allow('account.code')
  @Post('accounts/:id/sign-in-codes')
  issue(@Acting() actor: Actor, @Id() id: number): Promise<SignInCodeView> {
    return this.codes.issue(actor, id);
  }
}
