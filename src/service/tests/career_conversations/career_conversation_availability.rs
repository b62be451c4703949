//! What can be booked, and where: by time, way, adviser and place.

use crate::support::World;
use crate::support::diary::{
    add_weekly, book_at, conflict, free_times, publish, set, signed_in, weekly, weekly_at,
};
use domain::career_conversations::availability::{
    EndPatternForm, ExtraSlot, ExtraSlotForm, RemoveExtraSlotForm,
};
use domain::career_conversations::career_conversation::{BookForm, MoveForm, SlotChoice, Way};
use domain::career_conversations::conflict;
use domain::career_conversations::settings::{HORIZON_DAYS, NOTICE_HOURS};
use domain::kit::app_error::AppError;
use domain::kit::grid_reference::GridReference;
use domain::kit::postcode::Postcode;
use domain::kit::when::TypedDay;
use domain::people::actor::Actor;
use domain::people::role::Role;
use domain::places::id::SiteId;
use domain::system::id::DraftId;
use jiff::civil::date;
use service::career_conversations::career_conversation::{
    Search, available, available_on, book, move_to, one, places,
};

crate::on_both_engines!(
    the_next_free_times_come_first_day_by_day,
    one_days_times_are_found_by_themselves,
    times_are_found_by_way_adviser_and_day,
    days_far_apart_are_found_without_what_is_booked,
    there_is_a_next_page_when_the_days_looked_at_first_fill_just_one,
    a_buffer_reaches_over_midnight_into_the_first_day_looked_at,
    notice_and_horizon_are_what_administrators_set,
    the_nearest_place_comes_first,
    a_place_counts_while_it_is_open_and_used,
    a_move_goes_to_another_adviser_and_place,
    what_is_free_is_read_in_one_query,
    whoever_looks_again_sees_what_is_free_then,
);

/// An adviser with times on every weekday, and two members.
struct People {
    david: Actor,
    amina: Actor,
    ben: Actor,
}

async fn people(world: &World) -> People {
    let people = People {
        david: signed_in(world, "David Okafor", Role::CareerAdviser).await,
        amina: signed_in(world, "Amina Yusuf", Role::HubMember).await,
        ben: signed_in(world, "Ben Shaw", Role::HubMember).await,
    };
    for weekday in 1..=5 {
        publish(world, &people.david, weekday, "9am", "12pm").await;
    }
    people
}

async fn the_next_free_times_come_first_day_by_day(world: World) {
    let people = people(&world).await;
    let amina = &people.amina;
    let found = available(&world.service, amina, Search::default())
        .await
        .unwrap();
    let days: Vec<_> = found.days.iter().map(|day| day.day).collect();
    assert_eq!(
        days,
        [3, 4, 5, 6, 9, 10, 11, 12, 13, 16].map(|day| date(2026, 3, day)),
        "ten days with times"
    );
    assert_eq!(found.next_from, Some(date(2026, 3, 17)));
    assert_eq!(found.horizon, date(2026, 4, 13));
    assert_eq!(free_times(&world, amina).await[0], "2026-03-03T09:00:00Z");
    let later = Search {
        from: Some(date(2026, 4, 9)),
        ..Search::default()
    };
    let later = available(&world.service, amina, later).await.unwrap();
    let days: Vec<_> = later.days.iter().map(|day| day.day).collect();
    assert_eq!(days, [9, 10, 13].map(|day| date(2026, 4, day)));
    assert_eq!(later.next_from, None);
    let beyond = Search {
        from: Some(date(2027, 1, 1)),
        ..Search::default()
    };
    let beyond = available(&world.service, amina, beyond).await.unwrap();
    assert!(beyond.days.is_empty());
    let by_adviser = available(&world.service, &people.david, Search::default()).await;
    assert_eq!(by_adviser.unwrap_err(), AppError::Forbidden);
}

