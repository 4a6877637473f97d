using SdkNode.Envelope.MessageReceipts;
using SdkNode.Envelope.Tests.Oracles;

namespace SdkNode.Envelope.Tests.MessageReceipts;

public sealed class MessageReceiptTests
{
    [Fact]
    [Rule("RCPT-0.1")]
    [Rule("RCPT-0.2")]
    [Rule("RCPT-0.3")]
    [Rule("RCPT-3")]
    public async Task What_we_write_the_official_schema_and_Schematron_accept_and_we_read_back()
    {
        string[] written = [Receipts.Text(Receipts.Accepted), Receipts.Text(Receipts.Rejected)];
        Assert.All(written, receipt => Assert.Empty(OfficialSchema.Receipt().Refusals(receipt)));
        Assert.Equal([0, 0], await OfficialSchematron.Receipt.FailuresAsync(written));
        Assert.Equivalent(Receipts.Accepted, Receipts.Read(written[0]).Value, strict: true);
        Assert.Equivalent(Receipts.Rejected, Receipts.Read(written[1]).Value, strict: true);
        Assert.True(Receipts.Read(written[0]).Value!.IsAccepted);
        Assert.False(Receipts.Read(written[1]).Value!.IsAccepted);
    }

    [Theory]
    [InlineData("Kvittens_AP-Accepterat.xml", 0)]
    [InlineData("Kvittens_RE-AnnatFel.xml", 2)]
    [InlineData("Kvittens_RE-SCHFel.xml", 2)]
    [InlineData("Kvittens_RE-SIG.xml", 1)]
    [InlineData("Kvittens_RE-XSDFel.xml", 1)]
    [Rule("RCPT-0.1")]
    public void The_official_samples_are_read(string name, int lines)
    {
        var receipt = Receipts.Read(File.ReadAllText(SharedFiles.Official("samples/receipt/" + name))).Value;
        Assert.NotNull(receipt);
        Assert.Equal(lines, receipt.Lines.Count);
        Assert.Equal("ID-FROM-XHE-12354689", receipt.AnsweredId);
    }

    [Fact]
    [Rule("RCPT-3", Refuses = true)]
    public void Lines_and_verdict_must_agree()
    {
        Assert.Equal(["RCPT-3"], Receipts.Rules(Receipts.Text(Receipts.Rejected).Replace("REJECTED", "ACCEPTED", StringComparison.Ordinal)));
        Assert.Equal(["RCPT-3"], Receipts.Rules(Receipts.Text(Receipts.Accepted).Replace("ACCEPTED", "REJECTED", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("<x")]
    [InlineData("<!DOCTYPE x><x/>")]
    [InlineData("<ApplicationResponse/>")]
    [Rule("RCPT-0.1", Refuses = true)]
    public void Another_document_is_refused(string xml) => Assert.Equal(["RCPT-0"], Receipts.Rules(xml));

    [Fact]
    [Rule("RCPT-4.15")]
    public void A_line_ends_with_the_place_where_there_is_one()
    {
        Assert.EndsWith(" | at path /messagePayload/message/messageHeader", Receipts.Rejected.Lines[0].Text, StringComparison.Ordinal);
        Assert.Equal(("SIG", "security", "NA"), (Receipts.Rejected.Lines[1].Code, Receipts.Rejected.Lines[1].Reason, Receipts.Rejected.Lines[1].LineId));
    }
}
