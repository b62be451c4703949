//! Invented people: 1,200 hub members, eight advisers, and the four to sign in as.

use domain::career_conversations::availability::{LeaveForm, PatternForm, RulesForm};
use domain::career_conversations::career_conversation::Way;
use domain::kit::app_error::AppError;
use domain::kit::email_address::EmailAddress;
use domain::kit::london;
use domain::kit::postcode::Postcode;
use domain::people::background::Background;
use domain::people::id::PersonId;
use domain::people::person::{PersonDetails, Telephone};
use domain::people::role::{Grant, Role};
use domain::places::id::SiteId;
use store::Tx;

use super::{Dice, MEMBERS};
use crate::Service;
use crate::career_conversations::availability;
use crate::people::person;

/// Name, address and role of those whom a visitor to the demo can be.
pub const PERSONAS: &[(&str, &str, Role)] = &[
    ("Amina Yusuf", "amina.yusuf@example.nhs.uk", Role::HubMember),
    (
        "David Okafor",
        "david.okafor@example.nhs.uk",
        Role::CareerAdviser,
    ),
    (
        "Helen Marsh",
        "helen.marsh@example.nhs.uk",
        Role::HubCoordinator,
    ),
    (
        "Priya Nair",
        "priya.nair@example.nhs.uk",
        Role::Administrator,
    ),
];

const FIRST_NAMES: &[&str] = &[
    "Adam",
    "Aisha",
    "Alan",
    "Alice",
    "Amelia",
    "Andrew",
    "Angela",
    "Anna",
    "Asha",
    "Beata",
    "Ben",
    "Beth",
    "Callum",
    "Carol",
    "Catherine",
    "Charlotte",
    "Chidi",
    "Chloe",
    "Chris",
    "Claire",
    "Daniel",
    "Dawn",
    "Deepak",
    "Diane",
    "Dylan",
    "Elif",
    "Ella",
    "Emma",
    "Ewa",
    "Faisal",
    "Farah",
    "Fatima",
    "Fiona",
    "Gareth",
    "George",
    "Grace",
    "Hannah",
    "Harpreet",
    "Harry",
    "Hassan",
    "Ian",
    "Imran",
    "Irene",
    "Isaac",
    "Jack",
    "Jakub",
    "James",
    "Jane",
    "Jaspreet",
    "Jenny",
    "Joan",
    "Joe",
    "Joshua",
    "Julie",
    "Karen",
    "Kayleigh",
    "Kevin",
    "Khadija",
    "Kofi",
    "Laura",
    "Leah",
    "Liam",
    "Linda",
    "Lucy",
    "Luke",
    "Magda",
    "Maria",
    "Mark",
    "Mary",
    "Maryam",
    "Megan",
    "Mei",
    "Michael",
    "Mohammed",
    "Nadia",
    "Naomi",
    "Natalie",
    "Neil",
    "Nia",
    "Nicola",
    "Olivia",
    "Oscar",
    "Parveen",
    "Paul",
    "Peter",
    "Rachel",
    "Rajesh",
    "Rebecca",
    "Robert",
    "Rosa",
    "Ruth",
    "Ryan",
    "Sadia",
    "Sam",
    "Sana",
    "Sarah",
    "Sean",
    "Sharon",
    "Simon",
    "Sophie",
    "Stephen",
    "Sunita",
    "Susan",
    "Tariq",
    "Tendai",
    "Thomas",
    "Tomasz",
    "Usman",
    "Victoria",
    "Wei",
    "William",
    "Yasmin",
    "Yusuf",
    "Zainab",
    "Zara",
    "Zoe",
];

