using System.Text.Json.Nodes;

namespace SdkNode.Node.Demo;

/// <summary>The made-up staff of the demo's organisations, and what each may do (docs/console.md).</summary>
internal static class DemoPeople
{
    private const string Claim = "made-up";

    /// <summary>The settings of a node's pages.</summary>
    /// <param name="party">Whose node it is.</param>
    /// <param name="port">Where browsers reach it.</param>
    public static JsonObject Settings(DemoParty party, int port)
    {
        var people = Of(party);
        return new JsonObject
        {
            ["Listen"] = new JsonObject { ["Port"] = port },
            ["Roles"] = new JsonArray([.. people.Select(person => (JsonNode)new JsonObject
            {
                ["Claim"] = Claim,
                ["Value"] = person.Id,
                ["Role"] = person.Role,
                ["Addresses"] = new JsonArray([.. person.Addresses.Select(address => (JsonNode)address)]),
            })]),
            ["MadeUpPeople"] = new JsonArray([.. people.Select(person => (JsonNode)new JsonObject { ["Id"] = person.Id, ["Name"] = person.Name, ["Values"] = new JsonArray(person.Id) })]),
        };
    }

    private static IReadOnlyList<Person> Of(DemoParty party)
    {
        // kristinehamn.registratur is one of kristinehamn.*
        var all = $"{party.Function.Split('.')[0]}.*";
        return party == DemoParty.Kristinehamn
            ?
            [
                new("karin.lind", "Karin Lind", "Registrar", [all]),
                new("ali.haddad", "Ali Haddad", "CaseWorker", ["kristinehamn.elevhalsa"]),
                new("eva.strom", "Eva Ström", "CaseWorker", ["kristinehamn.bygglov"]),
                new("maria.berg", "Maria Berg", "Administrator", []),
                new("sven.ek", "Sven Ek", "Auditor", []),
            ]
            :
            [
                new("lars.holm", "Lars Holm", "Registrar", [all]),
                new("sara.nyberg", "Sara Nyberg", "CaseWorker", [party.Function]),
                new("per.dahl", "Per Dahl", "Administrator", []),
            ];
    }

    private sealed record Person(string Id, string Name, string Role, IReadOnlyList<string> Addresses);
}
