import { Controller, Inject } from '@nestjs/common';
import { API } from '@tallyboard/contracts/api';
import { customersApi } from '@tallyboard/contracts/customers';
import type { Endpoint, InputOf } from '@tallyboard/contracts/endpoint';
import { inquiriesApi } from '@tallyboard/contracts/inquiries';
import { peopleApi } from '@tallyboard/contracts/people';
import { sessionsApi } from '@tallyboard/contracts/sessions';
import { platformApi, PROTOCOL } from '@tallyboard/contracts/platform';
import { PeopleRead } from '../modules/people/people.read.js';
import { BUILD } from '../platform/config/build.js';
import type { Config } from '../platform/config/config.js';
import { CONFIG } from '../platform/config/config.token.js';
import { openApi } from '../platform/http/openapi.js';
import { commandOf, type RequestContext } from '../platform/http/request.js';
import { Serve } from '../platform/http/serve.js';
import { lanUrl } from '../platform/http/lan-url.js';
import { ChangeCustomer } from './change-customer.js';
import { ConvertInquiry } from './convert-inquiry.js';
import { CreateTeam } from './create-team.js';
import { DemoSession } from './demo-session.js';
import { DiagnoseRequest } from './diagnose-request.js';
import { LogReply } from './log-reply.js';
import { ParkedOrders } from './parked-orders.js';

/** Endpoints of work that spans several modules. */
@Controller()
export class FlowsController {
  private readonly description = openApi(Object.values(API).flatMap((domain) => Object.values(domain) as Endpoint[]));

  constructor(
    private readonly teams: CreateTeam,
    private readonly customers: ChangeCustomer,
    private readonly conversion: ConvertInquiry,
    private readonly replies: LogReply,
    private readonly demo: DemoSession,
    private readonly diagnosis: DiagnoseRequest,
    private readonly people: PeopleRead,
    private readonly parkedOrders: ParkedOrders,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Serve(platformApi.about) async about(_: RequestContext, __: InputOf<typeof platformApi.about>) {
    const organization = await this.people.organization();
    return {
      product: 'tallyboard' as const,
      protocol: PROTOCOL,
      build: BUILD,
      demo: organization?.demo ?? false,
      organization: organization?.name ?? '',
      lanUrl: lanUrl(this.config),
    };
  }
  @Serve(platformApi.diagnose) diagnose(c: RequestContext, { origin }: InputOf<typeof platformApi.diagnose>) {
    return this.diagnosis.answer(c, origin);
  }
  @Serve(platformApi.openapi) async openapi(_: RequestContext, __: InputOf<typeof platformApi.openapi>) {
    return Promise.resolve(this.description);
  }
  @Serve(peopleApi.createTeam) createTeam(c: RequestContext, input: InputOf<typeof peopleApi.createTeam>) {
    return this.teams.run(commandOf(c), input);
  }
  @Serve(customersApi.change) changeCustomer(c: RequestContext, input: InputOf<typeof customersApi.change>) {
    return this.customers.run(commandOf(c), input);
  }
  @Serve(inquiriesApi.convert) convert(c: RequestContext, input: InputOf<typeof inquiriesApi.convert>) {
    return this.conversion.run(commandOf(c), input);
  }
  @Serve(inquiriesApi.logMessage) logMessage(c: RequestContext, input: InputOf<typeof inquiriesApi.logMessage>) {
    return this.replies.add(commandOf(c), input);
  }
  @Serve(inquiriesApi.withdrawMessage) withdrawMessage(
    c: RequestContext,
    input: InputOf<typeof inquiriesApi.withdrawMessage>,
  ) {
    return this.replies.withdraw(commandOf(c), input);
  }
  @Serve(platformApi.parked) async parked(_: RequestContext, __: InputOf<typeof platformApi.parked>) {
    return { parked: await this.parkedOrders.list() };
  }
  @Serve(platformApi.retryParked) async retryParked(
    _: RequestContext,
    { reaction, subject }: InputOf<typeof platformApi.retryParked>,
  ) {
    return { facts: await this.parkedOrders.retry(reaction, subject) };
  }
  @Serve(sessionsApi.demoPeople) demoPeople(_: RequestContext, __: InputOf<typeof sessionsApi.demoPeople>) {
    return this.demo.listPeople();
  }
  @Serve(sessionsApi.demoSignIn) demoSignIn(c: RequestContext, { personId }: InputOf<typeof sessionsApi.demoSignIn>) {
    return this.demo.enter(c, personId);
  }
  @Serve(sessionsApi.leaveDemo) leaveDemo(c: RequestContext, input: InputOf<typeof sessionsApi.leaveDemo>) {
    return this.demo.leave(c, input);
  }
}
