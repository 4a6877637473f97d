using SdkNode.Envelope.Identifiers;
using SdkNode.Testbed.Federation;

namespace SdkNode.Node.Demo;

/// <summary>What the demo's address book lists: both parties with invented functions (DIR-7).</summary>
internal static class DemoAddressBook
{
    private const string Activity = "urn:sdknode:example:amnesomrade";

    /// <summary>Both parties.</summary>
    public static IReadOnlyList<BookOrganization> Organizations { get; } = [Kristinehamn(), RegionVarmland()];

    /// <summary>The functional addresses of a party; of one that the book does not list, its own alone.</summary>
    public static IEnumerable<string> AddressesOf(DemoParty party) =>
        Organizations.FirstOrDefault(organization => organization.Participant.Value == party.Participant)?.Functions.Select(function => function.Address) ?? [party.Function];

    private static BookOrganization Kristinehamn() => Of(DemoParty.Kristinehamn) with
    {
        OrganizationNumber = "2120009901",
        Functions =
        [
            new(DemoParty.Kristinehamn.Function, "Registratur") { Categories = ["Förvaltning"], Description = "Kommunens gemensamma registratur." },
            new("kristinehamn.elevhalsa", "Elevhälsan") { Categories = ["Skola", "Vård"], Codes = [$"{Activity}|elevhalsa"], Unit = "Skolförvaltningen" },
            new("kristinehamn.barn-och-familj", "Barn- och familjeenheten") { Categories = ["Socialtjänst"], Codes = [$"{Activity}|barn"], Unit = "Socialförvaltningen" },
            new("kristinehamn.hemsjukvard", "Kommunal hemsjukvård") { Categories = ["Vård"], Codes = [$"{Activity}|hemsjukvard"], Unit = "Socialförvaltningen" },
            new("kristinehamn.bistand", "Biståndshandläggning äldre") { Categories = ["Socialtjänst", "Äldreomsorg"], Unit = "Socialförvaltningen" },
            new("kristinehamn.overformyndare", "Överförmyndarnämnden") { Categories = ["Förvaltning"] },
            new("kristinehamn.bygglov", "Bygglovsenheten") { Categories = ["Samhällsbyggnad"] },
        ],
    };

    private static BookOrganization RegionVarmland() => Of(DemoParty.RegionVarmland) with
    {
        OrganizationNumber = "2320009902",
        AlternateName = "Landstinget i Värmland",
        Functions =
        [
            new(DemoParty.RegionVarmland.Function, "Vårdcentralen Kristinehamn") { Categories = ["Vård"], Codes = [$"{Activity}|vardcentral"], Unit = "Nära vård" },
            new("varmland.vardcentral.saffle", "Vårdcentralen Säffle") { Categories = ["Vård"], Codes = [$"{Activity}|vardcentral"], Unit = "Nära vård" },
            new("varmland.ortopedi", "Ortopedkliniken Centralsjukhuset") { Categories = ["Vård", "Sjukhus"], Unit = "Centralsjukhuset" },
            new("varmland.bup", "Barn- och ungdomspsykiatrin") { Categories = ["Vård"], Codes = [$"{Activity}|barn"] },
            new("varmland.patientnamnd", "Patientnämnden") { Categories = ["Förvaltning"] },
            new("varmland.registratur", "Regionens registratur") { Categories = ["Förvaltning"] },
        ],
    };

    private static BookOrganization Of(DemoParty party) => new(ParticipantIdentifier.Parse(party.Participant).Value!, party.Name);
}
