//! What a rule is, and the closed list of all of them: a code each, stable once an écart was stored under it.

use super::ground::Ground;
use super::hit::Hit;
use super::{Family, Severity};

/// The lines that stand above each example: an invented convention of two communes.
pub const EXAMPLE_OPENING: &str = "\
CONVENTION TERRITORIALE GLOBALE DU VAL DE VAUXELLE 2023-2027

Entre :

La Caisse d’allocations familiales de Vauxelle, représentée par sa directrice, Madame Anne PETIT, ci-après dénommée « la Caf »,

Et la Commune de Valmont, représentée par son maire, Monsieur Jean GRAND, ci-après dénommée « Valmont »,

Et la Commune de Bréval, représentée par sa maire, Madame Léa MOREL, ci-après dénommée « Bréval ».

Article 1 : Durée

La présente convention est conclue du 1er janvier 2023 au 31 décembre 2027.

";

/// A rule that finds écarts.
#[derive(Debug)]
pub struct Rule {
    /// The family of what it finds.
    pub family: Family,
    /// How much that usually matters.
    pub severity: Severity,
    /// What people read: a few words.
    pub name: &'static str,
    /// Why it matters to those who execute the convention.
    pub why: &'static str,
    /// What to do about it.
    pub remedy: &'static str,
    /// A text that it finds something in, below [`EXAMPLE_OPENING`] unless it opens a convention itself.
    pub shows: &'static str,
    /// A text that looks like it and that it leaves alone, below the same lines.
    pub spares: &'static str,
    /// Whether it reads amendments too: their old and new wordings differ on purpose.
    pub reads_amendments: bool,
    pub(super) find: fn(&Ground<'_>) -> Vec<Hit>,
}

impl Rule {
    /// An example as a whole text, ready to be read.
    #[must_use]
    pub fn example(text: &str) -> String {
        let whole = ["CONVENTION TERRITORIALE", "AVENANT N"]
            .iter()
            .any(|opening| text.starts_with(opening));
        if whole {
            text.to_owned()
        } else {
            format!("{EXAMPLE_OPENING}{text}")
        }
    }
}

/// Writes the list of the rules: the code of each, the file that holds it, its name in the code.
macro_rules! rules {
    ($($code:literal $($file:ident)::+ @ $name:ident;)*) => {
        /// The code of a rule. Closed; what was stored under one keeps it.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum RuleCode {
            $(#[doc = concat!("The rule `", $code, "`.")] $name,)*
        }

        impl RuleCode {
            /// All rules, family by family.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The word stored and written in the interchange document.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$name => $code,)* }
            }

            /// What the rule is.
            #[must_use]
            pub fn rule(self) -> &'static Rule {
                match self { $(Self::$name => &super::$($file)::+::RULE,)* }
            }
        }
    };
}

