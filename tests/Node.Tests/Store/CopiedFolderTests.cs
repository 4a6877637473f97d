using System.Text;
using SdkNode.Node.Configuration;
using SdkNode.Node.Keys;
using SdkNode.Node.Tests.Api;
using SdkNode.Node.Tests.Federation.World;

namespace SdkNode.Node.Tests.Store;

/// <summary>Who copies a node's data folder, without the node key, reads nothing of messages and has no key (DESIGN 5).</summary>
public sealed class CopiedFolderTests(FederationFixture federation)
{
    private const string Label = "Orosanmälan Ekorrgränd 4711";
    private const string Body = "Pojken bor hos sin mormor på Ekorrgränd.";
    private const string FileName = "utredning-ekorrgränd.pdf";

    private static readonly byte[] s_file = [.. "%PDF-1.7 "u8, .. Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("Hemligt innehåll om Ekorrgränd. ", 20_000)))];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_copy_of_database_and_content_shows_nothing_of_a_message_that_was_sent_and_received()
    {
        var world = await federation.WorldAsync();
        var sender = await world.StartNodeAsync(TestWorld.NewParty("stangd"), cancellationToken: Cancelled);
        var receiver = await world.StartNodeAsync(TestWorld.NewParty("laste"), cancellationToken: Cancelled);
        string[] folders = [sender.Get<NodeSetup>().DataFolder, receiver.Get<NodeSetup>().DataFolder];
        byte[] ownKey;
        using (var client = await ApiClient.ConnectAsync(sender))
        {
            var sent = await client.SendAsync(ApiMessages.Make(sender.Party, receiver.Party, attributes =>
            {
                attributes["label"] = Label;
                attributes["digitalDocument"]![0]!["contentTextBody"]![0] = Body;
                attributes["digitalDocument"]![0]!["contentFiles"]![0] = ApiMessages.File(FileName, "application/pdf", s_file);
            }));
            await client.WaitForAsync(sent, "ACCEPTED");
            ownKey = await MadeKeyAsync(sender);
        }

        // While it runs, with its journal, and after it has stopped.
        var known = Known(ownKey);
        await AssertHoldNoneAsync();
        await sender.DisposeAsync();
        await receiver.DisposeAsync();
        await AssertHoldNoneAsync();

        async Task AssertHoldNoneAsync()
        {
            await AssertHoldsNoneAsync(folders[0], receiver.Party.Participant, known);
            await AssertHoldsNoneAsync(folders[1], sender.Party.Participant, known);
        }
    }

    // The private half of a key that was made in the node, as the store would hold it if it were not sealed.
    private static async Task<byte[]> MadeKeyAsync(Demo.DemoNode node)
    {
        var made = await node.Get<KeyDesk>().RequestAsync(new RequestWish(new KeyPlace(null, "ap", null), null, [], 3072, "anna"), Cancelled);
        Assert.True(made.TryGet(out var done, out var fault), fault?.Detail);
        using var key = await node.Get<KeyStore>().PrivateKeyAsync(done.Row.Id, Cancelled);
        return key!.ExportParameters(includePrivateParameters: true).P!;
    }

    private static List<(string What, byte[] Octets)> Known(byte[] prime)
    {
        List<(string, byte[])> known = [("the private key", prime)];
        foreach (var text in new[] { Label, Body, "ekorrgränd.pdf", "Hemligt innehåll om Ekorrgränd" })
        {
            known.Add(($"{text} in UTF-8", Encoding.UTF8.GetBytes(text)));
            known.Add(($"{text} in UTF-16", Encoding.Unicode.GetBytes(text)));

            // In Base64 a text looks different at each of three places; the middle of each is looked for.
            for (var shift = 0; shift < 3; shift++)
            {
                var encoded = Convert.ToBase64String([.. new byte[shift], .. Encoding.UTF8.GetBytes(text)]);
                known.Add(($"{text} in Base64", Encoding.ASCII.GetBytes(encoded[4..^4])));
            }
        }

        return known;
    }

    // Copied as a thief or a backup program copies it, whatever locks the node holds.
    private static async Task AssertHoldsNoneAsync(string folder, string participant, List<(string What, byte[] Octets)> known)
    {
        using var taken = new TemporaryFolder();
        var copied = await ExternalProgram.RunAsync("cp", ["-a", folder, taken.PathOf("copy")]);
        Assert.True(copied.ExitCode == 0, copied.Error);
        var found = false;
        foreach (var file in Directory.GetFiles(taken.PathOf("copy"), "*", SearchOption.AllDirectories).Where(file => !file.EndsWith("control.sock", StringComparison.Ordinal)))
        {
            var content = await File.ReadAllBytesAsync(file, Cancelled);
            found |= content.AsSpan().IndexOf(Encoding.UTF8.GetBytes(participant)) >= 0;
            foreach (var (what, octets) in known)
            {
                Assert.True(content.AsSpan().IndexOf(octets) < 0, $"{Path.GetFileName(file)} holds {what}");
            }
        }

        // Whose message it is may be read: the search finds what is there.
        Assert.True(found);
    }
}
