//! Every form accepts what it prints, and none falls over whatever is typed.

#![expect(
    clippy::unwrap_used,
    reason = "a test stops at the first thing that is wrong"
)]

use domain::career_conversations::availability::{
    EndPatternForm, ExtraSlotForm, ExtraSlotRequest, HoursForm, LeaveForm, LeaveRequest,
    RemoveExtraSlotForm, RemoveLeaveForm, RulesForm, RulesRequest, SLOT_MINUTES, Ways, WeekForm,
};
use domain::career_conversations::career_conversation::{
    AttendanceForm, AttendanceRequest, BookForm, BookRequest, CancelForm, CancelRequest, MoveForm,
    MoveRequest, PREPARATION_LIMIT, Reference, SlotChoice, TimeForm, TimeRequest, Topic, TopicForm,
    Way, WayForm, WayRequest, parse_preparation,
};
use domain::career_conversations::settings::{CUT_OFF_HOURS, SETTINGS};
use domain::kit::email_address::EmailAddress;
use domain::kit::instant::{Instant, Interval};
use domain::kit::london;
use domain::kit::postcode::Postcode;
use domain::kit::tidy;
use domain::kit::when::TypedDay;
use domain::kit::words;
use domain::people::id::{PersonId, RoleGrantId};
use domain::people::person::{
    AddPersonForm, AddPersonRequest, ChangePersonForm, ChangePersonRequest, PersonDetails,
    PersonForm, Telephone, parse_name,
};
use domain::people::role::{Grant, GrantForm, GrantRequest, RevokeForm, Role, WHOLE_SYSTEM};
use domain::people::sign_in::{Code, CodeRequest, EmailForm, safe_return_to};
use domain::places::id::{OrganisationId, SiteId};
use domain::places::organisation::{OrganisationForm, OrganisationKind, OrganisationRequest};
use domain::places::site::{ACCESS_NOTES_LIMIT, SiteDetails, SiteForm, SiteIdForm};
use domain::system::id::DraftId;
use domain::system::settings::{SettingForm, SettingRequest};
use jiff::civil::{Date, Time};
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use uuid::Uuid;

fn person() -> impl Strategy<Value = PersonId> {
    any::<u128>().prop_map(|bits| PersonId::from(Uuid::from_u128(bits)))
}

fn site() -> impl Strategy<Value = SiteId> {
    any::<u128>().prop_map(|bits| SiteId::from(Uuid::from_u128(bits)))
}

/// Between 1970 and 2100, to the microsecond.
fn instant() -> impl Strategy<Value = Instant> {
    (0..4_102_444_800_000_000_i64).prop_map(Instant::from_unix_microseconds)
}

fn slot() -> impl Strategy<Value = SlotChoice> {
    (instant(), person()).prop_map(|(start, adviser)| SlotChoice { start, adviser })
}

fn reference() -> impl Strategy<Value = Reference> {
    any::<[u8; 5]>().prop_map(Reference::new)
}

/// A way, with a site where it needs one.
fn meeting() -> impl Strategy<Value = WayRequest> {
    (select(Way::ALL.to_vec()), site()).prop_map(|(way, site)| WayRequest {
        way,
        site: (way == Way::InPerson).then_some(site),
    })
}

fn ways() -> impl Strategy<Value = (Ways, Option<SiteId>)> {
    (1..8_u8, site()).prop_map(|(bits, site)| {
        let chosen = (0..)
            .zip(Way::ALL)
            .filter(|(bit, _)| bits & (1 << bit) != 0);
        let ways: Ways = chosen.map(|(_, way)| *way).collect();
        (ways, ways.contains(Way::InPerson).then_some(site))
    })
}

fn day() -> impl Strategy<Value = Date> {
    let first = Date::new(2000, 1, 1).unwrap();
    (0..36_889_i32).prop_map(move |days| london::plus_days(first, days))
}

fn time() -> impl Strategy<Value = Time> {
    (0..24_i8, 0..60_i8).prop_map(|(hour, minute)| Time::new(hour, minute, 0, 0).unwrap())
}

