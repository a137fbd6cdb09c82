import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { allows, type Permission } from '../../domain/permissions';
import { Config } from '../config/config';
import type { RequestWithActor } from './actor';
import { OPEN, PERMISSION } from './allow';
import { HttpProblem } from './http-problems';
import { OpenSessions } from './open-sessions';
import { pathOf } from './path-of';
import { RefusedRequests } from './refused-requests';
import { changes, isSameOrigin, sameToken } from './same-origin';
import { readSession, sessionCookie, type SessionCookie } from './session-cookie';

/**
 * Default deny: a route that declares neither @Allow nor @Open does not exist for anybody, and one whose
 * permission the acting post lacks does not exist for it (404, as an unknown address).
 */
@Injectable()
export class PermissionGuard implements CanActivate {
  private readonly cookie: SessionCookie;

  constructor(
    private readonly reflector: Reflector,
    private readonly config: Config,
    private readonly sessions: OpenSessions,
    private readonly refusals: RefusedRequests,
  ) {
    this.cookie = sessionCookie(config.secureCookies);
  }

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest & RequestWithActor>();
    const handler = context.getHandler();
    const change = changes(request);
    if (change && !isSameOrigin(request, this.config.publicUrl)) throw new HttpProblem('foreign-request');
    if (this.reflector.get<boolean | undefined>(OPEN, handler)) return true;

    const permission = this.reflector.get<Permission | undefined>(PERMISSION, handler);
    const id = readSession(this.cookie, request);
    const session = id === undefined ? undefined : await this.sessions.find(id);
    if (!session) throw new HttpProblem('signed-out');
    if (change && !sameToken(request.headers['x-csrf-token'], session.csrf))
      throw new HttpProblem('foreign-request');
    const actor = { ...session.actor, requestId: request.id };
    if (!permission || !allows(actor.role, permission)) {
      await this.refusals.tell(actor, { method: request.method, path: pathOf(request.url) });
      throw new HttpProblem('not-found');
    }
    request.actor = actor;
    return true;
  }
}