/// A day far away is read for itself, one that is over or beyond the horizon has nothing, and nobody else may look.
async fn one_days_times_are_found_by_themselves(world: World) {
    let people = people(&world).await;
    let (service, amina) = (&world.service, &people.amina);
    let on = async |month, day| {
        let day = date(2026, month, day);
        let found = available_on(service, amina, day, Search::default()).await;
        let found = found.unwrap();
        assert_eq!((found.days.len(), found.days[0].day), (1, day));
        assert_eq!(found.horizon, date(2026, 4, 13));
        let times = found.days[0].slots.iter();
        times
            .map(|offered| offered.slot.interval.start.timestamp().to_string())
            .collect::<Vec<_>>()
    };
    let near = on(3, 3).await;
    assert_eq!(near[0], "2026-03-03T09:00:00Z");
    assert!(near.iter().all(|time| time.starts_with("2026-03-03")));
    let far = on(4, 13).await;
    assert_eq!(
        (far.len(), far[0].as_str()),
        (near.len(), "2026-04-13T08:00:00Z")
    );
    for (month, day) in [(2, 24), (3, 2), (3, 7), (4, 14)] {
        assert!(on(month, day).await.is_empty(), "{day} {month}");
    }
    let (ben, david) = (people.ben.person, people.david.person);
    book_at(&world, &people.ben, ben, david, &near[0])
        .await
        .unwrap();
    assert_eq!(on(3, 3).await, near[1..]);
    let by_adviser = available_on(service, &people.david, date(2026, 3, 3), Search::default());
    assert_eq!(by_adviser.await.unwrap_err(), AppError::Forbidden);
}

/// What was made for one who looks is good for the next, but neither after a change nor when the clock has gone on.
async fn whoever_looks_again_sees_what_is_free_then(world: World) {
    let people = people(&world).await;
    let before = free_times(&world, &people.amina).await;
    assert_eq!(before, free_times(&world, &people.amina).await);
    let (ben, david) = (people.ben.person, people.david.person);
    book_at(&world, &people.ben, ben, david, &before[0])
        .await
        .unwrap();
    let after = free_times(&world, &people.amina).await;
    assert!(!after.contains(&before[0]), "it is booked");
    assert_eq!(after[0], before[1]);
    let times = free_times(&world, &people.ben).await;
    assert_eq!(times, after, "whoever looks");
    world.pass_minutes(4 * 60);
    let later = free_times(&world, &people.amina).await;
    assert!(later[0].starts_with("2026-03-04"), "notice: {}", later[0]);
}

async fn times_are_found_by_way_adviser_and_day(world: World) {
    let people = people(&world).await;
    let ruth = signed_in(&world, "Ruth Bailey", Role::CareerAdviser).await;
    add_extra(&world, &ruth, extra("7", "10am", Way::Phone)).await;
    let find = |search: Search| {
        let (service, amina) = (world.service.clone(), people.amina.clone());
        async move { available(&service, &amina, search).await.unwrap() }
    };
    let with_ruth = find(Search {
        adviser: Some(ruth.person),
        ..Search::default()
    })
    .await;
    assert_eq!(with_ruth.days.len(), 1);
    assert_eq!(with_ruth.days[0].day, date(2026, 3, 7));
    assert_eq!(with_ruth.days[0].slots[0].adviser_name, "Ruth Bailey");
    let by_video = find(Search {
        adviser: Some(ruth.person),
        way: Some(Way::Video),
        ..Search::default()
    })
    .await;
    assert!(by_video.days.is_empty());
    let names: Vec<&str> = by_video
        .advisers
        .iter()
        .map(|(_, name)| name.as_str())
        .collect();
    assert_eq!(names, ["David Okafor", "Ruth Bailey"]);
}

async fn days_far_apart_are_found_without_what_is_booked(world: World) {
    let david = signed_in(&world, "David Okafor", Role::CareerAdviser).await;
    let amina = signed_in(&world, "Amina Yusuf", Role::HubMember).await;
    let ben = signed_in(&world, "Ben Shaw", Role::HubMember).await;
    publish(&world, &david, 3, "9am", "9:30am").await;
    for (member, day) in [(&ben, "2026-03-11"), (&amina, "2026-04-01")] {
        let start = format!("{day}T09:00:00+00:00");
        let start = if day < "2026-03-29" {
            start
        } else {
            start.replace("T09", "T08")
        };
        book_at(&world, member, member.person, david.person, &start)
            .await
            .unwrap();
    }
    assert_eq!(
        free_times(&world, &amina).await,
        [
            "2026-03-04T09:00:00Z",
            "2026-03-18T09:00:00Z",
            "2026-03-25T09:00:00Z",
            "2026-04-08T08:00:00Z",
        ],
        "one time a week until the horizon, but for the two that are booked"
    );
}

