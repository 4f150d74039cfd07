//! Why a decision does not stand: one variant for each rule that can be broken.

use super::ItemError;
use crate::{
    encoding::EncodingError,
    identity::{CertificateError, DeviceId},
};

/// The rule that a decision, or what it carries, breaks.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Invalid {
    /// A body cannot be read.
    #[error("it cannot be read: {0}")]
    Unreadable(#[from] EncodingError),
    /// The item is of another kind.
    #[error("the item is not a decision")]
    NotADecision,
    /// The signer is not the secretary's governing device at the decision before.
    #[error("it is not signed by the secretary's governing device")]
    NotSecretary,
    /// Another term than the one in force.
    #[error("it names another term than the one in force")]
    Term,
    /// The height does not follow the decision before.
    #[error("its height does not follow that of the decision before")]
    Height,
    /// The decision before already has another one after it.
    #[error("the decision that it follows is not the last one")]
    Parent,
    /// A second founding, or a founding elsewhere than at the beginning.
    #[error("the network is already founded")]
    AlreadyFounded,
    /// The first decision is not a founding.
    #[error("the first decision of a network must found it")]
    NotAFounding,
    /// A kind that these rules do not have.
    #[error("decisions of kind {0} do not exist in this version of the rules")]
    UnknownKind(u16),
    /// Both content and proposal, or none.
    #[error("it must hold either content or a proposal")]
    Shape,
    /// The kind is one that members have to approve.
    #[error("this kind of decision needs a proposal and approvals")]
    NeedsProposal,
    /// The kind is one that the secretary orders alone.
    #[error("this kind of decision takes no proposal and no approvals")]
    NeedsNoProposal,
    /// The embedded proposal is not a valid item.
    #[error("the proposal does not verify: {0}")]
    ProposalItem(#[source] ItemError),
    /// The embedded item is of another kind.
    #[error("the embedded item is not a proposal")]
    NotAProposal,
    /// The proposer is not a member's governing device.
    #[error("it was not proposed by a member's governing device")]
    NotProposedByMember,
    /// The proposal, or the same content, was decided before.
    #[error("this was decided before")]
    AlreadyDecided,
    /// More approvals than a decision may carry.
    #[error("it carries more approvals than allowed")]
    TooManyApprovals,
    /// An embedded approval is not a valid item.
    #[error("an approval does not verify: {0}")]
    ApprovalItem(#[source] ItemError),
    /// An embedded item is of another kind.
    #[error("an embedded item is not an approval")]
    NotAnApproval,
    /// An approval of something else.
    #[error("an approval names another proposal")]
    OtherProposal,
    /// An approval by a device that does not govern for a member.
    #[error("an approval is not signed by a member's governing device")]
    NotApprovedByMember,
    /// Two approvals of one member.
    #[error("a member's approval is counted twice")]
    ApprovedTwice,
    /// The approver has seen a decision that is not on this chain.
    #[error("an approval belongs to another chain of decisions")]
    SeenElsewhere,
    /// Too many anchors lie between the approval and the decision.
    #[error("an approval is too old to count")]
    ApprovalTooOld,
    /// Fewer approvals than the policy asks.
    #[error("it has {given} of the {needed} approvals that it needs")]
    TooFewApprovals {
        /// Approvals that it carries.
        given: usize,
        /// Approvals that the policy asks.
        needed: usize,
    },
    /// The certificate does not verify.
    #[error("the device's certificate does not verify: {0}")]
    Certificate(#[from] CertificateError),
    /// The certificate is another operator's.
    #[error("the certificate is not issued by the operator's root for that operator")]
    OtherCertificate,
    /// The statement of the root is not a valid item.
    #[error("the root's statement does not verify: {0}")]
    StatementItem(#[source] ItemError),
    /// The embedded item is of another kind.
    #[error("the embedded item is not a statement of a root")]
    NotAStatement,
    /// The statement says something else than this kind of decision records.
    #[error("the statement is of another kind than the decision records")]
    OtherStatement,
    /// The statement is signed by another key, or speaks of another operator.
    #[error("the statement is not signed by the root of the operator that it speaks for")]
    OtherRoot,
    /// The number is 0, or not above that of the Hold in force.
    #[error("the statement's number is not above the last one")]
    StatementNumber,
    /// A Hold names a device without a certificate in the register.
    #[error("the device {0} has no certificate of this operator in the register")]
    NotCertified(DeviceId),
    /// A Hold names a device that was revoked.
    #[error("the device {0} was revoked")]
    Revoked(DeviceId),
    /// A Hold certifies more devices than an operator may have.
    #[error("an operator has at most {} devices", crate::bounds::DEVICES)]
    TooManyDevices,
    /// The former publisher's last entry is missing, superfluous, or another device's.
    #[error("the Hold must say where the former publisher's journal ended, exactly when the publisher changes")]
    FormerPublisher,
    /// The joiner's root did not agree.
    #[error("the joining operator did not agree to this admission")]
    NotAgreed,
    /// The operator is a member.
    #[error("the operator is already a member")]
    AlreadyMember,
    /// The name is another member's.
    #[error("another member has this name")]
    NameTaken,
    /// The device is another member's.
    #[error("the device is already certified for a member")]
    DeviceTaken,
    /// A Hold of an operator that is not a member.
    #[error("the operator is not a member")]
    NotAMember,
    /// The operator was a member and is not any more: it can come back under a new root key only.
    #[error("the operator was a member before: it can come back only under a new root key")]
    FormerMember,
    /// The secretary cannot go before another one is installed.
    #[error("the operator keeps the order of decisions: install another secretary first")]
    IsSecretary,
    /// Only the member itself may propose this.
    #[error("only the member itself may propose this")]
    NotOneself,
    /// A suspension of a member that is suspended.
    #[error("the member is suspended already")]
    AlreadySuspended,
    /// A return of a member that is not suspended, or not by that decision.
    #[error("the member is not suspended by that decision")]
    NotSuspended,
    /// A suspension names a decision that is not on this chain.
    #[error("it names a decision that is not on this chain")]
    OtherChain,
    /// A line names a device that is not the operator's.
    #[error("a line names a device that is not the operator's")]
    OtherDevice,
    /// Journal ends that contradict each other.
    #[error("the Hold names another end of the former publisher's journal than the decision does")]
    OtherHead,
    /// The new root key is in use.
    #[error("the new root key is already known in this network")]
    RootTaken,
    /// The policy that is to be replaced is not the one in force.
    #[error("it replaces another policy than the one in force")]
    OtherPolicy,
    /// A Notice without statements, with too many, or with one twice.
    #[error("a notice records between one and {} statements, none twice", crate::bounds::NOTICED)]
    NoticeLength,
    /// A statement that is recorded already.
    #[error("the statement is recorded already")]
    AlreadyNoticed,
    /// An objection against a decision that did not replace this root.
    #[error("the decision did not replace the root that objects")]
    NothingToObject,
    /// The operator has put as much in order on this chain as one may.
    #[error("the operator that signed has put as many decisions in order as one may")]
    OrderedTooMuch,
    /// The signatures are under another installation than the decision's place and term say.
    #[error("the assembly's signatures are for another term or place, or not for the same installation")]
    OtherInstallation,
    /// The embedded item is of another kind.
    #[error("an embedded item is not a signature of an assembly")]
    NotAnInstall,
    /// The installed secretary is no active member, or another device signed.
    #[error("the decision is not signed by the governing device of the operator that is installed")]
    NotInstalled,
    /// A signer's acknowledged anchor does not lie where it says.
    #[error("a member of the assembly acknowledged an anchor that lies elsewhere than it says")]
    AcknowledgedElsewhere,
    /// A majority may stand behind what the assembly would leave.
    #[error("a majority may have acknowledged a branch that the assembly leaves behind")]
    BranchMayStand,
    /// Two decisions that are said to contradict each other do not.
    #[error("the two decisions named do not contradict each other")]
    NoContradiction,
    /// More lines than an anchor may have.
    #[error("the anchor has more lines than allowed")]
    AnchorTooLong,
    /// Lines are not in ascending order, or one journal has two.
    #[error("the anchor's lines are not in order")]
    AnchorOrder,
    /// A line names an entry that no journal can have.
    #[error("a line of the anchor names an entry that no journal can have")]
    AnchorSeq,
    /// A line says what the newest line of that journal says.
    #[error("a line of the anchor repeats an earlier one")]
    AnchorRepeats,
    /// The founding is that of another network.
    #[error("these founding facts belong to another network")]
    OtherFounding,
    /// The founding is not signed by the device that it certifies.
    #[error("the founding is not signed by the founder's device")]
    NotFounder,
    /// The first policy is impossible.
    #[error("the policy asks for figures or approvals that make no sense")]
    Policy,
    /// An article of the charter has two texts in one language.
    #[error("an article of the charter has two texts in one language")]
    Charter,
    /// Too many or too long relay addresses.
    #[error("the list of relays is too long")]
    Relays,
}
