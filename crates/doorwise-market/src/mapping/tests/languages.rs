//! Sheets with German, French, Spanish and Dutch headers, and the words for what a firm does.

use doorwise_model::tables::TableKind;
use expect_test::expect;

use super::{check, sheet};
use crate::mapping::guess;

#[test]
fn reads_a_german_deals_sheet() {
    check(
        "Firma;Branche;Mitarbeiter;Ort;Umsatz (Mio. €);Ansprechpartner;Position;Status;Auftragswert (€);Abschlussdatum;Verlustgrund\n\
         Amberlinie GmbH;Maschinenbau;100-500 Mitarbeiter;Stuttgart;12;Anja Schröder;Einkaufsleiterin;Gewonnen;12.500;04.01.2026;\n\
         Blaufarn AG;Krankenhaus;51-200 Beschäftigte;Berlin;30;Dr. Jens Köhler;Pflegedienstleitung;Verloren;8.000;11.02.2026;Preis\n\
         Kupferblatt KG;Logistik;11-50;Hamburg;4;Petra Vogt;Geschäftsführerin;Offen;3.200;01.03.2026;\n",
        &expect![[r#"
            companies
              name: Firma (1.00)
              industry: Branche (1.00)
              place: Ort (1.00)
              employees: Mitarbeiter (1.00)
              revenue: Umsatz (Mio. €) (1.00)
            deals
              company: Firma (1.00)
              outcome: Status (1.00)
              amount: Auftragswert (€) (1.00)
              closed: Abschlussdatum (1.00)
              loss_reason: Verlustgrund (1.00)
              won = gewonnen
              lost = verloren
              open = offen
            contacts
              name: Ansprechpartner (1.00)
              title: Position (1.00)
              company: Firma (1.00)
        "#]],
    );
}

#[test]
fn reads_french_spanish_and_dutch_deals_sheets() {
    check(
        "Entreprise;Secteur;Effectif;Ville;Chiffre d\u{2019}affaires;Interlocuteur;Fonction;Statut;Montant;Date de clôture\n\
         Amberligne SAS;Logistique;50-99 salariés;Lyon;2 M€;Anne Petit;Directrice des ventes;Gagné;12 500 €;04/01/2026\n\
         Fougère SARL;Santé;10-49 salariés;Paris;1 M€;Jean Roux;Gérant;Perdu;8 000 €;11/02/2026\n\
         Cuivre SA;Chimie;100-249 salariés;Lille;9 M€;Luc Morel;Responsable achats;En cours;3 200 €;21/03/2026\n",
        &expect![[r#"
            companies
              name: Entreprise (1.00)
              industry: Secteur (1.00)
              place: Ville (1.00)
              employees: Effectif (1.00)
              revenue: Chiffre d’affaires (1.00)
            deals
              company: Entreprise (1.00)
              outcome: Statut (1.00)
              amount: Montant (1.00)
              closed: Date de clôture (1.00)
              won = gagné
              lost = perdu
              open = en cours
            contacts
              name: Interlocuteur (1.00)
              title: Fonction (1.00)
              company: Entreprise (1.00)
        "#]],
    );
    check(
        "Empresa;Sector;Empleados;Ciudad;Persona de contacto;Cargo;Estado;Importe;Fecha de cierre\n\
         Ambarina SL;Logística;51-200 empleados;Madrid;Ana Ruiz;Directora de ventas;Ganado;12500 €;2026-01-04\n\
         Helecho SA;Construcción;11-50;Barcelona;Juan Gil;Gerente general;Perdido;8000 €;2026-02-11\n\
         Cobre SL;Educación;201-500;Sevilla;Eva Mora;Jefe de Compras;Abierto;3200 €;2026-03-01\n",
        &expect![[r#"
            companies
              name: Empresa (1.00)
              industry: Sector (1.00)
              place: Ciudad (1.00)
              employees: Empleados (1.00)
            deals
              company: Empresa (1.00)
              outcome: Estado (1.00)
              amount: Importe (1.00)
              closed: Fecha de cierre (1.00)
              won = ganado
              lost = perdido
              open = abierto
            contacts
              name: Persona de contacto (1.00)
              title: Cargo (1.00)
              company: Empresa (1.00)
        "#]],
    );
    check(
        "Bedrijf;Branche;Aantal medewerkers;Plaats;Contactpersoon;Functie;Status;Bedrag;Afsluitdatum\n\
         Amberlijn BV;Logistiek;51-200 medewerkers;Utrecht;Anna Visser;Hoofd inkoop;Gewonnen;€ 12500;2026-01-04\n\
         Blauwvaren BV;Bouw;11-50;Rotterdam;Jan Bakker;Algemeen directeur;Verloren;€ 8000;2026-02-11\n\
         Koperblad BV;Onderwijs;201-500;Amsterdam;Eva Smit;Manager Inkoop;Lopend;€ 3200;2026-03-01\n",
        &expect![[r#"
            companies
              name: Bedrijf (1.00)
              industry: Branche (1.00)
              place: Plaats (1.00)
              employees: Aantal medewerkers (1.00)
            deals
              company: Bedrijf (1.00)
              outcome: Status (1.00)
              amount: Bedrag (1.00)
              closed: Afsluitdatum (1.00)
              won = gewonnen
              lost = verloren
              open = lopend
            contacts
              name: Contactpersoon (1.00)
              title: Functie (1.00)
              company: Bedrijf (1.00)
        "#]],
    );
}

#[test]
fn a_type_of_business_is_what_its_cells_are() {
    for header in [
        "Type of business",
        "Business type",
        "Line of business",
        "What they do",
        "Nature of business",
        "What does the company do",
    ] {
        let text = format!(
            "Company,{header}\nAmberline,Trucking\nBluefern,3PL\nCopperleaf,Freight forwarding\n\
             Dunmere,Warehousing\nElmbrook,Drayage\nFernhill,Last mile\n"
        );
        let mapping = guess(&sheet(&text));
        let companies = mapping.table(TableKind::Companies).expect("companies");
        assert_eq!(companies.headers("industry"), [header]);
        assert_eq!(
            companies.column("industry").map(|column| column.confidence),
            Some(1.0)
        );
        assert!(companies.column("business_model").is_none(), "{header}");
    }
    let mapping = guess(&sheet(
        "Company,Business type\nAmberline,B2B\nBluefern,B2C\nCopperleaf,B2B\n",
    ));
    let companies = mapping.table(TableKind::Companies).expect("companies");
    assert_eq!(companies.headers("business_model"), ["Business type"]);
    assert!(companies.column("industry").is_none());
}

#[test]
fn industries_have_their_everyday_names() {
    for (cell, code) in [
        ("Skin care", "consumer-goods.beauty"),
        ("Haircare", "consumer-goods.beauty"),
        ("Hair care", "consumer-goods.beauty"),
        ("Krankenhaus", "healthcare.providers"),
        ("Klinik", "healthcare.providers"),
        ("Nursing home", "healthcare.providers"),
        ("Dental", "healthcare.providers.dental"),
        ("car_accessories", "manufacturing.automotive"),
        ("bed_bath_table", "consumer-goods"),
        ("phone_mobile", "manufacturing.electronics"),
        ("3PL", "logistics"),
        ("Trucking", "logistics"),
        ("Drayage", "logistics"),
        ("Last mile", "logistics"),
        ("Quick commerce", "retail.ecommerce"),
        ("Maschinenbau", "manufacturing.machinery"),
        ("Handel", "retail"),
        ("Gro\u{df}handel", "wholesale"),
        ("Bau", "construction"),
        ("Logistik", "logistics"),
        ("Gesundheitswesen", "healthcare"),
        ("Versicherung", "financial-services.insurance"),
        ("Bank", "financial-services.banking"),
        ("Bildung", "education"),
        ("Gastronomie", "travel.restaurants"),
        ("Automobil", "manufacturing.automotive"),
        ("Chemie", "manufacturing.chemicals"),
        ("Moebel", "manufacturing.furniture"),
    ] {
        let found = doorwise_vocab::industry::find(cell)
            .map(|node| doorwise_vocab::industry::industries().code(node));
        assert_eq!(found, Some(code), "{cell}");
    }
}

#[test]
fn a_header_that_its_cells_deny_is_not_even_mentioned() {
    let mapping = guess(&sheet(
        "name,funding_rounds,Mitarbeiter\nAmberline,3,viele\nBluefern,7,wenige\nCopperleaf,11,keine\n",
    ));
    assert_eq!(mapping.notes, Vec::<String>::new());
}
