using System.Text.Json.Nodes;
using SdkNode.Node.Tests.Configuration;
using SdkNode.Node.Tests.Support;

namespace SdkNode.Node.Tests.Cli;

/// <summary><c>sdknode addressbook</c> against a node that runs, and against one that does not.</summary>
public sealed class AddressBookVerbTests(PkiFixture pki)
{
    [Fact, Rule("DIR-7.2"), Rule("DIR-7.5")]
    public async Task The_address_book_is_synchronised_by_the_node_and_searched_with_and_without_it()
    {
        using var test = new SettingsCase(pki);
        await test.WriteAsync(settings => SettingsCase.Environment(settings)["AddressBook"]!["Entries"] = new JsonArray(
            new JsonObject { ["Participant"] = "0203:kil.example", ["OrganizationName"] = "Kils kommun", ["Address"] = "kil.skola", ["Name"] = "Skolan" }));
        Assert.Contains("No node runs", await VerbAsync(test, 1, "sync"), StringComparison.Ordinal);
        Assert.Contains("(local entry)", await VerbAsync(test, 0, "search", "kil"), StringComparison.Ordinal);
        await using (var node = RunningProgram.Start("run", "--config", test.Path))
        {
            await node.WaitForAsync("Running. Partners reach this node at ");
            Assert.Contains("functional addresses.", await VerbAsync(test, 0, "sync"), StringComparison.Ordinal);
            Assert.Contains("There is no environment", await VerbAsync(test, 1, "sync", "--environment", "nowhere"), StringComparison.Ordinal);
            await AssertFoundAsync(test);
            await node.TerminateAsync();
        }

        await AssertFoundAsync(test);
    }

    private static async Task AssertFoundAsync(SettingsCase test)
    {
        var found = await VerbAsync(test, 0, "search", "ortopdi", "varmland");
        Assert.Contains("Region Värmland, Centralsjukhuset: Ortopedkliniken Centralsjukhuset", found, StringComparison.Ordinal);
        Assert.Contains("0203:regionvarmland.example  varmland.ortopedi", found, StringComparison.Ordinal);
        Assert.Contains("kil.skola", await VerbAsync(test, 0, "search", "kils", "skola"), StringComparison.Ordinal);
        Assert.Contains("kristinehamn.elevhalsa", await VerbAsync(test, 0, "search", "--category", "skola", "--code", "elevhalsa"), StringComparison.Ordinal);
        Assert.Contains("Nothing was found", await VerbAsync(test, 1, "search", "tandläkare"), StringComparison.Ordinal);
    }

    private static Task<string> VerbAsync(SettingsCase test, int exit, params string[] arguments) =>
        SdkNodeProgram.RunAsync(exit, ["addressbook", .. arguments, "--config", test.Path]);
}
