//! What people did before they joined the hub.

coded_enum! {
    /// A person's main working background.
    pub enum Background {
        /// Airline pilots and flight crew.
        Pilot = "pilot", "Pilot or flight crew";
        /// Cabin crew.
        CabinCrew = "cabin_crew", "Cabin crew";
        /// Hotels, restaurants, pubs and events.
        Hospitality = "hospitality", "Hospitality";
        /// Hair and beauty.
        HairAndBeauty = "hair_and_beauty", "Hair and beauty";
        /// Shops.
        Retail = "retail", "Retail";
        /// Schools, colleges and childcare.
        Education = "education", "Education or childcare";
        /// Offices.
        Office = "office", "Office work";
        /// Trades, transport and manufacturing.
        TradesAndTransport = "trades_and_transport", "Trades, transport or manufacturing";
        /// Health or care already.
        HealthOrCare = "health_or_care", "Health or care";
        /// The armed forces and emergency services.
        ForcesOrEmergency = "forces_or_emergency", "Armed forces or emergency services";
        /// Studying.
        Student = "student", "Student";
        /// Caring for family.
        Carer = "carer", "Caring for family";
        /// Out of work.
        Unemployed = "unemployed", "Looking for work";
        /// Retired.
        Retired = "retired", "Retired";
        /// Something else.
        Other = "other", "Something else";
    }
}
