namespace SdkNode.Envelope.Tests.SdkMessages;

public sealed class MessageSampleTests
{
    [Theory]
    [InlineData("min.xml")]
    [InlineData("../messageWithAttachments3.xml")]
    [Rule("RCPT-4.16")]
    public async Task The_samples_that_are_right_are_accepted(string name) =>
        Assert.True((await Messages.ValidateAsync(Sample(name))).IsAccepted);

    [Fact]
    [Rule("RCPT-4.1", Refuses = true)]
    [Rule("RCPT-4.16", Refuses = true)]
    [Rule("MSG-1.2", Refuses = true)]
    public async Task TF2_4_1_breaks_the_schema_and_is_told_that_alone()
    {
        var reading = await Messages.ValidateAsync(Sample("TF2.4.1.xml"));
        var line = Assert.Single(reading.Lines);
        Assert.Equal(("SV", "structure"), (line.Code, line.Reason));
        Assert.EndsWith(" | at path /messagePayload/message/messageHeader/creationDateTime", line.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Sept", line.Text, StringComparison.Ordinal);
    }

    [Fact]
    [Rule("RCPT-4.3", Refuses = true)]
    [Rule("RCPT-4.12", Refuses = true)]
    public async Task TF2_4_2_breaks_a_content_rule()
    {
        var line = Assert.Single((await Messages.ValidateAsync(Sample("TF2.4.2.xml"))).Lines);
        Assert.Equal(("BV", "invariant", "/messagePayload/message/messageHeader/sender/senderID/root"), (line.Code, line.Reason, line.LineId));
    }

    private static string Sample(string name) => File.ReadAllText(SharedFiles.Official("samples/sdk-message/felhantering/" + name));
}