/// An extra time of half an hour on a day in March.
fn extra(day: &str, starts: &str, way: Way) -> ExtraSlotForm {
    let on = |offered| {
        if offered == way {
            "on".to_owned()
        } else {
            String::new()
        }
    };
    ExtraSlotForm {
        day: TypedDay::new(day, "3", "2026"),
        starts: starts.to_owned(),
        slot_minutes: "30".to_owned(),
        video: on(Way::Video),
        phone: on(Way::Phone),
        in_person: on(Way::InPerson),
        ..ExtraSlotForm::default()
    }
}

async fn add_extra(world: &World, adviser: &Actor, form: ExtraSlotForm) -> ExtraSlot {
    service::career_conversations::availability::add_extra_slot(&world.service, adviser, form)
        .await
        .unwrap()
}

async fn there_is_a_next_page_when_the_days_looked_at_first_fill_just_one(world: World) {
    let david = signed_in(&world, "David Okafor", Role::CareerAdviser).await;
    let amina = signed_in(&world, "Amina Yusuf", Role::HubMember).await;
    for weekday in [2, 3, 4] {
        publish(&world, &david, weekday, "9am", "9:30am").await;
    }
    add_extra(&world, &david, extra("7", "10am", Way::Video)).await;
    let found = available(&world.service, &amina, Search::default())
        .await
        .unwrap();
    let days: Vec<_> = found.days.iter().map(|day| day.day).collect();
    let next = [3, 4, 5, 7, 10, 11, 12, 17, 18, 19];
    assert_eq!(days, next.map(|day| date(2026, 3, day)));
    assert_eq!(found.next_from, Some(date(2026, 3, 24)));
}

async fn a_buffer_reaches_over_midnight_into_the_first_day_looked_at(world: World) {
    let david = signed_in(&world, "David Okafor", Role::CareerAdviser).await;
    let amina = signed_in(&world, "Amina Yusuf", Role::HubMember).await;
    let ben = signed_in(&world, "Ben Shaw", Role::HubMember).await;
    for weekday in 1..=5 {
        publish(&world, &david, weekday, "9am", "12pm").await;
    }
    let late = add_extra(&world, &david, extra("15", "11:30pm", Way::Video)).await;
    book_at(
        &world,
        &ben,
        ben.person,
        david.person,
        "2026-03-15T23:30:00Z",
    )
    .await
    .unwrap();
    let form = RemoveExtraSlotForm {
        slot: late.id.to_string(),
    };
    service::career_conversations::availability::remove_extra_slot(&world.service, &david, form)
        .await
        .unwrap();
    add_extra(&world, &david, extra("16", "12am", Way::Video)).await;
    let search = Search {
        from: Some(date(2026, 3, 16)),
        ..Search::default()
    };
    let found = available(&world.service, &amina, search).await.unwrap();
    let first = found.days[0].slots[0].slot.interval.start;
    assert_eq!(first.timestamp().to_string(), "2026-03-16T09:00:00Z");
}

async fn notice_and_horizon_are_what_administrators_set(world: World) {
    let people = people(&world).await;
    let amina = &people.amina;
    let rules = [(NOTICE_HOURS, 72), (HORIZON_DAYS, 8)];
    set(&world, &rules).await;
    let found = available(&world.service, amina, Search::default())
        .await
        .unwrap();
    assert_eq!(found.horizon, date(2026, 3, 10));
    let free = free_times(&world, amina).await;
    assert_eq!(free[0], "2026-03-05T09:00:00Z", "72 hours from now");
    assert!(free.last().unwrap().starts_with("2026-03-10"));
    let (david, amina_id) = (people.david.person, amina.person);
    for too_soon_or_far in ["2026-03-04T09:00:00Z", "2026-03-11T09:00:00Z"] {
        let refused = book_at(&world, amina, amina_id, david, too_soon_or_far).await;
        assert_eq!(conflict(refused), conflict::SLOT_UNAVAILABLE);
    }
}

