using SdkNode.Node.Inspect;

namespace SdkNode.Node.Tests.Inspect;

/// <summary>The official samples: verdicts as their description and the rules say.</summary>
public sealed class SampleInspectionTests
{
    // The signatures of as4_xhe_encrypted and XHE-tm-base-ext-sigenc verify; nobody has the keys that open them.
    [Theory]
    [Rule("O2O-5.1")]
    [InlineData("xhe/as4_xhe_encrypted.xml")]
    [InlineData("xhe/XHE-tm-base-ext-sigenc.xml")]
    public async Task Signed_and_encrypted_envelopes_verify_and_stay_closed(string file)
    {
        var report = await Inspection.SampleAsync(file);
        Assert.True(report.IsValid, Inspection.Text(report));
        Assert.Contains(report.Checks, check => check is { Rule: "O2O-3", State: CheckState.Ok });
        Assert.Contains(report.Checks, check => check is { Rule: "O2O-2", State: CheckState.Skip });
    }

    // xhe_unencrypted is signed well, but says that it travels under the model that demands encryption (XHE-10).
    [Theory]
    [Rule("O2O-5.1", Refuses = true)]
    [InlineData("xhe/xhe_unencrypted.xml", "XHE-10")]
    [InlineData("xhe/xhe_encrypted_payload.xml", "O2O-3")]
    [InlineData("xhe/xhe_unencrypted_payload.xml", "O2O-3")]
    public async Task Envelopes_that_were_indented_after_signing_or_left_in_clear_are_rejected(string file, string rule)
    {
        var report = await Inspection.SampleAsync(file);
        Assert.Equal([rule], Inspection.Failed(report));
        Assert.Contains("SIG/security", Inspection.Text(report), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plain_envelope_keeps_the_rules_and_its_payload_of_an_older_version_is_not_the_type_that_it_says()
    {
        var report = await Inspection.SampleAsync("xhe/XHE-tm-base.xml");
        Assert.All(report.Checks, check => Assert.NotEqual(CheckState.Fail, check.State));
        Assert.Contains("MessageWithAttachments:2", Assert.Single(report.Inside!.Checks).Detail, StringComparison.Ordinal);
        Assert.False(report.IsValid);
    }

    // The sample's document identifier has no transport model, and its process is another one.
    [Fact]
    public async Task The_sample_of_other_content_than_XML_breaks_the_rules_of_scope()
    {
        var report = await Inspection.SampleAsync("xhe/XHE-NonXML-tm-base.xml");
        Assert.Equal(["XHE-5"], Inspection.Failed(report));
        Assert.Contains("XHE_NOT_COMPLIANT", Inspection.Text(report), StringComparison.Ordinal);
    }

    [Theory]
    [Rule("TF-MIN")]
    [InlineData("sdk-message/messageWithAttachments3.xml")]
    [InlineData("sdk-message/felhantering/min.xml")]
    public async Task Messages_in_order_are_valid(string file)
    {
        var report = await Inspection.SampleAsync(file);
        Assert.True(report.IsValid, Inspection.Text(report));
        Assert.Contains("ACCEPTED", Inspection.Text(report), StringComparison.Ordinal);
    }

    [Theory]
    [Rule("TF-2.4.1", Refuses = true)]
    [Rule("TF-2.4.2", Refuses = true)]
    [InlineData("sdk-message/felhantering/TF2.4.1.xml", "SV/structure", "creationDateTime")]
    [InlineData("sdk-message/felhantering/TF2.4.2.xml", "BV/invariant", "senderID")]
    public async Task Messages_with_faults_are_told_with_the_codes_of_the_receipt(string file, string title, string place)
    {
        var report = await Inspection.SampleAsync(file);
        Assert.False(report.IsValid);
        var check = Assert.Single(report.Checks);
        Assert.Equal(("RCPT-4", title), (check.Rule, check.Title));
        Assert.Contains(place, check.Detail, StringComparison.Ordinal);
    }

    // Their ids are no UUIDs. The official rules ask for none here, nor do ours: a receipt is matched by the id that it answers (RCPT-6).
    [Theory]
    [InlineData("Kvittens_AP-Accepterat.xml", "ACCEPTED", 0)]
    [InlineData("Kvittens_RE-AnnatFel.xml", "REJECTED", 2)]
    [InlineData("Kvittens_RE-SCHFel.xml", "REJECTED", 2)]
    [InlineData("Kvittens_RE-SIG.xml", "REJECTED", 1)]
    [InlineData("Kvittens_RE-XSDFel.xml", "REJECTED", 1)]
    public async Task Message_receipts_are_valid_and_show_their_verdict_and_lines(string file, string verdict, int lines)
    {
        var report = await Inspection.SampleAsync($"receipt/{file}");
        Assert.True(report.IsValid, Inspection.Text(report));
        Assert.Contains(report.Facts, fact => fact is { Key: "verdict" } && fact.Value == verdict);
        Assert.Equal(lines, report.Facts.Count(fact => fact.Key.Contains('/', StringComparison.Ordinal)));
    }
}
