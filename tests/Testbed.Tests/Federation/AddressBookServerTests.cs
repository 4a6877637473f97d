using System.Net;
using System.Text.Json;
using SdkNode.Envelope.Identifiers;
using SdkNode.Testbed.Federation;

namespace SdkNode.Testbed.Tests.Federation;

public sealed class AddressBookServerTests(FederationPki keys)
{
    private static readonly ParticipantIdentifier Kil = ParticipantIdentifier.Parse("0203:kil.example").Value!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact, Rule("DIR-7.1")]
    public async Task It_lists_what_was_set_with_units_functions_and_codes()
    {
        await using var federation = await keys.StartAsync(Token);
        federation.AddressBook.Set(new BookOrganization(Kil, "Kils kommun")
        {
            Functions = [new BookFunction("kil.skola", "Skolan") { Unit = "Skolförvaltningen", Categories = ["Skola"], Codes = ["system|1", "2"] }],
        });

        var organizations = await GetAsync(federation, "organizations");
        var address = Assert.Single(await GetAsync(federation, "addresses"));

        Assert.Equal(["o", "ou"], organizations.Select(entry => entry.GetProperty("attributes").GetProperty("type").GetString()));
        Assert.Equal("kil.skola", address.GetProperty("attributes").GetProperty("identifier").GetString());
        Assert.Equal(2, address.GetProperty("attributes").GetProperty("searchCodes").GetArrayLength());
        Assert.Equal(organizations[1].GetProperty("id").GetString(), address.GetProperty("relationships").GetProperty("parent").GetProperty("data").GetProperty("id").GetString());
        Assert.NotEmpty(await GetAsync(federation, "codesystems"));
    }

    [Fact, Rule("DIR-7.1")]
    public async Task It_lists_a_publication_that_has_a_name_until_it_is_taken_back()
    {
        await using var federation = await keys.StartAsync(Token);
        Assert.Empty(await GetAsync(federation, "organizations"));
        federation.Publish(new ParticipantPublication
        {
            Participant = Kil,
            Documents = [FederationPki.Message],
            Endpoint = new Uri("https://ap.example/as4"),
            AccessPoint = keys.AccessPoint.Certificate,
            Name = "Kils kommun",
            Functions = [new BookFunction("kil.registratur", "Registratur")],
        });

        Assert.Single(await GetAsync(federation, "organizations"));
        Assert.Single(await GetAsync(federation, "addresses"));
        federation.Unpublish(Kil);
        Assert.Empty(await GetAsync(federation, "addresses"));
    }

    [Fact]
    public async Task Another_resource_is_not_found()
    {
        await using var federation = await keys.StartAsync(Token);
        using var http = new HttpClient();

        using var answer = await http.GetAsync(new Uri(federation.AddressBook.Address, "people"), Token);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    private static async Task<JsonElement[]> GetAsync(TestFederation federation, string resource)
    {
        using var http = new HttpClient();
        using var document = JsonDocument.Parse(await http.GetStringAsync(new Uri(federation.AddressBook.Address, resource), Token));
        return [.. document.RootElement.GetProperty("data").Clone().EnumerateArray()];
    }
}
