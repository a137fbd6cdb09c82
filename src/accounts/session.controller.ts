import { Body, Controller, Delete, Get, HttpCode, Ip, Post, Put, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Config } from '../platform/config/config';
import { Acting, type Actor } from '../platform/http/actor';
import { Allow, MayAnswer, Open } from '../platform/http/allow';
import { HttpProblem } from '../platform/http/http-problems';
import { InvalidInput } from '../platform/http/refused';
import {
  giveSession,
  readSession,
  sessionCookie,
  takeSession,
  type SessionCookie,
} from '../platform/http/session-cookie';
import { PasswordChange } from './password-change.service';
import { ChangePasswordDto, SignInDto, SwitchPostDto } from './session.dto';
import { toSessionView, type SessionView } from './session.view';
import { Sessions } from './sessions.service';
import { SignInService } from './sign-in.service';

@ApiTags('登录')
@Controller('api/session')
export class SessionController {
  private readonly cookie: SessionCookie;

  constructor(
    config: Config,
    private readonly service: SignInService,
    private readonly passwords: PasswordChange,
    private readonly sessions: Sessions,
  ) {
    this.cookie = sessionCookie(config.secureCookies);
  }

  /** 登录 with a password or a one-time code; the first post acts. */
  @Open()
  @MayAnswer(401, 429)
  @Post()
  async signIn(
    @Body() given: SignInDto,
    @Ip() ip: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SessionView> {
    if ((given.password === undefined) === (given.code === undefined)) {
      throw new InvalidInput([{ field: 'password', message: '请填写密码或一次性登录码(二者之一)' }]);
    }
    const { id, session, posts } = await this.service.signIn(given, ip, request.id);
    giveSession(this.cookie, reply, id);
    return toSessionView(session, posts);
  }

  /** Who is signed in, the posts they hold and the token that every change needs. */
  @Allow('session.own')
  @Get()
  async show(@Acting() actor: Actor, @Req() request: FastifyRequest): Promise<SessionView> {
    const session = await this.sessions.find(this.idOf(request));
    if (!session) throw new HttpProblem('signed-out');
    return toSessionView(session, await this.service.posts(actor));
  }

  /** 退出 */
  @Allow('session.own')
  @Delete()
  @HttpCode(204)
  async signOut(
    @Acting() actor: Actor,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    await this.service.signOut(actor, this.idOf(request));
    takeSession(this.cookie, reply);
  }

  /** 身份切换. */
  @Allow('session.own')
  @Put('post')
  async switchPost(
    @Acting() actor: Actor,
    @Body() { postId }: SwitchPostDto,
    @Req() request: FastifyRequest,
  ): Promise<SessionView> {
    const { session, posts } = await this.service.switchPost(actor, this.idOf(request), postId);
    return toSessionView(session, posts);
  }

  /** 修改密码: ends the other sessions of the account. */
  @Allow('session.own')
  @MayAnswer(429)
  @Put('password')
  @HttpCode(204)
  async changePassword(
    @Acting() actor: Actor,
    @Body() given: ChangePasswordDto,
    @Ip() ip: string,
    @Req() request: FastifyRequest,
  ): Promise<void> {
    await this.passwords.change(actor, this.idOf(request), given, ip);
  }

  /** The guard has found a session behind this cookie. */
  private idOf(request: FastifyRequest): string {
    return readSession(this.cookie, request) ?? '';
  }
}
