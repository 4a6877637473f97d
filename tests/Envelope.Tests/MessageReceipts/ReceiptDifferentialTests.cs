using SdkNode.Envelope.Tests.Oracles;

namespace SdkNode.Envelope.Tests.MessageReceipts;

public sealed class ReceiptDifferentialTests
{
    [Fact]
    [Rule("RCPT-0.1", Refuses = true)]
    [Rule("RCPT-0.2", Refuses = true)]
    [Rule("RCPT-3", Refuses = true)]
    public async Task What_the_official_schema_or_Schematron_refuses_we_refuse_and_what_else_we_refuse_is_on_the_stricter_list()
    {
        var mutants = Mutations.Of(Receipts.Text(Receipts.Rejected), _ => true).ToList();
        Assert.InRange(mutants.Count, 400, 2000);
        await new Differential(OfficialSchema.Receipt(), OfficialSchematron.Receipt, Receipts.Rules).RunAsync(mutants);
    }
}
