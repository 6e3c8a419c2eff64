import { Platform1764000000001 } from './1764000000001-platform.js';
import { People1764000000002 } from './1764000000002-people.js';
import { Orders1764000000003 } from './1764000000003-orders.js';
import { Points1764000000004 } from './1764000000004-points.js';
import { NarrowerRole1764000000011 } from './1764000000011-narrower-role.js';
import { NamedInvites1764000000021 } from './1764000000021-named-invites.js';
import { KnownDevices1764000000022 } from './1764000000022-known-devices.js';
import { ExpectedRows1764000000031 } from './1764000000031-expected-rows.js';
import { PairingAddress1764000000032 } from './1764000000032-pairing-address.js';
import { RecordingInColumns1764000000041 } from './1764000000041-recording-in-columns.js';
import { Calendars1764000000042 } from './1764000000042-calendars.js';
import { RenewedScreens1764000000043 } from './1764000000043-renewed-screens.js';
import { ParkedCodes1764000000044 } from './1764000000044-parked-codes.js';
import { Inquiries1764000000051 } from './1764000000051-inquiries.js';
import { Vesting1764000000052 } from './1764000000052-vesting.js';
import { Surveys1764000000061 } from './1764000000061-surveys.js';
import { OwnDomains1764000000070 } from './1764000000070-own-domains.js';
import { KeyedDigests1764000000071 } from './1764000000071-keyed-digests.js';
import { TokensOutOfAnswers1764000000072 } from './1764000000072-tokens-out-of-answers.js';
import { SurveysThatAreOver1764000000073 } from './1764000000073-surveys-that-are-over.js';
import { Recognition1764000000090 } from './1764000000090-recognition.js';
import { Awards1764000000091 } from './1764000000091-awards.js';
import { Leagues1764000000100 } from './1764000000100-leagues.js';
import { ScheduledRules1764000000110 } from './1764000000110-scheduled-rules.js';
import { AwardEvidence1764000000130 } from './1764000000130-award-evidence.js';
import { Rewards1764000000140 } from './1764000000140-rewards.js';
import { AwardRules1764000000150 } from './1764000000150-award-rules.js';
import { AccessVersion1764000000160 } from './1764000000160-access-version.js';
import { Knowledge1764000000170 } from './1764000000170-knowledge.js';
import { KnowledgeVotes1764000000171 } from './1764000000171-knowledge-votes.js';
import { AwardParams1764000000180 } from './1764000000180-award-params.js';
import { Retrospectives1764000000195 } from './1764000000195-retrospectives.js';
import { Questions1764000000196 } from './1764000000196-questions.js';
import { NarrowItems1764000000197 } from './1764000000197-narrow-items.js';
import { KnowledgeChecks1764000000200 } from './1764000000200-knowledge-checks.js';
import { PointsMemory1764000000201 } from './1764000000201-points-memory.js';
import { Notes1764000000194 } from './1764000000194-notes.js';
import { PointsMechanisms1764000000193 } from './1764000000193-points-mechanisms.js';
import { KnowledgeFiles1764000000202 } from './1764000000202-knowledge-files.js';
import { OrderMemory1764000000203 } from './1764000000203-order-memory.js';
import { Turns1764000000204 } from './1764000000204-turns.js';
import { FileUses1764000000205 } from './1764000000205-file-uses.js';
import { Store1764000000190 } from './1764000000190-store.js';
import { KnowledgeUses1764000000191 } from './1764000000191-knowledge-uses.js';
import { PointsUses1764000000192 } from './1764000000192-points-uses.js';

/** In order. A migration that has shipped is never edited; a new one is added. */
export const MIGRATIONS = [
  Platform1764000000001,
  People1764000000002,
  Orders1764000000003,
  Points1764000000004,
  NarrowerRole1764000000011,
  NamedInvites1764000000021,
  KnownDevices1764000000022,
  ExpectedRows1764000000031,
  PairingAddress1764000000032,
  RecordingInColumns1764000000041,
  Calendars1764000000042,
  RenewedScreens1764000000043,
  ParkedCodes1764000000044,
  Inquiries1764000000051,
  Vesting1764000000052,
  Surveys1764000000061,
  OwnDomains1764000000070,
  KeyedDigests1764000000071,
  TokensOutOfAnswers1764000000072,
  SurveysThatAreOver1764000000073,
  Recognition1764000000090,
  Awards1764000000091,
  Leagues1764000000100,
  ScheduledRules1764000000110,
  AwardEvidence1764000000130,
  Rewards1764000000140,
  AwardRules1764000000150,
  AccessVersion1764000000160,
  Knowledge1764000000170,
  KnowledgeVotes1764000000171,
  AwardParams1764000000180,
  Store1764000000190,
  KnowledgeUses1764000000191,
  PointsUses1764000000192,
  Retrospectives1764000000195,
  Questions1764000000196,
  NarrowItems1764000000197,
  KnowledgeChecks1764000000200,
  PointsMemory1764000000201,
  KnowledgeFiles1764000000202,
  OrderMemory1764000000203,
  Turns1764000000204,
  PointsMechanisms1764000000193,
  Notes1764000000194,
  FileUses1764000000205,
];
