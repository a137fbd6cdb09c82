import { join } from 'node:path';
import { Global, Module } from '@nestjs/common';
import { auditKey } from '../platform/config/audit-key';
import { Config } from '../platform/config/config';
import { Audit, AUDIT_KEY } from './audit';
import { AuditCheck, CHECKPOINT_FILE } from './audit-check.service';
import { AuditController } from './audit.controller';
import { AuditEntry } from './audit-entry.entity';
import { Correction } from './correction.entity';
import { Corrections } from './corrections';
import { RefusalRecord } from './refusal-record.service';

export const auditEntities = [AuditEntry, Correction];

@Global()
@Module({
  controllers: [AuditController],
  providers: [
    { provide: AUDIT_KEY, inject: [Config], useFactory: (config: Config) => Buffer.from(auditKey(config)) },
    {
      provide: CHECKPOINT_FILE,
      inject: [Config],
      useFactory: (config: Config) => join(config.DATA_DIR, 'audit-checkpoints.log'),
    },
    Audit,
    AuditCheck,
    Corrections,
    RefusalRecord,
  ],
  exports: [Audit, AuditCheck, Corrections],
})
export class AuditModule {}
