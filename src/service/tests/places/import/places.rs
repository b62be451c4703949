//! Where places lie, and registers of the real size.

use super::*;

on_both_engines! {
    a_site_lies_where_its_postcode_is_imported_to
    a_register_of_the_real_size_is_taken_in_seconds
    the_real_registers_are_taken
}

/// A site lies where the newest postcodes say: the import comes before or after the site.
async fn a_site_lies_where_its_postcode_is_imported_to(database: TestDatabase) {
    let service = service_on(&database);
    let postcode = Postcode::parse("ST13 5BQ").unwrap();
    let id = SiteId::new(service.now(), service.random());
    let organisation = OrganisationId::new(service.now(), service.random());
    let mut tx = service.store.write().await.unwrap();
    let theirs = store::places::organisation::Organisation {
        id: organisation,
        ods_code: None,
        name: "Invented Health Centre".to_owned(),
        kind: OrganisationKind::GpPractice,
        town: "Leek".to_owned(),
        postcode: None,
        opened: None,
        closed: None,
        source: OrganisationSource::Local,
    };
    store::places::organisation::insert(&mut tx, &theirs)
        .await
        .unwrap();
    let site = store::places::site::Site {
        id,
        organisation,
        organisation_name: String::new(),
        name: "Leek Moorlands Hospital".to_owned(),
        address: "Ashbourne Road".to_owned(),
        town: "Leek".to_owned(),
        postcode: postcode.clone(),
        grid_reference: None,
        access_notes: String::new(),
        closed_at: None,
    };
    store::places::site::insert(&mut tx, &site).await.unwrap();
    tx.commit().await.unwrap();

    let place = async || {
        let mut conn = service.store.read().await.unwrap();
        let site = store::places::site::by_id(&mut conn, id).await.unwrap();
        assert_eq!(
            store::places::site::all(&mut conn).await.unwrap(),
            std::slice::from_ref(&site),
            "lists say the same"
        );
        site.grid_reference
    };
    let centre = GridReference::of_outward_code(postcode.outward());
    assert!(centre.is_some());
    assert_eq!(place().await, centre, "the centre of its district");
    for (row, easting) in [
        ("ST13 5BQ,398765,356123", 398_765),
        ("ST135BQ,398700,356123", 398_700),
    ] {
        let file = format!("postcode,eastings,northings\n{row}\n");
        run(
            &service,
            Register::Postcodes,
            file,
            ImportOptions::default(),
        )
        .await
        .unwrap();
        let northing = 356_123;
        assert_eq!(place().await, Some(GridReference { easting, northing }));
    }
    for nowhere in [
        "\"ST135BQ\",90,0,0,\"E92000001\",\"\",\"\",\"\",\"\",\"\"\r\n",
        "postcode,eastings,northings\nST13 5BQ,0,0\n",
    ] {
        run(
            &service,
            Register::Postcodes,
            nowhere,
            ImportOptions::default(),
        )
        .await
        .unwrap();
        assert_eq!(place().await, None, "the register knows no place");
    }
}

/// As many postcodes as the real register of the area has. A release takes seconds; the limit is for this slower build on a
/// busy machine.
async fn a_register_of_the_real_size_is_taken_in_seconds(database: TestDatabase) {
    let service = service_on(&database);
    let mut file = String::from("postcode,eastings,northings\n");
    let letters = || ('A'..='Z').filter(|letter| !"CIKMOV".contains(*letter));
    let units = letters().flat_map(|one| letters().map(move |other| format!("{one}{other}")));
    let units: Vec<String> = units.collect();
    for number in 0..38_965 {
        let (sector, unit) = (number / units.len(), &units[number % units.len()]);
        let (district, sector) = (sector / 10 + 1, sector % 10);
        let easting = 380_000 + number;
        file += &format!("ST{district} {sector}{unit},{easting},350000\n");
    }
    let began = std::time::Instant::now();
    let first = run(
        &service,
        Register::Postcodes,
        &file,
        ImportOptions::default(),
    )
    .await
    .unwrap();
    assert_eq!(counts(&first), (38_965, 0, 0, 0), "{:?}", first.refusals);
    let again = run(
        &service,
        Register::Postcodes,
        &file,
        ImportOptions::default(),
    )
    .await
    .unwrap();
    assert_eq!(counts(&again), (0, 0, 38_965, 0));
    assert!(began.elapsed().as_secs() < 180, "{:?}", began.elapsed());
}

/// The real registers, where they lie beside the project. `PEOPLE_HUB_REGISTERS` names another folder, which must have them all.
async fn the_real_registers_are_taken(database: TestDatabase) {
    let must_be_there = std::env::var_os("PEOPLE_HUB_REGISTERS").is_some();
    let folder = std::env::var_os("PEOPLE_HUB_REGISTERS").map_or_else(
        || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data")),
        PathBuf::from,
    );
    let service = service_on(&database);
    for (register, file, rows) in [
        (Register::Organisations, "ods_etr_staffordshire.csv", 8),
        (Register::Practices, "ods_epraccur_qnc.csv", 274),
        (Register::Schools, "gias_schools_staffordshire.csv", 1_068),
        (
            Register::Postcodes,
            "codepoint_open_staffordshire.csv",
            38_965,
        ),
    ] {
        let Ok(bytes) = std::fs::read(folder.join(file)) else {
            assert!(!must_be_there, "{file} is not in {}", folder.display());
            eprintln!("{file} is not at hand: not tried");
            continue;
        };
        let first = run(&service, register, &bytes, ImportOptions::default())
            .await
            .unwrap();
        assert_eq!(
            counts(&first),
            (rows, 0, 0, 0),
            "{file}: {:?}",
            first.refusals.first()
        );
        let again = run(&service, register, &bytes, ImportOptions::default())
            .await
            .unwrap();
        assert_eq!(counts(&again), (0, 0, rows, 0), "{file}");
    }
    let mut conn = service.store.read().await.unwrap();
    let all =
        store::places::organisation::search(&mut conn, "", store::AskedPage::first(1_000)).await;
    for organisation in all.unwrap().rows {
        assert!(
            !["Staffordshire", "Staffs", "Derbyshire", "West Midlands"]
                .contains(&organisation.town.as_str()),
            "{organisation:?}"
        );
    }
}
