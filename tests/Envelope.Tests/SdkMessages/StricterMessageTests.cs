using System.Runtime.CompilerServices;
using System.Text;
using SdkNode.Envelope.SdkMessages;
using SdkNode.Envelope.Tests.Oracles;

namespace SdkNode.Envelope.Tests.SdkMessages;

/// <summary>One test for each entry of <c>specs/stricter.csv</c> about SDK messages: the official files let it through, we do not.</summary>
public sealed class StricterMessageTests
{
    private static readonly StricterEntries s_entries = new(OfficialSchema.SdkMessage, OfficialSchematron.SdkMessage, Codes, new()
    {
        [nameof(A_message_without_text_and_file)] = ("BV invariant", () => [WithoutContent()]),
        [nameof(Base64_that_begins_well_and_does_not_decode)] = ("BV invariant", () => [Messages.With("JVBERi0xLjcK", "JVBERi0xLjc"), Messages.With("JVBERi0xLjcK", "JVBE*i0xLjcK"), Messages.With("JVBERi0xLjcK", "JVBE=i0x")]),
    });

    [Fact]
    [Rule("MSG-11.2", Refuses = true)]
    public Task A_message_without_text_and_file() => OnlyWeRefuse();

    [Fact]
    [Rule("MSG-11.3", Refuses = true)]
    public Task Base64_that_begins_well_and_does_not_decode() => OnlyWeRefuse();

    private static Task OnlyWeRefuse([CallerMemberName] string test = "") => s_entries.OnlyWeRefuseAsync(test);

    private static string WithoutContent()
    {
        var start = Messages.Full.IndexOf("<m:ContentFiles>", StringComparison.Ordinal);
        var end = Messages.Full.IndexOf("</m:ContentText>", StringComparison.Ordinal) + "</m:ContentText>".Length;
        return Messages.Full.Remove(start, end - start);
    }

    private static IReadOnlyList<string> Codes(string xml)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(xml));
        return Messages.Codes(SdkMessageReader.ReadAsync(stream, MessageLimits.Incoming, null, CancellationToken.None).GetAwaiter().GetResult());
    }
}
