//! What people did before they joined the hub.

coded_enum! {
    /// A person's main working background.
    pub enum Background {
        Pilot = "pilot", "Pilot or flight crew";
        CabinCrew = "cabin_crew", "Cabin crew";
        /// Hotels, restaurants, pubs and events.
        Hospitality = "hospitality", "Hospitality";
        HairAndBeauty = "hair_and_beauty", "Hair and beauty";
        Retail = "retail", "Retail";
        Education = "education", "Education or childcare";
        Office = "office", "Office work";
        TradesAndTransport = "trades_and_transport", "Trades, transport or manufacturing";
        HealthOrCare = "health_or_care", "Health or care";
        ForcesOrEmergency = "forces_or_emergency", "Armed forces or emergency services";
        Student = "student", "Student";
        Carer = "carer", "Caring for family";
        Unemployed = "unemployed", "Looking for work";
        Retired = "retired", "Retired";
        Other = "other", "Something else";
    }
}
