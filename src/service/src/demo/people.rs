//! Invented people: 1,200 hub members, eight advisers, and the four to sign in as.

use domain::availability::{Leave, Ways, WeeklyPattern};
use domain::background::Background;
use domain::career_conversation::Way;
use domain::email_address::EmailAddress;
use domain::id::{LeaveId, PersonId, RoleGrantId, SiteId, WeeklyPatternId};
use domain::london;
use domain::person::Telephone;
use domain::postcode::Postcode;
use domain::role::{Grant, Role};
use jiff::civil::{Weekday, time};
use store::adviser::Adviser;
use store::person::Person;
use store::{StoreError, Tx};

use super::{Dice, MEMBERS};
use crate::Service;

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
}

struct Adding<'a> {
    service: &'a Service,
    dice: &'a Dice,
}

pub(super) async fn add(
    service: &Service,
    tx: &mut Tx,
    dice: &Dice,
    sites: &[SiteId],
) -> Result<People, StoreError> {
    let adding = Adding { service, dice };
    let mut personas = Vec::new();
    for (name, email, role) in PERSONAS {
        personas.push(adding.person(tx, name, email, *role).await?);
    }
    let mut members = Vec::with_capacity(MEMBERS);
    members.push(personas[0]);
    for number in 1..MEMBERS {
        let (first, last) = (dice.one_of(FIRST_NAMES), dice.one_of(SURNAMES));
        let email = format!(
            "{}.{}{number}@example.nhs.uk",
            first.to_lowercase(),
            last.to_lowercase().replace('’', "")
        );
        members.push(
            adding
                .person(tx, &format!("{first} {last}"), &email, Role::HubMember)
                .await?,
        );
    }
    let david: AdviserPlan = (
        "David Okafor",
        9,
        16,
        30,
        &[1, 2, 3, 4, 5],
        &[Way::Video, Way::Phone, Way::InPerson],
        8,
        "I came into care from hospitality fifteen years ago. Ask me anything.",
    );
    adding.diary(tx, personas[1], &david, sites).await?;
    for plan in ADVISERS {
        let email = format!("{}@example.nhs.uk", plan.0.to_lowercase().replace(' ', "."));
        let adviser = adding
            .person(tx, plan.0, &email, Role::CareerAdviser)
            .await?;
        adding.diary(tx, adviser, plan, sites).await?;
    }
    Ok(People {
        members,
        amina: personas[0],
        david: personas[1],
    })
}

impl Adding<'_> {
    async fn person(
        &self,
        tx: &mut Tx,
        name: &str,
        email: &str,
        role: Role,
    ) -> Result<PersonId, StoreError> {
        let now = self.service.now();
        let letters = b"ABDEFGHJLNPQRSTUWXYZ";
        let letter = || char::from(*self.dice.one_of(letters));
        let postcode = format!(
            "{} {}{}{}",
            self.dice.one_of(DISTRICTS),
            self.dice.below(9),
            letter(),
            letter()
        );
        let person = Person {
            id: PersonId::new(now, self.service.random()),
            name: name.to_owned(),
            email: EmailAddress::parse(email)
                .map_err(|message| StoreError::Internal(format!("{email}: {message}").into()))?,
            phone: Telephone::parse(&format!("07700 900 {:03}", self.dice.below(1_000))).ok(),
            postcode: Postcode::parse(&postcode).ok(),
            background: (role == Role::HubMember).then(|| *self.dice.one_of(Background::ALL)),
            created_at: now,
            closed_at: None,
        };
        store::person::insert(tx, &person).await?;
        let grant = Grant {
            role,
            organisation: None,
        };
        store::role_grant::insert(
            tx,
            RoleGrantId::new(now, self.service.random()),
            person.id,
            grant,
            now,
            None,
        )
        .await?;
        Ok(person.id)
    }

    async fn diary(
        &self,
        tx: &mut Tx,
        person: PersonId,
        plan: &AdviserPlan,
        sites: &[SiteId],
    ) -> Result<(), StoreError> {
        let (name, first_hour, last_hour, slot_minutes, weekdays, ways, site, about) = *plan;
        let now = self.service.now();
        let adviser = Adviser {
            person,
            name: name.to_owned(),
            about: about.to_owned(),
            buffer_minutes: 10,
            notice_hours: None,
            horizon_days: None,
            phone: Telephone::parse("01782 960 100").ok(),
        };
        store::adviser::upsert(tx, &adviser).await?;
        let ways: Ways = ways.iter().copied().collect();
        for weekday in weekdays {
            let Ok(weekday) = Weekday::from_monday_one_offset(*weekday) else {
                continue;
            };
            let pattern = WeeklyPattern {
                id: WeeklyPatternId::new(now, self.service.random()),
                adviser: person,
                weekday,
                starts: time(first_hour, 0, 0, 0),
                ends: time(last_hour, 0, 0, 0),
                slot_minutes,
                ways,
                site: ways.contains(Way::InPerson).then(|| sites[site]),
                valid_from: london::day_of(now),
                valid_to: None,
            };
            store::weekly_pattern::insert(tx, &pattern).await?;
        }
        // A week away, in about three months from the start of the demo's past: a month from today.
        if name == "Grace Obi" {
            let first_day = london::plus_days(london::monday_of(london::day_of(now)), 12 * 7);
            let leave = Leave {
                id: LeaveId::new(now, self.service.random()),
                adviser: person,
                first_day,
                last_day: london::plus_days(first_day, 4),
            };
            store::leave::insert(tx, &leave).await?;
        }
        Ok(())
    }
}
