import { type DynamicModule, Module } from '@nestjs/common';
import type { DataSourceOptions } from 'typeorm';
import { CloseAwards } from './flows/awards/close-awards.js';
import { GatherEvidence } from './flows/awards/gather-evidence.js';
import { ChangeCustomer } from './flows/change-customer.js';
import { ConvertInquiry } from './flows/convert-inquiry.js';
import { CreateTeam } from './flows/create-team.js';
import { DemoSession } from './flows/demo-session.js';
import { DiagnoseRequest } from './flows/diagnose-request.js';
import { FlowsController } from './flows/flows.controller.js';
import { ImportOrders } from './flows/import-orders/import-orders.js';
import { ImportsController } from './flows/import-orders/imports.controller.js';
import { SheetOut } from './flows/import-orders/sheet-out.js';
import { LogReply } from './flows/log-reply.js';
import { ParkedOrders } from './flows/parked-orders.js';
import { StartCompany } from './flows/start-company.js';
import { CalendarsModule } from './modules/calendars/calendars.module.js';
import { CustomersModule } from './modules/customers/customers.module.js';
import { InquiriesModule } from './modules/inquiries/inquiries.module.js';
import { OrdersModule } from './modules/orders/orders.module.js';
import { PeopleModule } from './modules/people/people.module.js';
import { KnowledgeModule } from './modules/knowledge/knowledge.module.js';
import { PointsModule } from './modules/points/points.module.js';
import type { Clock } from './platform/clock/clock.js';
import type { Config } from './platform/config/config.js';
import type { Logger } from './platform/ops/logger.js';
import { PlatformModule } from './platform/platform.module.js';

/** The whole server: the platform, the domains, and the flows above them. */
@Module({})
export class AppModule {
  static with(parts: { config: Config; clock: Clock; logger: Logger; database: DataSourceOptions }): DynamicModule {
    return {
      module: AppModule,
      imports: [
        PlatformModule.with(parts),
        // First, since the router tries the routes of all modules in this order, and nothing is asked for as often as a move.
        OrdersModule,
        PeopleModule,
        CustomersModule,
        InquiriesModule,
        KnowledgeModule,
        PointsModule,
        CalendarsModule,
      ],
      controllers: [FlowsController, ImportsController],
      providers: [
        ChangeCustomer,
        CloseAwards,
        ConvertInquiry,
        CreateTeam,
        DemoSession,
        DiagnoseRequest,
        GatherEvidence,
        ImportOrders,
        LogReply,
        ParkedOrders,
        SheetOut,
        StartCompany,
      ],
    };
  }
}