const SURNAMES: &[&str] = &[
    "Abbott",
    "Ahmed",
    "Akhtar",
    "Ali",
    "Allen",
    "Amin",
    "Asghar",
    "Bailey",
    "Baker",
    "Banerjee",
    "Begum",
    "Bennett",
    "Bloor",
    "Boateng",
    "Bourne",
    "Brennan",
    "Brookes",
    "Brown",
    "Burgess",
    "Chauhan",
    "Chen",
    "Clarke",
    "Clewlow",
    "Cooper",
    "Cope",
    "Dale",
    "Davies",
    "Dhillon",
    "Dyer",
    "Edwards",
    "Ellis",
    "Evans",
    "Fernandes",
    "Fletcher",
    "Ford",
    "Gibson",
    "Gill",
    "Goodwin",
    "Green",
    "Hall",
    "Hancock",
    "Harris",
    "Hassall",
    "Hill",
    "Hughes",
    "Hussain",
    "Iqbal",
    "Jackson",
    "Johnson",
    "Jones",
    "Kaur",
    "Khan",
    "Kowalska",
    "Kumar",
    "Lawton",
    "Lee",
    "Lewis",
    "Lovatt",
    "Mahmood",
    "Malik",
    "Martin",
    "Mellor",
    "Mensah",
    "Mistry",
    "Moore",
    "Morris",
    "Moyo",
    "Mwangi",
    "Nowak",
    "O’Brien",
    "Ogunleye",
    "Osei",
    "Owen",
    "Parker",
    "Patel",
    "Pearce",
    "Phillips",
    "Podmore",
    "Price",
    "Rahman",
    "Reid",
    "Rhodes",
    "Roberts",
    "Robinson",
    "Rowley",
    "Salt",
    "Shah",
    "Shaw",
    "Sherratt",
    "Silva",
    "Simpson",
    "Singh",
    "Smith",
    "Stanway",
    "Stone",
    "Taylor",
    "Thomas",
    "Turner",
    "Walker",
    "Ward",
    "Watson",
    "White",
    "Wood",
    "Wright",
    "Zaman",
];

const DISTRICTS: &[&str] = &[
    "ST1", "ST2", "ST3", "ST4", "ST5", "ST6", "ST7", "ST8", "ST9", "ST10", "ST13", "ST14", "ST15",
    "ST16", "ST17", "ST18", "ST19", "ST20", "WS11", "WS12", "WS13", "WS14", "WS15", "B77", "B78",
    "B79", "DE13", "DE14", "DE15",
];

/// What members would like to talk about; one in six leaves it empty.
pub(super) const PREPARATIONS: &[&str] = &[
    "",
    "I have enjoyed working in the vaccination centre and would like to stay in health care.",
    "I was cabin crew for nine years. I would like to know which jobs need the same skills.",
    "I need to fit work around school hours. What could I do?",
    "I would like to train as a nursing associate. How do I start?",
    "I have an interview in two weeks and I have not had one for a long time.",
];

/// Name, first and last hour, minutes of a conversation, weekdays (Monday is 1), ways, index of the site, words about them.
type AdviserPlan = (
    &'static str,
    i8,
    i8,
    i64,
    &'static [i8],
    &'static [Way],
    usize,
    &'static str,
);

const DAVID: AdviserPlan = (
    "David Okafor",
    9,
    16,
    30,
    &[1, 2, 3, 4, 5],
    &[Way::Video, Way::Phone, Way::InPerson],
    8,
    "I came into care from hospitality fifteen years ago. Ask me anything.",
);

const AWAY_FOR_A_WEEK: &str = "Grace Obi";

const ADVISERS: &[AdviserPlan] = &[
    (
        "Grace Obi",
        10,
        15,
        45,
        &[1, 2, 4],
        &[Way::Video, Way::InPerson],
        0,
        "I worked in recruitment for the trust. I like helping people who want to change direction.",
    ),
    (
        "Martin Hales",
        8,
        12,
        30,
        &[1, 3, 5],
        &[Way::Phone],
        0,
        "I was a porter, then a support worker, then a trainer. Ask me about apprenticeships.",
    ),
    (
        "Sofia Rossi",
        13,
        18,
        30,
        &[2, 3, 4],
        &[Way::Video, Way::Phone, Way::InPerson],
        2,
        "I help people whose training was abroad.",
    ),
    (
        "Kwame Asante",
        9,
        13,
        45,
        &[1, 4, 5],
        &[Way::Video, Way::Phone],
        0,
        "I am a nurse by training. Ask me about becoming a registered professional.",
    ),
    (
        "Bronwen Pugh",
        9,
        14,
        30,
        &[2, 5],
        &[Way::InPerson],
        4,
        "I meet people in Cannock. I can help with application forms.",
    ),
    (
        "Tanvir Rahman",
        12,
        17,
        30,
        &[1, 2, 3, 4, 5],
        &[Way::Phone, Way::InPerson],
        11,
        "I meet people next to Stoke station, often after the early shift.",
    ),
    (
        "Joanna Wren",
        16,
        19,
        30,
        &[1, 3],
        &[Way::Video, Way::Phone],
        0,
        "I have evening times for people who work in the day.",
    ),
];

/// The people that conversations are made of.
pub(super) struct People {
    pub(super) members: Vec<PersonId>,
    pub(super) amina: PersonId,
    pub(super) david: PersonId,
    pub(super) priya: PersonId,
    advisers: Vec<PersonId>,
}