/// Adds a site of an organisation at a place.
async fn site(world: &World, name: &str, postcode: &str, place: GridReference) -> SiteId {
    let site = store::places::site::Site {
        id: SiteId::new(world.now(), world.service.random()),
        organisation: world.organisation(&format!("{name} Trust")).await,
        organisation_name: String::new(),
        name: name.to_owned(),
        address: "1 High Street".to_owned(),
        town: "Stoke-on-Trent".to_owned(),
        postcode: Postcode::parse(postcode).unwrap(),
        grid_reference: None,
        access_notes: String::new(),
        closed_at: None,
    };
    let mut tx = world.service.store.write().await.unwrap();
    store::places::site::insert(&mut tx, &site).await.unwrap();
    let placed = store::places::postcode::PlacedPostcode {
        postcode: site.postcode,
        grid_reference: Some(place),
    };
    store::places::postcode::upsert_all(&mut tx, &[placed])
        .await
        .unwrap();
    tx.commit().await.unwrap();
    site.id
}

async fn the_nearest_place_comes_first(world: World) {
    let people = people(&world).await;
    let amina = people.amina.person;
    let home = GridReference {
        easting: 388_000,
        northing: 347_000,
    };
    let at = |kilometres: i32| GridReference {
        easting: home.easting + kilometres * 1_000,
        northing: home.northing,
    };
    let far = site(&world, "Far Clinic", "ST5 1AA", at(20)).await;
    let near = site(&world, "Near Clinic", "ST4 1AA", at(3)).await;
    site(&world, "Unused Clinic", "ST4 1AB", at(1)).await;
    let origin = GridReference {
        easting: 0,
        northing: 0,
    };
    let nowhere = site(&world, "A Clinic Nowhere", "ST4 1ZZ", origin).await;
    for (weekday, place) in [(1, far), (2, near), (3, nowhere)] {
        let hours = weekly_at(place, true, weekly(weekday, "2pm", "4pm"));
        add_weekly(&world.service, &people.david, hours)
            .await
            .unwrap();
    }
    let postcode = Postcode::parse("ST4 6QG").unwrap();
    let mut tx = world.service.store.write().await.unwrap();
    let person = store::people::person::by_id(&mut tx, amina).await.unwrap();
    let person = store::people::person::Person {
        postcode: Some(postcode.clone()),
        ..person
    };
    store::people::person::update(&mut tx, &person)
        .await
        .unwrap();
    let placed = store::places::postcode::PlacedPostcode {
        postcode,
        grid_reference: Some(home),
    };
    store::places::postcode::upsert_all(&mut tx, &[placed])
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let found = places(&world.service, &people.amina, amina).await.unwrap();
    let found: Vec<(&str, Option<f64>)> = found
        .iter()
        .map(|place| (place.site.name.as_str(), place.metres))
        .collect();
    assert_eq!(
        found,
        [
            ("Near Clinic", Some(3_000.0)),
            ("Far Clinic", Some(20_000.0)),
            ("A Clinic Nowhere", None)
        ]
    );
    // A time is booked where it is offered and nowhere else.
    let at_place = |place: SiteId| BookForm {
        submission: DraftId::new(world.now(), world.service.random()).to_string(),
        topic: "training".to_owned(),
        way: "in_person".to_owned(),
        site: place.to_string(),
        slot: SlotChoice {
            start: "2026-03-03T14:00:00Z".parse().unwrap(),
            adviser: people.david.person,
        }
        .to_string(),
        ..BookForm::default()
    };
    let elsewhere = book(&world.service, &people.amina, at_place(far)).await;
    assert_eq!(conflict(elsewhere), conflict::SLOT_UNAVAILABLE);
    let booked = book(&world.service, &people.amina, at_place(near)).await;
    assert_eq!(booked.unwrap().site, Some(near));
    let foreign = places(&world.service, &people.ben, amina).await;
    assert_eq!(foreign.unwrap_err(), AppError::Forbidden);
}

