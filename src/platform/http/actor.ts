import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Role } from '../../domain/permissions';

/** Who acts: one account in one of its posts. `unitIds` holds the acting unit and the units merged into it. */
export interface Actor {
  accountId: number;
  name: string;
  displayName: string;
  postId: number;
  role: Role;
  /** 0 for roles that act for no unit. */
  unitId: number;
  unitIds: number[];
  /** Units of all the account's posts: nobody reviews a report of a unit they belong to (domain.md §5). */
  homeUnitIds: number[];
  requestId: string;
}

/** The sweeps act under this name; account 0 exists in no table. */
export const SYSTEM: Actor = {
  accountId: 0,
  name: 'system',
  displayName: '系统',
  postId: 0,
  role: 'office',
  unitId: 0,
  unitIds: [],
  homeUnitIds: [],
  requestId: '',
};

export interface RequestWithActor {
  actor?: Actor;
}

/** Injects the signed-in actor; the guard has made sure there is one. */
export const Acting = createParamDecorator((_: unknown, context: ExecutionContext): Actor => {
  const actor = context.switchToHttp().getRequest<RequestWithActor>().actor;
  if (!actor) throw new Error('a route that takes @Acting() must not be public');
  return actor;
});