rules! {
    "text_cut" cut @ TextCut;
    "action_count" count::sheets @ ActionCount;
    "level_count" count::levels @ LevelCount;
    "list_count" count::lists @ ListCount;
    "number_missing" count::numbering @ NumberMissing;
    "article_missing" count::codes @ ArticleMissing;
    "number_twice" count::twice @ NumberTwice;
    "party_count" count::parties @ PartyCount;
    "vote_count" count::votes @ VoteCount;
    "post_sum" count::fte @ PostSum;
    "facility_count" count::facilities @ FacilityCount;
    "post_total" count::fte_text @ PostTotal;
    "change_count" count::changes @ ChangeCount;
    "share_out" count::each @ ShareOut;
    "pooled_count" count::pooled_joint @ PooledCount;
    "annex_absent" missing::annex_absent @ AnnexAbsent;
    "annex_unknown" missing::annex_unknown @ AnnexUnknown;
    "annex_swapped" missing::annex_swapped @ AnnexSwapped;
    "article_unknown" missing::article_unknown @ ArticleUnknown;
    "body_bare" missing::bodies @ BodyBare;
    "rhythm_missing" missing::body_rhythm @ RhythmMissing;
    "facility_list_missing" missing::facilities @ FacilityListMissing;
    "indicator_missing" missing::indicators @ IndicatorMissing;
    "holder_missing" missing::pilots @ HolderMissing;
    "pooled_unnamed" missing::pooled @ PooledUnnamed;
    "post_time_missing" missing::posts @ PostTimeMissing;
    "sheet_missing" missing::sheets @ SheetMissing;
    "means_unmeasured" missing::means @ MeansUnmeasured;
    "theme_without_action" missing::themes @ ThemeWithoutAction;
    "vote_missing" missing::votes @ VoteMissing;
    "vote_undated" missing::votes_undated @ VoteUndated;
    "year_missing" missing::years @ YearMissing;
    "address_missing" missing::addresses @ AddressMissing;
    "level_is_theme" name::level_theme @ LevelIsTheme;
    "action_filed_twice" name::theme_elsewhere @ ActionFiledTwice;
    "body_alias" name::body_alias @ BodyAlias;
    "frame_signed_twice" name::frame_parties @ FrameSignedTwice;
    "partners_unnamed" name::generic_partners @ PartnersUnnamed;
    "body_unknown" name::body_unknown @ BodyUnknown;
    "initials_unexplained" name::initials @ InitialsUnexplained;
    "name_spelling" name::spellings @ NameSpelling;
    "names_near" name::near_names @ NamesNear;
    "acronym_unexplained" name::acronyms @ AcronymUnexplained;
    "institution_misnamed" name::institutions @ InstitutionMisnamed;
    "name_cut" name::letter_lost @ NameCut;
    "actions_overlap" name::overlap @ ActionsOverlap;
    "action_already_done" name::already_done @ ActionAlreadyDone;
    "sheet_repeats_title" name::detail_repeats @ SheetRepeatsTitle;
    "report_two_names" name::report_names @ ReportTwoNames;
    "partner_or_party" name::parties_called @ PartnerOrParty;
    "action_title" wording::action_titles @ ActionTitle;
    "framework_title" wording::framework_titles @ FrameworkTitle;
    "article_title" wording::article_titles @ ArticleTitle;
    "annex_title" wording::annex_titles @ AnnexTitle;
    "agreement_title" wording::agreement_titles @ AgreementTitle;
    "framework_order" wording::framework_order @ FrameworkOrder;
    "mission_lists" wording::missions @ MissionLists;
    "rhythm_twice" wording::rhythms @ RhythmTwice;
    "delay_twice" wording::delays @ DelayTwice;
    "theme_lists" wording::theme_lists @ ThemeLists;
    "roles_differ" role::differ @ RolesDiffer;
    "carrier_not_bearer" role::carriers @ CarrierNotBearer;
    "secretariat_twice" role::secretariat @ SecretariatTwice;
    "either_holder" role::either @ EitherHolder;
    "article_bearer" role::article_bearer @ ArticleBearer;
    "steering_twice" role::steering @ SteeringTwice;
    "chair_twice" role::chairs @ ChairTwice;
    "mission_twice" role::mission_twice @ MissionTwice;
    "pilot_only" role::pilot_only @ PilotOnly;
    "pilot_elsewhere" role::pilot_elsewhere @ PilotElsewhere;
    "joint_means" role::joint_means @ JointMeans;
    "facility_outside" role::outside @ FacilityOutside;
    "one_for_several" role::one_for_several @ OneForSeveral;
    "signatory_changes" role::signatories @ SignatoryChanges;
    "role_undefined" role::undefined @ RoleUndefined;
    "ending_unequal" role::ending @ EndingUnequal;
    "two_of_several" role::two_of_several @ TwoOfSeveral;
    "guests_without_place" role::guests @ GuestsWithoutPlace;
    "mark_undefined" mark::undefined @ MarkUndefined;
    "letter_for_commune" mark::letters @ LetterForCommune;
    "commune_unnamed" mark::unnamed @ CommuneUnnamed;
    "mark_refused" mark::refused @ MarkRefused;
    "sign_undefined" mark::sign @ SignUndefined;
    "cross_undefined" mark::plain @ CrossUndefined;
    "absence_mark" mark::absence @ AbsenceMark;
    "years_differ" year::differ @ YearsDiffer;
    "communes_differ" year::communes @ CommunesDiffer;
    "year_before_signature" year::before_signature @ YearBeforeSignature;
    "late_unmeasured" year::late @ LateUnmeasured;
    "act_spread" year::once @ ActSpread;
    "period_differs" year::period @ PeriodDiffers;
    "duration_differs" year::duration @ DurationDiffers;
    "predecessor_ends" year::predecessors @ PredecessorEnds;
    "cited_period_ends" year::cited @ CitedPeriodEnds;
    "report_due_twice" year::reports @ ReportDueTwice;
    "date_impossible" date::impossible @ DateImpossible;
    "period_reversed" date::reversed @ PeriodReversed;
    "year_outside" date::outside @ YearOutside;
    "signed_after_effect" date::effect @ SignedAfterEffect;
    "signature_day_blank" date::blank @ SignatureDayBlank;
    "vote_after_signature" date::vote_late @ VoteAfterSignature;
    "amount_missing" money::unsaid @ AmountMissing;
    "funding_alternative" money::alternative @ FundingAlternative;
    "payee_not_party" money::payee @ PayeeNotParty;
    "funding_by_call" money::calls @ FundingByCall;
    "instrument_without_payer" money::instruments @ InstrumentWithoutPayer;
    "funder_not_party" money::funders @ FunderNotParty;
    "share_missing" money::share @ ShareMissing;
    "reference_year_missing" money::reference_year @ ReferenceYearMissing;
    "amount_sum" money::sums @ AmountSum;
    "table_total" money::tables @ TableTotal;
    "sentence_total" money::inline @ SentenceTotal;
    "sentence_cut" form::truncated @ SentenceCut;
    "nothing_follows" form::empty_item @ NothingFollows;
    "item_blank" form::blank_item @ ItemBlank;
    "reference_empty" form::reference @ ReferenceEmpty;
    "colon_alone" form::colon @ ColonAlone;
    "list_unfinished" form::list_end @ ListUnfinished;
    "word_missing" form::missing_word @ WordMissing;
    "bullet_lost" form::lost_bullet @ BulletLost;
    "points_at_nothing" form::demonstrative @ PointsAtNothing;
    "originals_count" form::originals @ OriginalsCount;
    "renewal_circular" form::renewal @ RenewalCircular;
    "clause_against_title" form::clause_title @ ClauseAgainstTitle;
    "law_title_twice" form::laws @ LawTitleTwice;
    "decision_undated" form::left_open @ DecisionUndated;
    "duty_undated" form::unowned @ DutyUndated;
    "annexed_to_each_other" form::circular @ AnnexedToEachOther;
    "annexes_first" form::annexes_first @ AnnexesFirst;
    "number_slip" form::agreement_slip @ NumberSlip;
    "court_unnamed" form::court @ CourtUnnamed;
    "action_choice" form::choice @ ActionChoice;
    "adjustment_unclear" form::adjustments @ AdjustmentUnclear;
    "vote_object" form::vote_object @ VoteObject;
    "contract_to_come" form::contract_to_come @ ContractToCome;
    "document_not_joined" form::acknowledged @ DocumentNotJoined;
    "address_two_ways" form::addresses @ AddressTwoWays;
    "facility_twice" form::facility_twice @ FacilityTwice;
}

impl RuleCode {
    /// The rule stored under this word.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|rule| rule.code() == code)
    }
}