async fn a_place_counts_while_it_is_open_and_used(world: World) {
    let people = people(&world).await;
    let (service, david) = (&world.service, &people.david);
    let at = GridReference {
        easting: 388_000,
        northing: 347_000,
    };
    let weekly_place = site(&world, "Weekly Clinic", "ST4 1AA", at).await;
    let once = site(&world, "Once Clinic", "ST4 1AB", at).await;
    let closing = site(&world, "Closing Clinic", "ST4 1AD", at).await;
    let meeting =
        |weekday: i8, place: SiteId| weekly_at(place, false, weekly(weekday, "2pm", "4pm"));
    let pattern = add_weekly(service, david, meeting(1, weekly_place))
        .await
        .unwrap();
    add_weekly(service, david, meeting(2, closing))
        .await
        .unwrap();
    let form = ExtraSlotForm {
        site: once.to_string(),
        ..extra("7", "10am", Way::InPerson)
    };
    let extra = add_extra(&world, david, form).await;
    let names = async || -> Vec<String> {
        let amina = &people.amina;
        let found = places(service, amina, amina.person).await.unwrap();
        found.into_iter().map(|place| place.site.name).collect()
    };
    assert_eq!(
        names().await,
        ["Closing Clinic", "Once Clinic", "Weekly Clinic"]
    );
    let mut tx = service.store.write().await.unwrap();
    store::places::site::set_closed(&mut tx, closing, Some(world.now()))
        .await
        .unwrap();
    tx.commit().await.unwrap();
    assert_eq!(names().await, ["Once Clinic", "Weekly Clinic"]);
    let form = RemoveExtraSlotForm {
        slot: extra.id.to_string(),
    };
    service::career_conversations::availability::remove_extra_slot(service, david, form)
        .await
        .unwrap();
    assert_eq!(names().await, ["Weekly Clinic"]);
    let form = EndPatternForm {
        pattern: pattern.id.to_string(),
    };
    service::career_conversations::availability::end_pattern(service, david, form)
        .await
        .unwrap();
    world.pass_minutes(7 * 24 * 60);
    assert!(names().await.is_empty());
}

async fn a_move_goes_to_another_adviser_and_place(world: World) {
    let people = people(&world).await;
    let (amina, david) = (&people.amina, people.david.person);
    let ruth = signed_in(&world, "Ruth Bailey", Role::CareerAdviser).await;
    let place = GridReference {
        easting: 388_000,
        northing: 347_000,
    };
    let clinic = site(&world, "Near Clinic", "ST4 1AA", place).await;
    let in_person = weekly_at(clinic, false, weekly(1, "2pm", "4pm"));
    add_weekly(&world.service, &ruth, in_person).await.unwrap();
    let booked = book_at(&world, amina, amina.person, david, "2026-03-05T09:00:00Z")
        .await
        .unwrap();
    world.pass_minutes(1);
    let slot = SlotChoice {
        start: "2026-03-09T14:00:00Z".parse().unwrap(),
        adviser: ruth.person,
    };
    let form = MoveForm {
        reference: booked.reference.to_string(),
        version: booked.version.to_string(),
        way: "in_person".to_owned(),
        slot: slot.to_string(),
        site: clinic.to_string(),
    };
    let moved = move_to(&world.service, amina, form).await.unwrap();
    assert_eq!(
        (moved.adviser, moved.interval.start),
        (ruth.person, slot.start)
    );
    assert_eq!((moved.way, moved.site), (Way::InPerson, Some(clinic)));
    assert_eq!(moved.updated_at, world.now());
    // What was answered is what is kept.
    let kept = one(&world.service, amina, &booked.reference).await.unwrap();
    assert_eq!(kept.listed.conversation, moved);
}

async fn what_is_free_is_read_in_one_query(world: World) {
    let people = people(&world).await;
    let count = |world: &World| {
        let (service, amina) = (world.service.clone(), people.amina.clone());
        crate::support::statements_of(async move {
            available(&service, &amina, Search::default())
                .await
                .unwrap()
        })
    };
    let (_, few) = count(&world).await;
    for number in 0..5 {
        let name = format!("Adviser{number} Shaw");
        let adviser = signed_in(&world, &name, Role::CareerAdviser).await;
        publish(&world, &adviser, 1, "9am", "12pm").await;
    }
    let (_, many) = count(&world).await;
    assert_eq!(few, many);
    assert_eq!(many.len(), 1, "{many:?}");
}
