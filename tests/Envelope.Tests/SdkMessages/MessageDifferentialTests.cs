using System.Text;
using System.Xml.Linq;
using SdkNode.Envelope.SdkMessages;
using SdkNode.Envelope.Tests.Oracles;

namespace SdkNode.Envelope.Tests.SdkMessages;

/// <summary>Our schema and content rules against the official ones, over some thousands of damaged messages and the official samples.</summary>
public sealed class MessageDifferentialTests(ITestOutputHelper output)
{
    private const int Pairs = 1_000;
    private const int Seed = 20_261_126;


    [Fact]
    [Rule("RCPT-4.1", Refuses = true)]
    [Rule("RCPT-4.3", Refuses = true)]
    [Rule("MSG-12", Refuses = true)]
    public async Task What_the_official_schema_or_Schematron_refuses_we_refuse_and_what_else_we_refuse_is_on_the_stricter_list()
    {
        // Every single change of two messages, and two changes at a time as a seed draws them.
        var all = new[] { Messages.Full, Messages.Other }.SelectMany(xml => Mutations.Of(xml, Chosen).Concat(Mutations.Twice(xml, Chosen, Seed).Take(Pairs)));
        var mutants = all.DistinctBy(mutant => mutant.Xml).ToList();
        var outcome = await new Differential(OfficialSchema.SdkMessage(), OfficialSchematron.SdkMessage, Refusals).RunAsync([.. mutants, .. Originals()]);
        output.WriteLine($"{mutants.Count} mutants: {outcome}");
        Assert.InRange(mutants.Count, 2_000, 6_000);
        Assert.True(outcome is { RefusedByBoth: > 1_000, AcceptedByBoth: > 200 }, outcome.ToString());
    }

    // What is in a file is no question of the schema; the stricter list's entries about it have tests of their own.
    private static bool Chosen(XElement element) => element.Name.LocalName != "content";

    private static IEnumerable<Mutant> Originals() =>
        new[] { "messageWithAttachments3.xml", "felhantering/min.xml", "felhantering/TF2.4.1.xml", "felhantering/TF2.4.2.xml" }
            .Select(name => new Mutant(name, File.ReadAllText(SharedFiles.Official($"samples/sdk-message/{name}"))))
            .Concat([new("full", Messages.Full), new("other", Messages.Other)]);

    // Lines carry no rule ids; these two are of rules on the stricter list.
    private static string Stricter(string text) => text.StartsWith("the message holds neither", StringComparison.Ordinal) ? "MSG-11.2 "
        : text.StartsWith("content is not Base64", StringComparison.Ordinal) ? "MSG-11.3 "
        : "";

    private static IReadOnlyList<string> Refusals(string xml)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(xml));
        var reading = SdkMessageReader.ReadAsync(stream, MessageLimits.Incoming, null, CancellationToken.None).GetAwaiter().GetResult();
        return [.. reading.Lines.Select(line => $"{Stricter(line.Text)}{line.Code} {line.Text}")];
    }
}
