import { Module } from '@nestjs/common';
import { CustomersController } from './customers.controller.js';
import { CustomersRead } from './customers.read.js';
import { SaveCustomer } from './save-customer.js';

@Module({
  controllers: [CustomersController],
  providers: [CustomersRead, SaveCustomer],
  exports: [SaveCustomer, CustomersRead],
})
export class CustomersModule {}
