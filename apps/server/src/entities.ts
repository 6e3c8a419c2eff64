import { DutyVersion, LeaveEntry, RotaShift } from './modules/calendars/duty.entity.js';
import { MarketVersion } from './modules/calendars/market.entity.js';
import { OfficeVersion } from './modules/calendars/office.entity.js';
import { Contact, CustomerRow } from './modules/customers/customer.entity.js';
import { SurveyRow } from './modules/customers/survey.entity.js';
import { InquiryMessage, InquiryOffer, InquiryRow, ReplyClockRow } from './modules/inquiries/inquiry.entity.js';
import { AllocationProfileRow, InquirySourceRow } from './modules/inquiries/source.entity.js';
import { RedemptionRow, ResourceRow } from './modules/points/store/store.entity.js';
import { FlagRow } from './modules/knowledge/flag.entity.js';
import { AnswerRow } from './modules/knowledge/answer.entity.js';
import { ItemRow } from './modules/knowledge/item.entity.js';
import { OrderRow } from './modules/orders/order.entity.js';
import { BoardColumnRow, StageDefinitionRow, TeamSettings } from './modules/orders/stages.entity.js';
import { AccessToken, Device, Invite, KnownDevice, Pairing, PasswordReset } from './modules/people/access.entity.js';
import { Organization, Team } from './modules/people/team.entity.js';
import { User } from './modules/people/user.entity.js';
import { AdjustmentRow } from './modules/points/adjustment.entity.js';
import { AwardRow } from './modules/points/awards/award.entity.js';
import { KudosRow } from './modules/points/kudos.entity.js';
import { RewardGrant } from './modules/points/rewards/reward.entity.js';
import { LedgerAccount, LedgerTxn } from './modules/points/ledger.entity.js';

export const ENTITIES = [
  AccessToken,
  AdjustmentRow,
  AllocationProfileRow,
  AwardRow,
  BoardColumnRow,
  Contact,
  CustomerRow,
  Device,
  DutyVersion,
  InquiryMessage,
  InquiryOffer,
  InquiryRow,
  InquirySourceRow,
  Invite,
  KnownDevice,
  LeaveEntry,
  KudosRow,
  LedgerAccount,
  LedgerTxn,
  MarketVersion,
  OfficeVersion,
  FlagRow,
  ItemRow,
  AnswerRow,
  RedemptionRow,
  ResourceRow,
  OrderRow,
  Organization,
  Pairing,
  PasswordReset,
  ReplyClockRow,
  RewardGrant,
  RotaShift,
  StageDefinitionRow,
  SurveyRow,
  Team,
  TeamSettings,
  User,
];
