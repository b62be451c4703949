//! The demo's invented people: 1,200 hub members, the four to sign in as, and whom other areas need.

use domain::kit::app_error::AppError;
use domain::kit::email_address::EmailAddress;
use domain::kit::postcode::Postcode;
use domain::people::actor::Actor;
use domain::people::background::Background;
use domain::people::id::{PersonId, SessionId};
use domain::people::person::{PersonDetails, Telephone};
use domain::people::role::{Grant, Role};

use crate::Service;
use crate::kit::rng::Dice;
use crate::people::person;
use crate::work::{By, Work};

/// How many hub members there are.
pub const MEMBERS: usize = 1_200;

/// Whom a visitor to the demo can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Persona {
    pub name: &'static str,
    pub email: &'static str,
    pub role: Role,
    /// What to try as them.
    pub can: &'static str,
}

pub const PERSONAS: &[Persona] = &[
    Persona {
        name: "Amina Yusuf",
        email: "amina.yusuf@example.nhs.uk",
        role: Role::HubMember,
        can: "Book, move and cancel a career conversation.",
    },
    Persona {
        name: "David Okafor",
        email: "david.okafor@example.nhs.uk",
        role: Role::CareerAdviser,
        can: "See today's conversations and say when you can be booked.",
    },
    Persona {
        name: "Helen Marsh",
        email: "helen.marsh@example.nhs.uk",
        role: Role::HubCoordinator,
        can: "See every conversation, and book, move or cancel for a member.",
    },
    Persona {
        name: "Priya Nair",
        email: "priya.nair@example.nhs.uk",
        role: Role::Administrator,
        can: "Look after people, roles, sites and settings, and read the audit log.",
    },
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

/// Whom other areas find in the demo.
pub(crate) struct People {
    pub(crate) members: Vec<PersonId>,
    pub(crate) amina: PersonId,
    pub(crate) david: PersonId,
    pub(crate) priya: PersonId,
    /// Of those that an area asked for, in its order.
    pub(crate) staff: Vec<PersonId>,
}

/// Adds everybody, and for an area people of these names and roles. Who has the same name is told apart by a number in the address.
pub(crate) async fn add(
    service: &Service,
    dice: &Dice,
    staff: impl Iterator<Item = (&'static str, Role)>,
) -> Result<People, AppError> {
    let mut work = Work::begin(service, By::NOBODY).await?;
    let mut personas = Vec::new();
    for persona in PERSONAS {
        let (name, email) = (persona.name, persona.email);
        personas.push(add_one(&mut work, dice, name, email, persona.role).await?);
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
        members.push(add_one(&mut work, dice, &name, &email, Role::HubMember).await?);
    }
    let mut added = Vec::new();
    for (name, role) in staff {
        let email = format!("{}@example.nhs.uk", name.to_lowercase().replace(' ', "."));
        added.push(add_one(&mut work, dice, name, &email, role).await?);
    }
    work.commit().await?;
    Ok(People {
        members,
        amina: personas[0],
        david: personas[1],
        priya: personas[3],
        staff: added,
    })
}

async fn add_one(
    work: &mut Work<'_>,
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
    let person = person::insert(work, details, background).await?;
    let grant = Grant {
        role,
        organisation: None,
    };
    person::give(work, person, grant).await?;
    Ok(person)
}

/// Somebody as they sign in with one role.
pub(crate) fn actor(person: PersonId, role: Role) -> Result<Actor, AppError> {
    let email = domain::kit::email_address::EmailAddress::parse("demo@example.nhs.uk");
    Ok(Actor {
        person,
        name: String::new(),
        email: email.map_err(|message| AppError::invalid("email", message))?,
        session: SessionId::from(uuid::Uuid::nil()),
        grants: vec![Grant {
            role,
            organisation: None,
        }],
        address: None,
    })
}
