package dev.weft.demo;

import java.util.List;

/** Somebody invented, and where they live. */
record Person(
        String name, String street, String city, String postalCode, String country, String currency, String languages) {
    /** In the order of their ids. */
    static final List<Person> ALL = List.of(
            new Person("John Doe", "1200 Market Street", "San Francisco", "94102", "US", "USD", "en-US"),
            new Person("Amelia Clarke", "14 Rosebery Avenue", "London", "EC1R 4TD", "GB", "GBP", "en-GB"),
            new Person("Lukas Brandt", "Kastanienallee 27", "Berlin", "10435", "DE", "EUR", "de-DE en-GB"),
            new Person("Camille Laurent", "8 rue des Martyrs", "Paris", "75009", "FR", "EUR", "fr-FR"),
            new Person("Sofía Navarro", "Calle de Fuencarral 61", "Madrid", "28004", "ES", "EUR", "es-ES en-GB"),
            new Person("Marcus Bennett", "455 Peachtree Street", "Atlanta", "30308", "US", "USD", "en-US"),
            new Person("Giulia Ferraro", "Via San Vitale 33", "Bologna", "40125", "IT", "EUR", "it-IT"),
            new Person("Daan Visser", "Prinsengracht 412", "Amsterdam", "1016 JC", "NL", "EUR", "nl-NL en-GB"),
            new Person("Grace Okafor", "77 Deansgate", "Manchester", "M3 2BW", "GB", "GBP", "en-GB"),
            new Person("Emily Nguyen", "2901 South Lamar Boulevard", "Austin", "78704", "US", "USD", "en-US vi-VN"),
            new Person("Aino Virtanen", "Fleminginkatu 9", "Helsinki", "00530", "FI", "EUR", "fi-FI sv-FI"),
            new Person("Tomás Oliveira", "Rua do Almada 152", "Porto", "4050-031", "PT", "EUR", "pt-PT"),
            new Person("Hannah Goldberg", "330 Atlantic Avenue", "Brooklyn", "11201", "US", "USD", "en-US he-IL"),
            new Person("Niamh Byrne", "21 Camden Street", "Dublin", "D02 W593", "IE", "EUR", "en-IE ga-IE"),
            new Person("Felix Gruber", "Neubaugasse 18", "Vienna", "1070", "AT", "EUR", "de-AT"),
            new Person("Priya Raman", "1450 West Lake Street", "Chicago", "60607", "US", "USD", "en-US ta-IN"),
            new Person("Léa Dubois", "Rue Antoine Dansaert 96", "Brussels", "1000", "BE", "EUR", "fr-BE nl-BE"),
            new Person("Owen Hughes", "5 Westgate Street", "Cardiff", "CF10 1DD", "GB", "GBP", "cy-GB en-GB"),
            new Person("Carlos Mendoza", "618 South Broadway", "Los Angeles", "90014", "US", "USD", "es-US en-US"),
            new Person("Eleni Pappas", "Ermou 104", "Athens", "105 54", "GR", "EUR", "el-GR"));
}
