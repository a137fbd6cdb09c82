import { Body, Controller, Delete, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Database } from '../platform/database/database';
import { Acting, type Actor } from '../platform/http/actor';
import { Allow } from '../platform/http/allow';
import { Id } from '../platform/http/id';
import { ApiPage, type Page } from '../platform/http/page';
import { AccountChanges } from './account-changes.service';
import { listAccounts, showAccount } from './account-reads';
import { AccountQuery, NewAccountDto, NewPostDto, ResetPasswordDto } from './account.dto';
import { AccountView } from './account.view';
import { Accounts } from './accounts.service';
import { PasswordChange } from './password-change.service';

/** 账号和岗位: the administrator's; the office may look, to call a contact and issue a code. */
@ApiTags('账号')
@Controller('api/accounts')
export class AccountsController {
  constructor(
    private readonly db: Database,
    private readonly accounts: Accounts,
    private readonly changes: AccountChanges,
    private readonly passwords: PasswordChange,
  ) {}

  /** 账号 by name, each with its posts. */
  @Allow('account.code')
  @ApiPage(AccountView)
  @Get()
  list(@Query() query: AccountQuery): Promise<Page<AccountView>> {
    return listAccounts(this.db, query);
  }

  /** One account with its posts. */
  @Allow('account.code')
  @Get(':id')
  show(@Id() id: number): Promise<AccountView> {
    return showAccount(this.db, id);
  }

  /** 新增账号: without a password its person signs in by one-time code. */
  @Allow('account.manage')
  @Post()
  async add(@Acting() actor: Actor, @Body() account: NewAccountDto): Promise<AccountView> {
    return showAccount(this.db, await this.accounts.add(actor, account));
  }

  /** 设置岗位: gives the account one more post. */
  @Allow('account.manage')
  @Post(':id/posts')
  async givePost(@Acting() actor: Actor, @Id() id: number, @Body() post: NewPostDto): Promise<AccountView> {
    await this.changes.givePost(actor, id, post);
    return showAccount(this.db, id);
  }

  /** 撤去岗位: whoever is acting in it is signed out. */
  @Allow('account.manage')
  @Delete(':id/posts/:postId')
  @HttpCode(200)
  async endPost(
    @Acting() actor: Actor,
    @Id() id: number,
    @Id('postId') postId: number,
  ): Promise<AccountView> {
    await this.changes.endPost(actor, id, postId);
    return showAccount(this.db, id);
  }

  /** 停用: its sessions and codes end at once. */
  @Allow('account.manage')
  @Post(':id/deactivation')
  async deactivate(@Acting() actor: Actor, @Id() id: number): Promise<AccountView> {
    await this.changes.deactivate(actor, id);
    return showAccount(this.db, id);
  }

  /** 启用: what was closed may sign in again. */
  @Allow('account.manage')
  @Post(':id/activation')
  async activate(@Acting() actor: Actor, @Id() id: number): Promise<AccountView> {
    await this.changes.activate(actor, id);
    return showAccount(this.db, id);
  }

  /** 重置密码: ends the sessions of the account. */
  @Allow('account.manage')
  @Post(':id/password-reset')
  async reset(
    @Acting() actor: Actor,
    @Id() id: number,
    @Body() { password }: ResetPasswordDto,
  ): Promise<AccountView> {
    await this.passwords.reset(actor, id, password);
    return showAccount(this.db, id);
  }
}
