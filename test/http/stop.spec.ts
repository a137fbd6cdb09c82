import { setTimeout as wait } from 'node:timers/promises';
import { Controller, Get } from '@nestjs/common';
import { Open } from '../../src/platform/http/allow';
import { openApp } from '../support/app';
import { onDatabase } from '../support/databases';

@Controller('api/slow')
class SlowController {
  @Open()
  @Get()
  async slow(): Promise<object> {
    await wait(400);
    return { done: true };
  }
}

onDatabase('sqlite', 'stopping', (open) => {
  test('finishes the requests that are open, and takes no new ones', async () => {
    const app = await openApp(await open(), { controllers: [SlowController] });
    await app.listen(0, '127.0.0.1');
    const url = `${await app.getUrl()}/api/slow`;
    const last = fetch(url);
    await wait(100);
    const stopped = app.close();
    expect(await (await last).json()).toEqual({ done: true });
    await stopped;
    await expect(fetch(url)).rejects.toThrow();
  });
});
