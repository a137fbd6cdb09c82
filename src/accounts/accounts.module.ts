import { Global, Module } from '@nestjs/common';
import { OpenSessions } from '../platform/http/open-sessions';
import { AccountChanges } from './account-changes.service';
import { Account, Post } from './account.entity';
import { AccountsController } from './accounts.controller';
import { Accounts } from './accounts.service';
import { ContactsController } from './contacts.controller';
import { Credentials } from './credentials.service';
import { PasswordChange } from './password-change.service';
import { Passwords } from './passwords.service';
import { SessionController } from './session.controller';
import { Session, SignInCode, Throttle } from './session.entity';
import { Sessions } from './sessions.service';
import { SetUpController } from './set-up.controller';
import { SetUp } from './set-up.service';
import { SignInCodes } from './sign-in-codes.service';
import { SignInHooks } from './sign-in-hooks';
import { SignInService } from './sign-in.service';
import { SpentAccess } from './spent-access.service';
import { ThrottleService } from './throttle.service';

export const accountEntities = [Account, Post, Session, SignInCode, Throttle];

/** Global, because the platform's guard asks it who is signed in. */
@Global()
@Module({
  controllers: [SessionController, AccountsController, ContactsController, SetUpController],
  providers: [
    AccountChanges,
    Accounts,
    Credentials,
    PasswordChange,
    Passwords,
    Sessions,
    SetUp,
    SignInCodes,
    SignInHooks,
    SignInService,
    SpentAccess,
    ThrottleService,
    { provide: OpenSessions, useExisting: Sessions },
  ],
  exports: [OpenSessions, SignInHooks, Accounts, PasswordChange, SetUp, SpentAccess],
})
export class AccountsModule {}
