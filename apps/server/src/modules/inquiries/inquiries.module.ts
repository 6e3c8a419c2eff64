import { Module } from '@nestjs/common';
import { AssignInquiry } from './assign-inquiry.js';
import { InquiryAwardEvidence } from './award-evidence.read.js';
import { ChangeInquiry } from './change-inquiry.js';
import { CloseWeeks } from './close-weeks.js';
import { ImportInquiries } from './import-inquiries.js';
import { InquiriesController } from './inquiries.controller.js';
import { InquiriesRead } from './inquiries.read.js';
import { Intake } from './intake.js';
import { IntakeController } from './intake.controller.js';
import { JudgeInquiry } from './judge-inquiry.js';
import { LogMessage } from './log-message.js';
import { OwnDomains } from './own-domains.js';
import { Profiles } from './profiles.js';
import { ReceiveInquiry } from './receive-inquiry.js';
import { ReplyRateRead } from './reply-rate.read.js';
import { Sources } from './sources.js';
import { WatchClocks } from './watch-clocks.js';

@Module({
  controllers: [InquiriesController, IntakeController],
  providers: [
    AssignInquiry,
    ChangeInquiry,
    CloseWeeks,
    ImportInquiries,
    InquiryAwardEvidence,
    InquiriesRead,
    Intake,
    JudgeInquiry,
    LogMessage,
    OwnDomains,
    Profiles,
    ReceiveInquiry,
    ReplyRateRead,
    Sources,
    WatchClocks,
  ],
  exports: [
    AssignInquiry,
    ChangeInquiry,
    InquiryAwardEvidence,
    InquiriesRead,
    JudgeInquiry,
    LogMessage,
    Profiles,
    ReceiveInquiry,
    Sources,
    WatchClocks,
  ],
})
export class InquiriesModule {}