/// What somebody wrote, as it is kept: tidied, not too long.
fn written() -> impl Strategy<Value = String> {
    let hard = "\u{633}\u{644}\u{627}\u{645} \u{1f44b}\u{1f3fd}\nOne line\n\nanother & <script>alert(1)</script>";
    prop_oneof![
        "\\PC{0,60}",
        Just(hard.to_owned()),
        Just("x".repeat(PREPARATION_LIMIT)),
    ]
    .prop_map(|text| tidy::prose(&text))
}

/// Text of every kind: anything, or nearly right.
fn typed() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[0-9:.apm ~Z+-]{0,30}",
        "[0-9]{1,20}",
        "-?[0-9]{4,6}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z~[0-9a-f-]{30,36}",
        slot().prop_map(|slot| slot.to_string()),
        reference().prop_map(|reference| reference.to_string()),
        select(Way::ALL.to_vec()).prop_map(|way| way.code().to_owned()),
        select(Topic::ALL.to_vec()).prop_map(|topic| topic.code().to_owned()),
        any::<u128>().prop_map(|bits| Uuid::from_u128(bits).to_string()),
        Just("9999-12-31T23:59:59.999999Z~00000000-0000-0000-0000-000000000000".to_owned()),
        Just(String::new()),
    ]
}

fn typed_fields<const N: usize>() -> impl Strategy<Value = [String; N]> {
    proptest::collection::vec(typed(), N).prop_map(|fields| fields.try_into().unwrap())
}

fn ticked(ways: Ways, way: Way) -> String {
    if ways.contains(way) { "on" } else { "" }.to_owned()
}

fn name() -> impl Strategy<Value = String> {
    "[\\p{L}’-]{1,20}( [\\p{L}’-]{1,20}){0,3}"
        .prop_map(|text| tidy::name(&text))
        .prop_filter("a name has a letter", |name| parse_name(name).is_ok())
}

fn postcode() -> impl Strategy<Value = Postcode> {
    "(ST|WS|DE|B)[1-9][0-9]? [0-9][A-HJLNP-UW-Z]{2}"
        .prop_map(|text| Postcode::parse(&text).unwrap())
}

fn details() -> impl Strategy<Value = PersonDetails> {
    let email = "[a-z0-9]{1,12}(\\.[a-z0-9]{1,12})?@[a-z0-9]{1,12}\\.nhs\\.uk"
        .prop_map(|text| EmailAddress::parse(&text).unwrap());
    let phone = "01[1-9][0-9]{2} [1-9][0-9]{5}".prop_map(|text| Telephone::parse(&text).unwrap());
    (name(), email, option::of(phone), option::of(postcode())).prop_map(
        |(name, email, phone, postcode)| PersonDetails {
            name,
            email,
            phone,
            postcode,
        },
    )
}

fn organisation() -> impl Strategy<Value = OrganisationId> {
    any::<u128>().prop_map(|bits| OrganisationId::from(Uuid::from_u128(bits)))
}

fn grant() -> impl Strategy<Value = Grant> {
    (select(Role::ALL.to_vec()), option::of(organisation()))
        .prop_map(|(role, organisation)| Grant { role, organisation })
}

