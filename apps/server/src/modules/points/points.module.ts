import { Module } from '@nestjs/common';
import { OnOrderChanged } from './on-order-changed.js';
import { PointsController } from './points.controller.js';
import { PointsRead } from './points.read.js';

@Module({ controllers: [PointsController], providers: [OnOrderChanged, PointsRead], exports: [OnOrderChanged] })
export class PointsModule {}
