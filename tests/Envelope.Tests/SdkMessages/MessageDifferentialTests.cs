using System.Text;
using SdkNode.Envelope.SdkMessages;
using SdkNode.Envelope.Tests.Oracles;

namespace SdkNode.Envelope.Tests.SdkMessages;

/// <summary>Our schema and content rules against the official ones, over some hundreds of damaged messages.</summary>
public sealed class MessageDifferentialTests
{
    [Fact]
    [Rule("RCPT-4.1", Refuses = true)]
    [Rule("RCPT-4.3", Refuses = true)]
    [Rule("MSG-12", Refuses = true)]
    public async Task What_the_official_schema_or_Schematron_refuses_we_refuse_and_what_else_we_refuse_is_on_the_stricter_list()
    {
        // The two Schematron-only entries of the stricter list are about whole messages and file contents.
        var mutants = Mutations.Of(Messages.Full, element => element.Name.LocalName != "content").ToList();
        Assert.InRange(mutants.Count, 700, 3000);
        await new Differential(OfficialSchema.SdkMessage(), OfficialSchematron.SdkMessage, Refusals).RunAsync([.. mutants.Where((_, index) => index % 2 == 0)]);
    }

    private static IReadOnlyList<string> Refusals(string xml)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(xml));
        var reading = SdkMessageReader.ReadAsync(stream, MessageLimits.Incoming, null, CancellationToken.None).GetAwaiter().GetResult();
        return [.. reading.Lines.Select(line => $"{line.Code} {line.Text}")];
    }
}