fn optional<T: ToString>(value: Option<T>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

proptest! {
    #[test]
    fn a_time_with_an_adviser_reads_what_it_prints(slot in slot()) {
        prop_assert_eq!(SlotChoice::parse(&slot.to_string()), Ok(slot));
    }

    #[test]
    fn a_reference_reads_what_it_prints_however_it_is_said(reference in reference()) {
        let text = reference.to_string();
        let ways_to_say = [
            text.clone(),
            text.to_lowercase(),
            text.replace('-', ""),
            text.replace('-', " "),
            format!("CC{}", text[2..].replace('0', "O").replace('1', "l")),
        ];
        for said in ways_to_say {
            prop_assert_eq!(Reference::parse(&said), Some(reference.clone()), "{}", said);
        }
    }

    #[test]
    fn ways_read_what_they_print((ways, _) in ways()) {
        prop_assert_eq!(Ways::from_codes(&ways.codes()), ways);
    }

    #[test]
    fn an_instant_reads_what_it_prints_and_its_text_sorts_by_time(one in instant(), other in instant()) {
        prop_assert_eq!(one.to_string().parse(), Ok(one));
        prop_assert_eq!(one.to_string().cmp(&other.to_string()), one.cmp(&other));
        let json = serde_json::to_string(&one).unwrap();
        prop_assert_eq!(serde_json::from_str::<Instant>(&json).unwrap(), one);
    }

    #[test]
    fn a_booking_reads_what_it_prints(
        (submission, member, topic) in (any::<u128>(), option::of(person()), select(Topic::ALL.to_vec())),
        meeting in meeting(), slot in slot(), preparation in written(),
    ) {
        let submission = DraftId::from(Uuid::from_u128(submission));
        let WayRequest { way, site } = meeting;
        let form = BookForm {
            submission: submission.to_string(),
            member: optional(member),
            topic: topic.code().to_owned(),
            way: way.code().to_owned(),
            site: optional(site),
            slot: slot.to_string(),
            // As browsers send it.
            preparation: preparation.replace('\n', "\r\n"),
        };
        let request = BookRequest { submission, member, topic, way, site, slot, preparation };
        prop_assert_eq!(form.parse(), Ok(request));
    }

    #[test]
    fn each_question_of_a_booking_reads_what_it_prints(
        topic in select(Topic::ALL.to_vec()), meeting in meeting(), with_meeting in any::<bool>(), slot in slot(),
        adviser in option::of(person()), preparation in written(),
    ) {
        let (way, site) = (meeting.way.code().to_owned(), optional(meeting.site));
        let form = TopicForm { topic: topic.code().to_owned(), preparation: preparation.clone(), ..TopicForm::default() };
        prop_assert_eq!(form.parse(), Ok((topic, preparation)));
        let form = WayForm { way: way.clone(), site: site.clone(), ..WayForm::default() };
        prop_assert_eq!(form.parse(), Ok(meeting));
        let (way, site) = if with_meeting { (way, site) } else { Default::default() };
        // What names no adviser means any.
        let named = adviser.map_or("any".to_owned(), |adviser: PersonId| adviser.to_string());
        let form = TimeForm { slot: slot.to_string(), way, site, adviser: named, ..TimeForm::default() };
        let meeting = with_meeting.then_some(meeting);
        prop_assert_eq!(form.parse(), Ok(TimeRequest { slot, meeting, adviser }));
    }

    #[test]
    fn changes_read_what_they_print(
        reference in reference(), version in any::<i64>(), meeting in meeting(), slot in slot(), attended in any::<bool>(),
    ) {
        let WayRequest { way, site } = meeting;
        let form = MoveForm {
            reference: reference.to_string(),
            version: version.to_string(),
            way: way.code().to_owned(),
            site: optional(site),
            slot: slot.to_string(),
        };
        let request = MoveRequest { reference: reference.clone(), version, way, site, slot };
        prop_assert_eq!(form.parse(), Ok(request));
        let form = CancelForm { reference: reference.to_string(), version: version.to_string() };
        prop_assert_eq!(form.parse(), Ok(CancelRequest { reference: reference.clone(), version }));
        let form = AttendanceForm {
            reference: reference.to_string(),
            version: version.to_string(),
            attended: if attended { "yes" } else { "no" }.to_owned(),
        };
        prop_assert_eq!(form.parse(), Ok(AttendanceRequest { reference, version, attended }));
    }

    #[test]
    fn an_extra_time_reads_what_it_prints(day in day(), starts in time(), minutes in select(SLOT_MINUTES.to_vec()), (ways, site) in ways()) {
        let form = ExtraSlotForm {
            day: day.into(),
            starts: words::clock_time(starts),
            slot_minutes: minutes.to_string(),
            video: ticked(ways, Way::Video),
            phone: ticked(ways, Way::Phone),
            in_person: ticked(ways, Way::InPerson),
            site: optional(site),
        };
        let start = london::at(day, starts);
        let request = ExtraSlotRequest { interval: Interval::lasting(start, minutes), ways, site };
        prop_assert_eq!(form.clone().parse(start.plus_minutes(-1)), Ok(request));
        prop_assert!(form.parse(start).is_err(), "it must be in the future");
    }

    #[test]
    fn leave_reads_what_it_prints(first_day in day(), lasts in 0..366_i32) {
        let last_day = london::plus_days(first_day, lasts);
        prop_assume!(last_day.year() <= 2100);
        let form = LeaveForm { first: first_day.into(), last: last_day.into() };
        prop_assert_eq!(form.clone().parse(last_day), Ok(LeaveRequest { first_day, last_day }));
        prop_assert!(form.parse(london::plus_days(last_day, 1)).is_err(), "it is over");
        let one_day = LeaveForm { first: first_day.into(), ..LeaveForm::default() };
        let request = LeaveRequest { first_day, last_day: first_day };
        prop_assert_eq!(one_day.parse(first_day), Ok(request));
    }

    #[test]
    fn rules_read_what_they_print(
        about in written(), buffer_minutes in 0..=60_i64, notice_hours in option::of(0..=336_i64), horizon_days in option::of(1..=365_i64),
        phone in option::of(select(vec!["01632 960 001", "+44 7700 900982"])),
    ) {
        let about: String = about.chars().take(500).collect::<String>();
        let about = tidy::prose(&about);
        let form = RulesForm {
            about: about.clone(),
            buffer_minutes: buffer_minutes.to_string(),
            notice_hours: optional(notice_hours),
            horizon_days: optional(horizon_days),
            phone: optional(phone),
        };
        let phone = phone.map(|phone| Telephone::parse(phone).unwrap());
        let request = RulesRequest { about, buffer_minutes, notice_hours, horizon_days, phone };
        prop_assert_eq!(form.parse(), Ok(request));
    }

    #[test]
    fn what_is_ended_or_removed_reads_what_it_prints(bits in any::<u128>()) {
        let (id, text) = (Uuid::from_u128(bits), Uuid::from_u128(bits).to_string());
        prop_assert_eq!(EndPatternForm { pattern: text.clone() }.parse().unwrap().uuid(), id);
        prop_assert_eq!(RemoveExtraSlotForm { slot: text.clone() }.parse().unwrap().uuid(), id);
        prop_assert_eq!(RemoveLeaveForm { leave: text }.parse().unwrap().uuid(), id);
    }

    #[test]
    fn asking_for_a_code_reads_what_it_prints(details in details(), path in "/[a-z/-]{0,20}(\\?[a-z]=[a-z0-9]{0,5})?") {
        let return_to = safe_return_to(&path);
        let form = EmailForm { email: details.email.to_string(), return_to: return_to.clone() };
        prop_assert_eq!(form.parse(), Ok(CodeRequest { email: details.email, return_to }));
    }

    #[test]
    fn a_sign_in_code_reads_what_it_prints(random in any::<u64>()) {
        let code = Code::from_random(random);
        prop_assert_eq!(Code::parse(code.as_str()), Ok(code.clone()));
        let (first, last) = code.as_str().split_at(3);
        prop_assert_eq!(Code::parse(&format!(" {first} {last} ")), Ok(code));
    }

    #[test]
    fn a_setting_reads_what_it_prints(setting in select(SETTINGS.to_vec()), share in 0..=100_i64) {
        let (least, most) = setting.limits;
        let value = least + (most - least) * share / 100;
        prop_assert_eq!(setting.parse_value(&value.to_string()), Ok(value));
    }

    #[test]
    fn what_is_accepted_is_accepted_again_as_it_is_kept(text in prop_oneof![
        typed(),
        "[a-zA-Z0-9.]{1,12}@[a-z0-9-]{1,12}\\.[a-z]{2,6}",
        "[A-Za-z]{1,2}[0-9]{1,2} ?[0-9][A-Za-z]{2}",
        "\\+?[0-9 ()-]{10,20}",
    ]) {
        if let Ok(email) = EmailAddress::parse(&text) {
            prop_assert_eq!(EmailAddress::parse(email.as_str()), Ok(email));
        }
        if let Ok(postcode) = Postcode::parse(&text) {
            prop_assert_eq!(Postcode::parse(&postcode.to_string()), Ok(postcode));
        }
        if let Ok(phone) = Telephone::parse(&text) {
            prop_assert_eq!(Telephone::parse(phone.as_str()), Ok(phone.clone()));
            prop_assert_eq!(Telephone::parse(&phone.to_string()), Ok(phone));
        }
        if let Ok(name) = parse_name(&text) {
            prop_assert_eq!(parse_name(&name), Ok(name));
        }
        if let Ok(preparation) = parse_preparation(&text) {
            prop_assert_eq!(parse_preparation(&preparation), Ok(preparation));
        }
        let path = safe_return_to(&text);
        prop_assert!(path.starts_with('/') && !path.starts_with("//"), "{path}");
        prop_assert_eq!(safe_return_to(&path), path);
    }

    #[test]
    fn adding_and_changing_a_person_read_what_they_print(details in details(), id in person(), grant in option::of(grant())) {
        let form = AddPersonForm {
            name: details.name.clone(),
            email: details.email.to_string(),
            phone: optional(details.phone.as_ref()),
            postcode: optional(details.postcode.as_ref()),
            role: grant.map_or("", |grant| grant.role.code()).to_owned(),
            organisation: optional(grant.and_then(|grant| grant.organisation)),
        };
        prop_assert_eq!(form.parse(), Ok(AddPersonRequest { details: details.clone(), grant }));
        let form = ChangePersonForm {
            person: id.to_string(),
            name: details.name.clone(),
            email: details.email.to_string(),
            phone: optional(details.phone.as_ref()),
            postcode: optional(details.postcode.as_ref()),
        };
        prop_assert_eq!(form.parse(), Ok(ChangePersonRequest { person: id, details }));
        prop_assert_eq!(PersonForm { person: id.to_string() }.parse(), Ok(id));
    }

    #[test]
    fn giving_and_removing_a_role_read_what_they_print(person in person(), grant in grant(), held in any::<u128>()) {
        let form = GrantForm {
            person: person.to_string(),
            role: grant.role.code().to_owned(),
            place: grant.organisation.map_or(WHOLE_SYSTEM.to_owned(), |id| id.to_string()),
        };
        prop_assert_eq!(form.parse(), Ok(GrantRequest { person, grant }));
        let held = RoleGrantId::from(Uuid::from_u128(held));
        prop_assert_eq!(RevokeForm { grant: held.to_string() }.parse(), Ok(held));
    }

    #[test]
    fn an_organisation_and_its_sites_read_what_they_print(
        organisation in organisation(), site in site(), name in name(), town in name(), address in name(),
        kind in select(OrganisationKind::ALL.to_vec()), postcode in postcode(), at in option::of(postcode()), notes in written(),
    ) {
        let form = OrganisationForm {
            name: name.clone(),
            kind: kind.code().to_owned(),
            town: town.clone(),
            postcode: optional(at.as_ref()),
        };
        let request = OrganisationRequest { name: name.clone(), kind, town: town.clone(), postcode: at };
        prop_assert_eq!(form.parse(), Ok(request));
        let access_notes: String = notes.chars().take(ACCESS_NOTES_LIMIT).collect::<String>();
        let access_notes = tidy::prose(&access_notes);
        let details = SiteDetails { name, address, town, postcode, access_notes };
        let form = SiteForm {
            organisation: organisation.to_string(),
            site: site.to_string(),
            name: details.name.clone(),
            address: details.address.clone(),
            town: details.town.clone(),
            postcode: details.postcode.to_string(),
            access_notes: details.access_notes.clone(),
        };
        prop_assert_eq!(form.clone().parse_new(), Ok((organisation, details.clone())));
        prop_assert_eq!(form.parse_change(), Ok((site, details)));
        prop_assert_eq!(SiteIdForm { site: site.to_string() }.parse(), Ok(site));
    }

    #[test]
    fn changing_a_setting_reads_what_it_prints(
        setting in select(SETTINGS.to_vec()), share in 0..=100_i64, from in day(),
    ) {
        let (least, most) = setting.limits;
        let value = least + (most - least) * share / 100;
        let all = || SETTINGS.iter().copied();
        let form = SettingForm { name: setting.code.to_owned(), value: value.to_string(), from: from.into() };
        prop_assert_eq!(form.clone().parse(from, all()), Ok(SettingRequest { setting, value, from }));
        prop_assert!(form.parse(london::plus_days(from, 1), all()).is_err(), "the past stays as it was");
    }

    // These ask only that an answer comes: a panic fails them.

    #[test]
    fn no_text_makes_a_form_of_administration_fall_over([a, b, c, d, e, f, g] in typed_fields(), now in instant()) {
        let _ = AddPersonForm {
            name: a.clone(), email: b.clone(), phone: c.clone(), postcode: d.clone(), role: e.clone(), organisation: f.clone(),
        }.parse();
        let _ = ChangePersonForm { person: a.clone(), name: b.clone(), email: c.clone(), phone: d.clone(), postcode: e.clone() }.parse();
        let _ = GrantForm { person: a.clone(), role: b.clone(), place: c.clone() }.parse();
        let _ = RevokeForm { grant: a.clone() }.parse();
        let _ = OrganisationForm { name: a.clone(), kind: b.clone(), town: c.clone(), postcode: d.clone() }.parse();
        let _ = SettingForm {
            name: a.clone(), value: b.clone(), from: TypedDay::new(&c, &d, &e),
        }.parse(london::day_of(now), SETTINGS.iter().copied());
        let site = SiteForm { organisation: a, site: b, name: c, address: d, town: e, postcode: f, access_notes: g };
        let _ = site.clone().parse_new();
        let _ = site.parse_change();
    }

    #[test]
    fn no_text_makes_a_form_of_a_conversation_fall_over([a, b, c, d, e, f, g] in typed_fields()) {
        let _ = TopicForm { member: a.clone(), topic: b.clone(), preparation: c.clone() }.parse();
        let _ = WayForm { member: a.clone(), way: b.clone(), site: c.clone() }.parse();
        let _ = TimeForm { member: a.clone(), way: b.clone(), site: c.clone(), adviser: e.clone(), slot: d.clone() }.parse();
        let _ = MoveForm { reference: a.clone(), version: b.clone(), way: c.clone(), site: d.clone(), slot: e.clone() }.parse();
        let _ = CancelForm { reference: a.clone(), version: b.clone() }.parse();
        let _ = AttendanceForm { reference: a.clone(), version: b.clone(), attended: c.clone() }.parse();
        let _ = EmailForm { email: a.clone(), return_to: b.clone() }.parse();
        let _ = Code::parse(&a);
        let _ = CUT_OFF_HOURS.parse_value(&a);
        let _ = BookForm { submission: a, member: b, topic: c, way: d, site: e, slot: f, preparation: g }.parse();
    }

    #[test]
    fn no_text_makes_a_form_of_availability_fall_over([a, b, c, d, e, f, g, h, i] in typed_fields(), now in instant()) {
        let _ = EndPatternForm { pattern: a.clone() }.parse();
        let _ = RemoveExtraSlotForm { slot: a.clone() }.parse();
        let _ = RemoveLeaveForm { leave: a.clone() }.parse();
        let _ = RulesForm { about: a.clone(), buffer_minutes: b.clone(), notice_hours: c.clone(), horizon_days: d.clone(), phone: e.clone() }.parse();
        let _ = LeaveForm {
            first: TypedDay::new(&a, &b, &c), last: TypedDay::new(&d, &e, &f),
        }.parse(london::day_of(now));
        let _ = ExtraSlotForm {
            day: TypedDay::new(&a, &b, &c), starts: d.clone(), slot_minutes: e.clone(),
            video: f.clone(), phone: g.clone(), in_person: h.clone(), site: i.clone(),
        }.parse(now);
        let hours = HoursForm { times: a.clone(), slot_minutes: b.clone(), video: c.clone(), phone: d, in_person: e, site: f };
        let keys = ["monday-0".to_owned(), g.clone()];
        let form = WeekForm {
            seen: h.clone(), from: TypedDay::new(&i, &a, &i), hours: keys.map(|key| (key, hours.clone())).into(), clashes: b, press: g,
        };
        let _ = form.clone().parse();
        let _ = form.pressed().map(|press| form.clone().after(press).whole().parse());
    }

    #[test]
    fn no_instant_that_can_be_read_makes_the_words_or_the_days_fall_over(text in typed()) {
        if let Ok(choice) = SlotChoice::parse(&text) {
            let _ = words::day_and_time_range(Interval::lasting(choice.start, 45));
            let day = london::day_of(choice.start);
            let _ = (london::plus_days(day, 7), london::plus_days(day, -7), london::monday_of(day), london::start_of_day(day));
        }
    }
}
