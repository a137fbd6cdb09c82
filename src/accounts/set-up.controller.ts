import { Body, Controller, Get, Header, HttpCode, Post, Req } from '@nestjs/common';
import { ApiExcludeEndpoint, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { MayAnswer, Open } from '../platform/http/allow';
import { SetUpDto } from './account.dto';
import { setUpPage, setUpScript, setUpStyle } from './set-up-page';
import { SetUp } from './set-up.service';

@ApiTags('初始设置')
@Controller()
export class SetUpController {
  constructor(private readonly service: SetUp) {}

  @Open()
  @ApiExcludeEndpoint()
  @Get('setup')
  @Header('content-type', 'text/html; charset=utf-8')
  page(): string {
    return setUpPage;
  }

  @Open()
  @ApiExcludeEndpoint()
  @Get('setup.js')
  @Header('content-type', 'text/javascript; charset=utf-8')
  script(): string {
    return setUpScript;
  }

  @Open()
  @ApiExcludeEndpoint()
  @Get('setup.css')
  @Header('content-type', 'text/css; charset=utf-8')
  style(): string {
    return setUpStyle;
  }

  /** Once only, with the token of the link that the server printed at its start. */
  @Open()
  @MayAnswer(404)
  @Post('api/setup')
  @HttpCode(204)
  async setUp(@Body() given: SetUpDto, @Req() request: FastifyRequest): Promise<void> {
    await this.service.setUp(given, request.id);
  }
}