/// Adds everybody. Who has the same name is told apart by a number in the address.
pub(super) async fn add(service: &Service, dice: &Dice) -> Result<People, AppError> {
    let told = |error| service.told(error);
    let mut tx = service.store.write().await.map_err(told)?;
    let mut personas = Vec::new();
    for (name, email, role) in PERSONAS {
        personas.push(add_one(service, &mut tx, dice, name, email, *role).await?);
    }
    let mut members = Vec::with_capacity(MEMBERS);
    members.push(personas[0]);
    for number in 1..MEMBERS {
        let (first, last) = (dice.one_of(FIRST_NAMES), dice.one_of(SURNAMES));
        let name = format!("{first} {last}");
        let email = format!(
            "{}.{}{number}@example.nhs.uk",
            first.to_lowercase(),
            last.to_lowercase().replace('’', "")
        );
        members.push(add_one(service, &mut tx, dice, &name, &email, Role::HubMember).await?);
    }
    let mut advisers = vec![personas[1]];
    for (name, ..) in ADVISERS {
        let email = format!("{}@example.nhs.uk", name.to_lowercase().replace(' ', "."));
        advisers.push(add_one(service, &mut tx, dice, name, &email, Role::CareerAdviser).await?);
    }
    tx.commit().await.map_err(told)?;
    Ok(People {
        members,
        amina: personas[0],
        david: personas[1],
        priya: personas[3],
        advisers,
    })
}

async fn add_one(
    service: &Service,
    tx: &mut Tx,
    dice: &Dice,
    name: &str,
    email: &str,
    role: Role,
) -> Result<PersonId, AppError> {
    let letters = b"ABDEFGHJLNPQRSTUWXYZ";
    let letter = || char::from(*dice.one_of(letters));
    let postcode = format!(
        "{} {}{}{}",
        dice.one_of(DISTRICTS),
        dice.below(9),
        letter(),
        letter()
    );
    let details = PersonDetails {
        name: name.to_owned(),
        email: EmailAddress::parse(email).map_err(|message| AppError::invalid("email", message))?,
        phone: Telephone::parse(&format!("07700 900 {:03}", dice.below(1_000))).ok(),
        postcode: Postcode::parse(&postcode).ok(),
    };
    let background = (role == Role::HubMember).then(|| *dice.one_of(Background::ALL));
    let person = person::insert(service, tx, None, details, background).await?;
    let grant = Grant {
        role,
        organisation: None,
    };
    person::give(service, tx, None, person, grant).await?;
    Ok(person)
}

/// Has every adviser publish their weekly times, and one of them go away for a week.
pub(super) async fn publish(
    service: &Service,
    people: &People,
    sites: &[SiteId],
) -> Result<(), AppError> {
    for (person, plan) in people
        .advisers
        .iter()
        .zip([&DAVID].into_iter().chain(ADVISERS))
    {
        let adviser = super::actor(*person, Role::CareerAdviser)?;
        let (name, first_hour, last_hour, slot_minutes, weekdays, ways, site, about) = *plan;
        let rules = RulesForm {
            about: about.to_owned(),
            buffer_minutes: "10".to_owned(),
            phone: "01782 960 100".to_owned(),
            ..RulesForm::default()
        };
        availability::change_rules(service, &adviser, rules).await?;
        let ticked = |way| {
            if ways.contains(&way) {
                "on".to_owned()
            } else {
                String::new()
            }
        };
        for weekday in weekdays {
            let pattern = PatternForm {
                weekday: weekday.to_string(),
                starts: format!("{first_hour}:00"),
                ends: format!("{last_hour}:00"),
                slot_minutes: slot_minutes.to_string(),
                video: ticked(Way::Video),
                phone: ticked(Way::Phone),
                in_person: ticked(Way::InPerson),
                site: if ways.contains(&Way::InPerson) {
                    sites[site].to_string()
                } else {
                    String::new()
                },
                ..PatternForm::default()
            };
            availability::add_pattern(service, &adviser, pattern).await?;
        }
        // About three months from the start of the demo's past: a month from today.
        if name == AWAY_FOR_A_WEEK {
            let monday = london::monday_of(london::day_of(service.now()));
            let first = london::plus_days(monday, 12 * 7);
            let last = london::plus_days(first, 4);
            let leave = LeaveForm {
                first_day: first.day().to_string(),
                first_month: first.month().to_string(),
                first_year: first.year().to_string(),
                last_day: last.day().to_string(),
                last_month: last.month().to_string(),
                last_year: last.year().to_string(),
            };
            availability::add_leave(service, &adviser, leave).await?;
        }
    }
    Ok(())
}
